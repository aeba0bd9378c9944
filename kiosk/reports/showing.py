"""A report as the page shows it: one of its tables as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.reports.report import Line, Report
from kiosk.reports.view import BarView, ReportsView, TabView
from kiosk.reports.words import bands_line
from kiosk.sentences import NO_WORDS, Text, sentence, table

TABS = ("parts", "hours", "places", "ages", "ways", "measured", "calls")


def tabs_of(report: Report) -> tuple[str, ...]:
    """The tables it has: a day is not divided into days."""
    return TABS if report.period.parts() else TABS[1:]


def with_report(view: ReportsView, report: Report, tab: str) -> ReportsView:
    """The page with one table of a report."""
    labels, empty = table("reports.tabs"), nothing(report, tab)
    return replace(
        view,
        running=sentence("reports.notes.running") if report.running else NO_WORDS,
        tabs=tuple(TabView(key, labels[key], key == tab) for key in tabs_of(report)),
        visits=str(report.visits),
        bars=() if empty else bars(report, tab),
        nothing=empty,
        note=note(report, tab),
    )


def bars(report: Report, tab: str) -> tuple[BarView, ...]:
    """The bars of a table."""
    if tab == "measured":
        longest = _longest([each.visits for each in report.measured])
        return tuple(_bar(each.label, each.visits, longest, bands_line(each.bands)) for each in report.measured)
    lines = _lines(report, tab)
    longest = _longest([line.count for line in lines])
    return tuple(_bar(line.label, line.count, longest) for line in lines)


def nothing(report: Report, tab: str) -> Text:
    """Why a table has no bars; none where it has some."""
    words = table("reports.words")
    if report.empty:
        return words["nothing"]
    if tab == "measured":
        return NO_WORDS if report.measured else words["none-measured"]
    if tab == "calls":
        return words["nobody-called"] if report.calls == 0 else NO_WORDS
    return NO_WORDS if report.visits else words["nobody-came"]


def note(report: Report, tab: str) -> Text:
    """What is said below a table."""
    if tab == "calls" and report.median_min is not None:
        return sentence("reports.notes.median", minutes=report.median_min)
    if tab == "ways" and report.ways:
        return sentence("reports.notes.window")
    return sentence("reports.notes.last") if tab == "measured" and report.measured else NO_WORDS


def _lines(report: Report, tab: str) -> Sequence[Line]:
    if tab == "calls":
        every = Line("calls", table("reports.words")["calls"], report.calls)
        return (every, *report.taken) if report.calls else ()
    return {
        "parts": report.parts,
        "hours": report.hours,
        "places": report.places,
        "ages": report.ages,
        "ways": report.ways,
    }[tab]


def _longest(counts: Sequence[int]) -> int:
    return max(counts, default=0) or 1


def _bar(label: str, count: int, longest: int, detail: str = "") -> BarView:
    return BarView(label, count / longest, str(count), detail)
