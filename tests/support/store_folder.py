"""A data folder filled as a hall would fill it, and ways to hurt it."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.archive.archive import Archive
from kiosk.visits.ports import VisitRecord
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, alert, enrolment, measurement, visit, wang

PAGE = 4096


def fill(folder: Path, clock: ManualClock, visits: int = 12) -> str:
    """One person on the whitelist, `visits` visits of two steps with three measurements each; the person's id."""
    with Archive.open(folder, clock) as store:
        store.whitelist.add(enrolment(), "cli:tester")
        person = store.register.meet(wang(), clock.now())
        assert person is not None
        done, count = Answer(), 0
        for _ in range(visits):
            record: VisitRecord = visit(clock, person.resident_id)
            store.journal.save_visit(record, done)
            triple = (measurement(clock, person.resident_id, visit_id=record.visit_id) for _ in range(3))
            store.journal.save_measurements(tuple(triple), done)
            count += 2
        store.journal.save_alert(alert(clock, person.resident_id), done)
        assert done.wait(count + 1) == [True] * (count + 1)
    return person.resident_id


def flip(path: Path, offset: int, bit: int = 1) -> None:
    """Change one bit of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        (byte,) = file.read(1)
        file.seek(offset)
        file.write(bytes([byte ^ bit]))


def overwrite(path: Path, first_page: int, pages: int = 1) -> None:
    """Put noise over whole pages; the first of the file has number 1."""
    with path.open("r+b") as file:
        file.seek((first_page - 1) * PAGE)
        file.write(os.urandom(pages * PAGE))
