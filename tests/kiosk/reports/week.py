"""A hall's week in a store: 64 visits of four people, what they measured, and calls. All people are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from devices.clock import Instant
from kiosk.archive.archive import Archive
from kiosk.archive.resident_rows import save as save_resident
from kiosk.ids import new_id
from kiosk.people.resident import Address, Resident
from kiosk.store.sqlcipher import Database
from kiosk.visits.ports import VisitRecord
from tests.support.clock import ManualClock
from tests.support.store_rows import measurement

NUMBER = "310100194403120020"
PEOPLE = (("王秀英", "梧桐里居委", 1944, 30), ("陈明德", "东新村居委", 1951, 20), ("顾三", "长风居委", 1960, 4))
RARE = "𬭎㛃䶮𪟝居委"


def _save(store: Archive, person: Resident, db: Database) -> None:
    save_resident(store._core.act(db, "t"), person)


def fill(store: Archive, clock: ManualClock) -> None:
    """The week of 16 to 22 November 2026; every visit on the Tuesday and the Wednesday, at nine."""
    for name, committee, born, visits in (*PEOPLE, ("𬭎㛃", RARE, 1938, 10)):
        number = NUMBER if name == "王秀英" else None
        address = Address(committee=committee, building="3 号楼", home="402 室")
        person = Resident(new_id(), name, number, birth=date(born, 3, 12), address=address)
        store._core.writer.call(partial(_save, store, person))
        for n in range(visits):
            begun = datetime(2026, 11, 17 + n % 2, 9, n, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
            at = Instant(begun, 5.0 + n)
            row = VisitRecord(new_id(), person.id, "id-card" if n % 2 else "face", at, at, "done", ())
            store.journal.save_visit(row, lambda _: None)
            if n % 2:
                value = measurement(clock, person.id, visit_id=row.visit_id, taken_at=at, assessment="normal")
                store.journal.save_measurements((value,), lambda _: None)
    store.settle()
