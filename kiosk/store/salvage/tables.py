"""Which page belongs to which table, and what the rows in it are.

As long as a table's upper pages are there they say so. A leaf whose upper page is lost is asked row by row: every
table is STRICT and has its own sequence of types, so that a row fits one table; the successor's rules decide the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.store.rows import Row
from kiosk.store.salvage import btree
from kiosk.store.salvage.btree import Value
from kiosk.store.salvage.catalogue import Catalogue
from kiosk.store.salvage.image import Image
from kiosk.store.sqlcipher import Database

_TABLE = (btree.TABLE_LEAF,)
_INDEX = (btree.INDEX_LEAF, btree.INDEX_INTERIOR)
_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (int, float), "TEXT": (str,), "BLOB": (bytes,)}


@dataclass(frozen=True, slots=True)
class Shape:
    """A table of the successor: its columns as the file stores them. Columns added later stand at the end and may be
    missing from an old row.
    """

    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    needed: tuple[bool, ...]
    rowid_column: str | None

    @classmethod
    def of(cls, db: Database, table: str) -> Shape:
        """The shape of a table that is there."""
        info = db.execute(f"PRAGMA table_info({table})").fetchall()
        keys = [name for _, name, kind, _, _, key in info if key and kind == "INTEGER"]
        alone = sum(1 for *_, key in info if key) == 1
        return cls(
            table,
            tuple(name for _, name, *_ in info),
            tuple(kind for _, _, kind, *_ in info),
            tuple(bool(notnull) and default is None for _, _, _, notnull, default, _ in info),
            keys[0] if keys and alone else None,
        )

    def row(self, rowid: int, values: list[Value]) -> Row | None:
        """The row those values are of this table; None when they cannot be."""
        if len(values) > len(self.columns) or any(self.needed[len(values) :]):
            return None
        row: Row = {}
        for name, kind, needed, value in zip(self.columns, self.types, self.needed, values, strict=False):
            if name == self.rowid_column:
                if value is not None:
                    return None
                row[name] = rowid
            elif value is None:
                if needed:
                    return None
                row[name] = None
            elif isinstance(value, _TYPES[kind]):
                row[name] = value
            else:
                return None
        return row


class TableFinder:
    """Finds the rows of every table in an image.

    Args:
        shapes: The tables whose rows are wanted.
    """

    def __init__(self, image: Image, shapes: dict[str, Shape]) -> None:
        self._image = image
        self._shapes = shapes
        self._catalogue = Catalogue(image)
        claimed: set[int] = set(self._catalogue.schema_pages)
        self._pages: dict[str, list[int]] = {table: [] for table in shapes}
        for name, root in self._catalogue.roots.items():
            below = self._catalogue.pages_below(root, claimed)
            if name in shapes:
                self._pages[name] = below
        self._strays = [(n, sort) for n in image.numbers() if n not in claimed and (sort := self._kind(n)) is not None]

    def rows(self, table: str) -> Iterator[Row]:
        """The rows that are, or may be, of that table, in the order they were written in."""
        shape = self._shapes[table]
        sorts = _TABLE if shape.rowid_column else _INDEX
        places = [(self._first_rowid(page), page, False) for page in self._pages[table]]
        places += [(self._first_rowid(page), page, True) for page, sort in self._strays if sort in sorts]
        for _, page, stray in sorted(places) if shape.rowid_column else places:
            for rowid, values in self._catalogue.records(page):
                row = shape.row(rowid, values)
                if row is not None and not (stray and self._fits_better(shape, rowid, values)):
                    yield row

    def _fits_better(self, shape: Shape, rowid: int, values: list[Value]) -> bool:
        """Whether a row that lacks columns of this table has exactly those of another."""
        if len(values) == len(shape.columns):
            return False
        others = (other for other in self._shapes.values() if len(other.columns) == len(values))
        return any(other.row(rowid, values) is not None for other in others)

    def indexed(self, table: str) -> int:
        """How many rows the table's index of ids still knows of; the table may have had more, never fewer."""
        return self._catalogue.cells(self._catalogue.roots.get(f"sqlite_autoindex_{table}_1"))

    def _kind(self, number: int) -> int | None:
        page = self._image.page(number)
        return None if page is None else btree.kind(number, page)

    def _first_rowid(self, number: int) -> int:
        page = self._image.page(number)
        return 0 if page is None else btree.first_rowid(number, page)
