"""`kiosk …`: finds the command, gives it its context, and turns what goes wrong into a sentence and an exit code.

Exit 0 done, 1 refused with a sentence, 2 wrong usage. Only the module of the command asked for is imported: the
terminal must show its first picture within half a second.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.commands.context import Context, Refused

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("ui.commands.run", "the terminal on the configured hardware"),
    "demo": ("ui.commands.demo", "the demonstration hall: every device simulated on its real wire"),
    "doctor": ("kiosk.commands.doctor", "every device, the store, key, disk, clock, models: state, and what to do"),
    "devices": ("kiosk.commands.devices", "what is supported; the events of one configured device"),
    "whitelist": ("kiosk.commands.whitelist", "who may be recognised by the camera"),
    "faces": ("kiosk.commands.faces", "search a face in the whitelist"),
    "records": ("kiosk.commands.records", "export what was logged"),
    "bench": ("ui.commands.bench", "the product's own speed, memory and start-up"),
}


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", type=Path, metavar="FILE", help="configuration file (TOML)")
    common.add_argument("--data", type=Path, metavar="DIR", help="where records and keys are kept")
    common.add_argument("--json", action="store_true", help="print only JSON")
    common.add_argument("--verbose", action="store_true", help="say more on standard error")
    return common


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk", description=__doc__.splitlines()[0] if __doc__ else None)
    sub = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = next((word for word in argv if word in COMMANDS), None)
    for name, (module, summary) in COMMANDS.items():
        if name == asked:
            importlib.import_module(module).add_parser(sub)
        else:
            sub.add_parser(name, help=summary)
    common = _common()
    for chosen in _all_parsers(parser):
        for action in common._actions:
            chosen._add_action(action)
    return parser


def _all_parsers(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parser and every sub-parser below it, so that common options may stand anywhere on the line."""
    found = [parser]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in {id(p): p for p in action.choices.values()}.values():
                found += _all_parsers(child)
    return found


def default_data_dir() -> Path:
    """Where a terminal keeps its records when `--data` does not say."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kiosk"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    args = _parser(argv).parse_args(argv)
    logging.basicConfig(
        level=logging.INFO if getattr(args, "verbose", False) else logging.WARNING,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    context = Context(
        config=getattr(args, "config", None),
        data_dir=getattr(args, "data", None) or default_data_dir(),
        data_given=hasattr(args, "data"),
        json=getattr(args, "json", False),
    )
    try:
        code: int = importlib.import_module(COMMANDS[args.command][0]).run(args, context)
    except Refused as refusal:
        if context.json:
            print(json.dumps({"refused": str(refusal)}, ensure_ascii=False))
        else:
            print(str(refusal), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
