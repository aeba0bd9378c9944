"""One walk to every state, and every kind of event as it would come there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from devices.events import CardArrived, CardKind, CardLeft, IdentityRead, ReadFailed, ReadFailure
from devices.printers.printer import Printed
from kiosk.faces.events import (
    CardNeeded,
    FaceChecks,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    PersonLeft,
    SomebodyNear,
)
from kiosk.facilities import Facility, FacilityChanged
from kiosk.sentences import Text
from kiosk.visits.events import (
    CallStage,
    CallStands,
    CodeArrived,
    CodeFailed,
    EntryMade,
    EntryRefused,
    EntryTaken,
    FollowUpsFound,
    HelperFound,
    HistoryFound,
    HolderFound,
    HolderUnknown,
    LastFound,
    MatchResolved,
    NetworkChanged,
    OwnDone,
    OwnFound,
    Pressed,
    RenewalsFound,
    Resumed,
    Saved,
    SaveFailed,
    SetAside,
    SlipFailed,
    SlipPrinted,
    TimerFired,
    Touched,
    VisitEvent,
)
from kiosk.visits.own_visit import OwnAct, OwnFacts, Renewal
from kiosk.visits.situation import Situation, Timer
from kiosk.visits.states import Button, State
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.visits.people import (
    DOCUMENT,
    FIRST,
    NOW,
    RULES,
    SECOND,
    WANG,
    ZHANG,
    Walk,
    code,
    earlier,
    measured,
    pressure,
    pressure_arrived,
    temperature,
    temperature_arrived,
)

BROKEN_THERMOMETER = FacilityChanged(Facility.TEMPERATURE, False, "wire-lost")

WAYS: dict[State, Callable[[], Walk]] = {
    State.ATTRACT: lambda: Walk().on(Touched()),
    State.READING: lambda: Walk().on(CardArrived(FIRST, CardKind.ID_CARD, NOW)),
    State.CARD_PROBLEM: lambda: Walk().on(
        CardArrived(FIRST, CardKind.ID_CARD, NOW), ReadFailed(FIRST, ReadFailure.SILENT, True, NOW)
    ),
    State.LOOKING: lambda: Walk().looking(),
    State.ASK_CARD: lambda: Walk().looking().on(FaceUnknown(1)),
    State.CONFIRM: lambda: Walk().matched(),
    State.CHECKING: lambda: Walk().card(),
    State.DEVICE_FAULT: lambda: Walk().on(BROKEN_THERMOMETER).card(),
    State.REMEASURE: lambda: Walk().card().coded().warm(37.9, "raised"),
    State.RESULT: lambda: Walk().result(),
    State.WINDOW: lambda: Walk().card().coded().warm(34.1, "low").fire(Timer.REST).warm(34.2, "low"),
    State.HELP: lambda: Walk().result().press(Button.HELP),
    State.MENU: lambda: Walk().menu(),
    State.ARM_SIZE: lambda: Walk(replace(RULES, cuff_cm=(22.0, 32.0))).menu().press("blood-pressure"),
    State.SYMPTOMS: lambda: _red(),
    State.REST: lambda: Walk().menu().press("blood-pressure"),
    State.MEASURE: lambda: Walk().cuff(),
    State.ENTRY: lambda: Walk().menu().press("glucose"),
    State.VALUE: lambda: _value(),
    State.TREND: lambda: _trend(),
    State.ERRANDS: lambda: Walk().result().press(Button.ERRANDS),
    State.OWN_DATA: lambda: own_data(),
    State.OWN_CHANGES: lambda: own_data().press(Button.CHANGE),
    State.WITHDRAW: lambda: own_data().press(Button.CHANGE).press(Button.WITHDRAW),
    State.DELETE_HEALTH: lambda: own_data().press(Button.CHANGE).press(Button.DELETE_HEALTH),
    State.FORGET: lambda: own_data().press(Button.CHANGE).press(Button.FORGET),
    State.OWN_ACT: lambda: own_data().press(Button.CHANGE).press(Button.DELETE_HEALTH).press("yes").press("yes"),
    State.COMPANION: lambda: Walk().result().taken().press(Button.ERRANDS).press(Button.WITH_HELPER),
    State.RENEW: lambda: renewal(),
    State.GOODBYE: lambda: Walk().result().press(Button.NO_THANKS),
}


FACTS = OwnFacts(
    number="310***********0020",
    consents=(ConsentKind.FACE, ConsentKind.HEALTH),
    face_since=date(2026, 11, 2),
    values=23,
    visits=12,
    keeps_health=True,
    has_health=True,
    health_days=365,
)
FACE_ENDS = Renewal(ConsentKind.FACE, date(2026, 12, 3), False, Text("我同意。", "consents.2026-11-28.face.text"))


def own_data(facts: OwnFacts = FACTS) -> Walk:
    """What is kept of them is on the screen."""
    walk = Walk().result().press(Button.ERRANDS).press(Button.OWN_DATA)
    return walk.on(OwnFound(walk.visit, facts))


def renewal(due: Renewal = FACE_ENDS) -> Walk:
    """A consent that ends is asked for before the result."""
    walk = Walk().card()
    return walk.on(RenewalsFound(walk.visit, (due,))).coded().warm()


def _red() -> Walk:
    walk = Walk().cuff()
    return walk.on(pressure_arrived(walk.visit, pressure(184, 96)))


def _value() -> Walk:
    walk = Walk().cuff()
    return walk.on(pressure_arrived(walk.visit, pressure(138, 86)))


def _trend() -> Walk:
    walk = _value()
    days = tuple(one for back in (2, 9) for one in earlier(pressure(141, 87), back))
    return walk.on(HistoryFound(walk.visit, ("sys", "dia"), days)).press(Button.TREND)


def events_at(s: Situation) -> list[VisitEvent]:
    """Events as they could come now: those that fit, those that are old, and those that make no sense here."""
    card, visit, session = s.current.card.token or FIRST, s.visit_id or "v0", s.terminal.camera_session
    metric, helper = s.current.self_check.entry_metric, s.current.own.helper.token or SECOND
    return [
        CardArrived(FIRST, CardKind.ID_CARD, NOW),
        CardArrived(SECOND, CardKind.ID_CARD, NOW),
        *(CardLeft(token, NOW) for token in (card, SECOND)),
        *(IdentityRead(token, DOCUMENT, NOW) for token in (card, SECOND)),
        *(ReadFailed(card, reason, True, NOW) for reason in ReadFailure),
        *(HolderFound(token, person) for token in (card, SECOND) for person in (WANG, ZHANG)),
        HolderUnknown(card),
        SomebodyNear(),
        PersonLeft(),
        *(FaceSeen(session, hint, 0.5, FaceChecks(near=True)) for hint in FaceHint),
        *(FaceMatched(session, "r-wang", 0.3, sure) for sure in (True, False)),
        FaceUnknown(session),
        *(FaceNeedsCard(session, why) for why in CardNeeded),
        *(HolderCompared(session, likeness) for likeness in Likeness),
        *(MatchResolved(session, person) for person in (WANG, None)),
        Touched(),
        SetAside(),
        Resumed(),
        *(Pressed(button, s.serial) for button in Button),
        EntryMade(metric or "weight", "5.6", s.serial),
        *(CodeArrived(visit, code(level)) for level in ("green", "yellow", "mauve")),
        CodeFailed(visit, "code-gateway-unreachable"),
        temperature_arrived(visit, ()),
        temperature_arrived(visit, temperature(36.5, "normal")),
        temperature_arrived(visit, temperature(38.7, "high")),
        temperature_arrived(visit, temperature(34.1, "low")),
        pressure_arrived(visit, pressure(138, 86)),
        pressure_arrived(visit, pressure(190, 100)),
        pressure_arrived(visit, pressure(None, None, None)),
        EntryTaken(visit, (measured("glucose_random", 5.6, unit="mmol/L"),)),
        EntryRefused(visit, metric, "请再看一眼"),
        LastFound(visit, (measured("sys", 142), measured("dia", 88))),
        FollowUpsFound(visit, (), ()),
        HistoryFound(visit, ("sys", "dia"), earlier(pressure(142, 88), 9)),
        *(OwnFound(visit, facts) for facts in (FACTS, None)),
        *(OwnDone(visit, act, ok) for act in OwnAct for ok in (True, False)),
        RenewalsFound(visit, (FACE_ENDS,)),
        *(HelperFound(visit, helper, who, None, "李*芳") for who in (None, "r-wang", "r-li")),
        HelperFound(visit, helper, None, "wu", "吴*"),
        *(Saved(visit, key) for key in ("code", "temperature-1", "blood-pressure-1")),
        SaveFailed(visit, "code"),
        SlipPrinted(visit, "slip-1"),
        SlipFailed(visit, "slip-1", Printed.NO_PAPER),
        *(CallStands(visit, stage) for stage in CallStage),
        *(FacilityChanged(facility, works, "wire-lost") for facility in Facility for works in (False, True)),
        *(NetworkChanged(online) for online in (False, True)),
        *(TimerFired(timer, serial) for timer, serial in s.timers),
    ]


OLD: list[VisitEvent] = [
    CardLeft(SECOND, NOW),
    IdentityRead(SECOND, DOCUMENT, NOW),
    ReadFailed(SECOND, ReadFailure.DAMAGED, False, NOW),
    HolderFound(SECOND, ZHANG),
    HolderUnknown(SECOND),
    FaceSeen(99, FaceHint.GOOD, 1.0),
    FaceMatched(99, "r-zhang", 0.1),
    FaceUnknown(99),
    FaceNeedsCard(99, CardNeeded.NOT_LIVE),
    HolderCompared(99, Likeness.DIFFERENT),
    MatchResolved(99, ZHANG),
    CodeArrived("v-old", code("red")),
    CodeFailed("v-old", "x"),
    CallStands("v-old", CallStage.TAKEN),
    temperature_arrived("v-old", temperature(36.1, "normal")),
    pressure_arrived("v-old", pressure(190, 120)),
    EntryTaken("v-old", (measured("weight", 50.0),)),
    EntryRefused("v-old", "weight", "请再看一眼"),
    LastFound("v-old", (measured("sys", 111),)),
    FollowUpsFound("v-old", (), ()),
    OwnFound("v-old", FACTS),
    *(OwnDone("v-old", act, True) for act in OwnAct),
    RenewalsFound("v-old", (FACE_ENDS,)),
    HelperFound("v-old", SECOND, "r-li", None, "李*芳"),
    Saved("v-old", "code"),
    SaveFailed("v-old", "code"),
    SlipPrinted("v-old", "slip-1"),
    SlipFailed("v-old", "slip-1", Printed.LOST),
    TimerFired("leave", 99_999),
]
"""Answers to questions of earlier visits, cards and camera sessions."""
