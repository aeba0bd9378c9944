"""`kiosk records export`: what was measured, as a table. Masked unless `--unmasked --reason` is given and audited."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import opened_store, operator

if TYPE_CHECKING:
    from kiosk.store.store import Store


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("records", help="export what was logged")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    export = verbs.add_parser("export", help="measurements as a table")
    export.add_argument("--format", choices=("csv", "fhir"), required=True, help="how it is written")
    export.add_argument("--out", type=Path, metavar="FILE", help="write to a new file instead of standard output")
    export.add_argument("--since", metavar="DATE", help="from this day or moment on (ISO 8601, the hall's time)")
    export.add_argument("--until", metavar="DATE", help="up to but without this day or moment")
    export.add_argument("--metric", metavar="ID", help="one metric only, such as temp_body")
    export.add_argument("--unmasked", action="store_true", help="names and numbers in full; needs --reason")
    export.add_argument("--reason", metavar="TEXT", help="why they must be in full; kept in the audit trail")


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    if args.format == "fhir":
        raise Refused("FHIR 格式还没有做好，请用 --format csv。")
    if args.unmasked and not (args.reason or "").strip():
        raise Refused("导出完整姓名和号码必须用 --reason 写明原因，原因会记入审计。")
    if context.json and args.out is None:
        raise Refused("--json 只输出 JSON：请用 --out 把表格写进文件。")
    zone = ZoneInfo(context.settings.hall.time_zone)
    since, until = _moment(args.since, zone), _moment(args.until, zone)
    from kiosk.store.csv_export import csv_lines

    with opened_store(context) as store:
        if args.unmasked:
            _audit(store, args)
        lines = csv_lines(store.records.measurements(since, until, args.metric), zone, unmasked=args.unmasked)
        if args.out is None:
            count = _print(lines)
        else:
            count = _write(args.out, lines)
        if not args.unmasked:
            _audit(store, args)
    if context.json:
        print(json.dumps({"rows": count, "file": str(args.out), "masked": not args.unmasked}, ensure_ascii=False))
    elif args.out is not None:
        print(f"已导出 {count} 行到 {args.out}", file=sys.stderr)
    return 0


def _audit(store: Store, args: argparse.Namespace) -> None:
    store.audit.note(operator(), "records.exported", None, format=args.format, masked=not args.unmasked,
                     reason=args.reason, since=args.since, until=args.until, metric=args.metric)  # fmt: skip


def _moment(text: str | None, zone: ZoneInfo) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(f"时间 {text!r} 看不懂：请写成 2026-11-22 或 2026-11-22T09:20。") from None


def _print(lines: Iterable[str]) -> int:
    count = -1
    for line in lines:
        sys.stdout.buffer.write(line.encode())
        count += 1
    sys.stdout.buffer.flush()
    return count


def _write(path: Path, lines: Iterable[str]) -> int:
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise Refused(f"文件 {path} 已经有了，请换一个名字。") from None
    except OSError as error:
        raise Refused(f"文件 {path} 写不了：{error.strerror}。") from error
    count = -1
    with os.fdopen(fd, "wb") as file:
        for line in lines:
            file.write(line.encode())
            count += 1
    return count
