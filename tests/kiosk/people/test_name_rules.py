"""Names as they are typed at the desk."""

from __future__ import annotations

import pytest

from kiosk.people.name_rules import NameProblem, checked_name, same_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王桂英", "王桂英"),
        (" 王 英 ", "王英"),
        ("王\u3000英", "王英"),
        ("𬭎㛃", "𬭎㛃"),
        ("王䶮𪟝", "王䶮𪟝"),
        ("王\U000323b0", "王\U000323b0"),  # block H, younger than the tables of this Python
        ("阿卜杜热合曼·买买提", "阿卜杜热合曼·买买提"),
        ("阿卜杜热合曼•买买提", "阿卜杜热合曼·买买提"),
        ("阿卜杜热合曼．买买提", "阿卜杜热合曼·买买提"),
        ("阿卜杜热合曼.买买提", "阿卜杜热合曼·买买提"),
        ("阿卜杜热合曼 · 买买提", "阿卜杜热合曼·买买提"),
        ("WHITE, EMMA", "WHITE, EMMA"),
        ("O'Brien Anne-Marie", "O'Brien Anne-Marie"),
        ("Nguye\u0302\u0303n Thi\u0323", "Nguyễn Thị"),
        ("John F. Smith Jr.", "John F. Smith Jr."),
        ("ＬＩ Ｍｉｎｇ", "LI Ming"),
        ("〇王", "〇王"),
    ],
)
def test_real_names_are_taken_in_one_spelling(typed: str, kept: str) -> None:
    assert checked_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "name-empty"),
        (" \u3000", "name-empty"),
        ("··", "name-empty"),
        ("王" * 51, "name-long"),
        ("王\u200b英", "name-hidden"),
        ("\u202e英王", "name-hidden"),
        ("王\x1b[31m英", "name-hidden"),
        ("王\n英", "name-hidden"),
        ("\ufeff王英", "name-hidden"),
        ("<b>王英</b>", "name-letters"),
        ("王英&amp;", "name-letters"),
        ("王英2", "name-letters"),
        ("王*英", "name-letters"),
        ("王_英", "name-letters"),
        ("王英😀", "name-letters"),
        ("王,英", "name-letters"),
        ("Ивaн Петров", "name-letters"),
        ("Jo\u0334\u0335hn", "name-letters"),
        ("王\ue000", "name-letters"),
        ("·买买提", "name-form"),
        ("阿卜杜··买买提", "name-form"),
        ("Anne--Marie", "name-form"),
        ("王", "name-short"),
    ],
)
def test_what_is_no_name_is_refused_with_a_sentence_that_does_not_quote_it(typed: str, code: str) -> None:
    with pytest.raises(NameProblem) as refused:
        checked_name(typed)
    assert refused.value.code == code
    assert refused.value.sentence.endswith("。")
    assert len(typed) < 2 or typed not in refused.value.sentence


def test_spellings_of_one_name_are_one_name() -> None:
    assert same_name("阿卜杜•买买提", "阿卜杜·买买提")
    assert same_name("王 桂英", "王桂英")
    assert same_name("White, Emma", "WHITE, EMMA")
    assert not same_name("王桂英", "王桂芳")
