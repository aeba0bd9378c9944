"""Finds where in a frame a number stands that the device's display shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

from devices.lines.checksums import span
from devices.lines.fields import number, piece
from devices.lines.profile import Checksum, Field, Frame, octets
from devices.metrics import known

SEPARATORS = (",", ";", "\t", " ", ":", "=", "/")
_TOKEN = re.compile(rb" *[+-]? *[0-9]+(?:\.[0-9]+)?")
_KINDS: tuple[Literal["unsigned", "bcd"], ...] = ("unsigned", "bcd")
_BELOW_ZERO: tuple[Literal["signed"], ...] = ("signed",)
_ENDIANS: tuple[Literal["big", "little"], ...] = ("big", "little")


def typed(text: str) -> Decimal | None:
    """A number as a person types it: full-width digits and a comma for the point are taken; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".").replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,6}(\.[0-9]{1,4})?", plain, re.ASCII):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def body_of(frame: Frame, check: Checksum, data: bytes) -> tuple[int, int]:
    """From where to where fields may stand: behind the start and before the checksum."""
    where = None
    if check.kind != "none":
        where = span(len(data), check.kind, first=check.first, gap=check.gap, tail=check.tail, text=check.text)
    return len(octets(frame.start)), where.last if where is not None else len(data)


def places(
    frame: Frame, check: Checksum, shown: Sequence[tuple[bytes, Decimal]], metric: str, unit: str
) -> tuple[Field, ...]:
    """Every field that gives each frame the number its display showed, the likeliest first."""
    if not shown:
        return ()
    data, value = shown[-1]
    first = _text_places if frame.way == "lines" else _byte_places
    found = (field for field in first(frame, check, data, value, metric, unit))
    return tuple(field for field in found if all(_gives(field, frame, check, *each) for each in shown))


def text_columns(data: bytes, separator: str) -> int:
    """How many columns a line has."""
    columns = 0
    while piece(_column("weight", "kg", separator, columns + 1, ""), data) is not None:
        columns += 1
    return columns


def best_separator(data: bytes) -> str:
    """What most likely stands between the columns of a line."""
    return next((sign for sign in SEPARATORS if sign.encode() in data.strip(b" ")), ",")


def _gives(field: Field, frame: Frame, check: Checksum, data: bytes, value: Decimal) -> bool:
    place = piece(field, data[: body_of(frame, check, data)[1]])
    bare = None if place is None else number(field, data[place[0] : place[1]])
    return bare is not None and abs(bare * field.scale - float(value)) < _half(value)


def _half(value: Decimal) -> float:
    exponent = value.as_tuple().exponent
    return 0.5 * 10.0 ** (exponent if isinstance(exponent, int) else 0) - 1e-9


def _text_places(frame: Frame, check: Checksum, data: bytes, value: Decimal, metric: str, unit: str) -> Iterator[Field]:
    begin, end = body_of(frame, check, data)
    text = data[:end]
    for separator in SEPARATORS:
        for column in range(1, text_columns(text, separator) + 1):
            place = piece(_column(metric, unit, separator, column, ""), text)
            assert place is not None
            field = _column(metric, unit, separator, column, letters(text[place[0] : place[1]]))
            if text_columns(text, separator) > 1:
                yield field
    for match in _TOKEN.finditer(text, begin):
        yield Field(metric=metric, unit=unit, way="characters", at=match.start(), length=match.end() - match.start())


def letters(cell: bytes) -> str:
    """The letters behind the number of a column."""
    match = re.fullmatch(rb"[^A-Za-z/%]*?([A-Za-z/%]*) *", cell)
    return match[1].decode() if match is not None else ""


def _column(metric: str, unit: str, separator: str, column: int, follows: str) -> Field:
    return Field(metric=metric, unit=unit, way="column", column=column, separator=separator, follows=follows[:8])


def _byte_places(frame: Frame, check: Checksum, data: bytes, value: Decimal, metric: str, unit: str) -> Iterator[Field]:
    begin, end = body_of(frame, check, data)
    exponent = value.as_tuple().exponent
    scale = round(10.0**exponent, 6) if isinstance(exponent, int) and exponent < 0 else 1.0
    yield from _numbers(begin, end, metric, unit, value, scale)
    for match in _TOKEN.finditer(data, begin, end):
        for length in range(match.end() - match.start(), 0, -1):
            yield Field(metric=metric, unit=unit, way="bytes", number="ascii", at=match.start(), length=length)
    for finer in (0.1, 0.01, 0.001):
        if finer < scale:
            yield from _numbers(begin, end, metric, unit, value, finer)


def _numbers(begin: int, end: int, metric: str, unit: str, value: Decimal, scale: float) -> Iterator[Field]:
    wide = (2, 1, 4, 3) if known()[metric].hard[1] / scale > 255 else (1, 2, 4, 3)
    for length in wide:
        for at in range(begin, end - length + 1):
            for endian in _ENDIANS if length > 1 else _ENDIANS[:1]:
                for kind in _KINDS if value >= 0 else _BELOW_ZERO:
                    yield Field(
                        metric=metric, unit=unit, way="bytes", at=at, length=length, endian=endian, number=kind,
                        scale=scale,
                    )  # fmt: skip


def overlap(one: Field, other: Field) -> bool:
    """Whether two fields read the same part of a frame."""
    if one.way != other.way:
        return False
    if one.way == "column":
        return (one.separator, one.column) == (other.separator, other.column)
    return one.at < other.at + other.length and other.at < one.at + one.length
