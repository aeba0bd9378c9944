"""Every clause of the newest consent text is a promise, and each promise has a test that shows it kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.own_rights import ByWhom
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentKind, consent_texts
from tests.kiosk.archive.conftest import folder, store
from tests.support.clock import ManualClock
from tests.support.store_rows import enrolment, wang

__all__ = ["folder", "store"]

ROOT = Path(__file__).parents[2]
AGREES: tuple[str, ...] = ()
"""What the person says of themselves: it promises them nothing."""
SEALED = ("test_L7_templates_are_sealed_and_know_their_engine",)
NO_PICTURE = ("test_L6_samples_are_overwritten_once_they_are_saved", "test_L6_no_picture_lies_in_the_data_folder")
NO_UPLOAD = ("test_nothing_made_of_a_face_waits_to_be_uploaded",)
ON_SCREEN = ("test_L10_face_is_taken_back_after_one_confirmation_that_says_what_happens",
             "test_L13_L10_seen_then_the_face_is_taken_back_and_the_next_look_knows_nobody")  # fmt: skip
FACE_GONE = (
    "test_L10_face_taken_back_is_refused_at_once_and_gone_within_a_second_while_the_line_stays",
    "test_L10_face_is_taken_back_once_its_words_were_confirmed",
)
UPDATES_GONE = ("test_L10_adaptation_takes_the_updates_and_leaves_what_was_enrolled",)
PERIOD = ("test_rows_go_after_their_period_and_younger_ones_stay",)
DELETED = (
    "test_deleted_health_data_is_gone_and_visits_and_whitelist_stay",
    "test_health_records_are_deleted_and_the_rest_stays",
)
FORGOTTEN = ("test_forgotten_after_two_questions_and_not_after_one", "test_forgotten_person_is_nowhere_in_the_file")

NOT_COUNTED = ("test_days_of_coming_are_read_of_those_alone_who_agreed_and_no_more_once_it_is_taken_back",)
LOOKED_IN_ON = (*NOT_COUNTED, "test_home_calls_end_on_their_last_day_and_with_the_line_of_the_list")

PROMISES: dict[str, dict[str, tuple[str, ...]]] = {
    "face": {
        "在本站点认出您": AGREES,
        "免去刷卡": AGREES,
        "只存在本站点这台终端里": NO_UPLOAD,
        "加密保存": SEALED,
        "不上传": NO_UPLOAD,
        "到您撤回为止": FACE_GONE,
        "撤回当场删除": FACE_GONE,
        "我同意本站点采集我的人脸特征": AGREES,
        "只用来在这台终端上认出我": NO_UPLOAD,
        "特征加密保存在本机": SEALED,
        "不留照片": NO_PICTURE,
        "我知道不同意也能刷卡办理": ("test_L3_without_the_face_everything_else_is_the_same",),
        "我可以随时到窗口": FACE_GONE,
        "或者刷卡后在这台终端上撤回": ON_SCREEN,
        "撤回时人脸特征当场删除": (
            *FACE_GONE, "test_L10_revoked_template_is_out_of_the_vision_process_within_a_second"),
        "刷卡照常": ("test_card_serves_as_before_once_the_face_was_taken_back",),
    },
    "health": {
        "记录体温和自助检测的数值": AGREES,
        "给您看变化": ("test_own_values_of_ninety_days_the_newest_first",),
        "存在本站点这台终端里": ("test_below_the_encryption_of_the_file_fields_are_sealed_again",),
        "加密保存": ("test_below_the_encryption_of_the_file_fields_are_sealed_again",),
        "按本站点设定的天数（一般为一年）": PERIOD,
        "到期由终端自动删除": PERIOD,
        "我同意本站点记录我的体温和自助检测的数值": AGREES,
        "用来给我看变化、在需要时提醒工作人员": ("test_own_values_of_ninety_days_the_newest_first",
                                               "test_red_value_that_is_confirmed_after_a_minute_calls_somebody"),
        "记录加密保存": ("test_below_the_encryption_of_the_file_fields_are_sealed_again",),
        "按设定的天数（一般一年）到期": PERIOD,
        "夜里没有人用时自动删除": ("test_what_is_too_old_goes_once_nobody_is_served",),
        "不同意也能照常量": ("test_screen_shows_the_value_and_says_it_is_not_kept",),
        "只是不记下来": ("test_no_at_the_first_asking_keeps_values_out_of_the_store",
                       "test_nothing_measured_is_saved_and_a_step_says_that_something_was"),
        "我可以随时到窗口看全部记录": ("test_L13_everything_is_seen_unmasked_for_two_minutes_and_noted",),
        "改正登记错的内容": ("test_fields_are_corrected_and_the_person_is_still_there",
                           "test_fields_of_somebody_not_on_the_list_are_corrected_too"),
        "拷一份带走": ("test_L13_copy_goes_to_the_stick_unmasked_stamped_and_noted",),
        "撤回这一项（以后量的不再记）": ("test_health_taken_back_ends_the_keeping_and_deletes_nothing",),
        "删除健康记录或者删除全部记录": (*DELETED, *FORGOTTEN),
        "撤回和删除也可以刷卡后在这台终端上自己办": (
                                     "test_L10_records_taken_back_are_kept_no_more_in_the_same_visit",
                                     "test_L13_health_data_is_deleted_after_two_touches_and_gone",
                                     "test_L13_everything_is_deleted_once_the_visit_has_ended_in_the_store"),
        "删除以后找不回来": ("test_L11_nothing_of_somebody_forgotten_stands_in_any_file",
                           "test_L11_older_file_put_back_knows_no_health_data_that_was_deleted_and_no_consent_taken_back"),
    },
    "home-calls": {
        "您有一阵子没来": AGREES,
        "居委会看情况来看看您": AGREES,
        "存在本站点这台终端里": NO_UPLOAD,
        "加密保存": ("test_below_the_encryption_of_the_file_fields_are_sealed_again",),
        "到您撤回为止": LOOKED_IN_ON,
        "撤回当场不再数": NOT_COUNTED,
        "我另外同意": AGREES,
        "我有一阵子没来": AGREES,
        "请居委会来看看我": AGREES,
        "终端看我近四个月哪天来过": (
            "test_days_of_coming_are_read_four_months_back_and_no_further",
            "test_L17_way_of_identification_makes_no_difference_and_nothing_of_a_face_is_read"),
        "常来的不来了、来得少了": (
            "test_regular_of_four_mondays_who_has_not_come_for_ten_open_days_is_listed",
            "test_three_of_five_days_before_and_one_of_five_now_is_listed"),
        "就列进给工作人员看的走访名单": ("test_only_staff_look_in_on_people",),
        "不同意不影响使用": ("test_L3_face_refused_and_enrolled_all_the_same", *NOT_COUNTED),
        "我可以随时到窗口": ("test_home_calls_are_taken_back_at_the_desk_after_one_question",),
        "或者刷卡后在这台终端上撤回": (
            "test_L19_a_consent_that_ends_is_renewed_in_its_newest_words_a_week_after_later",),
        "这一条当场从名单拿掉": ("test_withdrawn_is_gone_from_the_list_at_once_and_others_were_never_on_it",),
    },
    "adaptation": {
        "人会慢慢变样": AGREES,
        "隔一段时间更新人脸特征": ("test_visit_a_month_later_adds_one_part_beside_the_enrolled_one",),
        "让终端一直认得您": AGREES,
        "只存在本站点这台终端里": NO_UPLOAD,
        "加密保存": SEALED,
        "不上传": NO_UPLOAD,
        "到您撤回为止": UPDATES_GONE,
        "撤回当场删除更新的部分": UPDATES_GONE,
        "我另外同意": AGREES,
        "我刷卡并且比对是我本人时": ("test_face_that_is_not_clearly_the_same_and_well_seen_is_not_learnt",),
        "终端可以把那一次的人脸特征补充到我的登记里": AGREES,
        "最多每月一次、最多留三份": ("test_at_most_one_a_month", "test_fourth_update_takes_the_place_of_the_oldest"),
        "旧的换掉": ("test_fourth_update_takes_the_place_of_the_oldest",),
        "不留照片": NO_PICTURE,
        "这一项可以不同意": ("test_without_its_own_consent_nothing_is_updated",),
        "不影响使用": ("test_without_its_own_consent_nothing_is_updated",),
        "我可以随时到窗口": UPDATES_GONE,
        "或者刷卡后在这台终端上撤回": (*ON_SCREEN, *UPDATES_GONE),
        "撤回时补充的部分当场删除": UPDATES_GONE,
        "登记时的特征不受影响": UPDATES_GONE,
    },
}  # fmt: skip


def clauses(kind: str) -> list[str]:
    """What the newest words of a kind say, clause by clause; a list within one sentence counts as its parts."""
    words = consent_texts(NEWEST_TEXT)[kind]
    whole = "。".join((words.purpose, words.place, words.period, words.text))
    parts = (part for sentence in re.split(r"[。；：，]", whole) for part in _listed(sentence))
    return [part for part in parts if part]


def _listed(sentence: str) -> list[str]:
    """我可以随时到窗口看、改、拷: each is a promise of its own."""
    return re.split("、", sentence) if sentence.startswith("我可以随时到窗口") else [sentence]


def names_of_tests() -> frozenset[str]:
    """Names of every test there is."""
    found = (re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M) for path in ROOT.rglob("test_*.py"))
    return frozenset(name for names in found for name in names)


@pytest.mark.parametrize("kind", sorted(PROMISES))
def test_every_clause_of_the_newest_text_has_its_line_and_no_other_has(kind: str) -> None:
    assert sorted(set(clauses(kind))) == sorted(PROMISES[kind])


def test_every_promise_names_a_test_there_is() -> None:
    named = {name for lines in PROMISES.values() for names in lines.values() for name in names}
    assert named - names_of_tests() == set()
    assert set(PROMISES) == set(consent_texts(NEWEST_TEXT))


def test_nothing_made_of_a_face_waits_to_be_uploaded(store: Archive) -> None:
    store.whitelist.enter(enrolment(), "li")
    with store._core.readers.db() as db:
        assert db.execute("SELECT count(*) FROM templates").fetchone()[0] == 2
        assert db.execute("SELECT count(*) FROM outbox").fetchone()[0] == 0


def test_card_serves_as_before_once_the_face_was_taken_back(store: Archive, clock: ManualClock) -> None:
    who = store.whitelist.enter(enrolment(), "li").resident_id
    store.own_rights.withdraw(who, ConsentKind.FACE, "li", by_whom=ByWhom.WITH_CARD)
    met = store.register.meet(wang(), clock.now())
    assert met is not None
    assert (met.resident_id, met.greeting, store.register.find(who)) == (who, "王奶奶", None)
