"""A calibration walked through its table, event by event, with a clock and ids of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import At, Flow, Rules
from kiosk.calibrating.table import advanced
from kiosk.calibrating.target import Target
from kiosk.calibration.records import IDENTITY, Calibration
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 1, 20, tzinfo=UTC)
THERMO = Target("thermometer", "thermometer", "lu90614", "temp_object", "Cel", "℃", 2, "black-body")
COMPARED = replace(THERMO, metric="temp_body", method="comparison", decimals=1)
CUFF = Target("cuff", "blood-pressure", "hbp-9030", "sys", "mm[Hg]", "mmHg", 0, "cuff-static")
BLACK_BODY = Reference(
    "r1", "black-body", "Heng", "BB-40", "20417", "RX2026-04417", "SIMT", date(2026, 5, 10), date(2027, 5, 9), 30.0,
    45.0, "Cel", 0.1, 2.0, 0.02,
)  # fmt: skip
CONTACT = replace(BLACK_BODY, id="r3", kind="contact-thermometer", low=35.0, high=42.0, serial="CT-8")
MANOMETER = Reference(
    "r2", "manometer", "Heng", "DPG", "77", "RX2026-00007", "SIMT", date(2026, 5, 10), date(2027, 5, 9), 0.0, 300.0,
    "mm[Hg]", 0.4,
)  # fmt: skip
TEN = {
    35.0: (34.6, 34.7, 34.6, 34.6, 34.7, 34.6, 34.7, 34.6, 34.6, 34.7),
    37.0: (36.6, 36.6, 36.7, 36.6, 36.6, 36.5, 36.6, 36.6, 36.7, 36.6),
    41.0: (40.5, 40.6, 40.5, 40.5, 40.6, 40.5, 40.5, 40.6, 40.5, 40.5),
}
"""Facts of the worked example: readings of a forehead thermometer before a black body."""


class Walk:
    """One calibration. What the table wants done is collected in `effects`."""

    def __init__(self, target: Target = THERMO, *, check: bool = False, two_sign: bool = False) -> None:
        self.flow = Flow(Rules(two_sign), (THERMO, CUFF), check=check)
        self.target = target
        self.effects: list[x.Effect] = []
        self.seconds, self._ids = 1000.0, 0
        self.today = TODAY

    def __call__(self, *events: e.Event) -> Walk:
        for event in events:
            self._ids += 1
            at = At(self.seconds, NOW + timedelta(seconds=self.seconds - 1000), self.today, f"id{self._ids}", "zhou")
            self.flow, effects = advanced(self.flow, event, at)
            self.effects += effects
        return self

    def last(self, kind: type[x.Effect]) -> x.Effect:
        """The newest effect of a kind."""
        return next(effect for effect in reversed(self.effects) if isinstance(effect, kind))

    def begin(self, in_force: Calibration = IDENTITY, open_runs: tuple[Run, ...] = (), *more: Reference) -> Walk:
        """Chosen and looked up."""
        self(e.Chosen(self.target))
        return self(e.LookedUp(self.flow.ticket, in_force, (BLACK_BODY, MANOMETER, *more), open_runs, "hall"))

    def room(self) -> Walk:
        """The environment is typed and confirmed."""
        for value in ("23.1", "46", "5", "0.95", "42")[: 5 if self.flow.wire else 1]:
            self(e.Typed(value))
        return self(e.Confirmed())

    def ready(self, in_force: Calibration = IDENTITY) -> Walk:
        """Up to the first point."""
        self.begin(in_force)
        if not self.flow.check:
            self.room()
        return self(e.ReferenceChosen("r1" if self.flow.wire else "r2"))

    def hear(self, *values: float) -> Walk:
        """The device is asked, and answers, once a second."""
        for value in values:
            self.seconds += 1.0
            self(e.Ticked(), e.Took(value))
        return self

    def point(self, readings: Sequence[float]) -> Walk:
        """One point, after a look."""
        self.hear(readings[0])(e.PointBegun())
        return self.hear(*readings)

    def run(self, points: Sequence[Sequence[float]] = tuple(TEN.values())) -> Walk:
        """All points, and kept."""
        for index, readings in enumerate(points):
            if index:
                self(e.PointNext())
            self.point(readings)
        return self.keep()

    def keep(self) -> Walk:
        """看结果, and it is on the disk."""
        self(e.RunFinished())
        kept = self.last(x.KeepRun)
        assert isinstance(kept, x.KeepRun)
        return self(e.Kept(kept.ticket, kept.run))

    def right(self, at: float) -> list[float]:
        """Ten readings of a device that is right under the fitted line."""
        a, b = self.flow.after
        return [round((at - b) / a + noise, 2) for noise in (0.01, -0.01, 0.0, 0.02, -0.02, 0.0, 0.01, -0.01, 0.0, 0.0)]

    def adjust(self) -> Walk:
        """Adjusted by the line, and checked."""
        self(e.Adjusted(adjust=True))
        return self.run([self.right(at) for at in TEN])

    def prepared(self) -> Walk:
        """A number and a day were found."""
        return self(e.Prepared(self.flow.ticket, "KC2026-0008", date(2027, 11, 21)))
