"""A sheet as PDF: A4, fonts embedded, header, stamp and page number on every page."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from kiosk.paper.sheet import Sheet, words_of
from ui.paper.fonts import DPI, refuse_boxes
from ui.paper.frame import draw_foot, draw_header, draw_under
from ui.paper.layout import Layout, Pictures


class PdfPaper:
    """Implements `kiosk.paper.port.Paper`. Any thread, while there is a QGuiApplication."""

    def pdf(self, sheet: Sheet) -> bytes:
        """See the port."""
        return draw_pdf(sheet)


def draw_pdf(sheet: Sheet, pictures: Pictures | None = None, attached: tuple[str, bytes] | None = None) -> bytes:
    """The whole file.

    Args:
        pictures: Who draws the pictures among its blocks.
        attached: Name and content of an XML file put into it.

    Raises:
        Refusal: a character that no font of this terminal has.
    """
    refuse_boxes("".join((*words_of(sheet), *sheet.header, sheet.stamp, sheet.watermark)))
    pages = Layout(sheet, pictures).pages
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(round(DPI))
    writer.setTitle(sheet.file_title)
    writer.setCreator("kiosk")
    if attached is not None:
        name, content = attached
        writer.addFileAttachment(name, content, "application/xml")
    painter = QPainter(writer)
    try:
        for number, ops in enumerate(pages, 1):
            if number > 1:
                writer.newPage()
            draw_under(painter, sheet)
            draw_header(painter, sheet)
            for op in ops:
                op(painter)
            draw_foot(painter, sheet, number, len(pages))
    finally:
        painter.end()
    buffer.close()
    return bytes(buffer.data().data())
