"""The audit trail as a file that can be checked without the database.

Line 1 is a JSON object: `format` ("kiosk-audit-1"), `hall`, `exported_at`, `exported_by`, `signed_by`, `first` and
`through` (places of the first and last entry), `previous` and `head` (the macs before the first and of the last entry,
hexadecimal), `digits` (the head as it is read aloud). Every further line is the JSON array of one entry: its columns in
the order of kiosk/store/audit.py, then its mac in hexadecimal. Whoever has the terminal's key recomputes each mac from
the one before; whoever has not can still see that no line is missing and that the last one is the head.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.store.audit import COLUMNS, AuditChain, ChainHead, chain_head, purged_through
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso

FORMAT = "kiosk-audit-1"


@dataclass(frozen=True, slots=True)
class Header:
    """What line 1 says."""

    line: str
    first: int
    through: int
    head: ChainHead

    @property
    def rows(self) -> int:
        """How many entries follow."""
        return self.through - self.first + 1


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a check of a file found.

    Attributes:
        rows: Entries that were read.
        bad_line: The first line that does not fit, the header being 1; None when all do.
        head: Of the file's last entry.
        in_terminal: Whether this terminal's chain still has it; None when nobody asked.
    """

    rows: int
    bad_line: int | None
    head: ChainHead | None = None
    in_terminal: bool | None = None

    @property
    def ok(self) -> bool:
        """Whether the file can be believed."""
        return self.bad_line is None

    def with_terminal(self, is_there: bool) -> FileReport:
        """The same, compared with the terminal."""
        return replace(self, in_terminal=is_there)


def header_of(db: Database, by: str, signed_by: str | None, hall: str, now: datetime) -> Header:
    """The header of the whole trail as it stands in this transaction."""
    before, head = purged_through(db), chain_head(db)
    told = {
        "format": FORMAT, "hall": hall, "exported_at": iso(now), "exported_by": by, "signed_by": signed_by,
        "first": before.seq + 1, "through": head.seq, "previous": before.mac.hex(), "head": head.mac.hex(),
        "digits": head.digits,
    }  # fmt: skip
    return Header(json.dumps(told, ensure_ascii=False) + "\n", before.seq + 1, head.seq, head)


def rows_between(db: Database, first: int, through: int) -> Iterator[str]:
    """Entries as lines."""
    sql = f"SELECT {', '.join(COLUMNS)}, mac FROM audit WHERE seq BETWEEN ? AND ? ORDER BY seq"
    for *values, mac in db.execute(sql, [first, through]):
        yield json.dumps([*values, bytes(mac).hex()], ensure_ascii=False, separators=(",", ":")) + "\n"


def check_lines(lines: Callable[[], str], chain: AuditChain) -> FileReport:
    """Recompute every mac of a file. Nothing in it is believed before it fits."""
    try:
        told = json.loads(lines())
        previous, head = bytes.fromhex(told["previous"]), ChainHead(int(told["through"]), bytes.fromhex(told["head"]))
        at = int(told["first"]) - 1
        if told["format"] != FORMAT or told["digits"] != head.digits:
            return FileReport(0, 1)
    except (ValueError, KeyError, TypeError):
        return FileReport(0, 1)
    number = 1
    while line := lines():
        number, at = number + 1, at + 1
        try:
            *values, mac = json.loads(line)
            fits = len(values) == len(COLUMNS) and values[0] == at
            if not fits or chain.mac(previous, values) != bytes.fromhex(mac):
                return FileReport(number - 2, number)
            previous = bytes.fromhex(mac)
        except (ValueError, TypeError):
            return FileReport(number - 2, number)
    whole = (at, previous) == (head.seq, head.mac)
    return FileReport(number - 1, None if whole else number + 1, head)
