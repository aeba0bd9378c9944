"""Every screen and its hard variants by the visit's own view builder, drawn and audited. All people are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal

from devices.clock import Instant
from devices.events import CardKind, CardToken, ReadFailure
from kiosk.calibration.records import CertificateMark
from kiosk.faces.events import CardNeeded, FaceChecks, FaceHint
from kiosk.facilities import Facility
from kiosk.health_code.profile import load
from kiosk.health_code.result import CodeResult
from kiosk.instruments.rows import STEPS
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.people.person import Person
from kiosk.sentences import Text
from kiosk.settings import Camera, DeviceEntry, Hall, HealthCode, Settings
from kiosk.visits.rules import rules_from
from kiosk.visits.situation import LyingCard, Situation, Terminal, Timer
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from kiosk.visits.view_builder import ViewBuilder
from kiosk.visits.visit import (
    CallStage,
    CameraUse,
    Pause,
    PauseStage,
    SelfCheck,
    TemperatureStage,
    Value,
    Visit,
    VisitCamera,
    VisitCard,
    VisitCode,
    VisitTemperature,
)
from kiosk.visits.visitor_words import BY_READER, load_words

NOW = Instant(datetime(2026, 11, 22, 1, 20, tzinfo=UTC), 1000.0)
WANG = Person("r-1", "王奶奶", "王*英", 1944, "2")
LONGEST = Person("r-2", "阿卜杜热合曼·买买提爷爷", "阿*提", 1939, "1")
RARE = Person("r-3", "𬭎爷爷", "𬭎*𪟝", 1941, "1")
CARD = CardToken("id", 1)
SOCIAL = CardToken("ss", 2)
QR = "HKC1." + "".join(chr(ord("A") + i % 26) for i in range(150))

RARE_NAMES = (
    *("王𬭎", "李㛃", "张䶮", "刘𪟝", "陈𠅤", "杨𫍯", "赵𰻝", "黄㙓", "周𬀩", "吴𣲗"),
    *("徐𬬻", "孙𫖮", "朱𬘭", "马𫰛", "胡𬱖", "郭𫘝", "林𫘬", "何𬒈", "高𬴊", "梁𬸣"),
    *("郑𥔲", "罗𤩽", "宋㸌", "谢㭎", "唐㳚", "韩䴖", "曹𧒽", "许𨱏", "邓𩽾", "萧𩾌"),
)
"""Thirty names with characters outside the everyday set (GB 18030 levels 2 and 3)."""

LONG_NAMES = ("阿卜杜热合曼·买买提·艾合买提", "欧阳上官司马诸葛夏侯东方皇甫尉")
"""Names of fifteen characters, as an identity card can carry."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture.

    Attributes:
        name: State, then what is special: `result`, `result-yellow`.
        view: What the visit would publish.
        demonstration: Whether the terminal is one in demonstration mode.
        shows_face: Whether a camera picture would be behind it.
        hall_name: In the top line.
    """

    name: str
    view: VisitView
    demonstration: bool = False
    shows_face: bool = False
    hall_name: str = Hall().name


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


def _view(situation: Situation, *, left_s: float | None = None, **builder: Any) -> VisitView:
    deadlines = {Timer.REST.value: NOW.monotonic_s + left_s} if left_s is not None else {}
    if situation.warning:
        deadlines[Timer.LEAVE.value] = NOW.monotonic_s + 24
    return _builder(**builder).build(situation, NOW, deadlines)


def _measured(metric: str, value: float, taken: Instant = NOW, source: Source = Source.DEVICE) -> Measurement:
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


def _code(level: str = "green", source: str = "gateway", age: timedelta = timedelta(0)) -> CodeResult:
    as_of = NOW.utc - age
    return CodeResult(level, "health-2022", QR, as_of, NOW.utc + timedelta(seconds=60), source, as_of)


def _pressure(sys: float, dia: float, pulse: float, taken: Instant = NOW) -> tuple[Measurement, ...]:
    return (_measured("sys", sys, taken), _measured("dia", dia, taken), _measured("pulse", pulse, taken))


_CHECKS = {
    FaceHint.NOBODY: None,
    FaceHint.GOOD: FaceChecks(near=True, lit=True, straight=True),
    FaceHint.CLOSER: FaceChecks(near=False, lit=True, straight=True),
    FaceHint.BACK: FaceChecks(near=False, lit=True, straight=True),
    FaceHint.CENTRE: FaceChecks(near=False, lit=True, straight=True),
    FaceHint.LOOK_HERE: FaceChecks(near=True, lit=True, straight=False),
    FaceHint.BRIGHTER: FaceChecks(near=True, lit=False, straight=True),
    FaceHint.GLARE: FaceChecks(near=True, lit=False, straight=True),
    FaceHint.ALONE: FaceChecks(near=True, lit=True, straight=True),
    FaceHint.HOLD_STILL: FaceChecks(near=True, lit=True, straight=False),
    FaceHint.TURN_LEFT: FaceChecks(near=True, lit=True, straight=False),
    FaceHint.TURN_RIGHT: FaceChecks(near=True, lit=True, straight=False),
}
_EARLIER = Instant(NOW.utc - timedelta(days=7), 0.0)
_BODY = replace(_measured("temp_body", 36.5), certificate=CertificateMark("20260728-01", 0.17, "Cel", NOW.utc.date()))
_GUEST = Visit("v1", resident=WANG, identified_by="id-card")
_DONE = replace(
    _GUEST,
    code=VisitCode(_code()),
    temperature=VisitTemperature(TemperatureStage.SHOWN, 1, shown=_BODY),
)
_SAVED = frozenset({"code", "temperature-1", "p-1", "g-1", "w-1"})
_MARK = CertificateMark("20260802-02", 1.2, "mm[Hg]", NOW.utc.date())
_PRESSURE = Value("p-1", "blood-pressure", tuple(replace(m, certificate=_MARK) for m in _pressure(128, 82, 72)))
_HIGH_PRESSURE = Value("p-1", "blood-pressure", _pressure(158, 96, 104))
_GLUCOSE = Value("g-1", "glucose", (_measured("glucose_random", 5.6, source=Source.SELF_REPORTED),))
_WEIGHT = Value("w-1", "weight", (_measured("weight", 62.5, source=Source.SELF_REPORTED),))
_AWAKE = Terminal(awake=True)
_CUFF = SelfCheck(step="blood-pressure")
_CARD = VisitCard(CARD)
_CONTACT = VisitCard(SOCIAL, CardKind.CONTACT_CARD)
_ID_CARD_LIES = Terminal(cards=(LyingCard(CARD, CardKind.ID_CARD),))
_CONTACT_CARD_LIES = Terminal(cards=(LyingCard(SOCIAL, CardKind.CONTACT_CARD),))
_NOBODY = Visit("")
_NO_ID_CARD = Terminal(lacking=frozenset({Facility.ID_CARD}))
_READERS = (Facility.ID_CARD, Facility.SOCIAL_CARD)
_OFFLINE = Terminal(online=False)


def _at(state: State, visit: Visit = _NOBODY, variant: str = "", serial: int = 7) -> Situation:
    return Situation(state, variant, serial=serial, visit=visit)


def _visit(situation: Situation, **changes: Any) -> Situation:
    """The same with another visit."""
    return replace(situation, visit=replace(situation.current, **changes))


def _broken(*facilities: Facility, awake: bool = False, online: bool = True) -> Terminal:
    faults = tuple((facility, "wire-lost") for facility in facilities)
    return Terminal(broken=faults, awake=awake, online=online)


def _who_is_it() -> Iterator[Sample]:
    yield from _attract()
    reading = Situation(State.READING, serial=3, terminal=_ID_CARD_LIES, visit=Visit("", card=_CARD))
    yield Sample("reading", _view(reading))
    contact = replace(reading, terminal=_CONTACT_CARD_LIES, visit=Visit("", card=_CONTACT))
    yield Sample("reading-contact", _view(contact))
    yield Sample("reading-two-cards", _view(_visit(reading, card=VisitCard(CARD, two_lie=True))))
    for variant in ("", *(reason.value for reason in ReadFailure), "slow", "unknown-holder"):
        name = f"card-problem-{variant}" if variant else "card-problem"
        yield Sample(name, _view(_at(State.CARD_PROBLEM, variant=variant, serial=4)))
    for variant in ("", *BY_READER):
        contact = _at(State.CARD_PROBLEM, Visit("", card=_CONTACT), variant, serial=4)
        yield Sample(f"card-problem-contact-{variant}".rstrip("-"), _view(contact))
    no_id = replace(_at(State.CARD_PROBLEM, variant="locked", serial=4), terminal=_NO_ID_CARD)
    yield Sample("card-problem-window", _view(no_id))
    moved = Situation(State.CARD_PROBLEM, "moved", serial=5, warning=True)
    yield Sample("card-problem-warning", _view(moved))
    yield from _looking()
    yield from _ask_card()
    yield from _confirm()


def _attract() -> Iterator[Sample]:
    attract = Situation()
    awake = Situation(serial=2, terminal=_AWAKE)
    yield Sample("attract", _view(attract))
    yield Sample("attract-awake", _view(awake))
    yield Sample("attract-demo", _view(attract, demonstration=True), demonstration=True)
    no_slot = Terminal(lacking=frozenset({Facility.SOCIAL_CARD}))
    yield Sample("attract-id-card-only", _view(replace(attract, terminal=no_slot)))
    left = Terminal(forgotten=_CONTACT_CARD_LIES.cards, awake=True)
    yield Sample("attract-forgotten", _view(replace(awake, terminal=left)))
    left = replace(left, broken=_broken(Facility.CAMERA).broken)
    yield Sample("attract-forgotten-no-camera", _view(replace(awake, terminal=left)))
    offline = replace(attract, terminal=_OFFLINE)
    yield Sample("attract-offline", _view(offline))
    yield Sample("attract-no-camera", _view(replace(attract, terminal=_broken(Facility.CAMERA))))
    yield Sample("attract-one-card", _view(replace(awake, terminal=_broken(Facility.ID_CARD, awake=True))))
    yield Sample("attract-camera-only", _view(replace(awake, terminal=_broken(*_READERS, awake=True))))
    yield Sample("attract-closed", _view(replace(attract, terminal=_broken(*_READERS, Facility.CAMERA))))
    yield Sample("attract-long-hall", _view(offline, long_hall=True), hall_name=LONG_HALL.name)
    touch = Situation(serial=2)
    yield Sample("attract-touch", _view(touch, by_touch=True))
    for name, facilities in (("one-card", _READERS[:1]), ("camera-only", _READERS)):
        yield Sample(f"attract-touch-{name}", _view(replace(touch, terminal=_broken(*facilities)), by_touch=True))


def _ask_card() -> Iterator[Sample]:
    unknown = _at(State.ASK_CARD, variant="unknown", serial=4)
    yield Sample("ask-card-contact", _view(replace(unknown, terminal=_NO_ID_CARD)))
    no_reader = replace(unknown, variant="unknown-no-reader", terminal=_broken(*_READERS))
    yield Sample("ask-card-unknown-no-reader", _view(no_reader))
    for variant in ("", "unknown", "unclear", "denied", "chosen", *CardNeeded):
        yield Sample(f"ask-card-{variant}".rstrip("-"), _view(replace(unknown, variant=variant)))
    yield Sample("ask-card-no-camera", _view(replace(unknown, variant="camera", terminal=_broken(Facility.CAMERA))))
    yield Sample("ask-card-no-reader", _view(replace(no_reader, variant="no-reader")))


def _confirm() -> Iterator[Sample]:
    confirm = _at(State.CONFIRM, _GUEST)
    for name, person in (("confirm", WANG), ("confirm-longest-name", LONGEST), ("confirm-rare-name", RARE)):
        yield Sample(name, _view(_visit(confirm, resident=person)), shows_face=True)
    unsure = _visit(replace(confirm, variant="unsure"), camera=VisitCamera(unsure=True))
    for name, person in (("unsure", WANG), ("unsure-longest-name", LONGEST)):
        yield Sample(f"confirm-{name}", _view(_visit(unsure, resident=person)), shows_face=True)
    windowed = replace(unsure, variant="unsure-no-reader", terminal=_broken(*_READERS))
    yield Sample("confirm-unsure-no-reader", _view(windowed), shows_face=True)
    yield Sample("confirm-returned", _view(replace(confirm, covered=State.REMEASURE, variant="returned")))
    left = replace(confirm, covered=State.RESULT, variant="card-left", terminal=_ID_CARD_LIES)
    yield Sample("confirm-card-left", _view(_visit(left, card=_CARD)))
    yield Sample("confirm-warning", _view(replace(confirm, warning=True)), shows_face=True)


def _looking() -> Iterator[Sample]:
    """The camera session: before it begins, without a face, and with each hint."""
    yield Sample("looking-notice", _view(_at(State.LOOKING, serial=3)))
    for hint, checks in _CHECKS.items():
        progress = 1.0 if hint is FaceHint.GOOD else 0.35
        camera = VisitCamera(CameraUse.SEARCHING, hint, progress, checks)
        looking = _at(State.LOOKING, Visit("", camera=camera), serial=3)
        yield Sample(f"looking-{hint.value}", _view(looking), shows_face=True)
    worst = FaceChecks(near=False, lit=False, straight=False)
    camera = VisitCamera(CameraUse.SEARCHING, FaceHint.GLARE, 0.1, worst)
    nothing = _at(State.LOOKING, Visit("", camera=camera), serial=3)
    yield Sample("looking-nothing-right", _view(nothing), shows_face=True)
    yield Sample("looking-no-reader", _view(replace(nothing, terminal=_broken(*_READERS))), shows_face=True)
    yield Sample("looking-offline", _view(replace(nothing, terminal=_OFFLINE)), shows_face=True)


def _service() -> Iterator[Sample]:
    checking = _at(State.CHECKING, _GUEST)
    yield Sample("checking", _view(checking), shows_face=True)
    yield Sample("checking-comparing", _view(_visit(checking, camera=VisitCamera(CameraUse.COMPARING))))
    shown = VisitTemperature(TemperatureStage.SHOWN)
    yield Sample("checking-code-only", _view(_visit(checking, temperature=shown)))
    yield Sample("checking-longest-name", _view(_visit(checking, resident=LONGEST), demonstration=True), True, True)
    broken = replace(_GUEST, temperature=VisitTemperature(TemperatureStage.BROKEN))
    fault = replace(_at(State.DEVICE_FAULT, broken), terminal=_broken(Facility.TEMPERATURE))
    yield Sample("device-fault", _view(fault))
    several = _broken(Facility.TEMPERATURE, Facility.CODE, Facility.BLOOD_PRESSURE, online=False)
    yield Sample("device-fault-several", _view(replace(fault, terminal=several)))
    yield from _remeasure()
    yield from _result()
    window = _at(State.WINDOW, replace(_GUEST, queue_no=7))
    yield Sample("window", _view(window))
    yield Sample("window-warning", _view(replace(window, warning=True)))
    far = _view(_visit(window, resident=LONGEST, queue_no=128), long_hall=True)
    yield Sample("window-longest-name", far, hall_name=LONG_HALL.name)
    red = _visit(replace(window, variant="red"), self_check=SelfCheck(red=True))
    yield Sample("window-red", _view(_visit(red, help_called=True)))
    yield Sample("window-red-noted", _view(_visit(red, committed=frozenset({"alert-red-value"}))))
    helped = replace(_at(State.HELP, replace(_DONE, help_called=True)), covered=State.RESULT)
    yield Sample("help", _view(helped))
    yield Sample("help-noted", _view(_visit(helped, committed=frozenset({"alert-help"}))))
    for stage in tuple(CallStage)[1:]:
        yield Sample(f"help-{stage.value}", _view(_visit(helped, call=stage, committed=frozenset({"alert-help"}))))
        yield Sample(f"window-red-{stage.value}", _view(_visit(red, help_called=True, call=stage)))
    yield Sample("help-measure", _view(_at(State.HELP, replace(_GUEST, help_called=True), "measure")))


def _remeasure() -> Iterator[Sample]:
    due = replace(_GUEST, temperature=VisitTemperature(TemperatureStage.SECOND_DUE, 1))
    sitting = _at(State.REMEASURE, replace(due, pause=Pause(PauseStage.RUNNING, 300.0)))
    yield Sample("remeasure", _view(sitting, left_s=186))
    again = _visit(replace(sitting, variant="again"), pause=Pause(PauseStage.RUNNING, 10.0))
    yield Sample("remeasure-again", _view(again, left_s=6))
    measuring = _visit(replace(sitting, variant="measuring"), pause=Pause(PauseStage.MEASURING, 300.0))
    yield Sample("remeasure-measuring", _view(measuring), shows_face=True)


def _result() -> Iterator[Sample]:
    result = _at(State.RESULT, replace(_DONE, committed=_SAVED))
    yield Sample("result", _view(result))
    yield Sample("result-demo", _view(result, demonstration=True), demonstration=True)
    old = _visit(result, code=VisitCode(_code(source="last-known", age=timedelta(hours=3))))
    yield Sample("result-offline-stale", _view(replace(old, terminal=_OFFLINE)))
    for level in ("yellow", "red"):
        window = _visit(result, code=VisitCode(_code(level)), queue_no=7)
        yield Sample(f"result-{level}", _view(window))
        yield Sample(f"result-{level}-discreet", _view(window, presentation="discreet"))
    yellow = _visit(result, code=VisitCode(_code("yellow")), queue_no=28, resident=LONGEST)
    yield Sample("result-yellow-longest-name", _view(yellow))
    yield Sample("result-yellow-offline", _view(replace(yellow, terminal=_OFFLINE)))
    yield Sample("result-longest-name", _view(_visit(result, resident=LONGEST)))
    yield Sample("result-rare-name", _view(_visit(yellow, resident=RARE, queue_no=12)))
    yield Sample("result-expired-code", _view(_visit(result, code=VisitCode(replace(_code(), expires_at=NOW.utc)))))
    yield Sample("result-show-code", _view(_visit(result, code=VisitCode(failed="code-gateway-unreachable"))))
    none = VisitTemperature(TemperatureStage.NO_NUMBER)
    yield Sample("result-no-temperature", _view(_visit(result, temperature=none)))
    yield Sample("result-help-called", _view(_visit(result, help_called=True)))
    yield Sample("result-warning", _view(replace(result, warning=True)))


def _self_check() -> Iterator[Sample]:
    menu = _at(State.MENU, _DONE)
    yield Sample("menu", _view(menu))
    no_cuff = replace(menu, variant="rests", terminal=_broken(Facility.BLOOD_PRESSURE))
    yield Sample("menu-pressure-rests", _view(_visit(no_cuff, self_check=_CUFF)))
    yield Sample("menu-warning", _view(replace(menu, warning=True)))
    resting = _at(State.REST, replace(_DONE, self_check=_CUFF, pause=Pause(PauseStage.RUNNING, 300.0)))
    yield Sample("bp-rest", _view(resting, left_s=222))
    measure = _at(State.MEASURE, replace(_DONE, self_check=_CUFF))
    yield Sample("bp-measure", _view(measure))
    yield Sample("bp-measure-arm-in", _view(measure, arm_in=True))
    yield Sample("bp-measure-again", _view(replace(measure, variant="again")))
    weigh = _at(State.MEASURE, replace(_DONE, self_check=SelfCheck(step="weight")))
    yield from (Sample("weigh", _view(weigh)), Sample("weigh-again", _view(replace(weigh, variant="again"))))
    glucose = _at(State.ENTRY, replace(_DONE, self_check=SelfCheck(step="glucose", entry_metric="glucose_random")))
    yield Sample("entry-glucose", _view(glucose))
    problem = "再看一下屏幕：血糖一般是 1.1 到 33.3"
    wrong = _visit(
        glucose, self_check=SelfCheck(step="glucose", entry_metric="glucose_random", entry_problem=Text(problem))
    )
    yield Sample("entry-problem", _view(wrong))
    yield Sample("entry-problem-offline", _view(replace(wrong, terminal=_OFFLINE)))
    yield Sample("entry-weight", _view(_visit(glucose, self_check=SelfCheck(step="weight", entry_metric="weight"))))
    first = _at(State.VALUE, replace(_DONE, committed=_SAVED, self_check=SelfCheck(values=(_PRESSURE,))))
    yield Sample("value-first", _view(first))
    earlier = _pressure(142, 88, 75, _EARLIER)
    yield Sample("value-lower", _view(_visit(first, self_check=SelfCheck(values=(_PRESSURE,), last=earlier))))
    high = _visit(first, self_check=SelfCheck(values=(_HIGH_PRESSURE,), last=earlier), resident=LONGEST)
    yield Sample("value-higher-longest-name", _view(high, demonstration=True), demonstration=True)
    yield Sample("value-glucose", _view(_visit(first, self_check=SelfCheck(values=(_GLUCOSE,)))))
    unsaved = _visit(first, self_check=SelfCheck(values=(_WEIGHT,)), committed=frozenset())
    yield Sample("value-weight-unsaved", _view(unsaved))


def _the_end() -> Iterator[Sample]:
    taken = SelfCheck(values=(_PRESSURE, _WEIGHT, _GLUCOSE))
    bye = _at(State.GOODBYE, replace(_DONE, self_check=taken, committed=_SAVED))
    yield Sample("goodbye", _view(bye))
    card = _visit(replace(bye, terminal=_ID_CARD_LIES), card=_CARD)
    yield Sample("goodbye-card", _view(card))
    contact = _visit(replace(bye, terminal=_CONTACT_CARD_LIES), card=_CONTACT, resident=LONGEST)
    yield Sample("goodbye-card-longest-name", _view(contact, demonstration=True), demonstration=True)
    sent = _visit(bye, queue_no=28)
    yield Sample("goodbye-window", _view(sent))
    yield Sample("goodbye-window-longest-name", _view(_visit(sent, resident=LONGEST)))
    yield Sample("goodbye-window-card", _view(_visit(card, queue_no=28)))
    expired = replace(LONGEST, card_expired=True)
    yield Sample("goodbye-expired", _view(_visit(bye, resident=expired)))
    yield Sample("goodbye-card-expired", _view(_visit(card, resident=expired)))
    yield Sample("goodbye-nobody", _view(Situation(State.GOODBYE, serial=9)))
    yield Sample("goodbye-card-nobody", _view(Situation(State.GOODBYE, serial=9, terminal=_ID_CARD_LIES)))


@cache
def samples() -> tuple[Sample, ...]:
    """Every sample, by the order of a visit; names are unique."""
    found = (*_who_is_it(), *_service(), *_self_check(), *_the_end())
    names = [sample.name for sample in found]
    if len(set(names)) != len(names):
        raise ValueError(f"two samples are called alike: {sorted({n for n in names if names.count(n) > 1})}")
    return found
