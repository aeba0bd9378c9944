"""The inner wing of one terminal: its desk, with a line for each page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from devices.clock import Clock
from devices.events import DeviceStateChanged
from devices.identity import IdentityDocument
from kiosk.accounts.outcomes import KnownAccount, Reason, Refused
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.archive.archive import Archive
from kiosk.desk.desk import Desk
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import StaffView
from kiosk.faces.client.vision_client import VisionClient
from kiosk.settings import Settings
from kiosk.visits.workers import Workers


@dataclass(frozen=True, slots=True)
class Parts:
    """What pages may be made of.

    Attributes:
        states: What each device announced last, by name.
    """

    settings: Settings
    archive: Archive
    vision: VisionClient
    states: Callable[[], Mapping[str, DeviceStateChanged]]
    clock: Clock


def staff_pages(parts: Parts) -> tuple[PageMaker, ...]:
    """Every page, in the order of the navigation."""
    return ()


def make_desk(parts: Parts, publish: Callable[[StaffView], None], show_wing: Callable[[str], None]) -> Desk:
    """The desk with its pages; not started."""
    nobody = _NoAccounts()
    return Desk(
        staff_pages(parts),
        keeper=nobody,
        staff_cards=nobody,
        trail=parts.archive.audit,
        clock=parts.clock,
        executor=Workers(parts.clock, count=1, name="desk"),
        publish=publish,
        show_wing=show_wing,
    )


class _NoAccounts:
    """Lets nobody in."""

    def accounts(self) -> Sequence[KnownAccount]:
        return ()

    def least_digits(self) -> int:
        return 6

    def verify(self, login: str, pin: str, code: str | None = None) -> Session | Refused:
        return Refused(Reason.WRONG)

    def second(
        self, permission: Permission, login: str, pin: str, code: str | None, *, not_account: str
    ) -> Session | Refused:
        return Refused(Reason.WRONG)

    def account_of(self, document: IdentityDocument) -> str | None:
        return None
