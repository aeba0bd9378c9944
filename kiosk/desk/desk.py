"""The inner wing without its screen: who is let in, which page is open, when it locks. One thread, one queue."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial

from devices.clock import Clock
from devices.device import where_it_broke
from devices.events import CardLeft
from kiosk.accounts.guard import Guard, Trail
from kiosk.accounts.outcomes import Refused
from kiosk.accounts.session import Session
from kiosk.desk import events as e
from kiosk.desk.acting import Acts
from kiosk.desk.cards import CARD_EVENTS, DeskCards
from kiosk.desk.entrance import Entrance
from kiosk.desk.gate import Doorkeeper, StaffCards
from kiosk.desk.idle import Idle
from kiosk.desk.loop import Loop
from kiosk.desk.pages import PageMaker, Pages
from kiosk.desk.sheets import Sheets
from kiosk.desk.showing import before_the_door, inside
from kiosk.desk.strip import Strip
from kiosk.desk.view import StaffView
from kiosk.sentences import Text, sentence
from kiosk.store.errors import StoreError
from kiosk.visits.workers import Executor

log = logging.getLogger("kiosk.desk")

GATE_ENDS_S = 30.0
"""Without a touch for so long before anybody was let in, the visitor's screen comes back."""
KEPT_S = 15 * 60.0
"""So long the work of whoever was in waits for the same account."""
WORK_ENDS_S = 120.0


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
        self._trail = trail
        self._acts = Acts(Guard(trail, keeper.is_in_force), self.tell, lambda: self._lock("account-changed"))
        self._clock, self._executor, self._publish, self._show_wing = clock, executor, publish, show_wing
        self._idle = Idle(idle_s)
        failed = partial(self.tell, sentence("staff.failed"))
        self._loop = Loop(clock, take=self._take, failed=failed, settled=self._show, beat=self.tick)
        self._cards, self._strip = DeskCards(staff_cards, self.post), Strip(self.now_s)
        self._serial, self._locked_s = 0, 0.0
        self._entrance = Entrance(
            keeper, self, welcome=lambda role: bool(self._pages.navigation(role)), let_in=self._let_in
        )
        self._session: Session | None = None
        self._kept_for: str | None = None
        self._view: StaffView | None = None
        self._pages = Pages(pages, self)
        self._sheets = Sheets(keeper, self._check_second, self.now_s, self.turn)

    # --- from any thread ----------------------------------------------------------------------------------------
    def post(self, event: e.DeskEvent) -> None:
        """Something happened. Returns at once."""
        self._loop.post(event)

    def takes(self, event: object) -> bool:
        """A reader said something: whether it is the desk's and the visit must not be told."""
        return self._cards.takes(event)

    def start(self) -> None:
        """Begin."""
        self._executor.start()
        self._loop.start()

    def stop(self, timeout_s: float = 3.0) -> None:
        """End the thread; an open session is closed."""
        self._loop.stop(timeout_s)
        self._executor.stop()
        self._leave("stopped")
        self._pages.forget()

    # --- what the thread does, or a test ------------------------------------------------------------------------
    def drain(self) -> None:
        """Handle everything that has been posted; publish."""
        self._loop.drain()

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

    def _take(self, event: e.DeskEvent) -> None:
        if isinstance(event, CARD_EVENTS):
            self._card(event)
            return
        match event:
            case e.Knock():
                self._ask(self._entrance.knock)
            case e.StaffCardRead():
                self._entrance.card_lies(event)
                if self._session is None:
                    self._ask(lambda: self._entrance.card(event))
                else:
                    self._pages.card(event)
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
                self._strip.waits(event.how)
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
            self._strip.clear()
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
                    self._acts.act(session, self._pages.page, event)

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
        if session is not None and needs is not None and self._acts.may(session, needs):
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
        self._strip.clear()
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
        self._strip.tell(notice)

    def keep_open(self) -> None:
        """Whoever is in watches something that runs: the time till the lock begins anew."""
        self._idle.watch(self.now_s())

    def want_cards(self, wanted: bool) -> None:
        """Whether cards go to the page."""
        self._cards.want(wanted)

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
        gate, session = self._entrance.gate, self._session
        if gate is not None or session is None:
            return before_the_door(self._serial, gate, self._strip)
        return inside(self._serial, session, self._idle.left_s(self.now_s()), self._pages, self._sheets, self._strip)
