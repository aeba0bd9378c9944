"""A desk without threads, with accounts of invented people and one page that keeps a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from devices.events import CardToken
from devices.identity import IdentityDocument
from kiosk.accounts.outcomes import KnownAccount, Reason, Refused
from kiosk.accounts.permissions import Permission, Role
from kiosk.accounts.session import Session
from kiosk.desk.desk import Desk
from kiosk.desk.events import AccountChosen, Acted, DigitsEntered, Knock
from kiosk.desk.page import Context, Page, action
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import QuestionView, StaffView, Stage
from kiosk.sentences import Text
from kiosk.visits.workers import Inline
from tests.support.clock import ManualClock

PINS = {"li": "274913", "gu": "385024", "zhou": "496135", "ma": "507246"}
ROLES = {"li": Role.STAFF, "gu": Role.STAFF, "zhou": Role.AUDITOR, "ma": Role.TECHNICIAN}
NAMES = {"li": "李丽华", "gu": "顾建明", "zhou": "周文", "ma": "马力"}


class Accounts:
    """Lets in whoever knows the PIN."""

    def __init__(self, *logins: str) -> None:
        self.logins = logins
        self.asked: list[tuple[str, str, str | None]] = []
        self.refusal = Refused(Reason.WRONG, attempts_left=4)

    def accounts(self) -> Sequence[KnownAccount]:
        return [KnownAccount(f"id-{login}", login, NAMES[login], ROLES[login]) for login in self.logins]

    def is_in_force(self, session: Session) -> bool:
        return session.login in self.logins

    def least_digits(self) -> int:
        return 6

    def verify(self, login: str, pin: str, code: str | None = None) -> Session | Refused:
        self.asked.append((login, pin, code))
        if pin != PINS[login]:
            return self.refusal
        return Session.begin(f"id-{login}", login, NAMES[login], ROLES[login])

    def second(
        self, permission: Permission, login: str, pin: str, code: str | None, *, not_account: str
    ) -> Session | Refused:
        outcome = self.verify(login, pin, code)
        if isinstance(outcome, Session) and not outcome.may(permission):
            return Refused(Reason.NOT_ALLOWED)
        return Refused(Reason.SAME_ACCOUNT) if not_account == f"id-{login}" else outcome


class Cards:
    """No card is an account's, but those it is told of."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}

    def account_of(self, document: IdentityDocument) -> str | None:
        return self.of.get(document.number or "")


class Trail:
    """Remembers what was noted."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str, dict[str, object]]] = []

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        self.notes.append((actor, action, detail))


@dataclass(frozen=True)
class NoteView:
    text: str
    ends: int = 0


class NotePage(Page):
    """Keeps a word."""

    name = "members"
    needs = Permission.WHITELIST_READ

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.text = ""
        self.ended = 0
        self.cards: list[object] = []

    @action(needs=Permission.WHITELIST_EDIT)
    def write(self, text: str, times: int = 1) -> None:
        self.text = text * times

    @action(needs=Permission.AUDIT_READ)
    def audit(self) -> None:
        self.text = "never"

    @action(needs=Permission.WHITELIST_EDIT)
    def wipe(self) -> None:
        def done() -> None:
            self.text = ""

        self.context.ask(QuestionView(Text("?"), Text(), Text("是"), Text("不")), done)

    @action(needs=Permission.WHITELIST_EDIT)
    def wipe_twice(self) -> None:
        self.context.ask(QuestionView(Text("??"), Text(), Text("是"), Text("不")), self.wipe)

    @action(needs=Permission.WHITELIST_EXPORT)
    def export(self) -> None:
        def done(second: Session) -> None:
            self.text = f"signed by {second.login}"

        self.context.second_signature(Permission.WHITELIST_EXPORT, Text("导出"), done)

    @action(needs=Permission.WHITELIST_EDIT)
    def break_down(self) -> None:
        raise ValueError("broken")

    @action(needs=Permission.WHITELIST_ENROL)
    def want_card(self) -> None:
        self.context.cards(self.cards.append)

    @action(needs=Permission.WHITELIST_READ)
    def look(self) -> None:
        self.context.work(lambda: "seen", self.write, lambda error: self.write(type(error).__name__))

    @action(needs=Permission.WHITELIST_READ)
    def away(self, to: str) -> None:
        self.context.open(to)

    def unsaved(self) -> QuestionView | None:
        if not self.text.startswith("draft"):
            return None
        return QuestionView(Text("不保存就离开？"), Text(), Text("不保存"), Text("接着写"))

    def set_aside(self) -> None:
        self.ended += 1

    def left(self) -> None:
        self.text = ""

    def view(self) -> NoteView:
        return NoteView(self.text, self.ended)


class OtherPage(NotePage):
    name = "today"


class AuditPage(NotePage):
    name = "audit"
    needs = Permission.AUDIT_READ


@dataclass
class Place:
    """The desk and everything around it."""

    clock: ManualClock
    accounts: Accounts = field(default_factory=lambda: Accounts("li", "gu", "zhou", "ma"))
    cards: Cards = field(default_factory=Cards)
    trail: Trail = field(default_factory=Trail)
    wings: list[str] = field(default_factory=list)
    views: list[StaffView] = field(default_factory=list)
    pages: tuple[PageMaker, ...] = tuple(
        PageMaker(kind, kind, icon="list") for kind in (NotePage, OtherPage, AuditPage)
    )

    def __post_init__(self) -> None:
        self.desk = Desk(
            self.pages,
            keeper=self.accounts,
            staff_cards=self.cards,
            trail=self.trail,
            clock=self.clock,
            executor=Inline(),
            publish=self.views.append,
            show_wing=self.wings.append,
        )

    @property
    def view(self) -> StaffView:
        return self.views[-1]

    def happens(self, *events: object) -> StaffView:
        for event in events:
            self.desk.post(event)  # type: ignore[arg-type]
            self.desk.drain()
            self.desk.drain()  # what a worker found
        return self.view

    def after(self, seconds: float) -> StaffView:
        self.clock.advance(seconds)
        self.desk.tick()
        return self.view

    def digits(self, digits: str) -> StaffView:
        return self.happens(DigitsEntered(digits, self.view.serial))

    def let_in(self, login: str = "li") -> StaffView:
        self.happens(Knock())
        self.happens(AccountChosen(login, self.view.serial))
        self.digits(PINS[login])
        if self.view.stage is Stage.CODE:
            self.digits("123456")
        assert self.view.stage is Stage.OPEN
        return self.view

    def does(self, name: str, **values: object) -> StaffView:
        return self.happens(Acted(self.view.session, self.view.page, name, values))

    def text(self) -> str:
        content = self.view.content
        assert isinstance(content, NoteView)
        return content.text


TOKEN = CardToken("id-reader", 7)
Make = Callable[[], Place]
