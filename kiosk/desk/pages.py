"""The pages of the inner wing: which there are, the one that is open, and what it may ask of the desk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from devices.clock import Clock, Instant
from devices.device import where_it_broke
from kiosk.accounts.permissions import Permission, Role, may
from kiosk.accounts.session import Session
from kiosk.desk.events import CardEvent
from kiosk.desk.page import Context, Page
from kiosk.desk.sheets import Sheets
from kiosk.desk.view import NavigationView, QuestionView
from kiosk.sentences import Text, table

log = logging.getLogger("kiosk.desk")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageMaker:
    """One line of the table of pages.

    Attributes:
        kind: The page's class.
        make: Makes one for a session.
        icon: Of the navigation; "" for a page that is reached from another one.
        under: Name of the page of the navigation it belongs to, where that is not itself.
    """

    kind: type[Page]
    make: Callable[[Context], Page]
    icon: str = ""
    under: str = ""

    @property
    def name(self) -> str:
        """The page's name."""
        return self.kind.name


class PageDesk(Protocol):
    """What pages ask of the desk."""

    @property
    def clock(self) -> Clock:
        """The desk's clock."""

    @property
    def sheets(self) -> Sheets:
        """The sheet before the page."""

    def later(self, what: Callable[[], None]) -> None:
        """From any thread: do this on the desk's."""

    def submit(self, job: Callable[[], None], late: Callable[[], None]) -> None:
        """Run a slow job on a worker's thread."""

    def turn(self) -> None:
        """Other things are to be pressed now."""

    def tell(self, notice: Text) -> None:
        """One line for some seconds."""

    def want_cards(self, wanted: bool) -> None:
        """Whether cards go to the page."""

    def keep_open(self) -> None:
        """The time till the lock begins anew."""

    def open_page(self, name: str, values: Mapping[str, object]) -> None:
        """Leave the page that is shown for another one."""


class Pages:
    """The open page. On the desk's thread only."""

    def __init__(self, makers: tuple[PageMaker, ...], desk: PageDesk) -> None:
        self._makers = {maker.name: maker for maker in makers}
        self._desk = desk
        self.page: Page | None = None
        self._broke = ""
        self._context: PageContext | None = None

    @property
    def name(self) -> str:
        """Of the open page; "" when none is."""
        return self.page.name if self.page is not None else ""

    @property
    def under(self) -> str:
        """The page of the navigation to which the open one belongs; "" when none is open."""
        return self._makers[self.name].under or self.name if self.name else ""

    def needs(self, name: str) -> Permission | None:
        """What it takes to open a page; None when there is no such page."""
        maker = self._makers.get(name)
        return None if maker is None else maker.kind.needs

    def navigation(self, role: Role) -> tuple[NavigationView, ...]:
        """The pages a role may open at any time."""
        labels = table("staff.navigation")
        return tuple(
            NavigationView(maker.name, maker.icon, labels[maker.name])
            for maker in self._makers.values()
            if maker.icon and may(role, maker.kind.needs)
        )

    def begin(self, session: Session) -> None:
        """The first page this session may open."""
        self.forget()
        first = next(iter(self.navigation(session.role)), None)
        if first is not None:
            self.open(session, first.page, {})

    def open(self, session: Session, name: str, values: Mapping[str, object]) -> None:
        """Make a page and show it; the one before is left."""
        self.forget()
        maker = self._makers[name]
        self._context = PageContext(self._desk, session)
        self.page = maker.make(self._context)
        self.page.opened(**values)

    def take_up(self, session: Session) -> None:
        """The same account is back: its work goes on."""
        if self.page is None or self._context is None or not session.may(self.page.needs):
            self.begin(session)
            return
        self._context.session = session
        self._context.awake = True
        self._desk.want_cards(self._context.hear_cards is not None)
        self.page.taken_up()

    def set_aside(self) -> None:
        """Nobody is in; what the page holds waits."""
        if self._context is not None:
            self._context.awake = False
        self._desk.want_cards(False)
        if self.page is not None:
            try:
                self.page.set_aside()
            except Exception as error:  # noqa: BLE001 - it must not keep the wing open
                log.error("the page %s could not be set aside: %s", self.name, where_it_broke(error))
                self.forget()

    def forget(self) -> None:
        """The open page is given up."""
        page, context = self.page, self._context
        self.page, self._context = None, None
        self._desk.want_cards(False)
        if context is not None:
            context.alive = False
        if page is not None:
            page.left()

    def tick(self, now: Instant) -> None:
        """Time goes on."""
        if self.page is not None:
            self.page.tick(now)

    def card(self, event: CardEvent) -> None:
        """A card, for a page that wants one."""
        if self._context is not None and self._context.hear_cards is not None:
            self._context.hear_cards(event)

    def content(self) -> object | None:
        """What the open page shows; None when it has none or cannot say."""
        if self.page is None:
            return None
        try:
            shown = self.page.view()
        except Exception as error:  # noqa: BLE001 - an old view must not stay on the screen
            where = where_it_broke(error)
            if where != self._broke:  # it is asked for several times a second
                log.error("no view of the page %s: %s", self.name, where)
            self._broke = where
            return None
        self._broke = ""
        return shown


class PageContext(Context):
    """`Context` of one page.

    Attributes:
        alive: False once the page was left: nothing it asked for happens any more.
        awake: False while nobody is in.
    """

    def __init__(self, desk: PageDesk, session: Session) -> None:
        self._desk, self.session = desk, session
        self.clock: Clock = desk.clock
        self.alive = self.awake = True
        self.hear_cards: Callable[[CardEvent], None] | None = None

    def show(self) -> None:
        """See `Context`. Every event is followed by a look at the view, so there is nothing to do but turn to it."""
        self._desk.later(lambda: None)

    def turn(self) -> None:
        """Other things stand there now: presses on what was there before do not count."""
        self._desk.turn()

    def work(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """See `Context`."""

        def run() -> None:
            try:
                outcome = job()
            except Exception as error:  # noqa: BLE001 - the page says what it means
                failure = error
                self.later(lambda: failed(failure))
            else:
                self.later(lambda: then(outcome))

        self._desk.submit(run, lambda: self.later(lambda: failed(TimeoutError())))

    def later(self, what: Callable[[], None]) -> None:
        """See `Context`."""
        self._desk.later(lambda: what() if self.alive else None)

    def tell(self, notice: Text) -> None:
        """See `Context`."""
        self._desk.tell(notice)

    def ask(self, question: QuestionView, then: Callable[[], None]) -> None:
        """See `Context`."""
        self._desk.sheets.ask(question, then)

    def second_signature(self, permission: Permission, what: Text, then: Callable[[Session], None]) -> None:
        """See `Context`."""
        self._desk.sheets.sign(self.session, permission, what, then)

    def cards(self, hear: Callable[[CardEvent], None] | None) -> None:
        """See `Context`."""
        self.hear_cards = hear
        if self.awake:
            self._desk.want_cards(hear is not None)

    def keep_open(self) -> None:
        """See `Context`."""
        if self.awake:
            self._desk.keep_open()

    def open(self, page: str, **values: Any) -> None:
        """See `Context`."""
        self._desk.open_page(page, values)

    def allowed(self, permission: Permission) -> bool:
        """See `Context`."""
        return self.session.may(permission)
