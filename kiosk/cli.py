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
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from devices.device import where_it_broke
from kiosk import core_dumps
from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.line_words import speak
from kiosk.commands.locale import let_streams_speak, words
from kiosk.commands.output import not_done
from kiosk.commands.personal import fill
from kiosk.sentences import sentence, table

COMMANDS: dict[str, str] = {
    "run": "ui.commands.run",
    "demo": "ui.commands.demo",
    "doctor": "kiosk.commands.doctor",
    "diagnostics": "kiosk.commands.diagnostics",
    "devices": "kiosk.commands.devices",
    "calibrate": "ui.commands.calibrate",
    "config": "kiosk.commands.config",
    "whitelist": "kiosk.commands.whitelist",
    "people": "kiosk.commands.people",
    "faces": "kiosk.commands.faces",
    "records": "ui.commands.records",
    "reports": "ui.commands.reports",
    "accounts": "kiosk.commands.accounts",
    "audit": "kiosk.commands.audit",
    "alerts": "kiosk.commands.alerts",
    "voice": "kiosk.commands.voice",
    "bench": "ui.commands.bench",
}


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", type=a_path, metavar="FILE", help=sentence("help.common.config"))
    common.add_argument("--data", type=a_path, metavar="DIR", help=sentence("help.common.data"))
    common.add_argument("--json", action="store_true", help=sentence("help.common.json"))
    common.add_argument("--verbose", action="store_true", help=sentence("help.common.verbose"))
    return common


class _Commands(argparse._SubParsersAction):  # type: ignore[type-arg]
    """The commands. Which one is meant is argparse's decision; only then is its module imported."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Build the parser of the command that was typed, and let it parse the rest of the line."""
        name = values[0]
        del self._name_parser_map[name]
        importlib.import_module(COMMANDS[name]).add_parser(self)
        _add_common(self._name_parser_map[name])
        super().__call__(parser, namespace, values, option_string)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, *_: object) -> NoReturn:
        """Print it and end."""
        from importlib.metadata import version

        print(f"kiosk {version('kiosk')}")
        sys.exit(0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--version", action=_Version, nargs=0, help=sentence("help.common.version"))
    sub = parser.add_subparsers(action=_Commands, dest="command", required=True, metavar="COMMAND")
    summaries = table("help.summaries")
    for name in COMMANDS:
        sub.add_parser(name, help=summaries[name])
    _add_common(parser)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Give the common options to a parser and every sub-parser below it but those of commands not yet imported."""
    common = _common()
    for chosen in _all_parsers(parser):
        for action in common._actions:
            chosen._add_action(action)


def _all_parsers(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parser and every sub-parser below it, so that common options may stand anywhere on the line."""
    found = [parser]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) and not isinstance(action, _Commands):
            for child in {id(p): p for p in action.choices.values()}.values():
                found += _all_parsers(child)
    return found


def default_data_dir() -> Path:
    """Where a terminal keeps its records when `--data` does not say."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kiosk"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code.

    Args:
        argv: The words of the line; None when this process is the command itself, which may then open the key.
    """
    if argv is None:
        core_dumps.forbid()
    let_streams_speak()
    speak()
    said = _Said()
    try:
        args = _parser().parse_args(words(sys.argv[1:] if argv is None else argv))
        said = _Said(json=hasattr(args, "json"), verbose=hasattr(args, "verbose"))
        return _run(args, said)
    except Refused as refusal:
        return said.refusal(str(refusal), **refusal.more)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()
        return 0
    except OSError as error:
        if said.verbose:
            traceback.print_exc()
        return said.refusal(not_done(error))
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user; --verbose shows it
        if said.verbose:
            traceback.print_exc()
        return said.refusal(sentence("commands.unforeseen", where=where_it_broke(error)))


def _run(args: argparse.Namespace, said: _Said) -> int:
    logging.basicConfig(
        level=logging.INFO if said.verbose else logging.WARNING,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    context = Context(
        config=getattr(args, "config", None),
        data_dir=getattr(args, "data", None) or default_data_dir(),
        data_given=hasattr(args, "data"),
        json=said.json,
    )
    fill(args)
    code: int = importlib.import_module(COMMANDS[args.command]).run(args, context)
    sys.stdout.flush()  # what cannot be written is said now, not by the interpreter on its way out
    return code


def _drop_output() -> None:
    """What is still to be printed goes nowhere: its reader is gone, or there is no room for it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@dataclass(frozen=True, slots=True)
class _Said:
    """How the person wants to be answered, as far as the line has been understood."""

    json: bool = False
    verbose: bool = False

    def refusal(self, words: str, **more: object) -> int:
        """Say why not; the exit code."""
        try:
            if self.json:
                print(json.dumps({"refused": words, **more}, ensure_ascii=False))
            sys.stdout.flush()
        except OSError:  # standard output is what refuses
            _drop_output()
            print(words, file=sys.stderr)
        else:
            if not self.json:
                print(words, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
