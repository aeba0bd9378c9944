"""A certificate as PDF: its words can be read back, it carries its DCC, and what is changed in it is found."""

from __future__ import annotations

import dataclasses
import io
import threading
from typing import Any

import pypdf
import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.certificates.certificate import sheet_of
from kiosk.certificates.dcc import dcc_of
from kiosk.certificates.folding import folded
from kiosk.certificates.pdf_reading import read_pdf
from kiosk.certificates.sheet import Sheet, on_paper, words_of
from kiosk.certificates.verifying import Report, verify
from kiosk.certificates.xml_reading import NotReadable
from kiosk.paper.sheet import Facts, Table, Words
from kiosk.sentences import Refusal, catalogue, texts_in
from tests.kiosk.certificates import thermometer
from tests.kiosk.certificates.thermometer import PARTICULARS
from ui.certificates.pdf import PICTURES, PdfDrawer
from ui.paper.fonts import lacking
from ui.paper.layout import Layout

pytestmark = pytest.mark.usefixtures("qapp")


def the_sheet() -> Sheet:
    return sheet_of(thermometer.signed(), PARTICULARS)


@pytest.fixture(scope="module")
def pdf(qapp: QGuiApplication) -> bytes:
    return PdfDrawer().pdf(the_sheet(), dcc_of(thermometer.signed(), PARTICULARS))


def differing(report: Report) -> list[str]:
    return [finding.what for finding in report.findings if finding.agrees is False]


def changed(pdf: bytes, *, pages: tuple[int, ...] = (0, 1, 2), attached: bytes | None = None) -> bytes:
    """The file put together anew of some of its pages."""
    reader, writer, made = pypdf.PdfReader(io.BytesIO(pdf)), pypdf.PdfWriter(), io.BytesIO()
    for page in pages:
        writer.add_page(reader.pages[page])
    mine = next(iter(reader.attachments.values()))[0]
    writer.add_attachment("JZ-2026-0007.xml", mine if attached is None else attached)
    writer.write(made)
    return made.getvalue()


def test_every_word_of_the_sheet_is_read_back_in_its_order(pdf: bytes) -> None:
    text = folded("".join(read_pdf(pdf).pages))
    for words in ("校准证书", "RG-2026-0117", "市计量院", "唐建国（tang）", "−0.47", "±0.30", "以下空白", "待核"):
        assert folded(words) in text
    at = 0
    for words in words_of(the_sheet()):
        found = text.find(folded(words), at)
        assert found >= 0, words
        at = found


def test_number_and_place_stand_on_every_page(pdf: bytes) -> None:
    pages = read_pdf(pdf).pages
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert folded("证书编号 JZ-2026-0007") in folded(page)
        assert folded(page).endswith(folded(f"第 {number} 页，共 3 页"))
    assert folded("以下空白") in folded(pages[-1])


def test_the_end_mark_is_never_alone_on_a_page() -> None:
    pages = set()
    for lines in range(20, 75):
        words = Words("说明", ("只能整份复制。",) * lines)
        sheet = dataclasses.replace(the_sheet(), blocks=(words, Facts("批准", (("签字时间", "2026-11-28"),))))
        laid = Layout(on_paper(sheet), PICTURES).pages
        pages.add(len(laid))
        assert len(laid[-1]) > 2, lines
    assert {1, 2} <= pages


def test_a_genuine_pdf_agrees(pdf: bytes) -> None:
    report = verify(pdf, lambda _: thermometer.signed())
    assert differing(report) == []
    assert {"pages", "page-marks"} <= {finding.what for finding in report.findings}
    assert verify(changed(pdf), None).ok


def test_a_page_taken_out(pdf: bytes) -> None:
    assert differing(verify(changed(pdf, pages=(0, 2)), None)) == ["page-marks", "pages"]
    assert differing(verify(changed(pdf, pages=(0, 1)), None)) == ["page-marks", "pages"]


def test_pages_in_another_order(pdf: bytes) -> None:
    assert "pages" in differing(verify(changed(pdf, pages=(0, 2, 1)), None))


def test_the_dcc_of_another_certificate(pdf: bytes) -> None:
    other = dcc_of(thermometer.signed(number="JZ-2026-0008"), PARTICULARS)
    assert differing(verify(changed(pdf, attached=other), None)) == ["page-marks", "pages"]


def test_another_word_on_a_page() -> None:
    sheet = the_sheet()
    blocks = tuple(
        dataclasses.replace(block, rows=tuple((name, value.replace("不合格", "合格")) for name, value in block.rows))
        if isinstance(block, Facts)
        else block
        for block in sheet.blocks
    )
    forged = PdfDrawer().pdf(dataclasses.replace(sheet, blocks=blocks), dcc_of(thermometer.signed(), PARTICULARS))
    assert differing(verify(forged, None)) == ["pages"]


def test_without_a_dcc_or_broken_off_nothing_is_believed(pdf: bytes) -> None:
    with pytest.raises(NotReadable) as refused:
        verify(PdfDrawer().pdf(the_sheet()), None)
    assert refused.value.code == "no-dcc"
    with pytest.raises(NotReadable):
        verify(pdf[: len(pdf) // 2], None)


def test_the_watermark_of_a_demonstration_is_a_shape_under_the_words() -> None:
    particulars = dataclasses.replace(PARTICULARS, demonstration=True)
    plain = PdfDrawer().pdf(the_sheet())
    marked = PdfDrawer().pdf(dataclasses.replace(the_sheet(), watermark="演示"))
    texts = [
        [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages] for content in (plain, marked)
    ]
    assert texts[0] == texts[1]
    whole: list[Any] = [page for made in (plain, marked) for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    shapes = [len(page.get_contents().get_data()) for page in whole]
    assert all(marked > plain + 200 for plain, marked in zip(shapes[:3], shapes[3:], strict=True))
    assert verify(
        PdfDrawer().pdf(sheet_of(thermometer.signed(), particulars), dcc_of(thermometer.signed(), particulars)),
        None,
    ).ok


def test_fonts_are_embedded_and_a_rare_name_is_no_box(pdf: bytes) -> None:
    pages: list[Any] = list(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        (face,) = (each.get_object() for each in font["/DescendantFonts"])
        assert {"/FontFile2", "/FontFile3"} & set(face["/FontDescriptor"].get_object())
    assert lacking("王𬬭 𠮷 㛃 䶮") == ()
    assert lacking("".join(texts_in(catalogue().topic("certificates")))) == ()


def test_a_character_that_no_font_has_is_refused_not_boxed() -> None:
    with pytest.raises(Refusal) as refused:
        PdfDrawer().pdf(sheet_of(thermometer.signed(model="A\U0010fffd"), PARTICULARS))
    assert refused.value.code == "glyph"
    assert "U+10FFFD" in refused.value.sentence


def test_a_long_table_goes_over_pages_and_loses_nothing() -> None:
    rows = tuple((str(row), "word " * 40) for row in range(120))
    sheet = dataclasses.replace(the_sheet(), blocks=(Table("T", ("n", "w"), rows, wide=1),))
    pages = read_pdf(PdfDrawer().pdf(sheet, b"<x/>")).pages
    assert len(pages) > 2
    assert folded("".join(pages)).count("word") == 120 * 40


def test_it_is_drawn_on_another_thread() -> None:
    made: list[bytes] = []
    thread = threading.Thread(target=lambda: made.append(PdfDrawer().pdf(the_sheet())))
    thread.start()
    thread.join(30)
    assert made[0].startswith(b"%PDF-")
