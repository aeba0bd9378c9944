"""A certificate as PDF, the DCC attached."""

from __future__ import annotations

from kiosk.certificates.sheet import Plot, Sheet, on_paper
from ui.certificates.plot import draw_plot
from ui.paper.fonts import mm
from ui.paper.layout import Drawn, Pictures
from ui.paper.pdf import draw_pdf

PICTURES: Pictures = {Plot: Drawn(mm(62), draw_plot)}


class PdfDrawer:
    """Implements `kiosk.certificates.port.CertificatePrinter`. Any thread, while there is a QGuiApplication."""

    def pdf(self, sheet: Sheet, attached: bytes | None = None) -> bytes:
        """See the port."""
        return draw_pdf(on_paper(sheet), PICTURES, None if attached is None else (f"{sheet.number}.xml", attached))
