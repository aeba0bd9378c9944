"""Every row whose page is there is found, whichever other page is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kiosk.store import keys as key_files
from kiosk.store.connection import connect
from kiosk.store.keys import Keys
from kiosk.store.salvage import btree
from kiosk.store.salvage.catalogue import Catalogue
from kiosk.store.salvage.image import Image
from kiosk.store.salvage.pages import PageCipher
from kiosk.store.salvage.tables import Shape, TableFinder
from kiosk.store.schema import SALVAGE_ORDER
from tests.support.clock import ManualClock
from tests.support.store_folder import PAGE, fill

Shapes = dict[str, Shape]


class Hurt(Image):
    """An image that lacks some pages."""

    lost: frozenset[int] = frozenset()

    def _page(self, number: int) -> bytes | None:
        return None if number in self.lost else super()._page(number)


@pytest.fixture
def keys(folder: Path, clock: ManualClock) -> Keys:
    fill(folder, clock, 40)
    return key_files.load(folder / "store.key")


@pytest.fixture
def cipher(folder: Path, keys: Keys) -> PageCipher:
    return PageCipher(keys.database, (folder / "kiosk.db").read_bytes()[:16])


@pytest.fixture
def shapes(folder: Path, keys: Keys) -> Shapes:
    db = connect(folder / "kiosk.db", keys.database)
    try:
        return {table: Shape.of(db, table) for table in SALVAGE_ORDER}
    finally:
        db.close()


def _found(image: Image, shapes: Shapes) -> Counter[str]:
    finder = TableFinder(image, shapes)
    return Counter({table: sum(1 for _ in finder.rows(table)) for table in SALVAGE_ORDER})


def test_sound_file_gives_every_row(folder: Path, cipher: PageCipher, shapes: Shapes) -> None:
    with Image(folder / "kiosk.db", cipher) as image:
        found = _found(image, shapes)
        finder = TableFinder(image, shapes)
        assert finder.indexed("measurements") == 120
    assert {table: count for table, count in found.items() if count} == {
        "residents": 1, "documents": 1, "consents": 1, "whitelist_entries": 1, "templates": 2, "visits": 40,
        "visit_steps": 80, "measurements": 120, "alerts": 1, "outbox": 161,
    }  # fmt: skip


def test_row_reads_as_sqlite_reads_it(folder: Path, keys: Keys, cipher: PageCipher, shapes: Shapes) -> None:
    db = connect(folder / "kiosk.db", keys.database)
    with Image(folder / "kiosk.db", cipher) as image:
        finder = TableFinder(image, shapes)
        for table in ("residents", "templates", "visits", "measurements", "alerts", "outbox"):
            assert list(finder.rows(table)) == list(db.query(f"SELECT * FROM {table} ORDER BY seq"))
        steps = sorted(finder.rows("visit_steps"), key=lambda row: (row["visit_id"], row["step"]))
        assert steps == list(db.query("SELECT * FROM visit_steps ORDER BY visit_id, step"))
    db.close()


def test_any_one_lost_page_costs_no_row_of_another(folder: Path, cipher: PageCipher, shapes: Shapes) -> None:
    with Hurt(folder / "kiosk.db", cipher) as image:
        whole = _found(image, shapes)
        catalogue = Catalogue(image)
        owner = {page: t for t in shapes for page in catalogue.pages_below(catalogue.roots[t], set())}
        cells = {n: btree.cell_count(n, page) for n in owner if (page := image.page(n))}
        lost_roots = 0
        for number in image.numbers():
            image.lost = frozenset({number})
            image.page.cache_clear()
            expected = whole.copy()
            if number in owner:
                expected[owner[number]] -= cells[number]
            lost_roots += number in catalogue.roots.values() and number not in owner
            assert _found(image, shapes) == +expected, number
    assert lost_roots > 20


def test_file_without_any_upper_page_still_gives_every_row(folder: Path, cipher: PageCipher, shapes: Shapes) -> None:
    """Page 1 is gone and with it every name: each row is told by its types alone."""
    with Hurt(folder / "kiosk.db", cipher) as image:
        whole = _found(image, shapes)
        image.lost = frozenset({1})
        image.page.cache_clear()
        finder = TableFinder(image, shapes)
        for table in SALVAGE_ORDER:
            assert sum(1 for _ in finder.rows(table)) >= whole[table]
        assert sum(1 for _ in finder.rows("measurements")) == 120
        assert sum(1 for _ in finder.rows("visits")) == 40
        assert sum(1 for _ in finder.rows("residents")) == 1


def test_long_value_is_read_from_its_overflow_pages(folder: Path, clock: ManualClock) -> None:
    fill(folder, clock, 1)
    keys = key_files.load(folder / "store.key")
    db = connect(folder / "kiosk.db", keys.database)
    long = bytes(range(256)) * 60
    db.execute("UPDATE templates SET vector = ? WHERE seq = 1", [long])
    db.close()
    cipher = PageCipher(keys.database, (folder / "kiosk.db").read_bytes()[:16])
    fresh = connect(folder / "kiosk.db", keys.database)
    shape = {"templates": Shape.of(fresh, "templates")}
    fresh.close()
    with Hurt(folder / "kiosk.db", cipher) as image:
        assert next(row["vector"] for row in TableFinder(image, shape).rows("templates")) == long
        last = (folder / "kiosk.db").stat().st_size // PAGE
        image.lost = frozenset({last})
        image.page.cache_clear()
        assert len(list(TableFinder(image, shape).rows("templates"))) == 1


def test_without_a_salt_a_garbled_page_is_no_page(folder: Path, keys: Keys, shapes: Shapes) -> None:
    with Image(folder / "kiosk.db", PageCipher(keys.database, None)) as image:
        assert _found(image, shapes)["measurements"] == 120
        assert not image.proved
    with Image(folder / "kiosk.db", PageCipher(bytes(32), None)) as image:
        assert all(image.page(number) is None for number in image.numbers())
