"""A record reckoned anew from its raw readings: what a certificate prints, and what a check compares it with."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.calibration.evaluation import Evaluation, evaluate_both
from kiosk.calibration.methods import Limit, Method, limits, methods
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.refusals import CalibrationRefused


@dataclass(frozen=True, slots=True)
class Computed:
    """What the readings of a record show.

    Attributes:
        left: None where there is no as-left run.
    """

    method: Method
    limit: Limit
    found: Evaluation
    left: Evaluation | None

    @property
    def final(self) -> Evaluation:
        """Of the device as it is now."""
        return self.left if self.left is not None else self.found


def compute(record: CalibrationRecord) -> Computed:
    """Reckon a record anew.

    Raises:
        CalibrationRefused: "method-wrong" or "no-limit" for a method or limit this program does not know,
            "figures-impossible" for a record no program can have signed, such as one with a negative U, or whatever the
            evaluation refuses.
    """
    method, limit = methods().get(record.method), limits().get(record.limit_id)
    if method is None:
        raise CalibrationRefused("method-wrong")
    if limit is None or method.id not in limit.methods:
        raise CalibrationRefused("no-limit", point=record.as_found.points[0].reference if record.as_found.points else 0)
    try:
        found, left = evaluate_both(
            record.as_found,
            record.as_left,
            method,
            record.reference,
            limit,
            drift=record.drift,
            before=record.before,
            after=record.after,
            rule=record.decision,
        )
    except CalibrationRefused:
        raise
    except (ValueError, ArithmeticError) as error:
        raise CalibrationRefused("figures-impossible") from error
    return Computed(method, limit, found, left)
