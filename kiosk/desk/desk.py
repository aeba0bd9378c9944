"""The inner wing without its screen: who is let in, which page is open, when it locks. One thread, one queue."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping

from devices.clock import Clock
from devices.device import where_it_broke
from devices.events import CardArrived, CardLeft, IdentityRead, ReadFailed
from kiosk.accounts.guard import Guard, NotAllowed, SessionOver, Trail
from kiosk.accounts.outcomes import Refused
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.desk import events as e
from kiosk.desk.entrance import Entrance
from kiosk.desk.gate import Doorkeeper, StaffCards
from kiosk.desk.idle import Idle
from kiosk.desk.page import BadValues
from kiosk.desk.pages import PageMaker, Pages
from kiosk.desk.sheets import Sheets
from kiosk.desk.view import StaffView, Stage
from kiosk.people.names import mask_name
from kiosk.sentences import NO_WORDS, Text, sentence
from kiosk.store.errors import StoreError
from kiosk.visits.workers import Executor

log = logging.getLogger("kiosk.desk")

BEAT_S = 0.25
GATE_ENDS_S = 30.0
"""Without a touch for so long before anybody was let in, the visitor's screen comes back."""
KEPT_S = 15 * 60.0
"""So long the work of whoever was in waits for the same account."""
NOTICE_S = 6.0
NEAR_S = 20.0
"""Somebody before the camera may be whoever works here: said for so long."""
WORK_ENDS_S = 120.0

CARD_EVENTS = (CardArrived, IdentityRead, ReadFailed, CardLeft)


class Desk:
    """See the module.

    Args:
        pages: How each page is made, in the order of the navigation; the first one allowed is opened first.
        publish: Given every new view, on the desk's thread. Must not block.
        show_wing: Told which wing the window is to show: "staff" or "visitor". Must not block.
        idle_s: Seconds without a touch after which an open session locks.
    """

    def __init__(
        self,
        pages: tuple[PageMaker, ...],
        *,
        keeper: Doorkeeper,
        staff_cards: StaffCards,
        trail: Trail,
        clock: Clock,
        executor: Executor,
        publish: Callable[[StaffView], None],
        show_wing: Callable[[str], None],
        idle_s: float = 60.0,
    ) -> None:
        self._keeper, self._staff_cards, self._trail = keeper, staff_cards, trail
        self._guard = Guard(trail, keeper.is_in_force)
        self._clock, self._executor, self._publish, self._show_wing = clock, executor, publish, show_wing
        self._idle = Idle(idle_s)
        self._events: queue.SimpleQueue[e.DeskEvent] = queue.SimpleQueue()
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._serial = 0
        self._entrance = Entrance(
            keeper, self, welcome=lambda role: bool(self._pages.navigation(role)), let_in=self._let_in
        )
        self._session: Session | None = None
        self._locked_s = 0.0
        self._kept_for: str | None = None
        self._waiting, self._waiting_until_s = "", 0.0
        self._notice, self._notice_until_s = NO_WORDS, 0.0
        self._view: StaffView | None = None
        self._wants_cards = threading.Event()  # read on the readers' threads
        self._pages = Pages(pages, self)
        self._sheets = Sheets(keeper, self._check_second, self.now_s, self.turn)

    # --- from any thread ----------------------------------------------------------------------------------------
    def post(self, event: e.DeskEvent) -> None:
        """Something happened. Returns at once."""
        self._events.put(event)
        self._wake.set()

    def takes(self, event: object) -> bool:
        """A reader said something: whether it is the desk's and the visit must not be told."""
        if not isinstance(event, CARD_EVENTS):
            return False
        if isinstance(event, CardLeft):
            self.post(event)
            return False  # gone is gone, for everybody
        if isinstance(event, IdentityRead) and (login := self._staff_cards.account_of(event.document)) is not None:
            self.post(e.StaffCardRead(event.token, login))
            return True
        if self._wants_cards.is_set():
            self.post(event)
            return True
        return False

    def start(self) -> None:
        """Begin."""
        self._executor.start()
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 3.0) -> None:
        """End the thread; an open session is closed."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout_s)
        self._executor.stop()
        self._leave("stopped")
        self._pages.forget()

    # --- what the thread does, or a test ------------------------------------------------------------------------
    def drain(self) -> None:
        """Handle everything that has been posted; publish."""
        while True:
            try:
                event = self._events.get_nowait()
            except queue.Empty:
                break
            try:
                self._take(event)
            except Exception as error:  # noqa: BLE001 - whatever it is, the wing must go on and say so
                log.error("%s failed: %s", type(event).__name__, where_it_broke(error))
                self.tell(sentence("staff.failed"))
        self._show()

    def tick(self) -> None:
        """Look at the clock; handle what was posted; publish."""
        self._executor.check()
        now_s = self.now_s()
        if self._session is not None and not self._idle.left_s(now_s):
            self._lock("idle")
        gate = self._entrance.gate
        if gate is not None and not gate.busy and self._idle.has_lasted(GATE_ENDS_S, now_s):
            self._lock("idle")
        if self._kept_for is not None and self._session is None and now_s - self._locked_s >= KEPT_S:
            self._kept_for = None
            self._pages.forget()
        if self._session is not None:
            self._pages.tick(self._clock.now())
        self.drain()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self.tick()
            except Exception as error:  # noqa: BLE001 - the next beat may be fine
                log.error("the desk stumbled: %s", where_it_broke(error))
            if self._events.empty():
                self._clock.wait(self._wake, BEAT_S)

    def _take(self, event: e.DeskEvent) -> None:
        if isinstance(event, CARD_EVENTS):
            self._card(event)
            return
        match event:
            case e.Knock():
                self._ask(self._entrance.knock)
            case e.StaffCardRead():
                self._entrance.card_lies(event)
                self._ask(lambda: self._entrance.card(event))
            case e.AccountChosen() | e.DigitsEntered():
                self._at_the_gate(event)
            case e.Acted() | e.PageChosen() | e.Answered():
                self._in_session(event)
            case e.Touched():
                self._idle.touch(self.now_s())
            case e.LockPressed():
                self._lock("pressed")
            case e.GiveWay():
                self._lock("visitor")
            case e.WingHidden():
                self._leave("hidden")
            case e.VisitorThere():
                self._waiting = event.how
                self._waiting_until_s = self.now_s() + NEAR_S if event.how == "near" else float("inf")
            case e.Later():
                event.what()

    # --- the way in ---------------------------------------------------------------------------------------------
    def _ask(self, how: Callable[[], None]) -> None:
        """Somebody asks to be let in. While somebody is in, or is being let in, nothing changes."""
        if self._session is not None or self._entrance.gate is not None:
            return
        how()
        if self._entrance.gate is not None:
            self._idle.touch(self.now_s())
            self._waiting, self._notice = "", NO_WORDS
            self.turn()
            self._show()
            self._show_wing(StaffView.wing)

    def _at_the_gate(self, event: e.AccountChosen | e.DigitsEntered) -> None:
        self._idle.touch(self.now_s())
        gate = self._sheets.gate if self._session is not None else self._entrance.gate
        if gate is not None and event.serial == self._serial:
            self._entrance.answer(gate, event)

    def _check_second(self, check: Callable[[], Session | Refused]) -> None:
        self._entrance.verify(check, self._sheets.gate, lambda: self._sheets.gate, self._sheets.second)

    def _let_in(self, session: Session) -> None:
        self._session = session
        self._sheets.put_away()  # what a page asked for after the lock is nobody's question
        self._idle.touch(self.now_s())
        if self._kept_for == session.account_id:
            self._pages.take_up(session)
        else:
            self._pages.begin(session)
        self._kept_for = None

    # --- inside -------------------------------------------------------------------------------------------------
    def _in_session(self, event: e.Acted | e.PageChosen | e.Answered) -> None:
        session = self._session
        if session is None or event.session != session.token:
            return  # pressed before it was locked: it is nobody's any more
        self._idle.touch(self.now_s())
        match event:
            case e.Answered():
                if event.serial == self._serial:
                    self._sheets.answer(event.confirmed)
            case e.PageChosen():
                if not self._sheets.shown:
                    self._turn_to(event.page)
            case e.Acted():
                if not self._sheets.shown and event.page == self._pages.name:
                    self._act(session, event)

    def _act(self, session: Session, event: e.Acted) -> None:
        page = self._pages.page
        found = page.actions.get(event.action) if page is not None else None
        if page is None or found is None:
            log.warning("no action of this name on the page %s", self._pages.name)
            return
        if not self._may(session, found.needs):
            return
        try:
            values = found.values(event.values)
        except BadValues as error:
            log.warning("an action of the page %s: %s", self._pages.name, error)
            return
        found.run(page, **values)

    def _may(self, session: Session, permission: Permission) -> bool:
        """The one guard. A refusal is in the audit trail and on the screen."""
        try:
            self._guard.check(session, permission)
        except SessionOver:
            self._lock("account-changed")
            return False
        except NotAllowed as refusal:
            self.tell(refusal.sentence)
            return False
        return True

    def _turn_to(self, name: str) -> None:
        """Another page of the navigation; asked about first where work would be lost."""
        question = self._pages.page.unsaved() if self._pages.page is not None else None
        if question is None:
            self.open_page(name, {})
        else:
            self._sheets.ask(question, lambda: self.open_page(name, {}))

    def open_page(self, name: str, values: Mapping[str, object]) -> None:
        """Leave the page that is shown for another one."""
        session = self._session
        needs = self._pages.needs(name)
        if session is not None and needs is not None and self._may(session, needs):
            self._sheets.put_away()
            self._pages.open(session, name, values)
            self._serial += 1

    def _card(self, event: e.CardEvent) -> None:
        if isinstance(event, CardLeft) and self._entrance.card_left(event.token) and self._session is not None:
            self._lock("card-taken")
            return
        if self._session is not None:
            self._pages.card(event)

    # --- the way out --------------------------------------------------------------------------------------------
    def _lock(self, why: str) -> None:
        if self._session is not None or self._entrance.gate is not None:
            self._leave(why)
            self._show_wing("visitor")

    def _leave(self, why: str) -> None:
        """Nobody is in any more, and nothing of the page is shown. Its work waits for the same account."""
        session, self._session = self._session, None
        self._entrance.shut()
        self._sheets.put_away()
        self._waiting, self._notice = "", NO_WORDS
        self._serial += 1
        if session is not None:
            self._pages.set_aside()
            self._kept_for, self._locked_s = session.account_id, self.now_s()
        self._show()
        if session is not None:
            self._note(session, "session.ended", why=why)

    def _note(self, session: Session, action: str, **detail: object) -> None:
        """Into the audit trail. A store that cannot be written keeps no wing open."""
        try:
            self._trail.note(session.login, action, None, **detail)
        except StoreError as error:
            log.error("%s could not be noted: %s", action, where_it_broke(error))

    # --- what pages ask for -------------------------------------------------------------------------------------
    @property
    def clock(self) -> Clock:
        """The desk's clock."""
        return self._clock

    @property
    def sheets(self) -> Sheets:
        """The sheet before the page."""
        return self._sheets

    def tell(self, notice: Text) -> None:
        """One line for some seconds."""
        self._notice, self._notice_until_s = notice, self.now_s() + NOTICE_S

    def keep_open(self) -> None:
        """Whoever is in watches something that runs: the time till the lock begins anew."""
        self._idle.watch(self.now_s())

    def want_cards(self, wanted: bool) -> None:
        """Whether cards go to the page."""
        if wanted:
            self._wants_cards.set()
        else:
            self._wants_cards.clear()

    def submit(self, job: Callable[[], None], late: Callable[[], None]) -> None:
        """Run a slow job on a worker's thread."""
        self._executor.submit(job, late, WORK_ENDS_S)

    def turn(self) -> None:
        """Other things are to be pressed now."""
        self._serial += 1

    def now_s(self) -> float:
        """Monotonic seconds."""
        return self._clock.now().monotonic_s

    def later(self, what: Callable[[], None]) -> None:
        """From any thread: do this on the desk's."""
        self.post(e.Later(what))

    # --- the view -----------------------------------------------------------------------------------------------
    def _show(self) -> None:
        view = self._made()
        if view != self._view:
            self._view = view
            self._publish(view)

    def _made(self) -> StaffView:
        now_s = self.now_s()
        if now_s >= self._waiting_until_s:
            self._waiting = ""
        if now_s >= self._notice_until_s:
            self._notice = NO_WORDS
        gate = self._entrance.gate
        if gate is not None:
            return StaffView(gate.stage, self._serial, gate.accounts, gate.pad(), waiting=self._waiting)
        session = self._session
        if session is None:
            return StaffView(Stage.SHUT, self._serial)
        return StaffView(
            Stage.OPEN,
            self._serial,
            session=session.token,
            who=mask_name(session.name),
            role=session.role.value,
            seconds_left=round(self._idle.left_s(now_s)),
            navigation=self._pages.navigation(session.role),
            page=self._pages.name,
            under=self._pages.under,
            content=self._pages.content(),
            waiting=self._waiting,
            notice=self._notice,
            question=self._sheets.question,
            signature=self._sheets.signature(),
        )
