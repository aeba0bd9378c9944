"""One picture of every screen and its hard variants, made by the visit's own view builder from the real sentences.

For pictures and the audit. All people are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal

from devices.clock import Instant
from devices.events import CardKind, CardToken, ReadFailure
from kiosk.faces.events import CardNeeded, FaceChecks, FaceHint
from kiosk.facilities import Facility
from kiosk.health_code.profile import load
from kiosk.health_code.result import CodeResult
from kiosk.instruments.rows import STEPS
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.people.person import Person
from kiosk.settings import Camera, DeviceEntry, Hall, HealthCode, Settings
from kiosk.visits.rules import rules_from
from kiosk.visits.situation import Heat, LyingCard, Situation, Timer, Value
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from kiosk.visits.view_builder import ViewBuilder
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
_GUEST = {"resident": WANG, "visit_id": "v1", "serial": 7, "identified_by": "id-card"}
_DONE = {**_GUEST, "code": _code(), "heat": Heat.OK, "tries": 1, "body": _measured("temp_body", 36.5)}
_SAVED = frozenset({"code", "temperature-1", "p-1", "g-1", "w-1"})
_PRESSURE = Value("p-1", "blood-pressure", _pressure(128, 82, 72))
_HIGH_PRESSURE = Value("p-1", "blood-pressure", _pressure(158, 96, 104))
_GLUCOSE = Value("g-1", "glucose", (_measured("glucose_random", 5.6, source=Source.SELF_REPORTED),))
_WEIGHT = Value("w-1", "weight", (_measured("weight", 62.5, source=Source.SELF_REPORTED),))


def _s(state: State, **values: Any) -> Situation:
    return replace(Situation(), state=state, **values)


def _broken(*facilities: Facility) -> tuple[tuple[Facility, str], ...]:
    return tuple((facility, "wire-lost") for facility in facilities)


def _who_is_it() -> Iterator[Sample]:
    attract = _s(State.ATTRACT)
    yield Sample("attract", _view(attract))
    yield Sample("attract-awake", _view(replace(attract, awake=True, serial=2)))
    yield Sample("attract-demo", _view(attract, demonstration=True), demonstration=True)
    no_slot = replace(attract, lacking=frozenset({Facility.SOCIAL_CARD}))
    yield Sample("attract-id-card-only", _view(no_slot))
    forgotten = replace(attract, forgotten=(LyingCard(SOCIAL, CardKind.CONTACT_CARD),), awake=True, serial=2)
    yield Sample("attract-forgotten", _view(forgotten))
    yield Sample("attract-forgotten-no-camera", _view(replace(forgotten, broken=_broken(Facility.CAMERA))))
    yield Sample("attract-offline", _view(replace(attract, online=False)))
    yield Sample("attract-no-camera", _view(replace(attract, broken=_broken(Facility.CAMERA))))
    one = replace(attract, broken=_broken(Facility.ID_CARD), awake=True, serial=2)
    yield Sample("attract-one-card", _view(one))
    cards = _broken(Facility.ID_CARD, Facility.SOCIAL_CARD)
    yield Sample("attract-camera-only", _view(replace(attract, broken=cards, awake=True, serial=2)))
    yield Sample("attract-closed", _view(replace(attract, broken=(*cards, *_broken(Facility.CAMERA)))))
    yield Sample("attract-long-hall", _view(replace(attract, online=False), long_hall=True), hall_name=LONG_HALL.name)
    lying = {"card": CARD, "cards": (LyingCard(CARD, CardKind.ID_CARD),), "serial": 3}
    yield Sample("reading", _view(_s(State.READING, **lying)))
    social = {"card": SOCIAL, "cards": (LyingCard(SOCIAL, CardKind.CONTACT_CARD),), "card_kind": CardKind.CONTACT_CARD}
    yield Sample("reading-contact", _view(_s(State.READING, **{**lying, **social})))
    yield Sample("reading-two-cards", _view(_s(State.READING, two_cards=True, **lying)))
    for variant in ("", *(reason.value for reason in ReadFailure), "slow", "unknown-holder"):
        name = f"card-problem-{variant}" if variant else "card-problem"
        yield Sample(name, _view(_s(State.CARD_PROBLEM, variant=variant, serial=4)))
    for variant in ("", *BY_READER):
        contact = _s(State.CARD_PROBLEM, variant=variant, card_kind=CardKind.CONTACT_CARD, serial=4)
        yield Sample(f"card-problem-contact-{variant}".rstrip("-"), _view(contact))
    no_id = _s(State.CARD_PROBLEM, variant="locked", lacking=frozenset({Facility.ID_CARD}), serial=4)
    yield Sample("card-problem-window", _view(no_id))
    yield Sample("card-problem-warning", _view(_s(State.CARD_PROBLEM, variant="moved", serial=5, warning=True)))
    touch = replace(attract, serial=2)
    yield Sample("attract-touch", _view(touch, by_touch=True))
    yield Sample("attract-touch-one-card", _view(replace(touch, broken=_broken(Facility.ID_CARD)), by_touch=True))
    yield Sample("attract-touch-camera-only", _view(replace(touch, broken=cards), by_touch=True))
    yield from _looking()
    only_slot = frozenset({Facility.ID_CARD})
    yield Sample("ask-card-contact", _view(_s(State.ASK_CARD, variant="unknown", lacking=only_slot, serial=4)))
    stranger = _s(State.ASK_CARD, variant="unknown-no-reader", broken=cards, serial=4)
    yield Sample("ask-card-unknown-no-reader", _view(stranger))
    for variant in ("", "unknown", "unclear", "denied", "chosen", *CardNeeded):
        yield Sample(f"ask-card-{variant}".rstrip("-"), _view(_s(State.ASK_CARD, variant=variant, serial=4)))
    no_camera = _s(State.ASK_CARD, variant="camera", broken=_broken(Facility.CAMERA), serial=4)
    yield Sample("ask-card-no-camera", _view(no_camera))
    yield Sample("ask-card-no-reader", _view(_s(State.ASK_CARD, variant="no-reader", broken=cards, serial=4)))
    for name, person in (("confirm", WANG), ("confirm-longest-name", LONGEST), ("confirm-rare-name", RARE)):
        yield Sample(name, _view(_s(State.CONFIRM, **{**_GUEST, "resident": person})), shows_face=True)
    for name, person in (("unsure", WANG), ("unsure-longest-name", LONGEST)):
        unsure = _s(State.CONFIRM, variant="unsure", unsure=True, **{**_GUEST, "resident": person})
        yield Sample(f"confirm-{name}", _view(unsure), shows_face=True)
    windowed = _s(State.CONFIRM, variant="unsure-no-reader", unsure=True, broken=cards, **_GUEST)
    yield Sample("confirm-unsure-no-reader", _view(windowed), shows_face=True)
    back = _s(State.CONFIRM, covered=State.REMEASURE, variant="returned", **_GUEST)
    yield Sample("confirm-returned", _view(back))
    own = {**_GUEST, "cards": (LyingCard(CARD, CardKind.ID_CARD),), "card": CARD}
    yield Sample("confirm-card-left", _view(_s(State.CONFIRM, covered=State.RESULT, variant="card-left", **own)))
    yield Sample("confirm-warning", _view(_s(State.CONFIRM, warning=True, **_GUEST)), shows_face=True)


def _looking() -> Iterator[Sample]:
    """The camera session: before it begins, without a face, and with each hint."""
    yield Sample("looking-notice", _view(_s(State.LOOKING, serial=3)))
    for hint, checks in _CHECKS.items():
        progress = 1.0 if hint is FaceHint.GOOD else 0.35
        looking = _s(State.LOOKING, hint=hint, progress=progress, checks=checks, faces_on=True, serial=3)
        yield Sample(f"looking-{hint.value}", _view(looking), shows_face=True)
    worst = FaceChecks(near=False, lit=False, straight=False)
    nothing = _s(State.LOOKING, hint=FaceHint.GLARE, progress=0.1, checks=worst, faces_on=True, serial=3)
    yield Sample("looking-nothing-right", _view(nothing), shows_face=True)
    no_reader = replace(nothing, broken=_broken(Facility.ID_CARD, Facility.SOCIAL_CARD))
    yield Sample("looking-no-reader", _view(no_reader), shows_face=True)
    yield Sample("looking-offline", _view(replace(nothing, online=False)), shows_face=True)


def _service() -> Iterator[Sample]:
    yield Sample("checking", _view(_s(State.CHECKING, **_GUEST)), shows_face=True)
    yield Sample("checking-comparing", _view(_s(State.CHECKING, comparing=True, **_GUEST)))
    yield Sample("checking-code-only", _view(_s(State.CHECKING, **{**_GUEST, "heat": Heat.OK})))
    longest = {**_GUEST, "resident": LONGEST}
    yield Sample("checking-longest-name", _view(_s(State.CHECKING, **longest), demonstration=True), True, True)
    thermometer = _broken(Facility.TEMPERATURE)
    fault = _s(State.DEVICE_FAULT, broken=thermometer, **{**_GUEST, "heat": Heat.BROKEN})
    yield Sample("device-fault", _view(fault))
    several = (*thermometer, *_broken(Facility.CODE, Facility.BLOOD_PRESSURE))
    yield Sample("device-fault-several", _view(replace(fault, broken=several, online=False)))
    sitting = _s(State.REMEASURE, rest_s=300.0, **{**_GUEST, "heat": Heat.AGAIN, "tries": 1})
    yield Sample("remeasure", _view(sitting, left_s=186))
    yield Sample("remeasure-again", _view(replace(sitting, variant="again", rest_s=10.0), left_s=6))
    measuring = replace(sitting, variant="measuring", measuring=True, rest_over=True)
    yield Sample("remeasure-measuring", _view(measuring), shows_face=True)
    result = _s(State.RESULT, committed=_SAVED, **_DONE)
    yield Sample("result", _view(result))
    yield Sample("result-demo", _view(result, demonstration=True), demonstration=True)
    old = replace(result, code=_code(source="last-known", age=timedelta(hours=3)), online=False)
    yield Sample("result-offline-stale", _view(old))
    for level in ("yellow", "red"):
        window = replace(result, code=_code(level), queue_no=7)
        yield Sample(f"result-{level}", _view(window))
        yield Sample(f"result-{level}-discreet", _view(window, presentation="discreet"))
    yellow = replace(result, code=_code("yellow"), queue_no=28, resident=LONGEST)
    yield Sample("result-yellow-longest-name", _view(yellow))
    yield Sample("result-yellow-offline", _view(replace(yellow, online=False)))
    yield Sample("result-longest-name", _view(replace(result, resident=LONGEST)))
    yield Sample("result-rare-name", _view(replace(result, resident=RARE, code=_code("yellow"), queue_no=12)))
    yield Sample("result-expired-code", _view(replace(result, code=replace(_code(), expires_at=NOW.utc))))
    yield Sample("result-show-code", _view(replace(result, code=None, code_failed="code-gateway-unreachable")))
    yield Sample("result-no-temperature", _view(replace(result, heat=Heat.NONE, body=None)))
    yield Sample("result-help-called", _view(replace(result, help_called=True)))
    yield Sample("result-warning", _view(replace(result, warning=True)))
    window = _s(State.WINDOW, queue_no=7, **_GUEST)
    yield Sample("window", _view(window))
    yield Sample("window-warning", _view(replace(window, warning=True)))
    far = _view(replace(window, resident=LONGEST, queue_no=128), long_hall=True)
    yield Sample("window-longest-name", far, hall_name=LONG_HALL.name)
    yield Sample("window-red", _view(replace(window, variant="red", red=True, help_called=True)))
    noted = frozenset({"alert-red-value"})
    yield Sample("window-red-noted", _view(replace(window, variant="red", red=True, committed=noted)))
    helped = _s(State.HELP, covered=State.RESULT, help_called=True, **_DONE)
    yield Sample("help", _view(helped))
    yield Sample("help-noted", _view(replace(helped, committed=frozenset({"alert-help"}))))
    yield Sample("help-measure", _view(_s(State.HELP, variant="measure", help_called=True, **_GUEST)))


def _self_check() -> Iterator[Sample]:
    menu = _s(State.MENU, **_DONE)
    yield Sample("menu", _view(menu))
    rests = replace(menu, variant="rests", step="blood-pressure", broken=_broken(Facility.BLOOD_PRESSURE))
    yield Sample("menu-pressure-rests", _view(rests))
    yield Sample("menu-warning", _view(replace(menu, warning=True)))
    yield Sample("bp-rest", _view(_s(State.REST, step="blood-pressure", rest_s=300.0, **_DONE), left_s=222))
    yield Sample("bp-measure", _view(_s(State.MEASURE, step="blood-pressure", **_DONE)))
    yield Sample("bp-measure-arm-in", _view(_s(State.MEASURE, step="blood-pressure", **_DONE), arm_in=True))
    yield Sample("bp-measure-again", _view(_s(State.MEASURE, step="blood-pressure", variant="again", **_DONE)))
    yield Sample("entry-glucose", _view(_s(State.ENTRY, step="glucose", entry_metric="glucose_random", **_DONE)))
    problem = "再看一下屏幕：血糖一般是 1.1 到 33.3"
    wrong = _s(State.ENTRY, step="glucose", entry_metric="glucose_random", entry_problem=problem, **_DONE)
    yield Sample("entry-problem", _view(wrong))
    yield Sample("entry-problem-offline", _view(replace(wrong, online=False)))
    yield Sample("entry-weight", _view(_s(State.ENTRY, step="weight", entry_metric="weight", **_DONE)))
    saved = {**_DONE, "committed": _SAVED}
    first = _s(State.VALUE, value=_PRESSURE, values=(_PRESSURE,), **saved)
    yield Sample("value-first", _view(first))
    earlier = _pressure(142, 88, 75, _EARLIER)
    yield Sample("value-lower", _view(replace(first, last=earlier)))
    high = replace(first, value=_HIGH_PRESSURE, values=(_HIGH_PRESSURE,), last=earlier, resident=LONGEST)
    yield Sample("value-higher-longest-name", _view(high, demonstration=True), demonstration=True)
    yield Sample("value-glucose", _view(replace(first, value=_GLUCOSE, values=(_GLUCOSE,))))
    yield Sample("value-weight-unsaved", _view(replace(first, value=_WEIGHT, committed=frozenset())))


def _the_end() -> Iterator[Sample]:
    card = (LyingCard(CARD, CardKind.ID_CARD),)
    bye = _s(State.GOODBYE, values=(_PRESSURE, _WEIGHT, _GLUCOSE), committed=_SAVED, **_DONE)
    yield Sample("goodbye", _view(bye))
    yield Sample("goodbye-card", _view(replace(bye, card=CARD, cards=card)))
    social = replace(bye, card=SOCIAL, cards=(LyingCard(SOCIAL, CardKind.CONTACT_CARD),), resident=LONGEST)
    yield Sample("goodbye-card-longest-name", _view(social, demonstration=True), demonstration=True)
    sent = replace(bye, queue_no=28)
    yield Sample("goodbye-window", _view(sent))
    yield Sample("goodbye-window-longest-name", _view(replace(sent, resident=LONGEST)))
    yield Sample("goodbye-window-card", _view(replace(sent, card=CARD, cards=card)))
    expired = replace(bye, resident=replace(LONGEST, card_expired=True))
    yield Sample("goodbye-expired", _view(expired))
    yield Sample("goodbye-card-expired", _view(replace(expired, card=CARD, cards=card)))
    yield Sample("goodbye-nobody", _view(_s(State.GOODBYE, serial=9)))
    yield Sample("goodbye-card-nobody", _view(_s(State.GOODBYE, serial=9, cards=card, card=CARD)))


@cache
def samples() -> tuple[Sample, ...]:
    """Every sample, by the order of a visit; names are unique."""
    found = (*_who_is_it(), *_service(), *_self_check(), *_the_end())
    names = [sample.name for sample in found]
    if len(set(names)) != len(names):
        raise ValueError(f"two samples are called alike: {sorted({n for n in names if names.count(n) > 1})}")
    return found
