"""Carries the rows found in a damaged file over into its successor.

What stands in a readable row is what was written: every page is proved by its HMAC. Rows whose parent is lost are kept
below a stand-in without a name, so that a measurement does not go with the page its owner was on; a template whose
whitelist entry is lost is kept below a suspended one and recognises nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.store.rows import Row, insert
from kiosk.store.salvage.image import Image
from kiosk.store.salvage.tables import Shape, TableFinder
from kiosk.store.schema import SALVAGE_ORDER
from kiosk.store.sqlcipher import Database, driver

_NO_PARENT = "FOREIGN KEY"  # the driver tells no extended result code
_BATCH_ROWS = 5000  # rows of one transaction: the log of the successor stays small
_WHEN = ("at_utc", "boot_id", "monotonic_s", "clock_suspect")
_PARENTS = {"resident_id": "residents", "other_id": "residents", "entry_id": "whitelist_entries", "visit_id": "visits"}
_REFERENCED = {("visit_steps", "visit_id")}
"""`visit_id` refers to a row only here; elsewhere it is a plain note."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the rows. `rows` is what each table got, `known` what it had at least."""

    rows: dict[str, int]
    known: dict[str, int]


def carry_over(image: Image, fresh: Database) -> Carried:
    """Copy every readable row of the image into `fresh`, which is empty and has every table.

    The audit chain stays behind: a chain with holes proves nothing. Raises the driver's errors, such as a full disk.
    """
    shapes = {table: Shape.of(fresh, table) for table in SALVAGE_ORDER}
    finder = TableFinder(image, shapes)
    carried = _Carrier(fresh, finder).run()
    known = {table: max(carried[table], finder.indexed(table)) for table in SALVAGE_ORDER}
    return Carried(carried, known)


class _Carrier:
    def __init__(self, fresh: Database, finder: TableFinder) -> None:
        self._fresh = fresh
        self._finder = finder
        self._pending = 0

    def run(self) -> dict[str, int]:
        self._fresh.execute("BEGIN IMMEDIATE")
        try:
            carried = {table: self._table(table) for table in SALVAGE_ORDER}
            self._fresh.execute("COMMIT")
        except BaseException:
            if self._fresh.conn.in_transaction:
                self._fresh.execute("ROLLBACK")
            raise
        return carried

    def _table(self, table: str) -> int:
        count = 0
        for row in self._finder.rows(table):
            row.pop("seq", None)
            if self._inserted(table, row):
                count += 1
                self._pending += 1
                if self._pending >= _BATCH_ROWS:
                    self._pending = 0
                    self._fresh.execute("COMMIT")
                    self._fresh.execute("BEGIN IMMEDIATE")
        return count

    def _inserted(self, table: str, row: Row) -> bool:
        try:
            return insert(self._fresh, table, row, "ON CONFLICT DO NOTHING")
        except driver.IntegrityError as error:
            if _NO_PARENT not in str(error) or not self._stood_in(table, row):
                return False
        try:
            return insert(self._fresh, table, row, "ON CONFLICT DO NOTHING")
        except driver.IntegrityError:
            return False

    def _stood_in(self, table: str, row: Row) -> bool:
        """Make stand-ins for the parents that are not there; whether any was made."""
        made = False
        for column, parent in _PARENTS.items():
            parent_id = row.get(column)
            if not isinstance(parent_id, str) or (column == "visit_id" and (table, column) not in _REFERENCED):
                continue
            if self._fresh.execute(f"SELECT 1 FROM {parent} WHERE id = ?", [parent_id]).fetchone() is None:
                made = self._stand_in(parent, parent_id, row) or made
        return made

    def _stand_in(self, table: str, row_id: str, child: Row) -> bool:
        when = {name: child.get(name, default) for name, default in zip(_WHEN, _UNKNOWN_WHEN, strict=True)}
        stand_in: Row = {"id": row_id, **when}
        if table == "residents":
            stand_in |= {"updated_utc": when["at_utc"], "sex": "0"}
        elif table == "whitelist_entries":
            # whose entry it was is lost with it: it hangs below a stand-in of its own
            self._stand_in("residents", row_id, child)
            stand_in |= {"resident_id": row_id, "status": "active", "added_by": "salvage", "suspended_by": "salvage",
                         "suspended_utc": when["at_utc"], "change_seq": self._next_change()}  # fmt: skip
        try:
            return insert(self._fresh, table, stand_in, "ON CONFLICT DO NOTHING")
        except driver.IntegrityError:
            return False

    def _next_change(self) -> int:
        return int(self._fresh.execute("SELECT coalesce(max(change_seq), 0) + 1 FROM whitelist_entries").fetchone()[0])


_UNKNOWN_WHEN = ("1970-01-01T00:00:00.000000+00:00", "00000000-0000-0000-0000-000000000000", 0.0, 1)
