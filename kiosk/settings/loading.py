"""From a configuration file to settings, or to the list of everything that is wrong in it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from kiosk.sentences import sentence
from kiosk.settings.checking import check_table
from kiosk.settings.equipment import check_devices
from kiosk.settings.mistakes import KeyPath, Mistake, SettingsError
from kiosk.settings.positions import lines_of
from kiosk.settings.sense import contradictions
from kiosk.settings.values import Settings

LARGEST = 1 << 20
"""Bytes of a configuration file at most; a larger one was given by mistake."""


def load(path: Path | None) -> Settings:
    """Settings of a file; the defaults when `path` is None.

    Raises:
        SettingsError: it cannot be read as TOML, or with every mistake in it.
    """
    return Settings() if path is None else settings_of(text_of(read_bytes(path), path), path)


def read_bytes(path: Path) -> bytes:
    """What a configuration file holds.

    Raises:
        SettingsError: there is none, or it cannot be read.
    """
    try:
        return _bytes(path)
    except _Unusable as why:
        raise SettingsError(path, [why.mistake]) from None


def text_of(raw: bytes, path: Path) -> str:
    """The same as text, lines ending with a line feed and no mark of its encoding before it.

    Raises:
        SettingsError: it is no text.
    """
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SettingsError(path, [Mistake((), sentence("settings.file.not-text"), line)]) from None


def settings_of(text: str, path: Path) -> Settings:
    """Settings of the text of a configuration file, which stands or shall stand at `path`.

    Raises:
        SettingsError: it is no TOML, or with every mistake in it.
    """
    try:
        tables, lines = _parsed(text)
    except _Unusable as why:
        raise SettingsError(path, [why.mistake]) from None
    good, mistakes = check_table(Settings, tables)
    mistakes += check_devices(good.get("devices", []))
    mistakes += _contradictions(good, mistakes, lines)
    if mistakes:
        placed = [_placed(mistake, lines) for mistake in mistakes]
        raise SettingsError(path, sorted(placed, key=lambda mistake: mistake.line or 0))
    return msgspec.convert(good, Settings)


class _Unusable(Exception):
    """The file is no TOML text."""

    def __init__(self, said: str, line: int | None = None) -> None:
        super().__init__(said)
        self.mistake = Mistake((), said, line)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _Unusable(sentence("settings.file.missing")) from None
    except IsADirectoryError:
        raise _Unusable(sentence("settings.file.folder")) from None
    except PermissionError:
        raise _Unusable(sentence("settings.file.forbidden")) from None
    except OSError as error:
        raise _Unusable(sentence("settings.file.unreadable", why=error.strerror)) from error
    except ValueError:
        raise _Unusable(sentence("settings.file.no-name")) from None
    if len(raw) > LARGEST:
        raise _Unusable(sentence("settings.file.too-large", mib=LARGEST >> 20))
    return raw


def _parsed(text: str) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    try:
        return tomllib.loads(text), lines_of(text)
    except tomllib.TOMLDecodeError as error:
        raise _Unusable(sentence("settings.file.not-toml", why=error)) from None
    except RecursionError:
        raise _Unusable(sentence("settings.file.too-deep")) from None
    except ValueError as error:  # a number of more digits than Python reads
        raise _Unusable(sentence("settings.file.odd-value", why=error)) from None


def _contradictions(good: dict[str, Any], mistakes: list[Mistake], lines: dict[KeyPath, int]) -> list[Mistake]:
    """Of the values that are sound; what a wrong value would have said about others is not guessed."""
    wrong = {mistake.key for mistake in mistakes}
    settings = msgspec.convert(good | {"devices": []}, Settings)
    found: list[Mistake] = []
    for keys, said in contradictions(settings):
        paths: list[KeyPath] = [tuple(key.split(".")) for key in keys]
        if not wrong.intersection(paths):
            line = next((lines[path] for path in paths if path in lines), None)
            found.append(Mistake(paths[0], said, line))
    return found


def _placed(mistake: Mistake, lines: dict[KeyPath, int]) -> Mistake:
    """The mistake with its line: of its key, or of the table the key is missing from."""
    if mistake.line is not None:
        return mistake
    for end in range(len(mistake.key), 0, -1):
        if mistake.key[:end] in lines:
            return Mistake(mistake.key, mistake.said, lines[mistake.key[:end]])
    return mistake
