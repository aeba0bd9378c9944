"""`kiosk records export`: what was measured, as a table or as FHIR. Masked unless `--unmasked --reason`, audited."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from kiosk.commands import records_due, records_purge, records_summary
from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import write_new, write_new_file
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.sentences import listed, sentence
from kiosk.system_words import system_words

if TYPE_CHECKING:
    from kiosk.archive.archive import ArchiveContents
    from kiosk.archive.measurement_log import LoggedMeasurement

_BLOCK = 65536


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("records", help=sentence("help.summaries.records"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    export = verbs.add_parser("export", help=sentence("help.records.export"))
    export.add_argument("--format", choices=("csv", "fhir", "xlsx"), required=True,
                        help=sentence("help.records.format"))  # fmt: skip
    export.add_argument("--out", type=a_path, metavar="FILE", help=sentence("help.records.out"))
    export.add_argument("--since", metavar="DATE", help=sentence("help.records.since"))
    export.add_argument("--until", metavar="DATE", help=sentence("help.records.until"))
    export.add_argument("--metric", metavar="ID", help=sentence("help.records.metric"))
    export.add_argument("--resident", metavar="ID", help=sentence("help.records.resident"))
    export.add_argument("--unmasked", action="store_true", help=sentence("help.records.full"))
    export.add_argument("--reason", metavar="TEXT", help=sentence("help.records.full-reason"))
    records_purge.add_verb(verbs)
    records_due.add_verb(verbs)
    records_summary.add_verb(verbs)


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    if args.verb == "purge":
        return records_purge.run(args, context)
    if args.verb == "due":
        return records_due.run(args, context)
    if args.verb == "summary":
        return records_summary.run(args, context, None)
    if args.unmasked and not (args.reason or "").strip():
        raise Refused(sentence("records.unmasked-needs-reason"))
    if args.format == "xlsx" and args.out is None:
        raise Refused(sentence("records.workbook-needs-out"))
    if context.json and args.out is None and args.format != "fhir":
        raise Refused(sentence("records.json-needs-out"))
    zone = ZoneInfo(context.settings.hall.time_zone)
    since, until = _moment(args.since, zone), _moment(args.until, zone)
    if since is not None and until is not None and since >= until:
        raise Refused(sentence("records.empty-span", since=args.since, until=args.until))
    _refuse_unknown(args.metric)
    if args.unmasked:
        _audit(args, context)
    with reading_store(context) as store:
        if args.resident is not None:
            _refuse_unknown_resident(store, args.resident)
        rows = _Counted(store.records.measurements(since, until, args.metric, args.resident))
        _export(args, store, rows, zone, context)
    if args.out is not None and context.json:
        print(json.dumps({"rows": rows.count, "file": str(args.out), "masked": not args.unmasked}, ensure_ascii=False))
    elif args.out is not None:
        print(sentence("records.exported", rows=rows.count, file=args.out), file=sys.stderr)
    return 0


def _export(
    args: argparse.Namespace,
    store: ArchiveContents,
    rows: Iterable[LoggedMeasurement],
    zone: ZoneInfo,
    context: Context,
) -> None:
    if args.format == "xlsx":
        _write_workbook(args, rows, zone)
        return
    if args.format == "csv":
        from kiosk.exports.csv_table import csv_lines

        _give(args, csv_lines(rows, zone, unmasked=args.unmasked))
        return
    from kiosk.exports.fhir_bundle import fhir_text
    from kiosk.exports.fhir_rules import ProfileBroken

    models = {entry.name: entry.model for entry in context.settings.devices}
    made = context.clock.now().utc
    try:
        _give(args, fhir_text(rows, zone, made, store.records.pseudonym, models=models, unmasked=args.unmasked))
    except ProfileBroken as error:
        raise Refused(sentence("records.profile-broken", detail=str(error))) from error


def _give(args: argparse.Namespace, text: Iterable[str]) -> None:
    if args.out is None:
        _print(text)
    else:
        write_new(args.out, _in_blocks(text))


def _write_workbook(args: argparse.Namespace, rows: Iterable[LoggedMeasurement], zone: ZoneInfo) -> None:
    from kiosk.exports.workbook import write_workbook

    path: Path = args.out

    def write(file: BinaryIO) -> None:
        try:
            write_workbook(file, rows, zone, unmasked=args.unmasked)
        except OSError as error:
            raise Refused(sentence("commands.file.half", path=path, why=system_words(error))) from error

    write_new_file(path, write)


def _refuse_unknown(metric: str | None) -> None:
    from kiosk.measurements.catalogue import metrics

    if metric is not None and metric not in metrics():
        known = listed(sentence("records.metric", id=name, name=one.name) for name, one in metrics().items())
        raise Refused(sentence("records.metric-unknown", metric=metric, known=known))


class _Counted:
    """Measurements on their way out, counted."""

    def __init__(self, records: Iterable[LoggedMeasurement]) -> None:
        self._records = records
        self.count = 0

    def __iter__(self) -> Iterator[LoggedMeasurement]:
        for record in self._records:
            self.count += 1
            yield record


def _in_blocks(text: Iterable[str]) -> Iterator[str]:
    """The same in pieces of some 64 KB."""
    held: list[str] = []
    size = 0
    for piece in text:
        held.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _audit(args: argparse.Namespace, context: Context) -> None:
    """Before a name leaves the store in full, and apart from the reading: an entry is a write of a moment."""
    with opened_store(context) as store:
        if args.resident is not None:
            _refuse_unknown_resident(store, args.resident)
        store.audit.note(operator(), "records.exported", None, format=args.format, masked=False,
                         reason=args.reason, since=args.since, until=args.until, metric=args.metric,
                         resident=args.resident)  # fmt: skip


def _refuse_unknown_resident(store: ArchiveContents, resident_id: str) -> None:
    if store.register.resident(resident_id) is None:
        raise Refused(sentence("records.resident-unknown", resident=resident_id))


def _moment(text: str | None, zone: ZoneInfo) -> datetime | None:
    return None if text is None else moment_of(text, zone)


def moment_of(text: str, zone: ZoneInfo) -> datetime:
    """A day, or a day and a time, of the hall, in UTC. Raises Refused."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(sentence("records.time-unreadable", time=text)) from None


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line.encode())
    sys.stdout.buffer.flush()
