"""The certificates of one terminal, and the rules they are made by, joined of its settings and its archive."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from kiosk.archive.archive import ArchiveContents
from kiosk.archive.calibrations import CalibrationRules
from kiosk.certificates.office import Certificates
from kiosk.certificates.particulars import Issuer
from kiosk.certificates.port import CertificatePrinter
from kiosk.certificates.printers import CupsPrinter, FolderPrinter, Printer
from kiosk.measurements.temperature import temperature_settings
from kiosk.settings import Settings
from kiosk.sticks import finder

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
    return Certificates(
        archive.calibrations, archive.audit, issuer, archive.audit_log.account_names, drawer,
        printer_of(settings, data_dir), finder(settings.demonstration, data_dir),
    )  # fmt: skip


def printer_of(settings: Settings, data_dir: Path) -> Printer:
    """Where pages of A4 are printed; those of a demonstration fall into its own data folder."""
    return FolderPrinter(data_dir / FOLDER) if settings.demonstration else CupsPrinter()


def calibration_rules(settings: Settings) -> CalibrationRules:
    """The archive's own rules out of the operator's settings."""
    return CalibrationRules(
        two_sign=settings.calibration.second_signature,
        override_days=settings.calibration.override_days,
        temperature=temperature_settings(settings.temperature),
    )
