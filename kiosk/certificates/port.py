"""What certificates need of those who can draw: no Qt here."""

from __future__ import annotations

from typing import Protocol

from kiosk.certificates.sheet import Sheet


class CertificatePrinter(Protocol):
    """Draws sheets. Thread-safe. Implemented by `ui.certificates.pdf`."""

    def pdf(self, sheet: Sheet, attached: bytes | None = None) -> bytes:
        """A PDF of A4 pages.

        Args:
            attached: The same as DCC XML, put into the file as NUMBER.xml; None where there is none.

        Raises:
            Refusal: a character that no font of this terminal has.
        """
