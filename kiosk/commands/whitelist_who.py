"""Which member a command is about: the resident's id, or a document number."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from kiosk.commands.context import Context, Refused
from kiosk.commands.personal import add_personal
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from kiosk.archive.archive import ArchiveContents


def add_who(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], verb: str, words: str
) -> argparse.ArgumentParser:
    """A verb about one member; its parser."""
    parser = verbs.add_parser(verb, help=words)
    parser.add_argument("resident", metavar="ID", nargs="?", help=sentence("help.whitelist.resident"))
    add_personal(parser, "--number", sentence("people.fields.number"), meaning=sentence("help.whitelist.by-number"))
    return parser


def resident_of(args: argparse.Namespace, store: ArchiveContents) -> str:
    """The id of the member a command is about. Raises Refused."""
    if (args.resident is None) == (args.number is None):
        raise Refused(sentence("whitelist.who"))
    if args.resident is not None:
        return str(args.resident)
    resident = store.register.by_number(args.number)
    if resident is None:
        raise Refused(sentence("refusals.whitelist-not-listed"))
    return resident.id


def say(context: Context, result: dict[str, Any], *sentences: str) -> None:
    """Print what was done: as JSON, or a sentence a line."""
    print(json.dumps(result, ensure_ascii=False) if context.json else "\n".join(sentences))
