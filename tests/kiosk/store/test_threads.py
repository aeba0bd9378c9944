"""Many threads at once, and work that must not stop the writer."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store.errors import StoreError
from kiosk.store.sqlcipher import Database
from kiosk.store.writer import Remedies, Writer
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, enrolment, measurement, settled, wang


def _together(count: int, work: Callable[[int], object]) -> list[object]:
    """Results of `work` run on so many threads at the same moment; an exception counts as a result."""
    gate, results = threading.Barrier(count), [None] * count

    def run(number: int) -> None:
        gate.wait(10)
        try:
            results[number] = work(number)  # type: ignore[call-overload]
        except Exception as error:  # noqa: BLE001
            results[number] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=(n,), daemon=True) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return list(results)


def test_one_person_met_on_eight_threads_is_one_resident(store: Archive, clock: ManualClock) -> None:
    people = _together(8, lambda _: store.register.meet(wang(), clock.now()))
    assert len({person.resident_id for person in people}) == 1  # type: ignore[attr-defined]
    settled(store)
    assert store.records.counts()["residents"] == 1


def test_readers_and_writers_at_once(store: Archive, clock: ManualClock) -> None:
    person = store.register.meet(wang(), clock.now())
    assert person is not None
    store.whitelist.add(enrolment(), "cli:tester")
    done = Answer()

    def work(number: int) -> object:
        for _ in range(20):
            if number % 2:
                store.journal.save_measurements((measurement(clock, person.resident_id),), done)
            else:
                assert store.register.find(person.resident_id) == person
                assert len(store.templates.in_force("dlib", "20.0")) == 2
                store.register.last_measurement(person.resident_id, "temp_body")
        return "ok"

    assert _together(8, work) == ["ok"] * 8
    assert done.wait(80) == [True] * 80
    assert store.audit.verify().ok


def test_work_that_raises_is_rolled_back_and_the_next_goes_on(store: Archive) -> None:
    def bad(db: Database) -> None:
        store._core.act(db, "cli:tester").note("half.done")
        raise LookupError("of its own")

    with pytest.raises(LookupError, match="of its own"):
        store._core.writer.call(bad)
    assert store.audit.head().seq == 0
    store.audit.note("cli:tester", "test.done")
    assert store.audit.head().seq == 1


def test_listener_that_raises_does_not_stop_the_writer(
    store: Archive, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("a listener of the store failed")
    person = store.register.meet(wang(), clock.now())
    assert person is not None

    def bad(ok: bool) -> None:
        raise RuntimeError

    store.journal.save_measurements((measurement(clock, person.resident_id),), bad)
    store.audit.note("cli:tester", "test.done")
    assert store.records.counts()["measurements"] == 1


def test_writer_waiting_for_itself_is_a_mistake_that_is_told(store: Archive) -> None:
    with pytest.raises(RuntimeError, match="wait for itself"):
        store._core.writer.call(lambda _: store.audit.note("cli:tester", "test.done"))


def test_closing_twice_and_using_afterwards(folder: Path, clock: ManualClock) -> None:
    store = Archive.open(folder, clock)
    assert (store.close(), store.close()) == (0, 0)
    assert (store.health().fault, store.health().accepts_visits) == ("store-closed", False)
    for use in (lambda: store.register.find("x"), lambda: store.audit.note("a", "b"), lambda: store.records.counts()):
        with pytest.raises(StoreError) as refused:
            use()
        assert refused.value.code == "store-closed"


def test_work_that_cannot_be_saved_until_the_end_is_counted(
    store: Archive, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("store write failed (store-io)")
    announced.expect("store closed with 2 pieces of work unsaved")

    writer = Writer(store._engine._file.reader(), clock, Remedies())  # this connection may not write
    writer.start()
    done = Answer()
    for _ in range(2):
        writer.keep(lambda db: None, done)
    assert done.wait(2) == [False, False]
    clock.advance(0.6)
    assert writer.stop() == 2
    assert done.said == [False, False]


LIMITED = """
import resource, sys, threading
from pathlib import Path
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, measurement, settled, wang
from kiosk.archive.archive import Archive

clock = ManualClock()
folder = Path(sys.argv[1])
with Archive.open(folder, clock) as store:
    person = store.register.meet(wang(), clock.now())
    done = Answer()
    resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / "kiosk.db-wal").stat().st_size + 8192, resource.RLIM_INFINITY))
    for _ in range(5):
        store.journal.save_measurements((measurement(clock, person.resident_id, raw_frame=bytes(20000)),), done)
    said = done.wait(5)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    clock.advance(31)
    settled(store)
    print(said.count(False), store.records.counts()["measurements"], store.health().fault, store.audit.verify().ok)
"""


def test_disk_that_refuses_to_write_for_a_while_loses_nothing(folder: Path) -> None:
    """Writes past a limit fail inside SQLite, as on a disk with a fault; then the limit goes."""
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder)], capture_output=True, text=True, timeout=60, check=True
    )
    refused, kept, fault, chain = run.stdout.split()
    assert int(refused) > 0
    assert (kept, fault, chain) == ("5", "None", "True")
    assert "store write failed (store-" in run.stderr
