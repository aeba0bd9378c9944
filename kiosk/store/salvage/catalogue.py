"""What page 1 tells: which tables there are, where they begin, and how many rows they ever had."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.store.salvage import btree
from kiosk.store.salvage.btree import Unreadable, Value
from kiosk.store.salvage.image import Image

_USER_VERSION = slice(60, 64)


class Catalogue:
    """The tables of an image, as far as its first pages can be read.

    Attributes:
        roots: First page of each table and index by name; empty when page 1 is lost.
    """

    def __init__(self, image: Image) -> None:
        self._image = image
        self.schema_pages: set[int] = set()
        self.roots: dict[str, int] = {}
        for page in self.pages_below(1, self.schema_pages):
            for _, values in self.records(page):
                if len(values) == 5 and isinstance(values[1], str) and isinstance(values[3], int) and values[3] > 0:
                    self.roots[values[1]] = values[3]

    @property
    def user_version(self) -> int:
        """The schema's version; 0 when it cannot be told."""
        page = self._image.page(1)
        return 0 if page is None else int.from_bytes(page[_USER_VERSION], "big")

    def highest(self, table: str) -> int | None:
        """The highest `seq` a table gave out; None when that cannot be told."""
        root = self.roots.get("sqlite_sequence")
        if root is None:
            return 0 if self._image.page(1) is not None else None
        if self._image.page(root) is None:
            return None
        return max(
            (v[1] for _, v in self.records(root) if len(v) == 2 and v[0] == table and isinstance(v[1], int)), default=0
        )

    def pages_below(self, root: int | None, seen: set[int]) -> list[int]:
        """The pages with records below a page, and that page, in the order of their rows; every page met is added to
        `seen`.
        """
        found: list[int] = []
        waiting = [root] if root else []
        while waiting:
            number = waiting.pop()
            page = self._image.page(number)
            if number in seen or page is None:
                continue
            seen.add(number)
            try:
                sort = btree.kind(number, page)
                if sort in (btree.TABLE_INTERIOR, btree.INDEX_INTERIOR):
                    waiting.extend(reversed(btree.children(number, page)))
                if sort != btree.TABLE_INTERIOR:
                    found.append(number)
            except Unreadable:
                continue
        return found

    def records(self, number: int) -> Iterator[tuple[int, list[Value]]]:
        """The readable records of a page, with their rowid."""
        page = self._image.page(number)
        if page is None:
            return
        try:
            yield from btree.rows(number, page, self._image.page)
        except Unreadable:
            return

    def cells(self, root: int | None) -> int:
        """How many records the readable pages below a page say they have."""
        pages = [(n, self._image.page(n)) for n in self.pages_below(root, set())]
        return sum(btree.cell_count(n, page) for n, page in pages if page is not None)
