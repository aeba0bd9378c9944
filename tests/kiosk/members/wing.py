"""The pages of the whitelist on a desk without threads, over a real store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import Archive
from kiosk.archive.members import MemberRules
from kiosk.desk.desk import Desk
from kiosk.desk.events import AccountChosen, Acted, Answered, DigitsEntered, GiveWay, Knock, LockPressed, PageChosen
from kiosk.desk.page import Page
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import StaffView
from kiosk.following_up.member_page import MemberFollowUpsPage
from kiosk.ids import new_id
from kiosk.members.edit_page import MemberEditPage
from kiosk.members.index import MemberIndex
from kiosk.members.list_page import MembersPage
from kiosk.members.member_page import MemberPage
from kiosk.members.room import Room
from kiosk.members.views import MemberEditView, MembersView, MemberView
from kiosk.people.resident import Address, Resident
from kiosk.settings import Settings
from kiosk.visits.workers import Inline
from tests.kiosk.desk.place import PINS, Accounts, Cards
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment

RULES = MemberRules((("dlib", "20.0"),))
V = TypeVar("V")


class EnrolPage(Page):
    """Stands where enrolling is; remembers for whom."""

    name = "enrol"
    needs = Permission.WHITELIST_ENROL

    def opened(self, **values: object) -> None:
        self.values = values

    def view(self) -> None:
        return None


@dataclass
class Wing:
    """The desk, its store, and what it shows. `li` is in."""

    store: Archive
    clock: ManualClock
    export_folder: Path | None = None
    login: str = "li"
    wings: list[str] = field(default_factory=list)
    views: list[StaffView] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = Settings()
        whitelist = msgspec.structs.replace(settings.whitelist, export_folder=str(self.export_folder or ""))
        settings = msgspec.structs.replace(settings, whitelist=whitelist)
        self.room = Room(self.store, MemberIndex(self.store.member_lines, RULES), RULES, settings)
        makers = (
            PageMaker(MembersPage, lambda context: MembersPage(context, self.room), "list"),
            PageMaker(MemberPage, lambda context: MemberPage(context, self.room)),
            PageMaker(MemberEditPage, lambda context: MemberEditPage(context, self.room)),
            PageMaker(MemberFollowUpsPage, lambda context: MemberFollowUpsPage(context, self.store)),
        )
        self.desk = Desk(
            (*makers, *self.pages(self.room), PageMaker(EnrolPage, EnrolPage, "person")),
            keeper=Accounts("li", "gu", "zhou", "ma"),
            staff_cards=Cards(),
            trail=self.store.audit,
            clock=self.clock,
            executor=Inline(),
            publish=self.views.append,
            show_wing=self.wings.append,
        )
        self.enter(self.login)

    def pages(self, room: Room) -> tuple[PageMaker, ...]:
        """More pages than those of the whitelist."""
        return ()

    def enter(self, login: str) -> None:
        self.happens(Knock(), AccountChosen(login, self.desk._serial))
        self.happens(AccountChosen(login, self.view.serial))
        self.happens(DigitsEntered(PINS[login], self.view.serial))

    @property
    def view(self) -> StaffView:
        return self.views[-1]

    def happens(self, *events: Any) -> StaffView:
        for event in events or (None,):
            if event is not None:
                self.desk.post(event)
            for _ in range(4):  # what a worker found leads to more
                self.desk.drain()
        return self.view

    def does(self, name: str, **values: object) -> StaffView:
        return self.happens(Acted(self.view.session, self.view.page, name, values))

    def answers(self, confirmed: bool = True) -> StaffView:
        return self.happens(Answered(self.view.session, confirmed, self.view.serial))

    def goes(self, page: str) -> StaffView:
        return self.happens(PageChosen(self.view.session, page))

    def signs(self, login: str = "gu") -> StaffView:
        self.happens(AccountChosen(login, self.view.serial))
        return self.happens(DigitsEntered(PINS[login], self.view.serial))

    def locks(self) -> StaffView:
        return self.happens(LockPressed())

    def gives_way(self) -> StaffView:
        return self.happens(GiveWay())

    def after(self, seconds: float) -> StaffView:
        self.clock.advance(seconds)
        self.desk.tick()
        return self.view

    def content(self, kind: type[V]) -> V:
        content = self.view.content
        assert isinstance(content, kind), (self.view.page, content)
        return content

    @property
    def list(self) -> MembersView:
        return self.content(MembersView)

    @property
    def member(self) -> MemberView:
        return self.content(MemberView)

    @property
    def edit(self) -> MemberEditView:
        return self.content(MemberEditView)

    def rows(self) -> Sequence[tuple[str, str, str]]:
        return [(row.name, row.address, row.state.word) for row in self.list.rows]

    def opens(self, resident_id: str) -> MemberView:
        if self.view.page != "members":
            self.goes("members")
        self.does("choose", resident=resident_id)
        return self.member

    def trail(self, *actions: str) -> Sequence[tuple[str, str, str | None, str]]:
        with self.store._core.readers.db() as db:
            rows = db.execute("SELECT actor, action, subject, detail FROM audit ORDER BY seq").fetchall()
        return [row for row in rows if not actions or row[1] in actions]

    def stands(self, resident_id: str) -> str:
        return self.store.members.standings(RULES)[resident_id].value


def enter(
    store: Archive, name: str, number: str | None = None, building: str = "3号楼", home: str = "402", **more: Any
) -> str:
    """Somebody on the list; their resident id."""
    address = Address("虚构区", "梧桐街道", "梧桐里居委会", "梧桐里", building, home)
    resident = Resident(new_id(), name, number, sex="2", birth=date(1944, 3, 12), phone="13800001234", address=address)
    return store.whitelist.enter(
        enrolment(**{"resident": resident, "consents": (consent(),), **more}), "cli:tester"
    ).resident_id
