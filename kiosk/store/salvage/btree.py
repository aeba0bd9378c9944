"""SQLite's b-tree pages and records, as far as rows must be got out of them.

Format: https://www.sqlite.org/fileformat2.html. Everything here may meet damage; what does not parse is `Unreadable`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Final

from kiosk.store.salvage.pages import USABLE_BYTES

Value = int | float | str | bytes | None
GetPage = Callable[[int], bytes | None]

INDEX_INTERIOR: Final = 0x02
TABLE_INTERIOR: Final = 0x05
INDEX_LEAF: Final = 0x0A
TABLE_LEAF: Final = 0x0D
KINDS: Final = frozenset((INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF))

_TABLE_LOCAL = USABLE_BYTES - 35
_INDEX_LOCAL = (USABLE_BYTES - 12) * 64 // 255 - 23
_LEAST_LOCAL = (USABLE_BYTES - 12) * 32 // 255 - 23
_SOME_OVERFLOW = (1).to_bytes(4, "big") + bytes(USABLE_BYTES - 4)
_FIXED = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


class Unreadable(Exception):
    """These bytes are no page, cell or record."""


def kind(number: int, page: bytes) -> int:
    """The byte that says what sort of page it is."""
    return page[_start(number)]


def children(number: int, page: bytes) -> list[int]:
    """The pages below an interior page, in order. Raises Unreadable."""
    start = _start(number)
    below = [int.from_bytes(page[at : at + 4], "big") for at in _pointers(number, page)]
    return [*below, int.from_bytes(page[start + 8 : start + 12], "big")]


def cell_count(number: int, page: bytes) -> int:
    """How many cells a page says it has."""
    start = _start(number)
    return int.from_bytes(page[start + 3 : start + 5], "big")


def rows(number: int, page: bytes, get: GetPage) -> Iterator[tuple[int, list[Value]]]:
    """The records of a page with their rowid (0 in an index); those whose overflow is lost are left out.

    Raises:
        Unreadable: the page itself makes no sense.
    """
    sort = kind(number, page)
    if sort not in (TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR):
        raise Unreadable("no page of records")
    for at in _pointers(number, page):
        place = at + 4 if sort == INDEX_INTERIOR else at
        try:
            size, place = varint(page, place)
            rowid = 0
            if sort == TABLE_LEAF:
                rowid, place = varint(page, place)
            yield rowid, record(_payload(page, place, size, _TABLE_LOCAL if sort == TABLE_LEAF else _INDEX_LOCAL, get))
        except Unreadable:
            continue


def first_rowid(number: int, page: bytes) -> int:
    """The rowid of the first row of a table's leaf; 0 for other pages and where it cannot be read."""
    try:
        if kind(number, page) == TABLE_LEAF and (pointers := _pointers(number, page)):
            return varint(page, varint(page, pointers[0])[1])[0]
    except Unreadable:
        pass
    return 0


def is_whole(number: int, page: bytes) -> bool:
    """Whether a page that no HMAC proves hangs together in every cell. Cells with overflow are taken as they are."""
    try:
        sort = kind(number, page)
        if sort == TABLE_INTERIOR:
            return cell_count(number, page) > 0 and all(0 < child < 1 << 31 for child in children(number, page))
        found = sum(1 for _ in rows(number, page, lambda _: _SOME_OVERFLOW))
        return found == cell_count(number, page) and found > 0
    except Unreadable:
        return False


def record(payload: bytes) -> list[Value]:
    """The values of one record. Raises Unreadable."""
    head, at = varint(payload, 0)
    body, values = head, []
    if not at <= head <= len(payload):
        raise Unreadable("record header")
    while at < head:
        serial = payload[at]  # most are one byte, and there are millions
        if serial < 0x80:
            at += 1
        else:
            serial, at = varint(payload, at)
        size = (serial - 12) // 2 if serial >= 12 else _FIXED.get(serial, 0)
        if serial in (10, 11) or at > head or body + size > len(payload):
            raise Unreadable("record body")
        values.append(_value(serial, payload[body : body + size]))
        body += size
    return values


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A variable-length number and the place behind it. Raises Unreadable."""
    number = 0
    for count in range(9):
        if at >= len(data):
            raise Unreadable("number")
        byte = data[at]
        at += 1
        if count == 8:
            return _signed((number << 8) | byte), at
        number = (number << 7) | (byte & 0x7F)
        if byte < 0x80:
            break
    return number, at


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number


def _value(serial: int, data: bytes) -> Value:
    if serial == 0:
        return None
    if serial <= 6:
        return int.from_bytes(data, "big", signed=True)
    if serial == 7:
        return float(struct.unpack(">d", data)[0])
    if serial in (8, 9):
        return serial - 8
    if serial % 2 == 0:
        return data
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Unreadable("text") from None


def _payload(page: bytes, at: int, size: int, most_local: int, get: GetPage) -> bytes:
    if size < 1:
        raise Unreadable("payload")
    if size <= most_local:
        if at + size > len(page):
            raise Unreadable("payload")
        return page[at : at + size]
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (USABLE_BYTES - 4)
    if local > most_local:
        local = _LEAST_LOCAL
    if at + local + 4 > len(page):
        raise Unreadable("payload")
    parts, left = [page[at : at + local]], size - local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while left > 0:
        overflow = get(following) if following else None
        if overflow is None:
            raise Unreadable("overflow")
        parts.append(overflow[4 : 4 + left])
        left -= USABLE_BYTES - 4
        following = int.from_bytes(overflow[:4], "big")
    return b"".join(parts)


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _pointers(number: int, page: bytes) -> list[int]:
    start = _start(number)
    sort, count = page[start], cell_count(number, page)
    if sort not in KINDS:
        raise Unreadable("page kind")
    first = start + (12 if sort in (INDEX_INTERIOR, TABLE_INTERIOR) else 8)
    if first + 2 * count > USABLE_BYTES:
        raise Unreadable("too many cells")
    pointers = list(struct.unpack(f">{count}H", page[first : first + 2 * count]))
    if any(not first + 2 * count <= at <= USABLE_BYTES - 4 for at in pointers):
        raise Unreadable("cell outside the page")
    return pointers
