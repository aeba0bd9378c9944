"""Last time beside this time, and three months of one's own values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from devices.clock import Instant
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.trend import LOOKED_BACK
from kiosk.visits.situation import Situation
from kiosk.visits.states import State
from kiosk.visits.visit import SelfCheck
from ui.sample_pictures.people import LONGEST, WANG
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.visit_parts import (
    EARLIER,
    GLUCOSE,
    HIGH_PRESSURE,
    NOW,
    PRESSURE,
    WEIGHT,
    measured,
    pressure_of,
    view_of,
    visiting,
)

_PRESSURES = ((88, 151, 93), (80, 146, 90), (73, 148, 88), (66, 139, 86), (52, 136, 84), (30, 133, 85), (23, 138, 82),
              (16, 131, 84), (9, 135, 83), (2, 130, 80))  # fmt: skip
_WEIGHTS = ((84, 64.5), (62, 64.1), (41, 63.8), (27, 63.2), (13, 62.9))
_SUGARS = ((75, 7.2), (45, 8.1), (3, 6.4))


def trends(value: Situation) -> Iterator[Sample]:
    """Samples of them, from a situation that shows a value."""
    history = tuple(one for days, sys, dia in _PRESSURES for one in _of(days, pressure_of(sys, dia, 74)))
    weights = tuple(one for days, kg in _WEIGHTS for one in _of(days, (measured("weight", kg),)))
    sugars = tuple(one for days, mmol in _SUGARS for one in _of(days, (measured("glucose_random", mmol),)))
    last = pressure_of(142, 88, 75, EARLIER)
    both = SelfCheck(values=(PRESSURE,), last=last, history=history)
    yield Sample("value-trend", view_of(visiting(value, self_check=both)))
    high = SelfCheck(values=(HIGH_PRESSURE,), last=pressure_of(172, 104, 75, EARLIER), history=history)
    yield Sample("value-trend-longest-name", view_of(visiting(value, self_check=high, resident=LONGEST)))
    weight = SelfCheck(values=(WEIGHT,), last=_of(1, (measured("weight", 62.9),)), history=weights)
    yield Sample("value-trend-weight", view_of(visiting(value, self_check=weight)))
    unwilling = replace(WANG, keeps_health=False)
    unkept = visiting(value, self_check=SelfCheck(values=(PRESSURE,)), resident=unwilling, committed=frozenset())
    yield Sample("value-not-kept", view_of(unkept))
    shown = replace(value, state=State.TREND)
    yield Sample("trend", view_of(visiting(shown, self_check=replace(both, step="blood-pressure"))))
    doubted = tuple(replace(m, flags=(LOOKED_BACK,)) if m.taken_at.utc < NOW.utc - timedelta(days=60) else m
                    for m in history)  # fmt: skip
    hollow = SelfCheck(step="blood-pressure", values=(HIGH_PRESSURE,), history=doubted)
    yield Sample("trend-hollow", view_of(visiting(shown, self_check=hollow, resident=LONGEST)))
    yield Sample("trend-weight", view_of(visiting(shown, self_check=replace(weight, step="weight"))))
    sugar = SelfCheck(step="glucose", values=(GLUCOSE,), history=sugars)
    yield Sample("trend-glucose", view_of(visiting(shown, self_check=sugar)))


def _of(days: int, measurements: tuple[Measurement, ...]) -> tuple[Measurement, ...]:
    """The same, taken so many days ago."""
    taken = Instant(NOW.utc - timedelta(days=days), 0.0)
    return tuple(replace(m, id=f"{m.id}-{days}", group_id=f"g-{days}", taken_at=taken) for m in measurements)
