"""A whole visit without threads: the conductor with hand-written ports and a clock that moves when told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from devices.clock import Instant
from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead
from devices.identity import IdentityDocument
from devices.printers.printer import Printed
from kiosk.faces.events import SomebodyNear
from kiosk.facilities import NOT_CONFIGURED, Facility, FacilityChanged
from kiosk.health_code.result import CodeResult
from kiosk.health_code.unavailable import CodeUnavailable
from kiosk.instruments.rows import STEPS
from kiosk.measurements.follow_up import FollowUp, Goal
from kiosk.measurements.measurement import Measurement
from kiosk.people.person import Person
from kiosk.settings import Settings, Visit
from kiosk.slips.slip import Slip
from kiosk.visits.conductor import Conductor
from kiosk.visits.effects import DoOwn, Waiting
from kiosk.visits.events import Pressed, VisitEvent
from kiosk.visits.own_visit import Helper, OwnAct, OwnFacts, Relation, Renewal
from kiosk.visits.ports import HelperKnown, StaffAlert, VisitRecord
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.visits.people import (
    DOCUMENT,
    FIRST,
    LACKING,
    NOW,
    WANG,
    code,
    pressure,
    pressure_arrived,
    temperature,
    temperature_arrived,
)
from tests.kiosk.visits.places import FACTS
from tests.support.clock import ManualClock


class Desks:
    """All ports in one hand. What a test sets is answered; what is asked is kept."""

    def __init__(self) -> None:
        self.holder: Person | None = WANG
        self.members: dict[str, Person] = {WANG.resident_id: WANG}
        self.last: dict[str, Measurement] = {}
        self.earlier: tuple[Measurement, ...] = ()
        self.level = "green"
        self.source = "embedded"
        self.code_down = ""
        self.broken: set[str] = set()
        self.commits = True
        self.visits: list[VisitRecord] = []
        self.measurements: list[tuple[Measurement, ...]] = []
        self.codes: list[CodeResult] = []
        self.alerts: list[StaffAlert] = []
        self.quarantined: list[str] = []
        self.asked: list[str] = []
        self.due: tuple[FollowUp, ...] = ()
        self.wanted: tuple[Goal, ...] = ()
        self.photo_wanted = self.agreed = True
        self.photos: list[bytes | None] = []
        self.kept = FACTS
        self.ending: tuple[Renewal, ...] = ()
        self.did: list[tuple[OwnAct, ConsentKind | None, str, str | None]] = []
        self.helping: HelperKnown | None = HelperKnown("r-li", None, "李*芳")
        self.helped: list[tuple[str, str, Relation, str]] = []
        self.slips: list[tuple[Slip, Callable[[Printed], None]]] = []

    def _called(self, name: str) -> None:
        self.asked.append(name)
        if name in self.broken:
            raise RuntimeError("王桂英 310100194403120020")

    # Register
    def meet(self, document: IdentityDocument, now: Instant) -> Person | None:
        self._called("meet")
        return self.holder

    def find(self, resident_id: str) -> Person | None:
        self._called("find")
        return self.members.get(resident_id)

    def agreed_to_face(self, resident_id: str) -> bool:
        self._called("agreed_to_face")
        return self.agreed

    def last_measurement(self, resident_id: str, metric: str) -> Measurement | None:
        self._called("last_measurement")
        return self.last.get(metric)

    def follow_ups(self, resident_id: str) -> tuple[FollowUp, ...]:
        self._called("follow_ups")
        return self.due

    def goals(self, resident_id: str) -> tuple[Goal, ...]:
        self._called("goals")
        return self.wanted

    def history(self, resident_id: str, metrics: tuple[str, ...], since: datetime) -> tuple[Measurement, ...]:
        self._called("history")
        return tuple(m for m in self.earlier if m.metric in metrics and m.taken_at.utc >= since)

    # CodeDesk
    def query(self, resident_id: str) -> CodeResult:
        self._called("query")
        if self.code_down:
            raise CodeUnavailable(self.code_down, offline=True)
        return code(self.level, self.source)

    # Journal
    def save_visit(self, record: VisitRecord, done: Callable[[bool], None]) -> None:
        self._called("save_visit")
        self.visits.append(record)
        done(self.commits)

    def save_measurements(self, measurements: tuple[Measurement, ...], done: Callable[[bool], None]) -> None:
        self._called("save_measurements")
        self.measurements.append(measurements)
        done(self.commits)

    def save_code(self, visit_id: str, resident_id: str, code: CodeResult, done: Callable[[bool], None]) -> None:
        self._called("save_code")
        self.codes.append(code)
        done(self.commits)

    def save_alert(self, alert: StaffAlert, done: Callable[[bool], None]) -> None:
        self._called("save_alert")
        self.alerts.append(alert)
        done(self.commits)

    def quarantine(self, measurements: tuple[Measurement, ...], reason: str) -> None:
        self._called("quarantine")
        self.quarantined.append(reason)

    # FaceFinder
    def start(self, session: int) -> None:
        self._called("start")

    def stop(self) -> None:
        self._called("stop")

    def wants_photo(self, resident_id: str) -> bool:
        self._called("wants_photo")
        return self.photo_wanted

    def compare(self, session: int, resident_id: str, photo: bytes | None = None) -> None:
        self._called("compare")
        self.photos.append(photo)

    # OwnDesk
    def facts(self, resident_id: str) -> OwnFacts:
        self._called("facts")
        return self.kept

    def copy(self, resident_id: str, metrics: tuple[str, ...], now: Instant) -> tuple[Measurement, ...]:
        self._called("copy")
        return self.earlier

    def renewals(self, resident_id: str) -> tuple[Renewal, ...]:
        return self.ending

    def do(self, wanted: DoOwn) -> None:
        self._called("do")
        self.did.append((wanted.act, wanted.kind, wanted.resident_id, wanted.helper.resident_id))

    def helper(self, document: IdentityDocument, now: Instant) -> HelperKnown | None:
        self._called("helper")
        return self.helping

    def note_helper(self, visit_id: str, resident_id: str, helper: Helper, relation: Relation) -> None:
        self._called("note_helper")
        self.helped.append((resident_id, helper.resident_id or helper.account or "", relation, helper.confirmed_by))

    # SlipDesk
    def print(self, slip: Slip, told: Callable[[Printed], None]) -> None:
        self._called("print")
        self.slips.append((slip, told))

    # Instruments
    def request(self, facility: Facility, visit_id: str, resident_id: str) -> None:
        self._called("request")

    def open(self, facility: Facility, visit_id: str, resident_id: str) -> None:
        self._called("open")

    def close(self, facility: Facility) -> None:
        self._called("close")


class Hall:
    """The conductor in the middle of it."""

    def __init__(
        self, settings: Settings | None = None, last_queue_number: int | None = None, desks: Desks | None = None
    ) -> None:
        self.clock = ManualClock()
        self.desks = desks or Desks()
        self.views: list[VisitView] = []
        self.transitions: list[tuple[State, str]] = []
        self.waits: list[Waiting] = []
        self.conductor = Conductor(
            settings or Settings(visit=Visit(bp_readings=1)),
            codes=self.desks,
            register=self.desks,
            journal=self.desks,
            faces=self.desks,
            steps=STEPS,
            instruments=self.desks,
            slips=self.desks,
            own=self.desks,
            clock=self.clock,
            publish=self.views.append,
            on_transition=lambda state, reason, _: self.transitions.append((state, reason)),
            on_visitor_waits=self.waits.append,
            last_queue_number=last_queue_number,
            synchronous=True,
        )
        self.conductor.drain()
        self.on(*(FacilityChanged(facility, False, NOT_CONFIGURED) for facility in LACKING))

    @property
    def view(self) -> VisitView:
        """What is on the screen."""
        return self.views[-1]

    @property
    def visit(self) -> str:
        visit_id = self.conductor.situation.visit_id
        assert visit_id is not None
        return visit_id

    @property
    def session(self) -> int:
        return self.conductor.situation.terminal.camera_session

    def on(self, *events: VisitEvent) -> Hall:
        """Let events happen, one after the other."""
        for event in events:
            self.conductor.post(event)
            self.conductor.drain()
        return self

    def wait(self, seconds: float) -> Hall:
        """Let time pass in steps no longer than half a second, as the thread would."""
        left = seconds
        while left > 1e-9:
            self.clock.advance(min(left, 0.5))
            left -= 0.5
            self.conductor.tick()
        return self

    def looking(self) -> Hall:
        """Somebody is near, and the notice has been shown: the camera session runs."""
        return self.on(SomebodyNear()).wait(1.5)

    def press(self, button: str) -> Hall:
        """Press what is on the screen."""
        assert self.view.has(button), f"{button} is not on the screen of {self.view.state}"
        return self.on(Pressed(f"{button}", self.view.serial))  # a plain name, as a screen sends it

    def card(self, token: CardToken = FIRST) -> Hall:
        """Lay a card down and let it be read."""
        kind = CardKind.ID_CARD if token.reader == "id" else CardKind.CONTACT_CARD
        return self.on(CardArrived(token, kind, NOW), IdentityRead(token, DOCUMENT, NOW))

    def take(self, token: CardToken = FIRST) -> Hall:
        """Take it away."""
        return self.on(CardLeft(token, NOW))

    def warm(self, value: float | None = 36.5, verdict: str = "normal") -> Hall:
        """The thermometer answers."""
        return self.on(temperature_arrived(self.visit, temperature(value, verdict)))

    def squeeze(self, sys: float | None, dia: float | None) -> Hall:
        """The cuff answers."""
        return self.on(pressure_arrived(self.visit, pressure(sys, dia)))
