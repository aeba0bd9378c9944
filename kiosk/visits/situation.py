"""Where the terminal stands, as one immutable value: what belongs to it, and the visit that is open, if one is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from devices.events import CardKind, CardToken, IdentityRead, ReadFailed
from kiosk.facilities import Facility
from kiosk.people.person import Person
from kiosk.visits.states import State
from kiosk.visits.visit import NO_VISIT, CameraUse, PauseStage, Visit


class Timer(StrEnum):
    """Timers the table asks for. WARN and LEAVE are one screen's silence; the others end something that runs."""

    WARN = "warn"
    LEAVE = "leave"
    READ = "read"
    NOTICE = "notice"
    LOOK = "look"
    CHECK = "check"
    REPEAT = "repeat"
    REST = "rest"
    CODE = "code"
    AWAY = "away"
    FORGOTTEN = "forgotten"
    AWAKE = "awake"
    BYE = "bye"
    LEFT_BEHIND = "left-behind"


@dataclass(frozen=True, slots=True)
class LyingCard:
    """A card that lies on a reader now."""

    token: CardToken
    kind: CardKind


@dataclass(frozen=True, slots=True)
class Terminal:
    """What holds whoever comes; nothing of it is anybody's, but for `reads` while an inner wing is shown.

    Attributes:
        cards: Cards that lie on a reader.
        forgotten: Cards that still lie there though their visit is over: they stop nobody.
        broken: Facilities that do not work, with the error code; `lacking` those this terminal does not have.
        reported: Broken facilities staff were told about.
        online: The health-code service can be reached.
        present: The camera sees somebody.
        awake: The attract screen was touched a moment ago.
        aside: An inner wing is shown: nobody is served, and no timer runs.
        came: Somebody came before the camera meanwhile and is still there.
        reads: What readers said meanwhile of cards that lie there, to be looked at once the visitor's screen is back.
        refusals: How many camera sessions in a row ended because no living person was certain.
        camera_session: Number of the camera session begun last.
        queue_next: The next number at the window; the numbers begin anew each `queue_day` (ISO 8601).
    """

    cards: tuple[LyingCard, ...] = ()
    forgotten: tuple[LyingCard, ...] = ()
    broken: tuple[tuple[Facility, str], ...] = ()
    lacking: frozenset[Facility] = frozenset()
    reported: frozenset[Facility] = frozenset()
    online: bool = True
    present: bool = False
    awake: bool = False
    aside: bool = False
    came: bool = False
    reads: tuple[IdentityRead | ReadFailed, ...] = ()
    refusals: int = 0
    camera_session: int = 0
    queue_next: int = 1
    queue_day: str = ""

    def works(self, facility: Facility) -> bool:
        """Whether a facility is there and works."""
        return facility not in self.lacking and all(broken is not facility for broken, _ in self.broken)

    @property
    def card_works(self) -> bool:
        """Whether any card can be read."""
        return self.works(Facility.ID_CARD) or self.works(Facility.SOCIAL_CARD)

    @property
    def card_lies(self) -> bool:
        """Whether any card lies on a reader, but for forgotten ones."""
        return bool(self.cards)

    def lying(self, token: CardToken | None) -> LyingCard | None:
        """The card of this token, if it lies on its reader."""
        return next((card for card in self.cards if card.token == token), None)

    def is_forgotten(self, token: CardToken) -> bool:
        """Whether the card of this token lies there forgotten."""
        return any(card.token == token for card in self.forgotten)


@dataclass(frozen=True, slots=True, repr=False)
class Situation:
    """One moment of the terminal.

    Attributes:
        state: What is on the screen.
        variant: Which words of the state are shown; `covered_variant` those of the covered one.
        covered: The state under it, when help, a second card or 您是王奶奶吗 covers a visit that goes on; else None.
        serial: Rises whenever the buttons change; a press carries it back.
        timers: (name, serial) of the timers that run.
        warning: 您还在吗 stands over the screen; `stays` is how often its silence was excused before.
        visit: The visit that is open.
    """

    state: State = State.ATTRACT
    variant: str = ""
    covered: State | None = None
    covered_variant: str = ""
    serial: int = 1
    timers: tuple[tuple[Timer, int], ...] = ()
    timer_serial: int = 0
    warning: bool = False
    stays: int = 0
    terminal: Terminal = field(default_factory=Terminal)
    visit: Visit | None = None

    def __repr__(self) -> str:
        return f"<Situation {self.state.value} over {self.covered} serial {self.serial}>"

    @property
    def current(self) -> Visit:
        """The visit that is open; an empty one, nobody's, while none is."""
        return self.visit if self.visit is not None else NO_VISIT

    @property
    def visit_id(self) -> str | None:
        """Id of the visit that is open."""
        return self.visit.id if self.visit is not None else None

    @property
    def resident(self) -> Person | None:
        """Whose visit it is, as far as it is known."""
        return self.current.resident

    @property
    def here(self) -> State:
        """Where the visit itself stands, whatever covers it."""
        return self.covered if self.covered is not None else self.state

    @property
    def quiet(self) -> bool:
        """Whether the screen shows nothing personal and lets the person sit where no camera sees them."""
        if self.state is State.REMEASURE:
            return not self.measuring
        red = self.current.self_check.red
        return self.state in (State.REST, State.SYMPTOMS, State.HELP) or (self.state is State.WINDOW and red)

    @property
    def unseen(self) -> bool:
        """Whether nobody has been seen or has touched anything for longer than a moment."""
        return self.current.out_of_view and self.timer(Timer.AWAY) is None

    @property
    def unconfirmed(self) -> bool:
        """Whether the camera's guess is on the screen and has not been confirmed."""
        return self.state is State.CONFIRM and self.covered is None

    @property
    def searching(self) -> bool:
        """Whether a camera session runs."""
        return self.current.camera.use is CameraUse.SEARCHING

    @property
    def comparing(self) -> bool:
        """Whether the card's holder is being compared with whoever stands before the camera."""
        return self.current.camera.use is CameraUse.COMPARING

    @property
    def measuring(self) -> bool:
        """Whether the second temperature is asked for."""
        return self.current.pause.stage is PauseStage.MEASURING

    def timer(self, name: str) -> int | None:
        """Serial of a running timer, None when it does not run."""
        return next((serial for timer, serial in self.timers if timer == name), None)
