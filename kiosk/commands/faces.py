"""`kiosk faces identify`, `evaluate`, `camera` and `thresholds`."""

from __future__ import annotations

import argparse
import importlib

from kiosk.commands.context import Context
from kiosk.sentences import sentence

VERBS = {
    "identify": "kiosk.commands.faces_identify",
    "evaluate": "kiosk.commands.faces_evaluate",
    "camera": "kiosk.commands.faces_camera",
    "thresholds": "kiosk.commands.faces_thresholds",
}


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("faces", help=sentence("help.summaries.faces"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for module in VERBS.values():
        importlib.import_module(module).add_parser(verbs)


def run(args: argparse.Namespace, context: Context) -> int:
    """Run the verb asked for."""
    code: int = importlib.import_module(VERBS[args.verb]).run(args, context)
    return code
