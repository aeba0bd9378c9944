"""How names, numbers and addresses come into a command.

What stands on a command line can be read by every user of the machine while the command runs. So each personal option
`--x TEXT` also comes as `--x -` (one line of standard input; several are read in the order of the help text) and as
`--x-file FILE`, and one that is needed and not given is asked for when there is a person at the keyboard.
`fill` puts what came in where the command looks for it: `args.x`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Refused
from kiosk.sentences import sentence

LONGEST = 1024
"""Characters of one field at most; a whole file given by mistake is refused, not read."""


@dataclass(frozen=True, slots=True)
class Personal:
    """One personal option.

    Attributes:
        dest: Where `args` keeps it.
        option: As it is typed, such as `--name`.
        asked_as: Chinese word of the prompt and the refusals.
        required: Whether the command cannot do without.
    """

    dest: str
    option: str
    asked_as: str
    required: bool


@dataclass(slots=True)
class PersonalFields:
    """The personal options of one parser."""

    parser: argparse.ArgumentParser
    fields: list[Personal] = field(default_factory=list)


def add_personal(
    parser: argparse.ArgumentParser,
    option: str,
    asked_as: str,
    *,
    required: bool = False,
    meaning: str = "",
    metavar: str = "TEXT",
) -> None:
    """Add `option` and its `-file` twin to a parser. Call it in the order in which lines of standard input come."""
    known: PersonalFields | None = parser.get_default("personal")
    if known is None:
        known = PersonalFields(parser)
        parser.set_defaults(personal=known)
        said = sentence("help.common.personal")
        parser.epilog = said if parser.epilog is None else f"{parser.epilog} {said}"
    dest = option.lstrip("-").replace("-", "_")
    known.fields.append(Personal(dest, option, asked_as, required))
    twins = parser.add_mutually_exclusive_group()
    twins.add_argument(option, metavar=metavar, help=meaning or None)
    twins.add_argument(f"{option}-file", type=a_path, metavar="FILE", help=sentence("help.common.from-file"))


def fill(args: argparse.Namespace) -> None:
    """Put the text of every personal option of the chosen command into `args`; None for one left out.

    Raises:
        Refused: a file or a line cannot be used; the sentence never quotes it.
        SystemExit: wrong usage, a required one is missing and there is nobody to ask.
    """
    known: PersonalFields | None = getattr(args, "personal", None)
    if known is None:
        return
    missing = [one.option for one in known.fields if one.required and _left_out(args, one)]
    if missing and not sys.stdin.isatty():
        known.parser.error(
            f"the following are required: {', '.join(missing)} (or {', '.join(f'{m}-file' for m in missing)})"
        )
    for one in known.fields:
        setattr(args, one.dest, _text(args, one))


def _left_out(args: argparse.Namespace, one: Personal) -> bool:
    return getattr(args, one.dest) is None and getattr(args, f"{one.dest}_file") is None


def _text(args: argparse.Namespace, one: Personal) -> str | None:
    typed: str | None = getattr(args, one.dest)
    file: Path | None = getattr(args, f"{one.dest}_file")
    if typed == "-" or file == Path("-"):
        return _asked(one)
    if file is not None:
        return _checked(_first_line(file, one), one)
    if typed is not None:
        return _checked(typed, one, may_be_empty=True)
    if not one.required:
        return None
    return _asked(one)


def _asked(one: Personal) -> str:
    """A line of standard input; asked for where somebody sits at it."""
    if sys.stdin.isatty():
        print(sentence("commands.personal.prompt", what=one.asked_as), end="", file=sys.stderr, flush=True)
    return _checked(sys.stdin.readline(LONGEST + 2), one)


def _first_line(file: Path, one: Personal) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(LONGEST * 4 + 1)
    except OSError as error:
        raise Refused(
            sentence("commands.personal.file-unreadable", what=one.asked_as, file=file, why=error.strerror)
        ) from error
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Refused(sentence("commands.personal.file-not-text", what=one.asked_as, file=file)) from None
    if len(raw) > LONGEST * 4 or len([line for line in lines if line.strip()]) > 1:
        raise Refused(sentence("commands.personal.file-lines", what=one.asked_as, file=file))
    return next((line for line in lines if line.strip()), "")


def _checked(text: str, one: Personal, *, may_be_empty: bool = False) -> str:
    text = text.strip()
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused(sentence("commands.personal.not-text", what=one.asked_as)) from None
    if len(text) > LONGEST:
        raise Refused(sentence("commands.personal.too-long", what=one.asked_as))
    if not text and not may_be_empty:
        raise Refused(sentence("commands.personal.empty", what=one.asked_as))
    return text
