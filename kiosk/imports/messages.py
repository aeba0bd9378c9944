"""What the reading process says: msgpack, each message with its length before it. What it says is a stranger's word."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from kiosk.imports.rows import MOST_COLUMNS, MOST_LETTERS, CellKind

LENGTH_BYTES = 4
LONGEST_MESSAGE = 8 << 20
ROWS_IN_ONE = 50

Count = Annotated[int, Meta(ge=0, le=1 << 40)]
Row = Annotated[int, Meta(ge=1, le=1 << 20)]
Short = Annotated[str, Meta(max_length=300)]
Shorts = Annotated[tuple[Short, ...], Meta(max_length=2000)]
Value = Annotated[str, Meta(max_length=MOST_LETTERS)]
CellSaid = tuple[CellKind, Value]


class EntrySaid(msgspec.Struct, frozen=True, array_like=True):
    """One member of a zip file, as `rows.ZipEntry`."""

    member: Annotated[str, Meta(max_length=1024)]
    offset: Count
    packed: Count
    size: Count
    method: Annotated[int, Meta(ge=0, le=8)]
    crc: Annotated[int, Meta(ge=0, le=0xFFFFFFFF)]


class RowSaid(msgspec.Struct, frozen=True, array_like=True):
    """One row; the pictures in it."""

    number: Row
    cells: Annotated[tuple[CellSaid, ...], Meta(max_length=MOST_COLUMNS)]
    photos: Annotated[tuple[EntrySaid, ...], Meta(max_length=10)] = ()


class Went(msgspec.Struct, frozen=True, tag="went"):
    """Rows done, and rows in all as far as is known."""

    done: Count
    total: Count


class Head(msgspec.Struct, frozen=True, tag="head"):
    """The sheet and its columns; sent before any row."""

    name: Short
    header_row: Row
    headers: Annotated[tuple[Short, ...], Meta(max_length=MOST_COLUMNS)]
    mapping: dict[int, str]
    unclear: tuple[Count, ...]
    dropped: Shorts
    hidden_sheets: Shorts
    is_text: bool


class Rows(msgspec.Struct, frozen=True, tag="rows"):
    """Rows of people."""

    rows: Annotated[tuple[RowSaid, ...], Meta(max_length=ROWS_IN_ONE)]


class Photos(msgspec.Struct, frozen=True, tag="photos"):
    """Members of a zip of photos."""

    entries: Annotated[tuple[EntrySaid, ...], Meta(max_length=1000)]


class Noticed(msgspec.Struct, frozen=True, tag="noticed"):
    """Something the clerk is to know; a key of `imports.noticed` and its blanks."""

    code: Short
    blanks: dict[Short, Short] = {}


class Unread(msgspec.Struct, frozen=True, tag="unread"):
    """The file is refused; a key of `imports.file` and its blanks. The last message."""

    code: Short
    blanks: dict[Short, Short] = {}


class Done(msgspec.Struct, frozen=True, tag="done"):
    """Everything was said. The last message."""

    count: Count


Message = Went | Head | Rows | Photos | Noticed | Unread | Done

_decoder = msgspec.msgpack.Decoder(Message)


def packed(message: Message) -> bytes:
    """The message with its length before it. Raises ValueError for one that is too long."""
    body = msgspec.msgpack.encode(message)
    if len(body) > LONGEST_MESSAGE:
        raise ValueError("too long")
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def unpacked(body: bytes) -> Message:
    """Raises msgspec.ValidationError or msgspec.DecodeError for what is no message."""
    message: Message = _decoder.decode(body)
    return message
