"""`kiosk reports show` and `export`: what a hall may tell of a day, a week or a month. Nothing personal; audited."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import write_new_bytes
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.sentences import Refusal, sentence, table

if TYPE_CHECKING:
    from kiosk.archive.archive import ArchiveContents
    from kiosk.paper.sheet import Sheet
    from kiosk.reports.period import Period
    from kiosk.reports.report import Line, Report

KINDS = ("day", "week", "month")


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("reports", help=sentence("help.summaries.reports"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    show = verbs.add_parser("show", help=sentence("help.reports.show"))
    export = verbs.add_parser("export", help=sentence("help.reports.export"))
    export.add_argument("--format", choices=("pdf", "xlsx"), required=True, help=sentence("help.reports.format"))
    export.add_argument("--out", type=a_path, metavar="FILE", required=True, help=sentence("help.reports.out"))
    for verb in (show, export):
        verb.add_argument("--period", choices=KINDS, default="week", help=sentence("help.reports.period"))
        verb.add_argument("--date", metavar="DATE", help=sentence("help.reports.date"))


def run(args: argparse.Namespace, context: Context, draw: Callable[[Sheet], bytes] | None = None) -> int:
    """Do it.

    Args:
        draw: Draws a PDF; None where nobody can, which is refused.
    """
    period = _period(args, context)
    if args.verb == "show":
        with reading_store(context) as store:
            report = _report(store, period, context)
        print(json.dumps(_as_dict(report), ensure_ascii=False) if context.json else "\n".join(_lines(report)))
        return 0
    return _export(args, context, period, draw)


def _export(args: argparse.Namespace, context: Context, period: Period, draw: Callable[[Sheet], bytes] | None) -> int:
    from kiosk.reports.sheet import sheet_of
    from kiosk.reports.stamp import stamp
    from kiosk.reports.workbook import workbook_of

    if args.format == "pdf" and draw is None:
        raise Refused(sentence("paper.refused.no-screen"))
    with opened_store(context) as store:
        report = _report(store, period, context)
        by = stamp("", operator(), context.clock.now().utc, _zone(context))
        try:
            content = draw(sheet_of(report, by)) if draw and args.format == "pdf" else workbook_of(report, by)
        except Refusal as refusal:
            raise Refused(refusal.sentence, code=refusal.code) from refusal
        store.audit.note(operator(), "report.exported", None, kind=args.period, period=period.key, format=args.format)
        write_new_bytes(args.out, content)
    if context.json:
        print(json.dumps({"file": str(args.out), "period": period.key, "format": args.format}, ensure_ascii=False))
    else:
        print(sentence("reports.done.written", file=args.out))
    return 0


def _period(args: argparse.Namespace, context: Context) -> Period:
    from kiosk.reports.period import Kind, period_of

    day = context.day_of(context.clock.now().utc)
    if args.date is not None:
        try:
            day = date.fromisoformat(args.date)
        except ValueError:
            raise Refused(sentence("reports.refused.date", date=args.date)) from None
    try:
        return period_of(Kind(args.period), day)
    except OverflowError:
        raise Refused(sentence("reports.refused.date", date=args.date)) from None


def _report(store: ArchiveContents, period: Period, context: Context) -> Report:
    from kiosk.reports.reading import read

    return read(store.report_counts, period, context.settings, context.day_of(context.clock.now().utc))


def _zone(context: Context) -> ZoneInfo:
    return ZoneInfo(context.settings.hall.time_zone)


def _lines(report: Report) -> list[str]:
    from kiosk.reports.words import bands_line, period_words

    titles, words = table("reports.tabs"), table("reports.words")
    lines = [f"{report.hall}  {period_words(report.period)}"]
    if report.running:
        lines.append(sentence("reports.notes.running"))
    if report.empty:
        return [*lines, words["nothing"]]
    lines.append(f"{words['visits']}  {sentence('reports.notes.visits', count=report.visits)}")
    for key, rows in _tables(report):
        lines += ["", titles[key], *(f"  {row.label}  {row.count}" for row in rows)]
    if report.measured:
        lines += ["", titles["measured"]]
        lines += [f"  {each.label}  {each.visits}  {bands_line(each.bands)}".rstrip() for each in report.measured]
    lines += [
        "",
        f"{titles['calls']}  {report.calls}",
        *(f"  {r.label}  {r.count}" for r in report.taken),
    ]
    if report.median_min is not None:
        lines.append("  " + sentence("reports.notes.median", minutes=report.median_min))
    return [*lines, "", sentence("reports.notes.rule")]


def _tables(report: Report) -> list[tuple[str, tuple[Line, ...]]]:
    every = (
        ("parts", report.parts),
        ("hours", report.hours),
        ("places", report.places),
        ("ages", report.ages),
        ("ways", report.ways),
    )
    return [(key, rows) for key, rows in every if rows]


def _as_dict(report: Report) -> dict[str, object]:
    """Every count is a multiple of `base`."""
    from kiosk.reports.rounding import BASE

    return {
        "base": BASE,
        "hall": report.hall,
        "period": report.period.key,
        "kind": report.period.kind.value,
        "first": report.period.first.isoformat(),
        "last": report.period.last.isoformat(),
        "running": report.running,
        "visits": report.visits,
        **{key: [_row(row) for row in rows] for key, rows in _tables(report)},
        "measured": [
            {"metric": each.metric, "visits": each.visits, "bands": [_row(band) for band in each.bands]}
            for each in report.measured
        ],
        "calls": {
            "count": report.calls,
            "taken": [_row(row) for row in report.taken],
            "median_min": report.median_min,
        },
    }


def _row(line: Line) -> dict[str, object]:
    return {"key": line.key, "label": line.label, "count": line.count}
