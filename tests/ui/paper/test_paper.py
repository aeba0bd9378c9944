"""A sheet on A4: who takes it away stands on every page, and no rare character of a name is a box."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pypdf
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QTextLayout

from kiosk.certificates.folding import folded
from kiosk.paper.sheet import Bar, Bars, Facts, Sheet, Table, Words, words_of
from kiosk.sentences import Refusal
from ui.paper.fonts import font
from ui.paper.frame import HEIGHT, WIDTH, draw_foot, draw_header
from ui.paper.layout import Layout, Op
from ui.paper.pdf import PdfPaper

pytestmark = pytest.mark.usefixtures("qt_app")

RARE = "𬭎㛃䶮𪟝"
NAMES = f"王秀英{RARE}"
NO_FACE_HAS = "\U0010fffd"
STAMP = "李*华（lihua） 2026-11-29 10:40 导出"


def a_sheet(*blocks: Facts | Table | Words | Bars, header: str = "梧桐里社区服务站") -> Sheet:
    return Sheet(title="报表", file_title="报表", header=(header, "2026 年 11 月"), blocks=blocks, stamp=STAMP)


def ink_of(character: str) -> bytes:
    """The dots of one character in the face of a page."""
    image = QImage(120, 120, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(font(18))
    painter.drawText(QPointF(10, 90), character)
    painter.end()
    return bytes(image.constBits())


def page_of(ops: list[Op], sheet: Sheet) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """One page as dots, 100 an inch, its frame with it."""
    image = QImage(round(WIDTH / 3), round(HEIGHT / 3), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(1 / 3, 1 / 3)
    draw_header(painter, sheet)
    for op in ops:
        op(painter)
    draw_foot(painter, sheet, 1, 1)
    painter.end()
    return (
        np.frombuffer(image.constBits(), np.uint8)
        .reshape(image.height(), image.bytesPerLine())[:, : image.width()]
        .copy()
    )


def ink(page: np.ndarray[Any, np.dtype[np.uint8]]) -> int:
    return int((255 - page.astype(np.int64)).sum())


def glyphs_of(text: str) -> list[int]:
    """The glyph of each character, 0 for the box of a face that has it not."""
    layout = QTextLayout(text, font(9))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]


@pytest.mark.parametrize("character", NAMES)
def test_no_character_of_a_name_is_the_box(character: str) -> None:
    box, drawn = ink_of(NO_FACE_HAS), ink_of(character)
    assert drawn != box
    assert drawn != ink_of(" ")
    assert len(glyphs_of(character)) == 1
    assert 0 not in glyphs_of(character)


def test_all_of_them_have_shapes_of_their_own() -> None:
    assert len({ink_of(character) for character in NAMES}) == len(NAMES)


@pytest.mark.parametrize("character", RARE)
@pytest.mark.parametrize("place", ["title", "facts", "table", "words", "bars", "header"])
def test_a_rare_name_anywhere_on_a_page_is_drawn_as_itself(place: str, character: str) -> None:
    def drawn(name: str) -> Any:
        blocks: dict[str, Facts | Table | Words | Bars] = {
            "facts": Facts("本人", (("姓名", name),)),
            "table": Table("名单", ("姓名",), ((name,),)),
            "words": Words("说明", (name,)),
            "bars": Bars("来过", (Bar(name, None, "无"),)),
        }
        sheet = a_sheet(blocks.get(place, Words("说明", ("无",))), header=name if place == "header" else "社区")
        sheet = Sheet(**{**_fields(sheet), "title": name if place == "title" else "报表"})
        return page_of(Layout(sheet).pages[0], sheet)

    itself, box, nothing = drawn(character), drawn(NO_FACE_HAS), drawn(" ")
    assert (itself != box).any()
    assert ink(itself) > ink(nothing) + 2_000


def _fields(sheet: Sheet) -> dict[str, Any]:
    return {name: getattr(sheet, name) for name in Sheet.__slots__}


@pytest.mark.parametrize("place", ["header", "stamp", "cell", "bar"])
def test_a_character_that_no_font_has_is_refused_wherever_it_stands(place: str) -> None:
    name = f"王{NO_FACE_HAS}"
    sheet = a_sheet(
        Table("名单", ("姓名",), ((name if place == "cell" else "王秀英",),)),
        Bars("来过", (Bar(name if place == "bar" else "一", 12, "12"),)),
        header=name if place == "header" else "社区",
    )
    if place == "stamp":
        sheet = Sheet(**{**_fields(sheet), "stamp": name})
    with pytest.raises(Refusal) as refused:
        PdfPaper().pdf(sheet)
    assert refused.value.code == "glyph"
    assert "U+10FFFD" in refused.value.sentence


def test_stamp_and_place_stand_on_every_page_and_headings_where_they_are_asked_for() -> None:
    rows = tuple((str(number), "王秀英") for number in range(1, 131))
    pdf = PdfPaper().pdf(a_sheet(Table("名单", ("序号", "姓名"), rows, heads_again=True)))
    pages = [folded(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) == 3
    for number, text in enumerate(pages, 1):
        assert folded(STAMP) in text
        assert folded("梧桐里社区服务站") in text
        assert folded(f"第 {number} 页，共 3 页") in text
        assert text.count("序号") == 1
    assert "".join(pages).count("王秀英") == 130


def test_the_stamp_lies_pale_across_the_page_too() -> None:
    with_stamp, without = a_sheet(Words("说明", ("无",))), a_sheet(Words("说明", ("无",)))
    without = Sheet(**{**_fields(without), "stamp": ""})
    sizes = [
        len(pypdf.PdfReader(io.BytesIO(PdfPaper().pdf(sheet))).pages[0].get_contents().get_data())  # type: ignore[union-attr]
        for sheet in (with_stamp, without)
    ]
    assert sizes[0] > sizes[1] + 5000


def test_title_of_the_file_is_what_the_sheet_says_and_nothing_else_is_in_its_properties() -> None:
    read = pypdf.PdfReader(io.BytesIO(PdfPaper().pdf(a_sheet(Words("说明", ("王秀英",))))))
    assert read.metadata is not None
    assert read.metadata.title == "报表"
    assert read.metadata.creator == "kiosk"
    assert not read.metadata.author
    assert "王秀英" not in str(read.metadata)


def test_a_bar_is_as_long_as_its_value_and_what_has_none_has_no_bar() -> None:
    def dark(*values: float | None) -> int:
        sheet = a_sheet(Bars("来过", tuple(Bar("甲", value, "字") for value in values)))
        return int(np.count_nonzero(page_of(Layout(sheet).pages[0], sheet) < 100))

    none, half, whole = dark(None, 40), dark(20, 40), dark(40, 40)
    assert whole - none == pytest.approx(2 * (half - none), rel=0.02)
    assert whole - none > 1_000


def test_every_word_is_known_to_whoever_looks_for_boxes() -> None:
    sheet = a_sheet(Bars("来过", (Bar("梧桐里", None, "少于10"),), note="说明"), Facts("T", (("a", "b"),)))
    assert words_of(sheet) == ("报表", "来过", "梧桐里", "少于10", "说明", "T", "a", "b")


def test_its_repr_says_nothing() -> None:
    assert "王秀英" not in repr(a_sheet(Words("说明", ("王秀英",)), Facts("本人", (("姓名", "王秀英"),))))
