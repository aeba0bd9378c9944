"""Somebody helps at the desk: the person says yes, both stand with what is done; a no or going away leaves nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from devices.events import CardToken, ReadFailed, ReadFailure
from devices.identity import IdentityDocument
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.archive.companions import HelpedBy
from kiosk.desk.events import StaffCardRead
from kiosk.helping.view import HelperView
from kiosk.ids import new_id
from kiosk.visits.own_visit import Relation
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.archive.conftest import folder
from tests.kiosk.members.wing import enter
from tests.kiosk.rights_desk.wing import RightsWing, stick_at
from tests.support.accounts import hire
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import Answer, card_only, consent, measurement, wang

__all__ = ["folder"]

NUMBER, OTHER, THIRD = "310100194403120020", "310100194403122042", "310100194403123061"
CARD = "310000D1560000050000000000000042"
DAUGHTER = {"number": THIRD, "name": "李芳"}


@pytest.fixture
def store(folder: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(folder), clock) as opened:
        yield opened


@pytest.fixture
def who(store: Archive, clock: ManualClock) -> str:
    kinds = (consent(), consent(ConsentKind.HEALTH), consent(ConsentKind.ADAPTATION))
    made, saved = enter(store, "王桂英", NUMBER, consents=kinds), Answer()
    store.journal.save_measurements((measurement(clock, made),), saved)
    saved.wait()
    return made


@pytest.fixture
def wing(store: Archive, clock: ManualClock, who: str) -> RightsWing:
    hire(store, "li", Role.STAFF, "李丽华")
    hire(store, "gu", Role.STAFF, "顾建明")
    made = RightsWing(store, clock)
    made.serves(who)
    made.card(wang())
    return made


def helper(wing: RightsWing) -> HelperView:
    found = wing.shown.helper
    assert found is not None
    return found


def lays(wing: RightsWing, count: int = 7, **card: Any) -> HelperView:
    wing.card(wang(**(card or DAUGHTER)), count)
    return helper(wing)


def agrees(wing: RightsWing) -> None:
    wing.does("helper_agreed", turn=helper(wing).turn)


def is_helped(wing: RightsWing, relation: str = "family") -> None:
    """Her daughter's card, her yes on the screen, and what they are to each other."""
    wing.does("note_helper")
    lays(wing)
    agrees(wing)
    wing.does("helper_is", turn=helper(wing).turn, relation=relation)


def detail(wing: RightsWing, action: str) -> dict[str, Any]:
    return dict(json.loads(wing.trail(action)[-1][3]))


def test_L13_person_says_yes_and_helper_and_right_stand_in_one_entry(
    wing: RightsWing, store: Archive, who: str
) -> None:
    wing.does("note_helper")
    assert (helper(wing).step, helper(wing).headline) == ("card", "请帮忙的人放自己的卡")
    shown = lays(wing)
    assert (shown.step, shown.headline) == ("ask", "让李*\n帮您一起办？")
    assert (store.register.by_number(THIRD), wing.trail("companion.noted")) == (None, [])
    agrees(wing)
    assert [one.label for one in helper(wing).relations] == ["家里人", "邻居", "护工", "别的人"]
    wing.does("helper_is", turn=helper(wing).turn, relation="family")
    daughter = store.register.by_number(THIRD)
    assert daughter is not None
    ((actor, _, subject, _),) = wing.trail("companion.noted")
    assert (actor, subject, wing.shown.helper) == ("li", who, None)
    assert (wing.shown.helped, wing.shown.has_helper) == ("家里人在帮，本人点了同意", True)
    (row,) = store.companions.of(who)
    assert (row.helper, row.relation, row.confirmed_by) == (HelpedBy(daughter.id), Relation.FAMILY, "screen")
    wing.does("withdraw", kind="adaptation")
    wing.answers()
    said = detail(wing, "consent.withdrawn")
    assert {key: said[key] for key in ("by_whom", "companion", "relation", "confirmed_by")} == {
        "by_whom": "with-card", "companion": daughter.id, "relation": "family", "confirmed_by": "screen"}  # fmt: skip


def test_each_right_names_who_helped(wing: RightsWing, store: Archive, tmp_path: Path) -> None:
    is_helped(wing)
    daughter = store.register.by_number(THIRD)
    assert daughter is not None
    wing.does("see")
    wing.does("back")
    wing.plugged.append(stick_at(tmp_path / "stick"))
    wing.does("copy")
    wing.does("copy_as", form="csv")
    wing.does("back")
    wing.does("correct")
    wing.does("choose", field="home")
    wing.does("write", text="1102")
    wing.does("save")
    assert wing.shown.has_helper  # back from the fields, and still there
    wing.does("delete_health")
    wing.answers()
    wing.does("forget")
    wing.answers()
    wing.answers()
    rights = ("resident.shown", "resident.copied", "resident.corrected", "resident.health-deleted",
              "resident.forgotten")  # fmt: skip
    assert {action: detail(wing, action).get("companion") for action in rights} == dict.fromkeys(rights, daughter.id)


def test_correction_of_somebody_not_on_the_list_names_who_helped(
    wing: RightsWing, store: Archive, clock: ManualClock
) -> None:
    assert store.register.meet(wang(number=OTHER, name="李小妹"), clock.now()) is not None
    wing.serves()
    wing.card(wang(number=OTHER, name="李小妹"), 3)
    is_helped(wing, "carer")
    wing.does("correct")
    wing.does("choose", field="phone")
    wing.does("write", text="13912345678")
    wing.does("save")
    said = detail(wing, "resident.corrected")
    assert (said["relation"], said["by_whom"], said["reason"]) == ("carer", "with-card", "本人要求改正")


def test_person_says_yes_by_their_own_card(wing: RightsWing, store: Archive, who: str) -> None:
    wing.does("note_helper")
    lays(wing)
    wing.card(wang(), 8)
    assert helper(wing).step == "relation"
    wing.does("helper_is", turn=helper(wing).turn, relation="neighbour")
    assert [one.confirmed_by for one in store.companions.of(who)] == ["card"]
    assert wing.shown.helped == "邻居在帮，本人放卡同意"


@pytest.mark.parametrize("step", ["card", "ask", "relation"])
def test_person_who_does_not_want_it_leaves_nothing_of_the_helper(
    wing: RightsWing, store: Archive, who: str, step: str
) -> None:
    wing.does("note_helper")
    if step != "card":
        lays(wing)
    if step == "relation":
        agrees(wing)
    wing.does("without_helper")
    assert (wing.shown.step, wing.shown.helper, wing.shown.helped) == ("rights", None, "")
    assert (store.register.by_number(THIRD), store.companions.of(who)) == (None, ())
    wing.does("withdraw", kind="adaptation")
    wing.answers()
    assert "companion" not in detail(wing, "consent.withdrawn")
    assert "李芳" not in str(wing.view.content)


def test_own_card_and_an_unreadable_one_are_no_helpers(wing: RightsWing) -> None:
    wing.does("note_helper")
    wing.card(wang(), 8)
    assert (helper(wing).step, helper(wing).problem) == ("card", "这是本人的卡，请帮忙的人放自己的卡")
    assert wing.desk.takes(ReadFailed(CardToken("id-card", 9), ReadFailure.DAMAGED, True, wing.clock.now()))
    wing.card(card_only("310000D1560000050000000000000043"), 10)
    assert (helper(wing).step, helper(wing).problem) == ("card", "这张卡没读好，请帮忙的人再放一次")
    lays(wing, 11)
    assert (helper(wing).step, helper(wing).problem) == ("ask", "")


def test_yes_to_one_helper_is_no_yes_to_the_next_card(wing: RightsWing, store: Archive, who: str) -> None:
    enter(store, "李小妹", OTHER)
    wing.does("note_helper")
    before = lays(wing).turn
    lays(wing, 8, number=OTHER, name="李小妹")
    wing.does("helper_agreed", turn=before)  # pressed while the first one's name still stood there
    assert (helper(wing).step, helper(wing).headline) == ("ask", "让李*妹\n帮您一起办？")
    agrees(wing)
    old = helper(wing).turn - 1
    wing.does("helper_is", turn=old, relation="family")
    wing.does("helper_is", turn=helper(wing).turn, relation="staff")
    assert (helper(wing).step, store.companions.of(who)) == ("relation", ())


def test_clerk_who_helps_is_staff_and_that_is_said(wing: RightsWing, store: Archive, who: str) -> None:
    wing.does("note_helper")
    wing.does("clerk_helps")
    assert helper(wing).headline == "让工作人员李*华\n帮您一起办？"
    assert wing.trail("companion.noted") == []
    agrees(wing)
    assert wing.shown.helped == "工作人员 李*华在帮，本人点了同意"
    (row,) = store.companions.of(who)
    assert (row.helper, row.relation) == (HelpedBy(account="li"), Relation.STAFF)
    wing.does("withdraw", kind="adaptation")
    wing.answers()
    said = detail(wing, "consent.withdrawn")
    assert (said["companion"], said["relation"]) == ("li", "staff")


def test_colleagues_card_is_staff_and_opens_and_shuts_nothing(wing: RightsWing, store: Archive, who: str) -> None:
    wing.does("note_helper")
    wing.happens(StaffCardRead(CardToken("id-card", 9), "gu"))
    assert (wing.view.page, helper(wing).headline) == ("rights", "让工作人员顾*明\n帮您一起办？")
    agrees(wing)
    assert [one.helper for one in store.companions.of(who)] == [HelpedBy(account="gu")]


@pytest.mark.parametrize("card", [wang(**DAUGHTER), card_only(CARD)], ids=["number", "code-only"])
def test_clerk_is_staff_by_any_card_of_theirs(
    wing: RightsWing, store: Archive, who: str, card: IdentityDocument
) -> None:
    """Though they are a resident of the hall too, and nobody told the desk that the card is an account's."""
    enter(store, "李芳", THIRD, social_card=CARD)
    store.accounts.link_card("li", THIRD, "tester")
    wing.does("note_helper")
    wing.card(card, 8)
    assert helper(wing).headline == "让工作人员李*华\n帮您一起办？"
    agrees(wing)
    assert [(one.helper, one.relation) for one in store.companions.of(who)] == [
        (HelpedBy(account="li"), Relation.STAFF)]  # fmt: skip


def test_nobody_helps_themselves(wing: RightsWing, store: Archive, who: str) -> None:
    store.accounts.link_card("li", NUMBER, "tester")
    wing.does("note_helper")
    wing.does("clerk_helps")
    assert (helper(wing).step, helper(wing).problem) == ("card", "这是本人的卡，请帮忙的人放自己的卡")
    wing.happens(StaffCardRead(CardToken("id-card", 9), "li"))
    assert (helper(wing).step, store.companions.of(who)) == ("card", ())


def test_who_works_here_is_noted_as_staff_or_not_at_all(store: Archive, who: str) -> None:
    with pytest.raises(ValueError, match="as staff"):
        store.companions.note(new_id(), who, HelpedBy(account="gu"), Relation.FAMILY, "screen", "li")
    assert store.companions.of(who) == ()


def test_nothing_is_done_while_the_helper_is_being_noted(wing: RightsWing) -> None:
    wing.does("note_helper")
    for act in ("see", "copy", "correct", "delete_health", "forget"):
        wing.does(act)
        assert (wing.view.page, wing.shown.step, wing.view.question) == ("rights", "rights", None)
    wing.does("withdraw", kind="face")
    assert (wing.view.question, wing.trail("resident.shown")) == (None, [])
    wing.does("back")
    assert (wing.view.page, wing.shown.helper) == ("rights", None)


def test_nobody_is_noted_before_the_person_is_there(store: Archive, clock: ManualClock, who: str) -> None:
    wing = RightsWing(store, clock)
    wing.serves(who)
    wing.does("note_helper")
    assert (wing.shown.step, wing.shown.helper) == ("card", None)


def test_person_who_goes_away_takes_the_helper_along(wing: RightsWing, store: Archive, who: str) -> None:
    is_helped(wing)
    wing.after(61)
    assert wing.wings[-1] == "visitor"
    wing.enter("li")
    assert (wing.shown.step, wing.shown.helped) == ("card", "")
    wing.card(wang(), 8)
    assert (wing.shown.has_helper, wing.shown.helped) == (False, "今天有家里人陪着办")
    wing.does("withdraw", kind="adaptation")
    wing.answers()
    assert "companion" not in detail(wing, "consent.withdrawn")


def test_lock_while_the_person_is_asked_forgets_the_helper(wing: RightsWing, store: Archive, who: str) -> None:
    wing.does("note_helper")
    turn = lays(wing).turn
    wing.after(61)
    wing.enter("li")
    wing.does("helper_agreed", turn=turn)
    assert (wing.shown.step, wing.shown.helper) == ("card", None)
    shown = wing.card(wang(), 8)
    assert (shown.step, shown.helper, shown.helped) == ("rights", None, "")
    assert (store.register.by_number(THIRD), store.companions.of(who)) == (None, ())


def test_second_clerk_takes_over_no_helper_of_the_first(wing: RightsWing, store: Archive, who: str) -> None:
    is_helped(wing)
    wing.locks()
    wing.enter("gu")
    wing.serves(who)
    assert wing.card(wang(), 8).has_helper is False
    wing.does("withdraw", kind="adaptation")
    wing.answers()
    ((actor, *_, said),) = wing.trail("consent.withdrawn")
    assert (actor, "companion" in said) == ("gu", False)


def test_person_a_second_clerk_forgot_meanwhile_is_not_noted_as_helped(
    wing: RightsWing, store: Archive, who: str
) -> None:
    wing.does("note_helper")
    lays(wing)
    agrees(wing)
    store.rights.forget(who, "cli:gu", "asked")
    wing.does("helper_is", turn=helper(wing).turn, relation="family")
    assert wing.trail("companion.noted") == []
    assert (wing.shown.step, wing.shown.helped) == ("refused", "")


def test_helper_a_second_clerk_forgot_meanwhile_is_not_noted(wing: RightsWing, store: Archive, who: str) -> None:
    daughter = enter(store, "李芳", THIRD)
    wing.does("note_helper")
    lays(wing)
    agrees(wing)
    store.rights.forget(daughter, "cli:gu", "asked")
    wing.does("helper_is", turn=helper(wing).turn, relation="family")
    assert (helper(wing).step, helper(wing).problem) == ("ask", "这里没有这位居民的记录。")
    assert (store.companions.of(who), wing.trail("companion.noted")) == ((), [])
    with pytest.raises(WhitelistRefused):
        store.companions.note(new_id(), who, HelpedBy(daughter), Relation.FAMILY, "screen")


def test_helper_of_yesterday_is_nobodys_today(wing: RightsWing, clock: ManualClock, who: str) -> None:
    is_helped(wing)
    clock.set_wall(clock.now().utc + timedelta(days=1))
    wing.serves(who)
    shown = wing.card(wang(), 8)
    assert (shown.helped, shown.has_helper) == ("", False)


def test_helper_who_leaves_before_the_right_is_used_does_not_stand_with_it(wing: RightsWing) -> None:
    is_helped(wing)
    wing.does("without_helper")
    assert wing.view.notice == "没有人帮了，接着由本人自己办"
    assert wing.shown.has_helper is False
    wing.does("withdraw", kind="adaptation")
    wing.answers()
    assert "companion" not in detail(wing, "consent.withdrawn")


def test_helper_goes_when_the_next_person_comes(wing: RightsWing, store: Archive) -> None:
    enter(store, "李小妹", OTHER)
    is_helped(wing)
    wing.serves()
    wing.card(wang(number=OTHER, name="李小妹"), 8)
    assert (wing.shown.name, wing.shown.helped) == ("李*妹", "")
