"""What the page of reports shows at one moment. Frozen; counts only, nobody's.

What can be done on it: `of(kind)`, `show(tab)`, `older()`, `newer()`, `export(format)`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class TabView:
    """One table of the report, or one length of its period, to choose."""

    key: str
    label: Text
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class BarView:
    """One bar.

    Attributes:
        length: 0 to 1 of the longest.
        number: At the bar's end.
        detail: A second line below the label; "" none.
    """

    label: str
    length: float
    number: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReportsView:
    """The page.

    Attributes:
        hall: Whose report it is.
        period: Which days, in words.
        running: The period is not over.
        visits: How many came.
        bars: Of the chosen tab; `nothing` says why there are none.
        note: Below the bars; "" none.
        newer: There is a later period that has begun.
        exporting: A file is being made.
        exports: Whether this person may take one away.
        busy: It is being read.
    """

    hall: str = ""
    period: Text = NO_WORDS
    running: Text = NO_WORDS
    kinds: tuple[TabView, ...] = ()
    tabs: tuple[TabView, ...] = ()
    visits: str = ""
    bars: tuple[BarView, ...] = ()
    nothing: Text = NO_WORDS
    note: Text = NO_WORDS
    newer: bool = False
    exporting: bool = False
    exports: bool = False
    busy: bool = False
