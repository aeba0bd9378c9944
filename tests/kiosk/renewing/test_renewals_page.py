"""Staff see whose consents end soon or are over, and open the page of one of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.templates import NewTemplate
from kiosk.desk.pages import PageMaker
from kiosk.gallery.judging import member_rules
from kiosk.ids import new_id
from kiosk.members.index import MemberIndex
from kiosk.members.list_page import MembersPage
from kiosk.members.member_page import MemberPage
from kiosk.members.room import Room
from kiosk.members.views import MembersView, MemberView
from kiosk.people.resident import Address, Resident
from kiosk.renewing.page import RenewalsPage
from kiosk.renewing.view import RenewalsView
from kiosk.settings import Settings
from kiosk.store.errors import StoreError
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.desk.place import Place
from tests.support.clock import ManualClock
from tests.support.store_rows import consent, enrolment

__all__ = ["folder", "store"]

TODAY = date(2026, 11, 25)
FACE, ADAPTATION = ConsentKind.FACE, ConsentKind.ADAPTATION


class Hall:
    """A hall with members, and its staff."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        clock.set_wall(datetime(2026, 11, 25, 4, 0, tzinfo=UTC))
        self.store, self.clock, settings = store, clock, Settings()
        rules = member_rules(settings)
        room = Room(store, MemberIndex(store.member_lines, rules), rules, settings)
        self.place = Place(
            clock,
            pages=(
                PageMaker(MembersPage, lambda context: MembersPage(context, room), icon="list"),
                PageMaker(MemberPage, lambda context: MemberPage(context, room), under="members"),
                PageMaker(RenewalsPage, lambda context: RenewalsPage(context, store, 60), under="members"),
            ),
        )

    def member(self, at: int, days: int, *kinds: ConsentKind, building: str | None = None) -> str:
        """Somebody whose consents end in so many days."""
        body = f"31010019440312{at:02d}2"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]
        who = Resident(new_id(), "王桂英", body + check, sex="2", birth=date(1944, 3, 12),
                       address=Address(building=building))  # fmt: skip
        given = tuple(consent(kind, until=TODAY + timedelta(days=days)) for kind in kinds or (FACE,))
        faces = (NewTemplate("dlib", "20.0", b"\x01\x02\x03\x04" * 128),)
        return self.store.whitelist.enter(enrolment(resident=who, consents=given, templates=faces), "t").resident_id

    def opens(self) -> RenewalsView:
        self.place.let_in("li")
        return self.does("renew")

    def does(self, name: str, **values: object) -> RenewalsView:
        self.place.does(name, **values)
        self.place.desk.drain()
        content = self.place.view.content
        assert isinstance(content, RenewalsView)
        return content


@pytest.fixture
def hall(store: Archive, clock: ManualClock) -> Hall:
    return Hall(store, clock)


def test_row_says_who_what_until_when_and_what_happens_next(hall: Hall) -> None:
    hall.member(1, 12, FACE, ADAPTATION, building="3 号楼")
    (row,) = hall.opens().rows
    assert (row.who, row.what, row.day, row.left, row.near, row.asks) == (
        "王*英 · 3 号楼", "人脸、更新人脸", "2026 年 12 月 7 日", "还有 12 天", False, "下次来会在屏幕上问",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "left", "near"),
    [(8, "还有 8 天", False), (7, "还有 7 天", True), (0, "今天到期", True), (-3, "过了 3 天", True)],
)
def test_what_is_over_or_nearly_so_is_marked(hall: Hall, days: int, left: str, near: bool) -> None:
    hall.member(1, 30)
    hall.clock.set_wall(hall.clock.now().utc + timedelta(days=30 - days))
    (row,) = hall.opens().rows
    assert (row.left, row.near) == (left, near)


def test_later_and_no_are_said_instead_of_a_promise(hall: Hall) -> None:
    later, no = hall.member(1, 12, FACE, ADAPTATION), hall.member(2, 20)
    hall.store.renewals.later(later, (FACE, ADAPTATION), "terminal")
    hall.store.renewals.refuse(no, (FACE,), "terminal")
    assert [row.asks for row in hall.opens().rows] == ["说以后再说，12 月 2 日起再问", "说不续，不再问"]


def test_pages_and_filters(hall: Hall) -> None:
    people = [hall.member(at, at) for at in range(1, 9)]
    hall.clock.set_wall(hall.clock.now().utc + timedelta(days=2))
    view = hall.opens()
    assert ([row.resident for row in view.rows], view.newer, view.older) == (people[:5], False, True)
    assert view.lead == "8 人要续同意，其中 1 人已经过期"
    view = hall.does("older")
    assert ([row.resident for row in view.rows], view.newer, view.older) == (people[5:], True, False)
    view = hall.does("newer")
    assert ([row.resident for row in view.rows], view.newer, view.older) == (people[:5], False, True)
    assert [row.resident for row in hall.does("filter", which="over").rows] == people[:1]
    assert [row.resident for row in hall.does("filter", which="soon").rows] == people[1:6]
    assert hall.does("filter", which="no such").which == "all"


def test_row_opens_the_page_of_that_person(hall: Hall) -> None:
    who = hall.member(1, 12)
    hall.opens()
    hall.place.does("open", resident="somebody else")
    assert hall.place.view.page == "renewals"
    hall.place.does("open", resident=who)
    assert hall.place.view.page == "member"
    assert isinstance(hall.place.view.content, MemberView)


def test_list_of_members_counts_them(hall: Hall) -> None:
    hall.member(1, 12)
    hall.place.let_in("li")
    hall.place.desk.drain()
    content = hall.place.view.content
    assert isinstance(content, MembersView)
    assert content.renewals == "续同意 1人"


def test_nothing_of_anybody_stays_once_it_is_left(hall: Hall) -> None:
    hall.member(1, 12)
    hall.opens()
    page = hall.place.desk._pages.page
    assert isinstance(page, RenewalsPage)
    hall.place.does("back")
    assert (page.view().rows, hall.place.view.page) == ((), "members")


def test_store_that_cannot_answer_is_said(hall: Hall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hall.member(1, 12)
    hall.place.let_in("li")

    def broken(*_: object, **__: object) -> None:
        raise StoreError("store-closed", "no")

    monkeypatch.setattr(hall.store.renewals, "page", broken)
    view = hall.does("renew")
    assert (view.rows, view.busy) == ((), False)
    assert hall.place.view.notice


def test_persons_page_leads_back_to_the_filter_and_the_place_it_was_opened_from(hall: Hall) -> None:
    who = [hall.member(at, 10 + at) for at in range(1, 9)]
    hall.member(20, -3)
    hall.opens()
    hall.does("filter", which="soon")
    hall.does("older")
    hall.place.does("open", resident=who[6])
    assert hall.place.view.page == "member"
    shown = hall.does("back")
    assert (hall.place.view.page, shown.which) == ("renewals", "soon")
    assert ([row.resident for row in shown.rows], shown.newer) == (who[5:], True)
    hall.does("newer")
    hall.place.does("open", resident=who[2])
    shown = hall.does("back")
    assert [row.resident for row in shown.rows] == who[:5]


def test_person_who_renewed_meanwhile_leaves_the_way_back_open(hall: Hall) -> None:
    who = [hall.member(at, 10 + at) for at in range(1, 7)]
    hall.opens()
    hall.does("older")
    hall.place.does("open", resident=who[5])
    hall.store.consents_renewed.renew(who[5], FACE, "t", years=3)
    assert [row.resident for row in hall.does("back").rows] == who[:5]


def test_persons_page_opened_from_the_list_leads_back_to_the_list(hall: Hall) -> None:
    who = hall.member(1, 12)
    hall.opens()
    hall.place.does("open", resident=who)
    hall.does("back")
    hall.place.does("back")
    assert hall.place.view.page == "members"
    hall.place.does("choose", resident=who)
    hall.place.does("back")
    assert hall.place.view.page == "members"
