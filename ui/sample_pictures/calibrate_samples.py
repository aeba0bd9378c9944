"""The page of a calibration at every step, with its hard variants, walked through its own table. All is invented."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import At, Flow, Rules, Step
from kiosk.calibrating.looking_back import Affected
from kiosk.calibrating.table import advanced
from kiosk.calibrating.target import Target
from kiosk.calibrating.targets import by_hand
from kiosk.calibrating.view import CalibrateView
from kiosk.calibrating.view_builder import calibrate_view
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.records import IDENTITY, Calibration
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Run
from kiosk.sentences import sentence

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 1, 20, tzinfo=UTC)
TOLD = tomllib.loads(Path(__file__).with_name("calibrate.toml").read_text("utf-8"))
THERMO = Target("thermometer", "thermometer", "lu90614", "temp_object", "Cel", "\u2103", 2, "black-body", "LU20417")
OTHERS = (
    replace(THERMO, method="black-body-2"),
    replace(THERMO, method="black-body-1"),
    Target("blood-pressure", "blood-pressure", "hbp-9030", "sys", "mm[Hg]", "mmHg", 0, "cuff-static"),
    Target("scale", "scale", "W062", "weight", "kg", "kg", 1, "scale-weights"),
)
CUFF = OTHERS[2]
COMPARED = replace(THERMO, metric="temp_body", method="comparison", decimals=1)
OXIMETER, GLUCOSE = by_hand(())
BLACK_BODY = Reference(
    id="r1", kind="black-body", certified=date(2026, 5, 10), due=date(2027, 5, 9), low=30.0, high=45.0, unit="Cel",
    expanded_u=0.1, stability=0.02, **TOLD["reference"],
)  # fmt: skip
OLD = replace(BLACK_BODY, id="r2", serial="20398", certificate="RX2025-01120", due=date(2026, 5, 9))
SOON = replace(BLACK_BODY, id="r3", serial="20440", certificate="RX2025-11806", due=date(2026, 12, 3))
MANOMETER = replace(
    BLACK_BODY, id="r4", kind="manometer", model="DPG-600", low=0.0, high=300.0, unit="mm[Hg]",
    expanded_u=0.4, stability=0.0,
)  # fmt: skip
CONTACT = replace(BLACK_BODY, id="r5", kind="contact-thermometer", model="MC-246", serial="81", low=35.0, high=42.0)
SOLUTION = replace(
    BLACK_BODY, id="r6", kind="control-solution", certificate="L2026-07", serial="1", due=date(2026, 12, 31), low=5.8,
    high=7.2, unit="mmol/L",
)  # fmt: skip
SIMULATOR = replace(BLACK_BODY, id="r7", kind="oximeter-simulator", model="Index2", low=35.0, high=100.0, unit="%")
BEFORE = Calibration("c0", 1.002, -0.05, "black-body", "thermometer", number="KC2026-0007", expanded_u=0.17, due=TODAY)
GOOD = {35.0: 35.02, 37.0: 37.08, 41.0: 41.03}
WRONG = {35.0: 34.64, 37.0: 36.61, 41.0: 40.53}
NOISE = (-0.01, 0.02, 0.0, -0.02, 0.01, 0.01, -0.01, 0.0, 0.02, -0.02)
ENVIRONMENT = ("23.1", "46", "5", "0.95", "42")


class Walk:
    """One calibration, event by event."""

    def __init__(self, target: Target | None = THERMO, *, check: bool = False, two_sign: bool = False) -> None:
        every = (THERMO, *OTHERS, COMPARED, OXIMETER, GLUCOSE)
        self.flow = Flow(Rules(two_sign), every, check=check)
        self.effects: list[x.Effect] = []
        self._seconds, self._ids = 100.0, 0
        self.target = target

    def __call__(self, *events: e.Event) -> Walk:
        for event in events:
            self._ids += 1
            moment = NOW + timedelta(seconds=self._seconds)
            at = At(self._seconds, moment, TODAY, f"id{self._ids}", "zhou")
            self.flow, effects = advanced(self.flow, event, at)
            self.effects += effects
        return self

    def begin(
        self, in_force: Calibration = IDENTITY, open_runs: tuple[Run, ...] = (), references: tuple[Reference, ...] = ()
    ) -> Walk:
        """The target is chosen and looked up."""
        assert self.target is not None
        self(e.Chosen(self.target))
        known = references or (BLACK_BODY, SOON, OLD, MANOMETER)
        return self(e.LookedUp(self.flow.ticket, in_force, known, open_runs, "hall"))

    def room(self, *values: str) -> Walk:
        """The environment is typed."""
        for value in values or ENVIRONMENT:
            self(e.Typed(value))
        return self

    def ready(self, **begin: object) -> Walk:
        """Up to the first point."""
        self.begin(**begin)  # type: ignore[arg-type]
        if not self.flow.check:
            self.room(*(ENVIRONMENT if self.flow.wire else ENVIRONMENT[:1]))(e.Confirmed())
        return self(e.ReferenceChosen("r1" if self.flow.wire else "r4"))

    def hear(self, *values: float) -> Walk:
        """The device answers, once a second."""
        for value in values:
            self._seconds += 1.0
            self(e.Ticked(), e.Took(value))
        return self

    def point(self, at: float, readings: int = 10) -> Walk:
        """One point, from its first look on."""
        self.hear(at, at + 0.01, at - 0.01)(e.PointBegun(), e.PointBegun())
        return self.hear(*(round(at + noise, 2) for noise in NOISE[:readings]))

    def run(self, indicated: Sequence[float]) -> Walk:
        """All points, and the run is kept."""
        for at, value in enumerate(indicated):
            if at:
                self(e.PointNext())
            self.point(value)
        return self.keep()

    def keep(self) -> Walk:
        """看结果, kept."""
        self(e.RunFinished(), e.RunFinished())
        kept = next(effect for effect in reversed(self.effects) if isinstance(effect, x.KeepRun))
        return self(e.Kept(kept.ticket, kept.run))

    def adjust(self) -> Walk:
        """Adjusted by the line, and read again."""
        self(e.Adjusted(adjust=True))
        return self.run([self.flow_inverse(reference) for reference in WRONG])

    def flow_inverse(self, reference: float) -> float:
        """What the device must show to be right under the line."""
        a, b = self.flow.after
        return round((reference + 0.02 - b) / a, 2)

    def prepared(self) -> Walk:
        """A number and a day were found."""
        return self(e.Prepared(self.flow.ticket, "KC2026-0008", date(2027, 11, 21)))

    def cuff(self, count: int, unit: float = 1.0) -> Walk:
        """Zero and then so many values of the cuff."""
        self(e.Typed("0"))
        shown = (0, 51, 102, 152, 203, 253, 203, 153, 102, 52, 0)
        for value in shown[:count]:
            self(e.Typed(f"{value * unit:g}"))
        return self

    @property
    def view(self) -> CalibrateView:
        """As it is shown."""
        return calibrate_view(self.flow, TODAY)


def calibrate_views() -> Iterator[tuple[str, CalibrateView]]:
    """Name and view of every sample."""
    yield "choose", Walk().view
    yield "looking-up", Walk()(e.Chosen(THERMO)).view
    yield "environment", Walk().begin().room("23,1", "46").view
    yield "environment-problem", Walk().begin().room("23.1", "4600").view
    yield "limit", Walk().begin()(e.LimitWanted()).view
    yield "reference", Walk().begin().room()(e.Confirmed()).view
    yield "reference-overdue", Walk().begin().room()(e.Confirmed(), e.ReferenceChosen("r2")).view
    yield "reference-none", Walk().begin(references=(MANOMETER,)).room()(e.Confirmed()).view
    yield "new-reference", _entering().view
    yield "new-reference-writing", Walk().begin().room()(e.Confirmed(), e.NewReference()).view
    yield from _reading()
    yield from _typed()
    yield from _ending()
    yield from _uncertified()


def _entering() -> Walk:
    walk = Walk().begin().room()(e.Confirmed(), e.NewReference())
    told = TOLD["reference"]
    walk(e.Typed(told["certificate"]), e.Typed(told["laboratory"]), e.FieldChosen("serial"), e.Typed(told["serial"]))
    return walk(e.FieldChosen("certified"), e.Typed("20260510"), e.FieldChosen("low"))


def _reading() -> Iterator[tuple[str, CalibrateView]]:
    yield "point-waiting", Walk().ready().hear(31.2, 33.8).view
    yield "point-unsteady", Walk().ready().hear(31.2, 33.8, 34.6, 34.9).view
    yield "point-steady", Walk().ready().hear(34.64, 34.63, 34.65).view
    yield "point-far", Walk().ready().hear(24.1, 24.0, 24.1)(e.PointBegun()).view
    running = Walk().ready(in_force=BEFORE).point(35.02)(e.PointNext()).point(37.08)(e.PointNext()).point(41.03, 7)
    yield "point-running", running.view
    yield "point-read", Walk().ready().point(34.64).view
    silent = Walk().ready().point(34.64, 4)
    for _ in range(3):
        silent.flow = replace(silent.flow, hearing=replace(silent.flow.hearing, asked_s=0.0))
        silent(e.Took(None, sentence("calibrating.problems.no-value")))
    yield "point-silent", silent.view
    apart = Walk().ready().hear(34.6, 34.6, 34.6)(e.PointBegun())
    yield "point-apart", apart.hear(34.64, 34.63, 34.65, 34.64, 34.62, 34.64, 34.63, 34.65, 34.64, 35.31).view
    whole = Walk().ready()
    for at, value in enumerate(WRONG.values()):
        whole(e.PointNext()) if at else None
        whole.point(value)
    yield "run-read", whole.view
    yield "keeping", whole(e.RunFinished()).view


def _typed() -> Iterator[tuple[str, CalibrateView]]:
    yield "typed-zero", Walk(CUFF).ready().view
    yield "typed-points", Walk(CUFF).ready().cuff(4).view
    wrong = Walk(CUFF).ready().cuff(11, 0.133322)(e.Typed("0"), e.Typed("1"), e.RunFinished())
    yield "typed-kpa", wrong.view
    yield "typed-verdict", Walk(CUFF).ready().cuff(11)(e.Typed("0"), e.Typed("1")).keep().view


def _ending() -> Iterator[tuple[str, CalibrateView]]:
    passed = Walk().ready(in_force=BEFORE).run(list(GOOD.values()))
    yield "verdict-passed", passed.view
    failed = Walk().ready().run(list(WRONG.values()))
    yield "verdict-failed", failed.view
    run = failed.flow.found
    assert run is not None
    yield "resume", Walk().begin(open_runs=(run,)).view
    yield "giving-up", failed(e.GivenUpFor("")).view
    adjusted = Walk().ready(in_force=BEFORE).run(list(WRONG.values()))(e.Adjusted(adjust=True))
    yield "as-left", adjusted.point(34.62).view
    review = Walk().ready().run(list(WRONG.values()))(e.Adjusted(adjust=True)).run([34.2, 36.2, 40.1])
    yield "review", review.view
    signing = Walk(two_sign=True).ready(in_force=BEFORE).run(list(WRONG.values())).adjust().prepared()
    yield "sign", signing.view
    done = Walk().ready().run(list(WRONG.values())).adjust().prepared()(e.SignWanted())
    sign = next(effect for effect in done.effects if isinstance(effect, x.Sign))
    yield "signing", done.view
    done.flow = replace(done.flow, step=Step.DONE, record=sign.record)
    yield "done", done.view
    done.flow = replace(done.flow, affected=Affected(12, date(2026, 11, 2), date(2026, 11, 20)))
    yield "done-look-back", done.view
    yield "check-passed", Walk(check=True).ready(in_force=BEFORE).run([37.05]).view
    yield "check-failed", Walk(check=True).ready(in_force=BEFORE).run([37.85]).view


def _uncertified() -> Iterator[tuple[str, CalibrateView]]:
    begun = _checking(COMPARED, CONTACT, "23.1")
    yield "compare-standard", begun.view
    yield "compare-reading", begun(e.Typed("36.6")).hear(36.4, 36.5).view
    for name, shown in (("compare-done", 36.4), ("compare-failed", 38.1)):
        yield name, _kept(_checking(COMPARED, CONTACT, "23.1")(e.Typed("36.6")).point(shown, 3)).view
    oximeter = _checking(OXIMETER, SIMULATOR, "PM-60 201", "23.1")
    for value in ("81", "81", "80", "81", "80", "81", "91", "90"):
        oximeter(e.Typed(value))
    yield "oximeter-typed", oximeter.view
    glucose = Walk(GLUCOSE).begin()(e.Typed("GA-3 77"), e.Typed("23.1"), e.Confirmed())
    yield "solution-new", glucose(e.NewReference()).view
    yield (
        "solution-choice",
        Walk(GLUCOSE).begin(references=(SOLUTION,))(e.Typed("GA-3 77"), e.Typed("23.1"), e.Confirmed()).view,
    )
    glucose = _checking(GLUCOSE, SOLUTION, "GA-3 77", "23.1")
    yield "glucose-typed", glucose.view
    yield "glucose-done", _kept(glucose(e.Typed("6.4"))).view


def compared() -> DeviceCheck:
    """A comparison that was kept."""
    walk = _kept(_checking(COMPARED, CONTACT, "23.1")(e.Typed("36.6")).point(36.4, 3))
    assert walk.flow.checked is not None
    return walk.flow.checked


def _checking(target: Target, reference: Reference, *room: str) -> Walk:
    """A check that certifies nothing, up to its readings."""
    walk = Walk(target).begin(references=(reference,)).room(*room)
    return walk(e.Confirmed(), e.ReferenceChosen(reference.id))


def _kept(walk: Walk) -> Walk:
    """看结果, kept."""
    walk(e.RunFinished())
    keep = next(effect for effect in reversed(walk.effects) if isinstance(effect, x.KeepCheck))
    return walk(e.CheckKept(keep.ticket, keep.check))
