"""What the samples of a visit are made of: terminals, cards, values, and the view of a situation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Literal

from devices.clock import Instant
from devices.events import CardKind, CardToken
from kiosk.calibration.records import CertificateMark
from kiosk.facilities import Facility
from kiosk.health_code.profile import load
from kiosk.health_code.result import CodeResult
from kiosk.instruments.rows import STEPS
from kiosk.measurements.follow_up import FollowUp, FollowUpKind, Goal
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.settings import Camera, DeviceEntry, Hall, HealthCode, Settings
from kiosk.visits.rules import rules_from
from kiosk.visits.situation import LyingCard, Situation, Terminal, Timer
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from kiosk.visits.view_builder import ViewBuilder
from kiosk.visits.visit import (
    SelfCheck,
    TemperatureStage,
    Value,
    Visit,
    VisitCard,
    VisitCode,
    VisitTemperature,
)
from kiosk.visits.visitor_words import load_words
from ui.sample_pictures.people import WANG

NOW = Instant(datetime(2026, 11, 22, 1, 20, tzinfo=UTC), 1000.0)
CARD = CardToken("id", 1)
SOCIAL = CardToken("ss", 2)
QR = "HKC1." + "".join(chr(ord("A") + i % 26) for i in range(150))

LONG_HALL = Hall(name="东方美谷林荫道社区事务受理服务中心甲", window_name="综合受理3号窗口", queue_word="综合受理")


@cache
def _builder(
    presentation: Literal["card", "discreet"] = "card",
    demonstration: bool = False,
    long_hall: bool = False,
    by_touch: bool = False,
    arm_in: bool = False,
) -> ViewBuilder:
    settings = Settings(
        devices=(DeviceEntry(name="bp", model="hbp-9030"),) if arm_in else (),
        camera=Camera(only_in_use=by_touch),
        hall=LONG_HALL if long_hall else Hall(),
        health_code=HealthCode(presentation=presentation),
        demonstration=demonstration,
    )
    profile = load(settings.health_code.profile)
    return ViewBuilder(settings, profile, rules_from(settings, profile, STEPS), load_words(STEPS))


def view_of(situation: Situation, *, left_s: float | None = None, **builder: Any) -> VisitView:
    """What the visit would publish, at `NOW`; `left_s` of the rest before a measurement, s."""
    deadlines = {Timer.REST.value: NOW.monotonic_s + left_s} if left_s is not None else {}
    if situation.warning:
        deadlines[Timer.LEAVE.value] = NOW.monotonic_s + 24
    return _builder(**builder).build(situation, NOW, deadlines)


def measured(metric: str, value: float, taken: Instant = NOW, source: Source = Source.DEVICE) -> Measurement:
    """A valid one."""
    return Measurement(
        id=f"m-{metric}",
        group_id="g",
        metric=metric,
        value=value,
        unit="1",
        source=source,
        validity=Validity.VALID,
        taken_at=taken,
    )


def code_of(level: str = "green", source: str = "gateway", age: timedelta = timedelta(0)) -> CodeResult:
    """A code of the register's profile, so old."""
    as_of = NOW.utc - age
    return CodeResult(level, "health-2022", QR, as_of, NOW.utc + timedelta(seconds=60), source, as_of)


def pressure_of(sys: float, dia: float, pulse: float, taken: Instant = NOW) -> tuple[Measurement, ...]:
    """One reading of the cuff, mmHg and beats a minute."""
    return (measured("sys", sys, taken), measured("dia", dia, taken), measured("pulse", pulse, taken))


EARLIER = Instant(NOW.utc - timedelta(days=7), 0.0)
_BODY = replace(measured("temp_body", 36.5), certificate=CertificateMark("20260728-01", 0.17, "Cel", NOW.utc.date()))
GUEST = Visit("v1", resident=WANG, identified_by="id-card")
DONE = replace(
    GUEST,
    code=VisitCode(code_of()),
    temperature=VisitTemperature(TemperatureStage.SHOWN, 1, shown=_BODY),
)
SAVED = frozenset({"code", "temperature-1", "p-1", "g-1", "w-1", "o-1"})
_MARK = CertificateMark("20260802-02", 1.2, "mm[Hg]", NOW.utc.date())
PRESSURE = Value("p-1", "blood-pressure", tuple(replace(m, certificate=_MARK) for m in pressure_of(128, 82, 72)))
HIGH_PRESSURE = Value("p-1", "blood-pressure", pressure_of(158, 96, 104))
GLUCOSE = Value("g-1", "glucose", (measured("glucose_random", 5.6, source=Source.SELF_REPORTED),))
WEIGHT = Value("w-1", "weight", (measured("weight", 62.5, source=Source.SELF_REPORTED),))
_TODAY = NOW.utc.date()
DUE = FollowUp("f-1", "r", "sys", FollowUpKind.AGAIN, _TODAY, _TODAY - timedelta(days=3), "bp-grade-1", "v0")
AGAIN = replace(DUE, due=_TODAY + timedelta(days=3), made=_TODAY, visit_id="v1")
REFER = replace(AGAIN, kind=FollowUpKind.REFER, due=_TODAY)
GOAL = Goal("g-1", "sys", 110, 140, date(2027, 3, 31), "zhang", NOW.utc)
AWAKE = Terminal(awake=True)
CUFF = SelfCheck(step="blood-pressure")
ID_CARD = VisitCard(CARD)
CONTACT_CARD = VisitCard(SOCIAL, CardKind.CONTACT_CARD)
ID_CARD_LIES = Terminal(cards=(LyingCard(CARD, CardKind.ID_CARD),))
CONTACT_CARD_LIES = Terminal(cards=(LyingCard(SOCIAL, CardKind.CONTACT_CARD),))
NOBODY = Visit("")
NOT_HERE = frozenset({Facility.OXYGEN, Facility.GLUCOSE, Facility.BODY_TEMPERATURE, Facility.HEART_RATE})
"""Instruments that the usual hall has not; glucose is typed."""
HUT = Terminal()
"""A health hut has everything."""
NO_ID_CARD = Terminal(lacking=frozenset({Facility.ID_CARD}))
NO_CARDS = Terminal(lacking=frozenset({Facility.ID_CARD, Facility.SOCIAL_CARD}))
READERS = (Facility.ID_CARD, Facility.SOCIAL_CARD)
OFFLINE = Terminal(online=False)


def at(state: State, visit: Visit = NOBODY, variant: str = "", serial: int = 7) -> Situation:
    """A visit in a state."""
    return Situation(state, variant, serial=serial, visit=visit, terminal=Terminal(lacking=NOT_HERE))


def visiting(situation: Situation, **changes: Any) -> Situation:
    """The same with another visit."""
    return replace(situation, visit=replace(situation.current, **changes))


def without(*facilities: Facility, awake: bool = False, online: bool = True) -> Terminal:
    """A terminal on which these do not work."""
    faults = tuple((facility, "wire-lost") for facility in facilities)
    return Terminal(broken=faults, lacking=NOT_HERE, awake=awake, online=online)
