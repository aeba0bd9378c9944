"""The certificates of one terminal, joined of its settings and its archive."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from kiosk.archive.archive import ArchiveContents
from kiosk.certificates.office import Certificates
from kiosk.certificates.particulars import Issuer
from kiosk.certificates.port import CertificatePrinter
from kiosk.certificates.printers import CupsPrinter, FolderPrinter
from kiosk.settings import Settings

FOLDER = "printed"
"""Where the printer of a demonstration lets its pages fall."""


def certificates_of(
    settings: Settings, archive: ArchiveContents, data_dir: Path, drawer: CertificatePrinter | None
) -> Certificates:
    """See `Certificates`. A demonstration prints into its own data folder."""
    issuer = Issuer(
        settings.hall.name,
        settings.hall.time_zone,
        f"kiosk {version('kiosk')}",
        settings.demonstration,
        settings.hall.customer,
    )
    printer = FolderPrinter(data_dir / FOLDER) if settings.demonstration else CupsPrinter()
    return Certificates(
        archive.calibrations, archive.audit, issuer, archive.audit_log.account_names, drawer, printer
    )  # fmt: skip
