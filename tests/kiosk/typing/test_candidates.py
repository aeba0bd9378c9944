"""What is offered for letters, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.typing.candidates import LONGEST_TYPED, Candidate, candidates, first_page
from kiosk.typing.readings import readings
from kiosk.typing.segments import ways

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz'", max_size=60)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("wang", ["王", "汪", "望"]),
        ("w", ["王", "吴", "魏"]),
        ("zh", ["张", "赵", "周"]),
        ("lv", ["吕", "绿", "律"]),
        ("wangxiuying", ["王秀英", "王秀应", "王修英", "王"]),
        ("ouyangxiaoying", ["欧阳小英", "欧阳小应", "欧阳晓英", "欧阳", "欧"]),
        ("zhangsun", ["长孙", "张孙", "张损", "张"]),
        ("xi'an", ["席安", "席岸", "席"]),
        ("xian", ["冼", "鲜", "咸"]),
    ],
)
def test_at_the_start_of_a_name(typed: str, offered: list[str]) -> None:
    assert [c.text for c in first_page(typed, len(offered), at_start=True)] == offered


@pytest.mark.parametrize(
    ("typed", "surname"),
    [("shan", "单"), ("qiu", "仇"), ("xie", "解"), ("zha", "查"), ("ou", "区"), ("zeng", "曾"), ("ren", "任"),
     ("hua", "华"), ("ge", "盖"), ("yuchi", "尉迟"), ("moqi", "万俟"), ("piao", "朴"), ("yue", "乐"), ("zhai", "翟"),
     ("qin", "覃"), ("bu", "卜"), ("miao", "缪"), ("tantai", "澹台")],
)  # fmt: skip
def test_surname_is_offered_under_its_reading_as_one(typed: str, surname: str) -> None:
    assert surname in [c.text for c in first_page(typed, 8, at_start=True)]


@pytest.mark.parametrize(("typed", "surname"), [("dan", "单"), ("ceng", "曾"), ("cha", "查"), ("gai", "盖")])
def test_surname_has_no_preference_under_its_other_reading(typed: str, surname: str) -> None:
    at_start, later = (
        [c.text for c in first_page(typed, 60, at_start=at_start)].index(surname) for at_start in (True, False)
    )
    assert at_start >= later


def test_given_names_are_not_led_by_surnames() -> None:
    assert [c.text for c in first_page("wang", 5, at_start=False)] == ["王", "望", "旺", "往", "网"]
    assert [c.text for c in first_page("ying", 2, at_start=False)] == ["英", "应"]


@pytest.mark.parametrize(
    ("character", "syllable"),
    [("𬭎", "hong"), ("㛃", "jie"), ("䶮", "yan"), ("𪟝", "ji"), ("𫍯", "xian"), ("𰻝", "biang")],
)
def test_rare_characters_are_there_under_their_syllable(character: str, syllable: str) -> None:
    assert character in [c.text for c in candidates(syllable, at_start=False)]


def test_one_character_takes_its_own_letters_only() -> None:
    letters = {c.text: c.letters for c in candidates("wangxiuying", at_start=True)}
    assert (letters["王秀英"], letters["王"]) == (11, 4)
    assert {c.text: c.letters for c in candidates("xi'an", at_start=True)}["席"] == 3


def test_letters_that_run_together_are_taken_apart_both_ways() -> None:
    assert ways("fangan")[:2] == [("fang", "an"), ("fan", "gan")]
    assert ways("xiana")[:2] == [("xia", "na"), ("xian", "a")]
    assert ways("qua")[0] == ("qua",)
    assert [c.text for c in candidates("fangan", at_start=False) if c.text in "方反"] == ["方", "反"]


@pytest.mark.parametrize("typed", ["", "'", "u", "iuv", "''"])
def test_what_is_no_pinyin_offers_nothing(typed: str) -> None:
    assert candidates(typed, at_start=True) == []


def test_letters_that_are_no_pinyin_wait_behind_those_that_are() -> None:
    assert first_page("wangv", 1, at_start=True) == [Candidate("王", 4)]


@given(LETTERS, st.booleans())
def test_whatever_is_typed_candidates_stand_for_letters_that_are_there(typed: str, at_start: bool) -> None:
    found = candidates(typed, at_start=at_start)
    assert all(1 <= c.letters <= min(len(typed), LONGEST_TYPED) for c in found)
    assert all(c.text and not c.text.isascii() for c in found)
    assert len({c.text for c in found}) == len(found)


@given(st.sampled_from(readings().syllables), st.data())
def test_every_character_can_be_chosen_by_each_of_its_syllables(syllable: str, data: st.DataObject) -> None:
    character = data.draw(st.sampled_from(readings().characters(syllable)))
    offered = [c for c in candidates(syllable, at_start=data.draw(st.booleans())) if c.text == character]
    assert [c.letters for c in offered] in ([len(syllable)], [1])


@given(st.lists(st.sampled_from(readings().syllables), min_size=1, max_size=4))
def test_syllables_with_apostrophes_are_taken_as_typed(syllables: list[str]) -> None:
    assert ways("'".join(syllables))[0] == tuple(syllables)


@given(LETTERS)
def test_pieces_together_are_what_was_typed(typed: str) -> None:
    assert all("".join(pieces) == typed.replace("'", "") for pieces in ways(typed))
