"""A report as an Excel workbook: who took it away on its first sheet and at the top of every printed page."""

from __future__ import annotations

import io
from collections.abc import Iterable

from kiosk.exports.xlsx import Workbook
from kiosk.reports.report import Line, Report
from kiosk.reports.words import period_words
from kiosk.sentences import sentence, table

_WIDTHS = (30, 14, 26, 14)


def workbook_of(report: Report, stamp: str) -> bytes:
    """The file. A count is a number.

    Args:
        stamp: Who takes it away, and when.
    """
    titles, words = table("reports.tabs"), table("reports.words")
    head = (sentence("reports.paper.item"), str(words["times"]))
    file = io.BytesIO()
    with Workbook(file, printed_head=stamp) as book:
        book.new_sheet(sentence("reports.paper.cover"), (sentence("reports.paper.title", hall=report.hall),), (70,))
        for words_of_it in _cover(report, stamp):
            book.append((words_of_it,))
        book.new_sheet(sentence("reports.paper.whole"), head, _WIDTHS)
        book.append((str(words["visits"]), report.visits))
        book.append((str(titles["calls"]), report.calls))
        _rows(book, report.taken)
        if report.median_min is not None:
            book.append((sentence("reports.paper.median"), report.median_min))
        for key, lines in (
            ("parts", report.parts),
            ("hours", report.hours),
            ("places", report.places),
            ("ages", report.ages),
            ("ways", report.ways),
        ):
            if lines:
                book.new_sheet(titles[key], head, _WIDTHS)
                _rows(book, lines)
        if report.measured:
            book.new_sheet(titles["measured"], (*head, sentence("reports.paper.said"), str(words["times"])), _WIDTHS)
            for each in report.measured:
                book.append((each.label, each.visits))
                for band in each.bands:
                    book.append((each.label, None, band.label, band.count))
    return file.getvalue()


def _cover(report: Report, stamp: str) -> Iterable[str]:
    yield period_words(report.period)
    if report.running:
        yield sentence("reports.notes.running")
    if report.empty:
        yield table("reports.words")["nothing"]
    yield stamp
    yield sentence("reports.notes.rule")
    yield sentence("reports.paper.last-value")
    yield sentence("reports.paper.about")


def _rows(book: Workbook, lines: Iterable[Line]) -> None:
    for line in lines:
        book.append((line.label, line.count))
