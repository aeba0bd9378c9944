"""A sheet as PDF: A4, fonts embedded, header and page number on every page, the DCC attached."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPageSize, QPainter, QPainterPath, QPdfWriter, QPen

from kiosk.certificates.sheet import Sheet, header_of, words_of
from kiosk.sentences import sentence
from ui.certificates.fonts import DPI, font, mm, refuse_boxes
from ui.certificates.layout import BODY, HEIGHT, INK, LEFT, RIGHT, SOFT, WIDTH, Layout

WATERMARK = QColor("#F2ECDF")


class PdfDrawer:
    """Implements `kiosk.certificates.port.CertificatePrinter`. Any thread, while there is a QGuiApplication."""

    def pdf(self, sheet: Sheet, attached: bytes | None = None) -> bytes:
        """See the port."""
        refuse_boxes("".join((*words_of(sheet), *header_of(sheet))))
        pages = Layout(sheet).pages
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setResolution(round(DPI))
        writer.setTitle(f"{sheet.title} {sheet.number}")
        writer.setCreator("kiosk")
        if attached is not None:
            writer.addFileAttachment(f"{sheet.number}.xml", attached, "application/xml")
        painter = QPainter(writer)
        try:
            for number, ops in enumerate(pages, 1):
                if number > 1:
                    writer.newPage()
                _watermark(painter, sheet.watermark)
                _header(painter, sheet)
                for op in ops:
                    op(painter)
                _footer(painter, number, len(pages))
        finally:
            painter.end()
        buffer.close()
        return bytes(buffer.data().data())


def _header(painter: QPainter, sheet: Sheet) -> None:
    left, right = header_of(sheet)
    face = font(BODY)
    painter.setFont(face)
    painter.setPen(SOFT)
    painter.drawText(QPointF(LEFT, mm(15)), left)
    painter.drawText(QPointF(RIGHT - QFontMetricsF(face).horizontalAdvance(right), mm(15)), right)
    painter.setPen(QPen(INK, 1.6))
    painter.drawLine(QPointF(LEFT, mm(17)), QPointF(RIGHT, mm(17)))


def _footer(painter: QPainter, page: int, pages: int) -> None:
    words, face = sentence("certificates.page", page=page, pages=pages), font(BODY)
    painter.setFont(face)
    painter.setPen(SOFT)
    painter.drawText(QPointF((WIDTH - QFontMetricsF(face).horizontalAdvance(words)) / 2, HEIGHT - mm(11)), words)


def _watermark(painter: QPainter, words: str) -> None:
    """A shape, not text: it lies under the words and is not read among them."""
    if not words:
        return
    face = font(150, bold=True)
    path = QPainterPath()
    path.addText(QPointF(-QFontMetricsF(face).horizontalAdvance(words) / 2, face.pixelSize() / 3), face, words)
    painter.save()
    painter.translate(WIDTH / 2, HEIGHT / 2)
    painter.rotate(-45)
    painter.fillPath(path, WATERMARK)
    painter.restore()
