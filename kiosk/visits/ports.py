"""What a visit asks of the rest of the kiosk. Everything here may block or fail; the conductor calls it off its own
thread and turns the answer into an event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from devices.clock import Instant
from devices.identity import IdentityDocument
from devices.printers.printer import Printed
from kiosk.facilities import Facility
from kiosk.health_code.result import CodeResult
from kiosk.measurements.follow_up import FollowUp, Goal
from kiosk.measurements.measurement import Measurement
from kiosk.people.person import Person
from kiosk.slips.slip import Slip
from kiosk.visits.effects import DoOwn
from kiosk.visits.own_visit import Helper, OwnFacts, Relation, Renewal


class CodeDesk(Protocol):
    """Gets codes; blocking, bounded by its own time-outs."""

    def query(self, resident_id: str) -> CodeResult:
        """The code of a resident: from the service or, when it cannot be reached, the last known one.

        Raises CodeUnavailable.
        """


class Register(Protocol):
    """Knows residents; blocking, fast."""

    def meet(self, document: IdentityDocument, now: Instant) -> Person | None:
        """The holder of a document, registered on first sight; None for a card that does not say and is not known."""

    def find(self, resident_id: str) -> Person | None:
        """A member of the whitelist in force, None when revoked or unknown."""

    def agreed_to_face(self, resident_id: str) -> bool:
        """Whether they are a member in force whose consent to their face is in force."""

    def last_measurement(self, resident_id: str, metric: str) -> Measurement | None:
        """The newest valid measurement of a metric before this visit."""

    def follow_ups(self, resident_id: str) -> tuple[FollowUp, ...]:
        """What is due of somebody, the first due first; nothing of one who does not want health records kept."""

    def goals(self, resident_id: str) -> tuple[Goal, ...]:
        """What their family doctor wants values to be."""

    def history(self, resident_id: str, metrics: tuple[str, ...], since: datetime) -> tuple[Measurement, ...]:
        """What was measured of these metrics from `since` on and before this visit, whatever has a value; bounded."""


@dataclass(frozen=True, slots=True, repr=False)
class VisitRecord:
    """A visit as it is logged. `steps` are (state, reason, seconds since the start)."""

    visit_id: str
    resident_id: str | None
    identified_by: str | None
    started: Instant
    ended: Instant | None
    outcome: str | None
    steps: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True, repr=False)
class StaffAlert:
    """Somebody is needed. Words come from the catalogue.

    Attributes:
        kind: One of `visits.words.ALERT_KINDS`.
        queue: What the visitor says at the window, such as 梧桐 3, and its number; None for one who is not sent there.
        outboxes: Topics of the outbox it waits in until it has left the terminal.
    """

    alert_id: str
    visit_id: str | None
    resident_id: str | None
    kind: str
    text: str
    raised: Instant
    queue: str | None = None
    queue_number: int | None = None
    outboxes: tuple[str, ...] = ()


class Journal(Protocol):
    """Writes. Each call returns at once; `done(ok)` comes on the writer's thread after the commit or its failure."""

    def save_visit(self, record: VisitRecord, done: Callable[[bool], None]) -> None: ...

    def save_measurements(self, measurements: tuple[Measurement, ...], done: Callable[[bool], None]) -> None: ...

    def save_code(self, visit_id: str, resident_id: str, code: CodeResult, done: Callable[[bool], None]) -> None: ...

    def save_alert(self, alert: StaffAlert, done: Callable[[bool], None]) -> None: ...

    def quarantine(self, measurements: tuple[Measurement, ...], reason: str) -> None:
        """Keep readings that are nobody's: they came when no visit waited for them."""


class FaceFinder(Protocol):
    """The camera session; returns at once, answers by events."""

    def start(self, session: int) -> None:
        """Look for whoever stands there → FaceSeen, then FaceMatched, FaceUnknown or FaceNeedsCard."""

    def stop(self) -> None:
        """End the session, or the comparison."""

    def wants_photo(self, resident_id: str) -> bool:
        """Whether the picture on this resident's chip would be of use to `compare`. From any thread; fast."""

    def compare(self, session: int, resident_id: str, photo: bytes | None = None) -> None:
        """Compare whoever stands there with one member, without a preview → HolderCompared.

        Nothing is looked at when the member has no template and there is no usable photo: the answer is UNSURE.

        Args:
            photo: The picture on the card's chip, of a member who agreed to their face. Kept nowhere.
        """


class Instruments(Protocol):
    """What measures; returns at once, answers by ReadingsArrived. A facility's instruments are asked, or opened."""

    def request(self, facility: Facility, visit_id: str, resident_id: str) -> None:
        """Take one reading for this visit."""

    def open(self, facility: Facility, visit_id: str, resident_id: str) -> None:
        """From now on what the instrument sends is this visit's."""

    def close(self, facility: Facility) -> None:
        """From now on it is nobody's."""


class SlipDesk(Protocol):
    """Prints slips."""

    def print(self, slip: Slip, told: Callable[[Printed], None]) -> None:
        """Print it, and tell once what became of it, on any thread. May be slow.

        Raises:
            Refusal: it cannot be drawn; nothing is told.
        """


@dataclass(frozen=True, slots=True, repr=False)
class HelperKnown:
    """Whose card it is: a resident's or an account's; the name masked."""

    resident_id: str | None
    account: str | None
    name: str


class OwnDesk(Protocol):
    """What somebody asks of what is kept of them. Each call waits for its commit, and raises when it is not done."""

    def facts(self, resident_id: str) -> OwnFacts:
        """What is kept of them."""

    def copy(self, resident_id: str, metrics: tuple[str, ...], now: Instant) -> tuple[Measurement, ...]:
        """What is kept of these metrics."""

    def renewals(self, resident_id: str) -> tuple[Renewal, ...]:
        """Consents of theirs to be asked for again today, the first to end first."""

    def do(self, wanted: DoOwn) -> None:
        """Do what they ask for; who helped them stands in the trail."""

    def helper(self, document: IdentityDocument, now: Instant) -> HelperKnown | None:
        """Whose document it is, registered on first sight; None for a card that does not say."""

    def note_helper(self, visit_id: str, resident_id: str, helper: Helper, relation: Relation) -> None:
        """Note who helps them in this visit."""
