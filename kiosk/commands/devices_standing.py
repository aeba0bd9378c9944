"""How the calibrations of the configured devices stand, for `kiosk devices list` and `kiosk devices self-test`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.calibration.keeping import Due
from kiosk.calibration.methods import methods
from kiosk.calibration.records import Standing
from kiosk.certificates.figures import decimals, number, with_unit
from kiosk.commands.calibrate_listing import pairs
from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import reading_store
from kiosk.instruments.fitness import FAULTS, MISSING
from kiosk.sentences import Text, sentence, table


@dataclass(frozen=True, slots=True)
class Standings:
    """Of all devices.

    Attributes:
        of: By device; one that no method certifies is left out.
        why_not: Why nothing is known; empty when it is.
    """

    of: dict[str, tuple[Due, ...]]
    today: date
    required: bool
    why_not: str = ""

    def fault(self, device: str) -> str:
        """Why people may not be measured with it; "" where they may, or it is not known."""
        for due in self.of.get(device, ()):
            if due.standing in FAULTS:
                return FAULTS[due.standing]
            if self._missing(due):
                return MISSING
        return ""

    def rows(self, device: str) -> list[dict[str, Any]] | None:
        """As plain data; None where it is not known, empty where no calibration is required."""
        return None if self.why_not else [self._row(due) for due in self.of.get(device, ())]

    def lines(self, device: str) -> list[Text]:
        """In words."""
        if self.why_not:
            return []
        found = [self._line(due) for due in self.of.get(device, ())]
        return found or [sentence("commands.devices-standing.not-needed")]

    def _row(self, due: Due) -> dict[str, Any]:
        force = due.in_force
        ends = due.record.due if due.record is not None else None
        return {
            "metric": due.metric,
            "standing": due.standing.value,
            "may_measure": due.standing.may_measure and not self._missing(due),
            "number": force.number or (due.record.number if due.record is not None else None),
            "expanded_u": force.expanded_u,
            "unit": _unit(due),
            "due": ends.isoformat() if ends is not None else None,
            "days_left": (ends - self.today).days if ends is not None else None,
        }

    def _line(self, due: Due) -> Text:
        standing = table("calibrations.standings")[due.standing.value]
        if self._missing(due):
            standing = table("commands.devices-standing")["missing"]
        if due.record is None:
            return sentence("commands.devices-standing.line", metric=due.metric, standing=standing)
        u = due.in_force.expanded_u
        line = sentence(
            "commands.devices-standing.certified",
            metric=due.metric,
            standing=standing,
            number=due.record.number,
            u="—" if u is None else with_unit(number(u, decimals(u)), _unit(due)),
            due=due.record.due.isoformat(),
        )
        left = (due.record.due - self.today).days
        if due.standing is not Standing.IN_FORCE or left < 0:
            return line
        return sentence("commands.devices-standing.left", line=line, days=left)

    def _missing(self, due: Due) -> bool:
        return self.required and due.standing is Standing.NONE


def standings(context: Context) -> Standings:
    """As they are now. A store that cannot be read is said, and nothing is made."""
    wanted, required = pairs(context.settings), context.settings.calibration.required
    try:
        with reading_store(context) as store:
            dues = store.calibrations.calendar(wanted, context.clock.now())
    except Refused as refused:
        return Standings({}, context.today(), required, str(refused))
    of: dict[str, tuple[Due, ...]] = {}
    for due in dues:
        of[due.device] = (*of.get(due.device, ()), due)
    return Standings(of, context.today(), required)


def _unit(due: Due) -> str:
    if due.record is not None:
        return due.record.unit
    return next(method.unit for method in methods().values() if due.metric in method.metrics)
