"""One member's follow-ups and goals: seen, made, cancelled, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import Archive
from kiosk.desk.page import Context, Page, action
from kiosk.desk.pages import PageMaker
from kiosk.following_up.goal_draft import STEPS, GoalDraft
from kiosk.following_up.member_page import MemberFollowUpsPage
from kiosk.following_up.member_view import MemberFollowUpsView
from tests.kiosk.desk.place import Place
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, measurement, wang


class MemberDoor(Page):
    """Stands where the list and the member's page are."""

    name = "members"
    needs = Permission.WHITELIST_READ
    who = ""

    @action(needs=Permission.WHITELIST_READ)
    def follow_ups(self) -> None:
        self.context.open("member-follow-ups", resident=self.who)

    def opened(self, **values: object) -> None:
        self.values = values

    def view(self) -> dict[str, object]:
        return self.values


class Hall:
    """王桂英, whose pressure was raised today, and her page; `li` is in."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.store, self.clock = store, clock
        person = store.register.meet(wang(), clock.now())
        assert person is not None
        self.who = person.resident_id
        row = measurement(clock, self.who, metric="sys", value=150, unit="mm[Hg]", assessment="bp-grade-1")
        saved = Answer()
        store.journal.save_measurements((row,), saved)
        assert saved.wait() == [True]
        door = type("Door", (MemberDoor,), {"who": self.who})
        member = type("Member", (MemberDoor,), {"name": "member"})

        def page(context: Context) -> MemberFollowUpsPage:
            return MemberFollowUpsPage(context, store)

        makers = (PageMaker(door, door, icon="list"), PageMaker(member, member), PageMaker(MemberFollowUpsPage, page))
        self.place = Place(clock, pages=makers)
        self.place.let_in("li")
        self.does("follow_ups")

    def does(self, name: str, **values: object) -> MemberFollowUpsView:
        self.place.does(name, **values)
        for _ in range(3):
            self.place.desk.drain()
        content = self.place.view.content
        return content if isinstance(content, MemberFollowUpsView) else MemberFollowUpsView()

    def lines(self) -> list[tuple[str, str]]:
        content = self.place.view.content
        assert isinstance(content, MemberFollowUpsView)
        return [(line.label, line.detail) for line in content.lines]

    def goals(self) -> list[tuple[str, float | None, float | None, date]]:
        return [(g.metric, g.low, g.high, g.until) for g in self.store.goals.of(self.who)]


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data", clock) as opened:
        yield opened


@pytest.fixture
def hall(store: Archive, clock: ManualClock) -> Hall:
    return Hall(store, clock)


def test_what_is_planned_is_seen_cancelled_and_taken_back(hall: Hall) -> None:
    (planned,) = hall.store.follow_ups.of(hall.who)
    assert hall.lines() == [("血压", "11 月 25 日前后再量")]
    view = hall.does("cancel", key=planned.id)
    assert (view.name, view.lines, view.undo) == ("王*英", (), "撤销")
    view = hall.does("undo")
    assert ([line.label for line in view.lines], view.undo) == (["血压"], "")


def test_staff_plan_another_day_and_taking_it_back_brings_the_first_one_again(hall: Hall) -> None:
    hall.does("when", days=14)
    hall.does("save")
    assert hall.lines() == [("血压", "12 月 6 日前后再量")]
    hall.does("undo")
    assert hall.lines() == [("血压", "11 月 25 日前后再量")]
    hall.does("choose", what="glucose_fasting")
    hall.does("save")
    assert hall.lines() == [("血压", "11 月 25 日前后再量"), ("空腹血糖", "12 月 6 日前后再量")]


def test_goal_is_set_changed_and_taken_back(hall: Hall) -> None:
    hall.does("turn", side="goal")
    hall.does("step", limit="high", by=-1)
    hall.does("save")
    assert hall.goals() == [("sys", None, 135.0, date(2027, 2, 20))]
    assert hall.lines() == [("高压不超过 135 mmHg", "到 2027 年 2 月 20 日")]
    hall.does("choose", what="sys")
    hall.does("step", limit="low", by=1)
    hall.does("when", days=365)
    hall.does("save")
    assert hall.goals() == [("sys", 110.0, 135.0, date(2027, 11, 22))]
    hall.does("undo")
    assert hall.goals() == [("sys", None, 135.0, date(2027, 2, 20))]
    hall.does("cancel", key="sys")
    assert hall.goals() == []
    hall.does("undo")
    assert hall.goals() == [("sys", None, 135.0, date(2027, 2, 20))]


def test_goal_without_limits_cannot_be_noted(hall: Hall) -> None:
    hall.does("turn", side="goal")
    for _ in range(14):
        view = hall.does("step", limit="high", by=1)
        if view.high == "不设":
            break
    assert (view.low, view.high, view.missing) == ("不设", "不设", "上下限至少设一个")
    hall.does("save")
    assert hall.goals() == []
    hall.does("step", limit="high", by=1)
    for _ in range(7):
        view = hall.does("step", limit="low", by=1)
    assert (view.low, view.high, view.missing) == ("140", "140", "下限要比上限小")


def test_what_there_is_no_such_thing_of_changes_nothing(hall: Hall) -> None:
    before = hall.lines()
    for name, values in (
        ("turn", {"side": "x"}), ("choose", {"what": "dia"}), ("when", {"days": 4}), ("cancel", {"key": "sys"}),
        ("step", {"limit": "high", "by": 1}), ("undo", {}),
    ):  # fmt: skip
        hall.does(name, **values)
    assert (hall.lines(), hall.goals()) == (before, [])


def test_back_leads_to_the_member_and_nothing_of_them_stays(hall: Hall) -> None:
    hall.does("back")
    assert hall.place.view.content == {"resident": hall.who}


@pytest.mark.parametrize("metric", sorted(STEPS))
def test_limits_begin_inside_their_keys_and_below_each_other(metric: str) -> None:
    steps = STEPS[metric]
    assert steps.least <= steps.low < steps.high <= steps.most
    draft = GoalDraft.of(metric, None).stepped("low", 1)
    assert (draft.low, draft.high, draft.problem) == (steps.low, steps.high, "")
