"""A slip of an invented person."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from devices.clock import Instant
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.slips.making import Place, Taken, slip_of
from kiosk.slips.slip import Slip

NOW = datetime(2026, 11, 22, 1, 20, tzinfo=UTC)
HALL = Place("梧桐里社区服务中心", ZoneInfo("Asia/Shanghai"))


def value(
    metric: str,
    number: float,
    *,
    at: datetime = NOW,
    source: Source = Source.DEVICE,
    valid: bool = True,
    **more: object,
) -> Measurement:
    fields: dict[str, object] = {"reason": None if valid else Reason.MOVEMENT, **more}
    return Measurement(
        id=f"{metric}-{number}", group_id="g", metric=metric, value=number, unit="1", source=source,
        validity=Validity.VALID if valid else Validity.DOUBTFUL, taken_at=Instant(at, 1.0), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def pressure(sys: float, dia: float, pulse: float) -> Taken:
    return Taken((value("sys", sys), value("dia", dia), value("pulse", pulse)))


def wang(*taken: Taken, last: tuple[Measurement, ...] = (), follow_up: str = "", place: Place = HALL) -> Slip:
    return slip_of(
        taken or (pressure(146, 84, 72),), place, name="王*英", when=NOW, last=last, follow_up=follow_up
    )  # fmt: skip
