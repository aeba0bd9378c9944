"""Where a visit stands, as one immutable value. What must be gone before the next person stands in `PERSONAL`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from devices.events import CardKind, CardToken
from kiosk.faces.events import FaceChecks, FaceHint
from kiosk.facilities import Facility
from kiosk.health_code.result import CodeResult
from kiosk.measurements.measurement import Measurement
from kiosk.people.person import Person
from kiosk.visits.states import State


class Timer(StrEnum):
    """Timers the table asks for. WARN and LEAVE are one screen's silence; the others end something that runs."""

    WARN = "warn"
    LEAVE = "leave"
    READ = "read"
    NOTICE = "notice"
    LOOK = "look"
    CHECK = "check"
    REST = "rest"
    CODE = "code"
    AWAY = "away"
    FORGOTTEN = "forgotten"
    AWAKE = "awake"
    BYE = "bye"
    LEFT_BEHIND = "left-behind"


class Heat(StrEnum):
    """How far the temperature is. A value that is not shown is not kept here either."""

    WAITING = "waiting"
    OK = "ok"
    AGAIN = "again"  # a second reading is due
    WINDOW = "window"  # somebody measures with a contact thermometer
    NONE = "none"  # no number could be had
    BROKEN = "broken"  # the thermometer rests
    ABSENT = "absent"  # this terminal has no thermometer


@dataclass(frozen=True, slots=True)
class LyingCard:
    """A card that lies on a reader now."""

    token: CardToken
    kind: CardKind


@dataclass(frozen=True, slots=True, repr=False)
class Value:
    """What was measured or typed in one go. `key` is under what it is saved; `step` is the id of its step."""

    key: str
    step: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Situation:
    """One moment of the terminal.

    Attributes:
        state: What is on the screen.
        covered: The state under it, when help, a second card or 您是王奶奶吗 covers a visit that goes on; else None.
        variant: Which words of the state are shown; `covered_variant` those of the covered one.
        serial: Rises whenever the buttons change; a press carries it back.
        timers: (name, serial) of the timers that run.
        visit_id: Of the visit that is open, None when none is.
        resident: Whose visit it is; None until known.
        identified_by: How it became known: "id-card", "contact-card", "card", or "face"; a card's holder who was also
            compared with their own template and found the same is "id-card+face" and so on.
        unsure: The camera's guess lies between no and yes.
        card_only: In this visit a face alone will not do, looking again is not offered.
        comparing: The holder of the card is being compared with whoever stands before the camera.
        refusals: How many camera sessions in a row ended because no living person was certain.
        forgotten: Cards that still lie on a reader though their visit is over: they stop nobody.
        card_kind: Of the card that was laid down last in this visit.
        card: The card that is being read, or by which the visit was opened.
        card_read: True once its contents are here and the register is asked.
        second: A card that came in the middle of a visit and is being read.
        gone: The person left the camera's view and nobody has touched anything since.
        left_view: They left it while they were asked to sit, or for longer than a moment while their card lies there;
            before anything of theirs is shown they are asked again.
        rest_over: The pause is over; `measuring` once the second temperature is asked for.
        outcome_said: How the visit ended, once goodbye is said.
        worth: Something happened in this visit that is worth a record.
        code_failed: Error code when no code can be had.
        code_due: The code shown has run out.
        retake: A temperature came while it was not sure whose it was: it must be taken again.
        body: The temperature that may be shown, None until there is one.
        doubted: The first reading was raised; the number itself is not kept.
        opened: Whose instrument is open: what it sends is this visit's. `step` is the id of what is being measured.
        red: Broken red rules have brought the visit to the window.
        values: Everything measured or typed so far; `value` is the one on the screen.
        committed: Keys the store has committed.
        last: What was measured before this visit, newest of each metric.
        alerted: Alerts raised in this visit.
        broken: Facilities that do not work, with the error code; `lacking` those this terminal does not have.
        told: Broken facilities staff were told about.
        queue_no: What is said at the window; `queue_next`, `queue_day` make the next one.
    """

    state: State = State.ATTRACT
    covered: State | None = None
    variant: str = ""
    covered_variant: str = ""
    serial: int = 1
    timers: tuple[tuple[Timer, int], ...] = ()
    timer_serial: int = 0
    # the terminal
    cards: tuple[LyingCard, ...] = ()
    forgotten: tuple[LyingCard, ...] = ()
    broken: tuple[tuple[Facility, str], ...] = ()
    lacking: frozenset[Facility] = frozenset()
    told: frozenset[Facility] = frozenset()
    online: bool = True
    present: bool = False
    refusals: int = 0
    awake: bool = False
    queue_next: int = 1
    queue_day: str = ""
    # the visit
    visit_id: str | None = None
    worth: bool = False
    help_called: bool = False
    warning: bool = False
    stays: int = 0
    gone: bool = False
    left_view: bool = False
    two_cards: bool = False
    alerted: frozenset[str] = frozenset()
    outcome_said: str = ""
    queue_no: int | None = None
    # who
    resident: Person | None = None
    identified_by: str | None = None
    card: CardToken | None = None
    card_kind: CardKind | None = None
    card_read: bool = False
    second: CardToken | None = None
    session: int = 0
    faces_on: bool = False
    comparing: bool = False
    hint: FaceHint = FaceHint.NOBODY
    progress: float = 0.0
    checks: FaceChecks | None = None
    unsure: bool = False
    card_only: bool = False
    # the service
    code: CodeResult | None = None
    code_failed: str | None = None
    code_due: bool = False
    heat: Heat = Heat.WAITING
    tries: int = 0
    doubted: bool = False
    body: Measurement | None = None
    fault_shown: bool = False
    rest_over: bool = False
    measuring: bool = False
    retake: bool = False
    rest_s: float = 0.0
    # the self-check
    opened: Facility | None = None
    step: str = ""
    red: bool = False
    entry_metric: str = ""
    entry_problem: str = ""
    value: Value | None = None
    values: tuple[Value, ...] = ()
    count: int = 0
    committed: frozenset[str] = frozenset()
    last: tuple[Measurement, ...] = ()

    def __repr__(self) -> str:
        return f"<Situation {self.state.value} over {self.covered} serial {self.serial}>"

    @property
    def here(self) -> State:
        """Where the visit itself stands, whatever covers it."""
        return self.covered if self.covered is not None else self.state

    @property
    def card_lies(self) -> bool:
        """Whether any card lies on a reader."""
        return bool(self.cards)

    @property
    def quiet(self) -> bool:
        """Whether the screen shows nothing personal and lets the person sit where no camera sees them."""
        if self.state is State.REMEASURE:
            return not self.measuring
        return self.state in (State.REST, State.HELP) or (self.state is State.WINDOW and self.red)

    @property
    def unseen(self) -> bool:
        """Whether nobody has been seen or has touched anything for longer than a moment."""
        return self.gone and self.timer(Timer.AWAY) is None

    @property
    def unconfirmed(self) -> bool:
        """Whether the camera's guess is on the screen and has not been confirmed."""
        return self.state is State.CONFIRM and self.covered is None

    def works(self, facility: Facility) -> bool:
        """Whether a facility is there and works."""
        return facility not in self.lacking and all(broken is not facility for broken, _ in self.broken)

    @property
    def card_works(self) -> bool:
        """Whether any card can be read."""
        return self.works(Facility.ID_CARD) or self.works(Facility.SOCIAL_CARD)

    def timer(self, name: str) -> int | None:
        """Serial of a running timer, None when it does not run."""
        return next((serial for timer, serial in self.timers if timer == name), None)

    def lies(self, token: CardToken | None) -> bool:
        """Whether the card of this token lies on its reader."""
        return any(card.token == token for card in self.cards)


LASTING = frozenset(
    {
        *("state", "covered", "variant", "covered_variant", "serial", "timers", "timer_serial"),
        *("cards", "forgotten", "broken", "lacking", "told", "online", "present", "awake", "queue_next", "queue_day"),
        *("session", "faces_on", "comparing", "opened", "refusals"),
    }
)
"""Fields that belong to the terminal; every other one belongs to the visit and is reset with it."""

PERSONAL = tuple(f.name for f in fields(Situation) if f.name not in LASTING)
"""Fields that must have their default value whenever no visit is open."""

_FRESH = Situation()


def without_visit(situation: Situation) -> dict[str, object]:
    """The changes that take everything of a visit away."""
    return {name: getattr(_FRESH, name) for name in PERSONAL}
