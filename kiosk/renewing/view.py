"""What the page of consents to be renewed shows at one moment. Frozen; names are masked already.

What can be done on it: `open(resident)`, `filter(which)`, `newer()`, `older()`, `back()`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True, repr=False)
class RenewalRow:
    """One person.

    Attributes:
        who: 王*英 · 3 号楼.
        what: Which consents: 人脸、更新人脸.
        day: The last day of the first of them.
        left: 还有 12 天, or 过了 3 天; `near` says that it is over or nearly so.
        asks: What happens at the next visit.
    """

    resident: str
    who: str
    what: Text
    day: Text
    left: Text
    near: bool
    asks: Text


@dataclass(frozen=True, slots=True, repr=False)
class RenewalsView:
    """The page.

    Attributes:
        lead: How many people, and of how many it is over.
        which: The filter in force, a `kiosk.archive.renewals.Which`.
        filters: (key, label) of each filter.
        busy: They are being read.
    """

    lead: Text = NO_WORDS
    which: str = "all"
    filters: tuple[tuple[str, Text], ...] = ()
    rows: tuple[RenewalRow, ...] = ()
    newer: bool = False
    older: bool = False
    busy: bool = False
