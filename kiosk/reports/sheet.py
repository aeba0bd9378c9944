"""A report as a document: one or two pages of A4."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.paper.sheet import Bar, Bars, Block, Facts, Sheet, Table, Words
from kiosk.reports.report import Line, Report
from kiosk.reports.words import bands_line, period_words
from kiosk.sentences import sentence, table


def sheet_of(report: Report, stamp: str) -> Sheet:
    """The whole report.

    Args:
        stamp: Who takes it away, and when.
    """
    period, words = period_words(report.period), table("reports.words")
    return Sheet(
        title=sentence("reports.paper.title", hall=report.hall),
        file_title=sentence("reports.paper.file-title", period=report.period.key),
        header=(report.hall, sentence("reports.paper.header", period=period)),
        under=period,
        head=sentence("reports.notes.running") if report.running else "",
        blocks=tuple(_blocks(report)) if not report.empty else (Words(words["title"], (words["nothing"],)),),
        end=sentence("reports.paper.end"),
        stamp=stamp,
    )


def _blocks(report: Report) -> Iterable[Block]:
    titles, words = table("reports.tabs"), table("reports.words")
    rows: list[tuple[str, str]] = [(str(words["visits"]), sentence("reports.notes.visits", count=report.visits))]
    rows += [(str(titles["calls"]), sentence("reports.paper.times", count=report.calls))]
    rows += [(str(line.label), sentence("reports.paper.times", count=line.count)) for line in report.taken]
    if report.median_min is not None:
        rows.append((str(titles["calls"]), sentence("reports.notes.median", minutes=report.median_min)))
    yield Facts(sentence("reports.paper.whole"), tuple(rows))
    for key, lines in (
        ("parts", report.parts),
        ("hours", report.hours),
        ("places", report.places),
        ("ages", report.ages),
        ("ways", report.ways),
    ):
        if lines:
            yield Bars(titles[key], tuple(_bar(line) for line in lines))
    if report.measured:
        columns = (str(titles["measured"]), str(words["times"]), str(sentence("reports.paper.said")))
        measured = tuple((each.label, str(each.visits), bands_line(each.bands)) for each in report.measured)
        yield Table(titles["measured"], columns, measured, wide=2, note=sentence("reports.paper.last-value"))
    yield Words(sentence("reports.paper.reading"), (sentence("reports.notes.rule"), sentence("reports.paper.about")))


def _bar(line: Line) -> Bar:
    return Bar(line.label, line.count, str(line.count))
