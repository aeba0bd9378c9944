"""The state diagram of a visit in Mermaid, found by trying the table out, so that it cannot say anything else.

From the attract screen, every kind of event is tried in every situation that is found, until no new one is found.
Situations count as the same when they differ only in what has no bearing on where they lead: serials, ids, values.
What covers a visit is left out: help, a second card, the question to whoever stands there after the person left. It
comes from anywhere and goes back to where it was.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from devices.clock import Instant
from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead, ReadFailed, ReadFailure
from devices.identity import DocumentType, IdentityDocument
from kiosk.faces.events import (
    CardNeeded,
    FaceMatched,
    FaceNeedsCard,
    FaceUnknown,
    PersonLeft,
    SomebodyNear,
)
from kiosk.facilities import Facility, FacilityChanged
from kiosk.health_code.profile import load as load_profile
from kiosk.health_code.result import CodeResult
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.people.person import Person
from kiosk.settings import Settings
from kiosk.visits.buttons import listed
from kiosk.visits.draft import Given
from kiosk.visits.events import (
    CodeArrived,
    CodeFailed,
    EntryTaken,
    HelperFound,
    HistoryFound,
    HolderFound,
    HolderUnknown,
    MatchResolved,
    OwnDone,
    OwnFound,
    Pressed,
    ReadingsArrived,
    RenewalsFound,
    Resumed,
    SetAside,
    TimerFired,
    Touched,
    VisitEvent,
)
from kiosk.visits.own_visit import OwnAct, OwnFacts, Renewal
from kiosk.visits.rules import Rules, rules_from
from kiosk.visits.situation import Situation
from kiosk.visits.states import Button, State
from kiosk.visits.steps import Step
from kiosk.visits.table import step
from kiosk.visits.view_own import OWN_STATES
from kiosk.whitelist.consent import ConsentKind

NOW = Instant(datetime(2026, 1, 1, tzinfo=UTC), 0.0)
CUFF_CM = (22.0, 32.0)
"""A cuff that does not fit every arm, so that one is asked."""
LEVELS = frozenset({"fine", "other"})
ONE = Person("r1", "", "", None, "0")
FACTS = OwnFacts("", (ConsentKind.FACE, ConsentKind.HEALTH), None, 1, 1, True, True, 1)
ENDS = Renewal(ConsentKind.FACE, date(2026, 1, 2), False)
DOCUMENT = IdentityDocument(type=DocumentType.RESIDENT, number=None, name=None)
INNER_WING = "inner-wing"
"""Where no visitor's screen is shown."""
EVERYWHERE: dict[str, set[str]] = {
    State.ATTRACT: {"silence", "walked-away", "back"},
    State.GOODBYE: {"silence", "back", "no-thanks", "to-window"},
    State.READING: {"card-arrived"},
    INNER_WING: {"set-aside"},
}
"""Moves that are possible from almost everywhere; they are told in a sentence, not drawn as thirty arrows."""

_BEFORE_THE_RESULT = (State.CHECKING, State.DEVICE_FAULT, State.REMEASURE)
_COVERING = (Button.HELP, Button.CALL_STAFF, Button.STILL_HERE)

Edges = dict[tuple[str, str], set[str]]


def moves(steps: tuple[Step, ...]) -> Edges:
    """Every change of the screen the table can make, with its reasons, when this can be measured."""
    usual = rules_from(Settings(), load_profile(Settings().health_code.profile), steps)
    rules = replace(
        usual,
        levels=LEVELS,
        window_levels=frozenset({"other"}),
        discreet=True,
        compare_holders=False,
        cuff_cm=CUFF_CM,
        repeats=1,  # how often the second temperature is repeated leads nowhere else
    )
    edges: Edges = defaultdict(set)
    seen = {_key(Situation())}
    waiting = deque([Situation()])
    while waiting:
        situation = waiting.popleft()
        for event in _events(situation, rules):
            made = step(situation, event, rules, Given("v"))
            here, there = _place(situation), _place(made.situation)
            if here != there:
                edges[here, there].add(made.reason)
            key = _key(made.situation)
            if key not in seen:
                seen.add(key)
                waiting.append(made.situation)
    return dict(edges)


def diagram(steps: tuple[Step, ...]) -> str:
    """The diagram as a Mermaid block."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> attract"]
    order = [*State, INNER_WING]
    found = sorted(moves(steps).items(), key=lambda item: (order.index(item[0][0]), order.index(item[0][1])))
    for (here, there), reasons in found:
        named = sorted(reasons - EVERYWHERE.get(there, set()))
        if named:
            lines.append(f"    {_name(here)} --> {_name(there)}: {', '.join(named)}")
    return "\n".join([*lines, "```"])


def _place(s: Situation) -> str:
    return INNER_WING if s.terminal.aside else s.state


def _name(place: str) -> str:
    """Mermaid takes no hyphen in a name."""
    return place.replace("-", "_")


def _key(s: Situation) -> tuple[object, ...]:
    """What makes two situations different for the diagram."""
    visit, value = s.current, s.current.self_check.value
    if s.here in OWN_STATES:
        return _own_key(s)
    return (
        *(s.terminal.aside, s.state, s.covered, visit.resident is not None, s.terminal.card_lies, visit.card.is_read),
        *(visit.temperature.stage, visit.temperature.doubted, s.measuring),
        *(visit.code.result and visit.code.result.level, visit.code.failed is not None),
        *(visit.must_confirm, visit.fault_shown, s.terminal.works(Facility.TEMPERATURE)),
        *(s.state is State.LOOKING and s.searching, s.state in (State.LOOKING, State.CONFIRM) and visit.camera.unsure),
        *(s.state is State.ATTRACT and s.terminal.awake, s.state is State.WINDOW and visit.self_check.red),
        value.step if s.state in (State.VALUE, State.TREND) and value is not None else None,
        s.state is State.VALUE and bool(visit.self_check.history),
        _sitting(s),
        s.here in _BEFORE_THE_RESULT and bool(visit.own.renewals),
        visit.self_check.step if s.here in (State.REST, State.MEASURE, State.ENTRY) else None,
    )


def _own_key(s: Situation) -> tuple[object, ...]:
    """The same where somebody asks something of the hall: what was measured has no bearing on it."""
    own = s.current.own
    return (
        *(s.terminal.aside, s.state, s.variant, s.covered, s.covered_variant, s.terminal.card_lies),
        *(own.by_card, own.facts is not None, own.kind, own.doing, own.helper.stage, own.helper.is_known),
        *(own.helper.is_read, s.current.must_confirm, s.resident is not None),
    )


def _sitting(s: Situation) -> tuple[object, ...]:
    """How far a sitting is, while it is one."""
    if s.here not in (State.REST, State.MEASURE, State.SYMPTOMS, State.ARM_SIZE):
        return ()
    sitting = s.current.self_check.sitting
    return (bool(sitting.parts), sitting.red, s.variant == "unfit")


def _events(s: Situation, rules: Rules) -> Iterator[VisitEvent]:
    """What may happen in a situation: one card, one person, one visit."""
    card, visit, session = s.current.card.token or CardToken("a", 0), s.current.id, s.terminal.camera_session
    if s.here in OWN_STATES:
        yield from _own_events(s, rules)
        return
    if s.state is State.CHECKING:
        yield RenewalsFound(visit, (ENDS,))
    if not s.terminal.cards and s.resident is None:
        yield CardArrived(CardToken("a", s.timer_serial), CardKind.ID_CARD, NOW)
    yield IdentityRead(card, DOCUMENT, NOW)
    yield ReadFailed(card, ReadFailure.SILENT, True, NOW)
    yield HolderUnknown(card)
    yield HolderFound(card, ONE)
    yield from (CardLeft(c.token, NOW) for c in s.terminal.cards)
    yield from (SomebodyNear(), PersonLeft(), Touched(), SetAside(), Resumed())
    yield from (FaceMatched(session, "r1", 0.0, sure) for sure in (True, False))
    yield from (FaceUnknown(session), MatchResolved(session, ONE))
    yield from (FaceNeedsCard(session, why) for why in CardNeeded)
    yield from (Pressed(button, s.serial) for button in listed(s, rules) if button not in _COVERING)
    yield from (CodeArrived(visit, _code(level)) for level in ("fine", "other"))
    yield CodeFailed(visit, "none")
    yield from (
        ReadingsArrived(Facility.TEMPERATURE, visit, (_value("temp_body", 36.0, v),))
        for v in ("normal", "raised", "no-number")
    )
    yield from (
        ReadingsArrived(Facility.BLOOD_PRESSURE, visit, (_value("sys", sys), _value("dia", 80.0)))
        for sys in (120.0, 190.0)
    )
    if s.state is State.VALUE:
        yield HistoryFound(visit, ("sys", "dia"), _earlier())
    yield from (EntryTaken(visit, (_value("glucose_random", value),)) for value in (5.0, 20.0))
    yield from (
        FacilityChanged(facility, False, "none")
        for facility in (Facility.TEMPERATURE, Facility.BLOOD_PRESSURE, Facility.CAMERA)
        if not s.terminal.broken
    )
    yield from (TimerFired(timer.value, serial) for timer, serial in s.timers)


def _own_events(s: Situation, rules: Rules) -> Iterator[VisitEvent]:
    own, visit = s.current.own, s.current.id
    yield from (Pressed(button, s.serial) for button in listed(s, rules) if button not in _COVERING)
    yield from (TimerFired(timer.value, serial) for timer, serial in s.timers)
    if s.state is not State.COMPANION:
        yield from (CardLeft(c.token, NOW) for c in s.terminal.cards)
    yield OwnFound(visit, FACTS)
    yield from (OwnDone(visit, act, ok) for act in OwnAct for ok in (True, False))
    if s.state is not State.COMPANION:
        return
    if own.helper.token is None and s.variant in ("", "unread", "own") and not s.terminal.cards:
        yield CardArrived(CardToken("h", s.timer_serial), CardKind.ID_CARD, NOW)
    elif own.helper.token is not None:
        yield IdentityRead(own.helper.token, DOCUMENT, NOW)
        yield from (HelperFound(visit, own.helper.token, who, None, "") for who in (None, "r1", "r2"))


def _code(level: str) -> CodeResult:
    return CodeResult(level, "", "", NOW.utc, NOW.utc + timedelta(minutes=1), "", NOW.utc)


def _earlier() -> tuple[Measurement, ...]:
    """Pressures of two days before."""
    return tuple(
        replace(_value(metric, 120.0), group_id=day, taken_at=Instant(NOW.utc - timedelta(days=int(day)), 0.0))
        for day in "12"
        for metric in ("sys", "dia")
    )


def _value(metric: str, value: float, assessment: str | None = None) -> Measurement:
    return Measurement(
        id="",
        group_id="",
        metric=metric,
        value=value,
        unit="",
        source=Source.DEVICE,
        validity=Validity.VALID,
        taken_at=NOW,
        assessment=assessment,
    )
