"""Fictitious people, cards, readings and a table driver for the tests of a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from devices.clock import Instant
from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead
from devices.identity import DocumentType, IdentityDocument
from kiosk.faces.events import FaceMatched, SomebodyNear
from kiosk.facilities import Facility
from kiosk.health_code.profile import load as load_profile
from kiosk.health_code.result import CodeResult
from kiosk.instruments.rows import STEPS
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.people.person import Person
from kiosk.settings import Settings
from kiosk.visits.buttons import listed
from kiosk.visits.draft import Given
from kiosk.visits.effects import Effect
from kiosk.visits.events import (
    CodeArrived,
    HolderFound,
    MatchResolved,
    Pressed,
    ReadingsArrived,
    TimerFired,
    VisitEvent,
)
from kiosk.visits.rules import Rules, rules_from
from kiosk.visits.situation import Situation, Terminal, Timer
from kiosk.visits.states import Button, State
from kiosk.visits.table import Step, step
from kiosk.visits.visit import SelfCheck, Visit, VisitCamera, VisitCode, VisitTemperature

NOW = Instant(datetime(2026, 11, 22, 1, 20, tzinfo=UTC), 1000.0)
WANG = Person("r-wang", "王奶奶", "王*英", 1944, "2")
ZHANG = Person("r-zhang", "张爷爷", "张*国", 1948, "1")
USUAL = replace(rules_from(Settings(), load_profile(Settings().health_code.profile), STEPS), compare_holders=False)
RULES = replace(USUAL, bp_readings=1, repeats=1)
"""One reading of the cuff is a value, and one more of the forehead decides: how several become one is tested in
test_pressure.py and test_repeats.py."""
DISCREET = replace(RULES, discreet=True)
FIRST = CardToken("id", 1)
SECOND = CardToken("id", 2)
SOCIAL = CardToken("ss", 1)
DOCUMENT = IdentityDocument(type=DocumentType.RESIDENT, number="310100194403120020", name="王桂英")

E = TypeVar("E")


def code(level: str = "green", source: str = "embedded") -> CodeResult:
    """A code issued now."""
    return CodeResult(level, "health-2022", "QR", NOW.utc, NOW.utc + timedelta(seconds=60), source, NOW.utc, "ref")


def measured(
    metric: str, value: float | None, *, unit: str = "1", assessment: str | None = None, valid: bool = True
) -> Measurement:
    """A measurement from a device; without a value it is invalid."""
    validity = Validity.INVALID if value is None else (Validity.VALID if valid else Validity.DOUBTFUL)
    return Measurement(
        id=f"m-{metric}-{value}",
        group_id="g",
        metric=metric,
        value=value,
        unit=unit,
        source=Source.DEVICE,
        validity=validity,
        taken_at=NOW,
        reason=None if validity is Validity.VALID else Reason.MOVEMENT,
        assessment=assessment,
    )


def temperature(value: float | None, verdict: str) -> tuple[Measurement, ...]:
    """A forehead estimate with its verdict."""
    return (measured("temp_body", value, unit="Cel", assessment=verdict),)


def pressure(sys: float | None, dia: float | None, pulse: float | None = 72) -> tuple[Measurement, ...]:
    """One reading of the cuff."""
    return (
        measured("sys", sys, unit="mm[Hg]", assessment="bp-high-normal" if sys else None),
        measured("dia", dia, unit="mm[Hg]", assessment="bp-high-normal" if dia else None),
        measured("pulse", pulse, unit="/min", assessment="pulse-normal" if pulse else None),
    )


def earlier(measurements: tuple[Measurement, ...], days: int) -> tuple[Measurement, ...]:
    """The same, taken so many days before."""
    taken = Instant(NOW.utc - timedelta(days=days), 0.0)
    return tuple(replace(m, id=f"{m.id}-{days}", group_id=f"g-{days}", taken_at=taken) for m in measurements)


def temperature_arrived(visit: str, measurements: tuple[Measurement, ...]) -> ReadingsArrived:
    """The thermometer measured for a visit."""
    return ReadingsArrived(Facility.TEMPERATURE, visit, measurements)


def pressure_arrived(visit: str, measurements: tuple[Measurement, ...]) -> ReadingsArrived:
    """The cuff measured for a visit."""
    return ReadingsArrived(Facility.BLOOD_PRESSURE, visit, measurements)


LACKING = (
    *(Facility.WEIGHT, Facility.OXYGEN, Facility.GLUCOSE),
    *(Facility.BODY_TEMPERATURE, Facility.HEART_RATE, Facility.PRINTER),
)
"""Most halls have a cuff and none of these, no printer either: weight and glucose are typed."""
CUFF_ONLY = Situation(terminal=Terminal(lacking=frozenset(LACKING)))


class Walk:
    """Walks the table event by event and keeps what it asked for."""

    def __init__(self, rules: Rules = RULES, situation: Situation | None = None) -> None:
        self.rules = rules
        self.s = situation or CUFF_ONLY
        self.effects: list[Effect] = []
        self.steps: list[Step] = []
        self._visits = 0

    def on(self, *events: VisitEvent) -> Walk:
        """Let events happen."""
        for event in events:
            self._visits += 1
            made = step(self.s, event, self.rules, Given(f"v{self._visits}", "2026-11-22"))
            self.s = made.situation
            self.effects += made.effects
            self.steps.append(made)
        return self

    def press(self, button: str) -> Walk:
        """Press a button that is on the screen."""
        assert button in listed(self.s, self.rules), f"{button} is not on the screen of {self.s.state}"
        return self.on(Pressed(f"{button}", self.s.serial))  # a plain name, as a screen sends it

    def fire(self, timer: Timer) -> Walk:
        """Let a running timer run out."""
        serial = self.s.timer(timer)
        assert serial is not None, f"{timer} does not run in {self.s.state}; {self.s.timers} do"
        return self.on(TimerFired(timer, serial))

    @property
    def state(self) -> State:
        return self.s.state

    @property
    def current(self) -> Visit:
        return self.s.current

    @property
    def terminal(self) -> Terminal:
        return self.s.terminal

    @property
    def camera(self) -> VisitCamera:
        return self.current.camera

    @property
    def code(self) -> VisitCode:
        return self.current.code

    @property
    def temperature(self) -> VisitTemperature:
        return self.current.temperature

    @property
    def self_check(self) -> SelfCheck:
        return self.current.self_check

    @property
    def reason(self) -> str:
        return self.steps[-1].reason

    @property
    def visit(self) -> str:
        assert self.s.visit_id is not None
        return self.s.visit_id

    def asked(self, kind: type[E]) -> list[E]:
        """All effects of one kind so far."""
        return [e for e in self.effects if isinstance(e, kind)]

    def looking(self) -> Walk:
        """Somebody is near, and the notice has been shown: the camera session runs."""
        return self.on(SomebodyNear()).fire(Timer.NOTICE)

    def matched(self, person: Person = WANG, *, sure: bool = True) -> Walk:
        """The camera knows them and asks."""
        session = self.looking().s.terminal.camera_session
        return self.on(FaceMatched(session, person.resident_id, 0.6, sure), MatchResolved(session, person))

    # --- ways to a state ------------------------------------------------------------------------------------------
    def card(self, token: CardToken = FIRST, person: Person = WANG) -> Walk:
        """A card is laid down, read and known."""
        kind = CardKind.ID_CARD if token.reader == "id" else CardKind.CONTACT_CARD
        return self.on(CardArrived(token, kind, NOW), IdentityRead(token, DOCUMENT, NOW), HolderFound(token, person))

    def taken(self, token: CardToken = FIRST) -> Walk:
        """The card is taken away."""
        return self.on(CardLeft(token, NOW))

    def warm(self, value: float | None = 36.5, verdict: str = "normal") -> Walk:
        """The thermometer answers."""
        return self.on(temperature_arrived(self.visit, temperature(value, verdict)))

    def coded(self, level: str = "green", source: str = "embedded") -> Walk:
        """The code service answers."""
        return self.on(CodeArrived(self.visit, code(level, source)))

    def result(self) -> Walk:
        """Everything is fine and shown."""
        return self.card().coded().warm()

    def menu(self) -> Walk:
        """In front of the self-check menu."""
        return self.result().press(Button.SELF_CHECK)

    def cuff(self) -> Walk:
        """Rested, waiting for the cuff."""
        return self.menu().press("blood-pressure").press(Button.RESTED)
