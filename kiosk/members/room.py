"""What the pages of the whitelist share while somebody works there, and what becomes of it when they leave."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.archive.archive import Archive
from kiosk.archive.entry_rows import Version, WhitelistChange
from kiosk.archive.members import MemberRules
from kiosk.members.index import Found
from kiosk.members.undo import Undo
from kiosk.settings import Settings
from kiosk.whitelist.standing import Standing


class Listing(Protocol):
    """Finds members; see `kiosk.members.index.MemberIndex`. Thread-safe."""

    def search(self, text: str, first: int, count: int, states: Collection[Standing]) -> Found:
        """Those who fit."""

    def fill(self) -> None:
        """Read everybody; on a worker."""

    def changed(self, change: WhitelistChange) -> None:
        """News of the whitelist."""

    def wipe(self) -> None:
        """Forget everybody."""


@dataclass(slots=True)
class Place:
    """Where somebody is in the list.

    Attributes:
        text: What is searched for.
        state: Only members of this standing; None for everybody on the list.
        first: The first row that was read.
        top: The row on top.
        marked: Those chosen for something that is done to many, as they were seen.
    """

    text: str = ""
    state: Standing | None = None
    first: int = 0
    top: int = 0
    marked: dict[str, Version] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a member's page was opened from, when that was not the list.

    Attributes:
        page: Its name; `values` it is opened with again.
    """

    resident: str
    page: str
    values: Mapping[str, object]


class Room:
    """One a terminal. On the desk's thread, but for `heard`.

    Args:
        rules: By what members are judged.

    Attributes:
        origin: Where the member's page leads back to; it stays through the pages behind it, until the list is opened.
    """

    def __init__(self, archive: Archive, listing: Listing, rules: MemberRules, settings: Settings) -> None:
        self.archive, self.listing, self.rules, self.settings = archive, listing, rules, settings
        self.place = Place()
        self.undo = Undo()
        self.origin: Origin | None = None
        self._tell: Callable[[WhitelistChange], None] = lambda change: None
        archive.whitelist.on_change(self.heard)

    def heard(self, change: WhitelistChange) -> None:
        """News of the whitelist, on any thread."""
        self.listing.changed(change)
        self._tell(change)

    def listen(self, tell: Callable[[WhitelistChange], None]) -> None:
        """The page that is open hears the news, on any thread."""
        self._tell = tell

    def set_aside(self) -> None:
        """The wing is shut: nothing of a member stays in memory but what the page itself keeps as its work."""
        self._tell = lambda change: None
        self.undo.forget()
        self.listing.wipe()

    def close(self) -> None:
        """The whitelist was left for something else."""
        self.set_aside()
        self.place = Place()
