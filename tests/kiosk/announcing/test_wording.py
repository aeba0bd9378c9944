"""What an announcement may say, whatever was typed or stood in a file."""

from __future__ import annotations

import pytest

from kiosk.announcing.wording import WordingRefused, checked, from_text_file, tidy


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  免费  量血压\t", "免费 量血压"),
        ("量\u202e血压\u202c", "量血压"),
        ("量\u200b血\ufeff压\u2066", "量血压"),
        ("量\x07血\x1b[31m压\x00", "量血[31m压"),
        ("<b>量</b>", "<b>量</b>"),
        ("𬭎㛃䶮", "𬭎㛃䶮"),
        ("一行\n两行\u2028三行", "一行 两行 三行"),
        ("\ud800量", "量"),
    ],
)
def test_hostile_characters_go_and_the_words_stay(typed: str, shown: str) -> None:
    assert tidy(typed) == shown


def test_length_is_counted_of_what_is_shown() -> None:
    title, body = "一二三四五六七八九十甲乙丙丁", "字" * 60
    assert checked(f" {title}\u200b ", body) == (title, body)
    for long in ((f"{title}戊", ""), (title, body + "字")):
        with pytest.raises(WordingRefused) as refused:
            checked(*long)
        assert refused.value.code == "announcement-long"


@pytest.mark.parametrize("title", ["", " \u200b\n"])
def test_nothing_without_a_title(title: str) -> None:
    with pytest.raises(WordingRefused) as refused:
        checked(title, "正文")
    assert refused.value.code == "announcement-no-title"


@pytest.mark.parametrize(
    "body", ["号码 310100194403120020", "３１０１００１９４４０３１２００２０", "310100-19440312-0020"]
)
def test_number_of_a_document_is_refused(body: str) -> None:
    with pytest.raises(WordingRefused) as refused:
        checked("通知", body)
    assert refused.value.code == "announcement-number"


def test_telephone_of_the_hall_may_stand_there() -> None:
    assert checked("通知", "电话 021-55501234") == ("通知", "电话 021-55501234")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_file_in_the_encodings_of_a_hall(encoding: str) -> None:
    data = "\n免费量血压𬭎\r\n周三上午\n大厅\n".encode(encoding)
    assert from_text_file(data) == ("免费量血压𬭎", "周三上午 大厅")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x81" * 3, b"a" * 70_000])
def test_file_that_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(WordingRefused) as refused:
        from_text_file(data)
    assert refused.value.code == "announcement-file"


def test_empty_file_says_nothing() -> None:
    assert from_text_file(b"\n \n") == ("", "")
