"""A wire log as lines on a page and as a text file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from devices.wire_log import Direction, WireEntry
from kiosk.device_bench.view import WireRowView

ACROSS = 24
"""Bytes on one line of the page."""
_FILE_ACROSS = 32


def wire_rows(entries: Iterable[WireEntry], zone: tzinfo) -> tuple[WireRowView, ...]:
    """The newest first; an entry that is longer goes on in the line below."""
    return tuple(_rows(reversed(tuple(entries)), zone))


def wire_text(entries: Iterable[WireEntry], zone: tzinfo, head: Iterable[str]) -> str:
    """As a file: the head, then a line an entry or more; `>` is sent by the terminal, `<` received."""
    return "".join(f"{line}\n" for line in (*(f"# {line}" for line in head), *_lines(entries, zone)))


def wire_line(entry: WireEntry, zone: tzinfo) -> str:
    """One entry in one line."""
    return wire_words(entry.at.utc, entry.direction, entry.hex(), zone)


def wire_words(at: datetime, direction: Direction, octets: str, zone: tzinfo) -> str:
    """The same of its parts."""
    return f"{_clock(at, zone)} {_sign(direction)} {octets}"


def _rows(entries: Iterable[WireEntry], zone: tzinfo) -> Iterator[WireRowView]:
    for entry in entries:
        for number, part in enumerate(_parts(entry, ACROSS)):
            when = "" if number else _moment(entry, zone)[11:]
            yield WireRowView(when, entry.direction is Direction.SENT, part)


def _lines(entries: Iterable[WireEntry], zone: tzinfo) -> Iterator[str]:
    for entry in entries:
        for number, part in enumerate(_parts(entry, _FILE_ACROSS)):
            moment = _moment(entry, zone)
            yield f"{' ' * len(moment)}   {part}" if number else f"{moment} {_sign(entry.direction)} {part}"


def _parts(entry: WireEntry, across: int) -> Iterator[str]:
    octets = entry.hex().split(" ")
    yield from (" ".join(octets[at : at + across]) for at in range(0, len(octets), across))


def _moment(entry: WireEntry, zone: tzinfo) -> str:
    return _clock(entry.at.utc, zone)


def _clock(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(sep=" ", timespec="milliseconds")[:23]


def _sign(direction: Direction) -> str:
    return ">" if direction is Direction.SENT else "<"
