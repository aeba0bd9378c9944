"""Names are masked for others to see, and said as people like to hear them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.people.names import greeting, mask_id_number, mask_name
from kiosk.sentences import Text

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=15)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王桂英", "王*英"),
        ("张丽", "张*"),
        ("王李小英", "王*英"),
        ("欧阳小英", "欧阳*英"),
        ("欧阳英", "欧阳*"),
        ("爱新觉罗启明", "爱新觉罗*明"),
        ("阿卜杜热合曼·买买提", "阿*提"),
        ("阿卜杜热合曼•买买提", "阿*提"),
        ("高㛃", "高*"),
        ("𠮷田𠀋", "𠮷*𠀋"),
        ("WHITE, EMMA", "W*A"),
        ("王 桂 英", "王*英"),
        ("王桂英\u0301\u0301", "王*英"),
        ("王\u202e英桂", "王*桂"),
        ("王", "*"),
        ("", "*"),
        ("\x00\x1b", "*"),
        ("<b>", "*"),
    ],
)
def test_mask_of_a_name(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(max_size=200))
def test_mask_always_has_its_star_and_never_shows_more_than_a_surname_and_one_character(name: str) -> None:
    masked = mask_name(name)
    before, star, after = masked.partition("*")
    assert star == "*"
    assert len(after) <= 1
    assert len(before) <= 1 or before in ("欧阳", "司马") or len(before) in (2, 4)


@given(HAN)
def test_masked_han_name_never_is_the_whole_name(name: str) -> None:
    masked = mask_name(name)
    assert masked.replace("*", "") != name or len(name) == 0
    assert len(name) < 2 or masked[0] == name[0]


@given(HAN, HAN)
def test_mask_does_not_tell_how_long_a_name_is(first: str, second: str) -> None:
    long_one = mask_name("王" + first + "小英")
    assert long_one == "王*英"
    assert mask_name("王" + second + "英") == "王*英"


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("310100194403120020", "310***********0020"),
        ("310100440312002", "310********2002"),
        ("USA310000010111", "USA********0111"),
        ("T00000011", "*********"),
        ("", ""),
    ],
)
def test_mask_of_a_number(number: str, masked: str) -> None:
    assert mask_id_number(number) == masked


@given(st.text("0123456789X", max_size=30))
def test_masked_number_shows_at_most_seven_characters(number: str) -> None:
    masked = mask_id_number(number)
    assert len(masked) == len(number)
    assert len(masked.replace("*", "")) in (0, 7)


@pytest.mark.parametrize(
    ("sex", "age", "said"),
    [
        ("2", 82, "王奶奶"),
        ("2", 70, "王奶奶"),
        ("2", 69, "王阿姨"),
        ("2", 60, "王阿姨"),
        ("2", 59, "王女士"),
        ("2", None, "王女士"),
        ("1", 82, "王爷爷"),
        ("1", 69, "王叔叔"),
        ("1", 59, "王先生"),
        ("0", 82, "王老师"),
        ("9", 30, "王老师"),
    ],
)
def test_honorific_goes_by_age_and_sex(sex: str, age: int | None, said: str) -> None:
    assert greeting("王桂英", sex=sex, age=age) == said


@pytest.mark.parametrize(
    ("name", "nation", "said"),
    [
        ("欧阳英", "01", "欧阳奶奶"),
        ("欧", "01", "欧奶奶"),
        ("阿依古丽·买买提", "05", "阿依古丽奶奶"),
        ("阿依古丽", "05", "阿依古丽奶奶"),
        ("卓玛", "04", "卓玛奶奶"),
        ("其其格玛", "02", "其其格玛奶奶"),
        ("包秀兰", "02", "包奶奶"),
        ("马秀兰", "03", "马奶奶"),
        ("㛃英", None, "㛃奶奶"),
    ],
)
def test_name_without_a_surname_in_front_is_said_whole(name: str, nation: str | None, said: str) -> None:
    assert greeting(name, sex="2", age=75, nation=nation) == said


def test_long_given_name_is_never_cut() -> None:
    name = "阿卜杜热合曼" * 4
    assert greeting(name + "·买买提", sex="1", age=76, nation="05") == name + "爷爷"


@pytest.mark.parametrize(
    ("name", "name_foreign", "said"),
    [
        ("艾玛", "WHITE, EMMA", "艾玛奶奶"),
        (None, "WHITE, EMMA", "White 女士"),
        (None, "EMMA", "Emma 女士"),
        ("EMMA WHITE", None, "Emma White 女士"),
        (None, None, "您"),
        ("", "", "您"),
    ],
)
def test_foreigners(name: str | None, name_foreign: str | None, said: str) -> None:
    assert greeting(name, sex="2", age=74, name_foreign=name_foreign, foreign=True) == said


@given(st.text(max_size=40), st.sampled_from("0129"), st.none() | st.integers(0, 130))
def test_everybody_can_be_greeted(name: str, sex: str, age: int | None) -> None:
    said = greeting(name, sex=sex, age=age)
    assert said
    assert "\n" not in said


@pytest.mark.parametrize(
    "name",
    [
        "'; DROP TABLE",
        "<b>王</b>",
        "%s%n",
        "{0}",
        "=cmd",
        "１２３４",
        "12",
        "👨👩",
        "../x",
        "$(id)",
        "a<b>",
        "Z\u0337\u0337",
        "·王",
    ],
)
def test_what_is_no_name_is_not_said(name: str) -> None:
    assert greeting(name, sex="2", age=80) == "您"
    assert greeting(None, sex="2", age=80, name_foreign=name) == "您"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("O'NEILL, JANE", "O'Neill 女士"),
        ("AL-SAID, A", "Al-Said 女士"),
        ("José Pérez", "José Pérez 女士"),
        ("𠮷英", "𠮷奶奶"),
    ],
)
def test_letters_of_all_kinds_are_said(name: str, said: str) -> None:
    assert greeting(name, sex="2", age=80) == said


def test_a_greeting_knows_its_sentence_with_the_name_and_the_title_apart() -> None:
    """A voice says the surname by a clip of its own, and the title by another."""
    said = greeting("王桂英", sex="2", age=79)
    title = said.blanks["honorific"]
    assert (said, said.key, said.blanks["name"]) == ("王奶奶", "greetings.named", "王")
    assert isinstance(title, Text)
    assert title.key == "greetings.honorifics.grandmother"
