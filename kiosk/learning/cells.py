"""One frame as cells that can be touched, and what a number there may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from devices.lines.fields import converted, limits, number, piece
from devices.lines.profile import Checksum, Field, Frame
from devices.metrics import conversion
from kiosk.learning.finding import best_separator, body_of, letters, text_columns

MOST_CELLS = 40
_NUMBERS: tuple[tuple[int, Literal["unsigned", "bcd"], Literal["big", "little"]], ...] = (
    (1, "unsigned", "big"), (2, "unsigned", "big"), (2, "unsigned", "little"), (1, "bcd", "big"), (2, "bcd", "big"),
    (2, "bcd", "little"),
)  # fmt: skip
_SCALES = (1.0, 0.1, 0.01)


@dataclass(frozen=True, slots=True, repr=False)
class Cell:
    """Half-open places in the frame; `part` is "start", "body" or "sum"."""

    begin: int
    end: int
    part: str


def cells(frame: Frame, check: Checksum, data: bytes) -> tuple[Cell, ...]:
    """Columns of a line, single bytes of anything else."""
    begin, end = body_of(frame, check, data)
    if frame.way != "lines":
        parts = ("start" if at < begin else "body" if at < end else "sum" for at in range(len(data)))
        return tuple(Cell(at, at + 1, part) for at, part in zip(range(MOST_CELLS), parts, strict=False))
    found, separator = [], best_separator(data[:end])
    for column in range(1, text_columns(data[:end], separator) + 1):
        place = piece(_column("weight", "kg", separator, column, ""), data[:end])
        assert place is not None
        found.append(Cell(*place, "body"))
    rest = (Cell(end, len(data), "sum"),) if end < len(data) else ()
    return (*found[:MOST_CELLS], *rest)


def readings_at(frame: Frame, check: Checksum, data: bytes, index: int, metric: str, unit: str) -> tuple[Field, ...]:
    """Every field that begins in this cell and whose value is within the metric's limits, the simplest first."""
    there = cells(frame, check, data)
    if not 0 <= index < len(there) or there[index].part != "body":
        return ()
    end = body_of(frame, check, data)[1]
    if frame.way == "lines":
        text = data[there[index].begin : there[index].end]
        made = _column(metric, unit, best_separator(data[:end]), index + 1, letters(text))
        fields: Iterator[Field] = (_scaled(made, scale) for scale in _SCALES)
    else:
        fields = _at(there[index].begin, end, metric, unit)
    return tuple(field for field in fields if _sensible(field, data[:end]))


def place_of(field: Field, frame: Frame, check: Checksum, data: bytes) -> tuple[int, int] | None:
    """Where a field stands in a frame."""
    return piece(field, data[: body_of(frame, check, data)[1]])


def _at(at: int, end: int, metric: str, unit: str) -> Iterator[Field]:
    for scale in _SCALES:
        for length, kind, endian in _NUMBERS:
            if at + length <= end:
                yield Field(
                    metric=metric, unit=unit, way="bytes", at=at, length=length, number=kind, endian=endian, scale=scale
                )
    for length in range(min(8, end - at), 0, -1):
        yield Field(metric=metric, unit=unit, way="bytes", at=at, length=length, number="ascii")


def _sensible(field: Field, data: bytes) -> bool:
    place = piece(field, data)
    bare = None if place is None else number(field, data[place[0] : place[1]])
    if bare is None or conversion(field.unit, field.metric) is None:
        return False
    low, high = limits(field)
    return low <= converted(field, bare) <= high


def _column(metric: str, unit: str, separator: str, column: int, follows: str) -> Field:
    return Field(metric=metric, unit=unit, way="column", separator=separator, column=column, follows=follows)


def _scaled(field: Field, scale: float) -> Field:
    return Field(
        metric=field.metric, unit=field.unit, way="column", separator=field.separator, column=field.column,
        follows=field.follows, scale=scale,
    )  # fmt: skip
