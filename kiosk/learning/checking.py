"""Every mistake in the file of a profile, each with its line and in words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from devices.lines.checks import Problem, problems
from devices.lines.profile import LARGEST_FILE, Profile
from kiosk.sentences import Text, sentence, table
from kiosk.settings.checking import check_table
from kiosk.settings.mistakes import KeyPath, Mistake
from kiosk.settings.positions import lines_of


def check(path: Path) -> tuple[Profile | None, tuple[str, ...]]:
    """The profile of a file, None when it cannot be used; and what is wrong, a sentence each, by line."""
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST_FILE:
            return None, (sentence("learning.file.large"),)
        text = raw.decode("utf-8")
        tables: dict[str, Any] = tomllib.loads(text)
        lines = lines_of(text)
    except OSError as error:
        return None, (sentence("learning.file.unread", why=error.strerror or ""),)
    except (ValueError, RecursionError) as error:
        return None, (
            sentence("learning.file.not-toml", why=error if isinstance(error, tomllib.TOMLDecodeError) else ""),
        )
    good, mistakes = check_table(Profile, tables)
    if not mistakes:
        profile = msgspec.convert(good, Profile)
        found = problems(profile)
        if not found:
            return profile, ()
        mistakes = [Mistake(_path(problem.key), said(problem)) for problem in found]
    placed = [Mistake(each.key, each.said, _line(each.key, lines)) for each in mistakes]
    return None, tuple(str(each) for each in sorted(placed, key=lambda each: each.line or 0))


def said(problem: Problem) -> Text:
    """A contradiction in words."""
    blanks = {
        f"n{index}": name.replace(", ", sentence("learning.comma")) for index, name in enumerate(problem.names, 1)
    }
    return table("learning.wrong")[problem.code].fill(**blanks)


def _path(key: str) -> KeyPath:
    path: list[str | int] = []
    for part in key.split("."):
        name, _, index = part.partition("[")
        path.append(name)
        if index:
            path.append(int(index.rstrip("]")) - 1)
    return tuple(path)


def _line(key: KeyPath, lines: dict[KeyPath, int]) -> int | None:
    for end in range(len(key), 0, -1):
        if key[:end] in lines:
            return lines[key[:end]]
    return None
