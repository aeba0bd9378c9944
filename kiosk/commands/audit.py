"""`kiosk audit verify / export / breach`: whether the trail or an exported file can be believed; what it says."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.commands import audit_breach
from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import write_new
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.commands.whitelist_who import say
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.archive.audit_file import FileReport


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("audit", help=sentence("help.summaries.audit"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help=sentence("help.audit.verify"))
    verify.add_argument("file", type=a_path, metavar="FILE", nargs="?", help=sentence("help.audit.file"))
    export = verbs.add_parser("export", help=sentence("help.audit.export"))
    export.add_argument("--out", type=a_path, metavar="FILE", required=True, help=sentence("help.audit.out"))
    audit_breach.add_verb(verbs)


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it; 1 when what was checked cannot be believed."""
    if args.verb == "breach":
        return audit_breach.run(args, context)
    if args.verb == "export":
        return _export(args.out, context)
    return _verify(context) if args.file is None else _check(args.file, context)


def _verify(context: Context) -> int:
    with reading_store(context) as store:
        report = store.audit.verify()
    said = (
        sentence("audit.command.sound", rows=report.rows, digits=report.head.digits)
        if report.ok
        else sentence("audit.command.broken", seq=report.first_bad_seq)
    )
    result = {"sound": report.ok, "rows": report.rows, "bad": report.first_bad_seq, "digits": report.head.digits}
    say(context, result, said)
    return 0 if report.ok else 1


def _check(path: Path, context: Context) -> int:
    try:
        with reading_store(context) as store, path.open(encoding="utf-8") as file:
            report = store.audit.check_file(file.readline)
    except UnicodeDecodeError:
        raise Refused(sentence("audit.command.file-broken", line=1)) from None
    result = {"sound": report.ok, "rows": report.rows, "bad_line": report.bad_line, "in_terminal": report.in_terminal}
    say(context, result, *_words(report))
    return 0 if report.ok and report.in_terminal else 1


def _words(report: FileReport) -> Iterator[str]:
    if not report.ok or report.head is None:
        yield sentence("audit.command.file-broken", line=report.bad_line)
        return
    yield sentence("audit.command.file-sound", rows=report.rows, digits=report.head.digits)
    is_there, is_not = sentence("audit.command.in-terminal"), sentence("audit.command.not-in-terminal")
    yield is_there if report.in_terminal else is_not


def _export(path: Path, context: Context) -> int:
    lines: list[str] = []
    with opened_store(context) as store:
        header = store.audit.export(lines.append, operator(), hall=context.settings.hall.name)
        write_new(path, lines)
    result = {"rows": header.rows, "digits": header.head.digits, "file": str(path)}
    say(context, result, sentence("audit.command.exported", rows=header.rows, digits=header.head.digits))
    return 0
