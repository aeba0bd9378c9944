"""The page of one terminal, where its hall switched it on."""

from __future__ import annotations

from pathlib import Path

from devices.clock import Clock
from kiosk.accounts.authenticator import Authenticator
from kiosk.accounts.throttle import Throttle
from kiosk.archive.archive import Archive
from kiosk.clerk_page.clerks import WHERE, Clerks
from kiosk.clerk_page.ports import CallBoard
from kiosk.clerk_page.service import ClerkPageService
from kiosk.settings import Settings
from kiosk.store.stamps import boot_id


def clerk_page_of(
    settings: Settings, archive: Archive, board: CallBoard, data_dir: Path, clock: Clock
) -> ClerkPageService | None:
    """The page, not started; None where it is switched off."""
    if not settings.clerk_page.enabled:
        return None
    throttle = Throttle.of(settings.accounts)
    authenticator = Authenticator(archive.accounts, throttle, clock, boot_id(), WHERE)
    return ClerkPageService(
        settings.clerk_page, data_dir, clock, board=board, keeper=Clerks(authenticator), auditor=archive.audit
    )
