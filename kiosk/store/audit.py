"""The audit trail: who did what to which row, as a chain that shows every change made behind its back.

Format, so that anybody with the key can check it: `mac = HMAC-SHA256(key, previous mac ‖ canonical row)`. The first
previous mac is 32 zero bytes. The canonical row is the UTF-8 JSON array of the columns in COLUMNS order, no blanks,
non-ASCII characters as they are.

A chain does not stop somebody who holds the key and rewrites all of it. So its head is given away regularly: `head()`
shows eight digits an auditor can note down, and `verify(expected)` checks that a head noted earlier is still in it.
The oldest entries go when their period is over. Before they do, an entry `audit.purged` is chained that holds the place
and the mac of the newest one that goes: from there the rest is checked. A head that was cut off otherwise is found.
Details carry ids, counts and words of the program, never a name or a number of a person.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.store.rows import insert, insert_all
from kiosk.store.sqlcipher import Database, driver

COLUMNS = (
    "seq", "id", "at_utc", "boot_id", "monotonic_s", "clock_suspect", "actor", "action", "subject", "detail",
)  # fmt: skip
_ZERO = bytes(32)
_TOLD_EVERY = 2000


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The newest row of the chain."""

    seq: int
    mac: bytes

    @property
    def digits(self) -> str:
        """Eight digits to read aloud or write down, such as 0417 9925."""
        number = int.from_bytes(self.mac[:8], "big") % 100_000_000
        return f"{number // 10_000:04d} {number % 10_000:04d}"


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a check of the chain found. `first_bad_seq` is None when every row fits and none is missing."""

    rows: int
    first_bad_seq: int | None
    head: ChainHead

    @property
    def ok(self) -> bool:
        """Whether the chain can be believed."""
        return self.first_bad_seq is None


@dataclass(frozen=True, slots=True)
class ManyEntry:
    """One of many entries, made ready before the writer is asked.

    Attributes:
        detail: As it is stored.
        id_text, rest_text: The id, and subject and detail, as they stand in the canonical row.
    """

    id: str
    subject: str
    detail: str
    id_text: bytes
    rest_text: bytes

    @classmethod
    def made(cls, row_id: str, subject: str, detail: str) -> ManyEntry:
        """The same with its texts."""
        return cls(row_id, subject, detail, _canonical([row_id])[1:-1].encode(),
                   _canonical([subject, detail])[1:-1].encode())  # fmt: skip


class AuditChain:
    """Appends to the chain and checks it. Stateless: the head is read inside the transaction that appends, so that two
    programs writing to one file cannot fork it.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def append(self, db: Database, row: dict[str, object]) -> ChainHead:
        """Add one row; `row` has every column but `seq` and `mac`. Must run inside a write transaction."""
        previous = self.head(db)
        seq = _next_seq(db)
        full = {**row, "seq": seq}
        mac = self.mac(previous.mac, [full[c] for c in COLUMNS])
        insert(db, "audit", {**full, "mac": mac})
        return ChainHead(seq, mac)

    def append_all(self, db: Database, same: Mapping[str, object], rows: Sequence[ManyEntry]) -> None:
        """Add many rows, in this order: the same as `append` of each, some ten times as quick.

        Args:
            same: What all of them have: the times, actor and action.
        """
        mac, first, full = self.head(db).mac, _next_seq(db), []
        times = [same[column] for column in COLUMNS[2:8]]
        middle = _canonical(times)[1:-1].encode()
        for seq, row in enumerate(rows, start=first):
            text = b"[%d,%b,%b,%b]" % (seq, row.id_text, middle, row.rest_text)
            mac = hmac.digest(self._key, mac + text, "sha256")
            full.append((seq, row.id, *times, row.subject, row.detail, mac))
        insert_all(db, "audit", (*COLUMNS, "mac"), full)

    def head(self, db: Database) -> ChainHead:
        """The newest row; seq 0 and zeros for an empty chain."""
        return chain_head(db)

    def verify(
        self, db: Database, expected: ChainHead | None = None, progress: Callable[[int], None] = lambda _: None
    ) -> ChainReport:
        """Check every row, that none is missing, that the tail was not cut, and that `expected` is in the chain.

        Args:
            progress: Told now and then how many rows were checked.
        """
        start = purged_through(db)
        if expected is not None and expected.seq == start.seq and not hmac.compare_digest(expected.mac, start.mac):
            return ChainReport(0, start.seq, start)
        previous, at = start.mac, start.seq
        for *values, mac in db.execute(f"SELECT {', '.join(COLUMNS)}, mac FROM audit ORDER BY seq"):
            at += 1
            good = values[0] == at and hmac.compare_digest(self.mac(previous, values), bytes(mac))
            if at % _TOLD_EVERY == 0:
                progress(at - start.seq)
            if expected is not None and expected.seq == at:
                good = good and hmac.compare_digest(expected.mac, bytes(mac))
            if not good:
                return ChainReport(at - start.seq, at, ChainHead(at, bytes(mac)))
            previous = bytes(mac)
        handed_out = max(_next_seq(db) - 1, expected.seq if expected else 0)
        return ChainReport(at - start.seq, at + 1 if handed_out > at else None, ChainHead(at, previous))

    def mac(self, previous: bytes, values: Sequence[object]) -> bytes:
        """The mac of a row, given that of the row before it. `values` are the columns in the order of COLUMNS."""
        return hmac.new(self._key, previous + _canonical(values).encode(), hashlib.sha256).digest()


def _canonical(values: Sequence[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def chain_head(db: Database) -> ChainHead:
    """The newest row of the chain; seq 0 and zeros for an empty one."""
    row = db.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return ChainHead(0, _ZERO) if row is None else ChainHead(int(row[0]), bytes(row[1]))


def has_entry(db: Database, noted: ChainHead) -> bool:
    """Whether an entry noted earlier is in the chain, or was deleted since because its period was over."""
    if noted.seq == 0:
        return True
    try:
        if noted.seq <= purged_through(db).seq:
            return True  # noted before a power cut
        row = db.execute("SELECT mac FROM audit WHERE seq = ?", [noted.seq]).fetchone()
    except driver.Error:
        return False
    return row is not None and hmac.compare_digest(bytes(row[0]), noted.mac)


def purged_through(db: Database) -> ChainHead:
    """The newest entry that was deleted because its period was over, as the chain itself says; zeros for none."""
    row = db.execute(_PURGED).fetchone()
    if row is None:
        return ChainHead(0, _ZERO)
    try:
        told = json.loads(row[0])
        return ChainHead(int(told["through"]), bytes.fromhex(told["mac"]))
    except (ValueError, KeyError, TypeError):
        return ChainHead(0, _ZERO)


_PURGED = "SELECT detail FROM audit WHERE action = 'audit.purged' ORDER BY seq DESC LIMIT 1"


def _next_seq(db: Database) -> int:
    """One more than the highest number ever given out, which a deleted tail does not lower."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
    return 1 if row is None else int(row[0]) + 1
