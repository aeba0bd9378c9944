"""The process is killed in the middle of its work, again and again: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from tests.support.clock import ManualClock

KILLS = 15

WORKERS = """
import os
import sys
from pathlib import Path
from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from tests.support.store_rows import measurement, visit, wang

def work():
    clock = SystemClock()
    with Archive.open(Path(sys.argv[1]), clock) as store:
        resident_id = store.register.meet(wang(), clock.now()).resident_id
        print("ready", os.getpid(), flush=True)
        while True:
            record = visit(clock, resident_id)
            pair = (measurement(clock, resident_id, visit_id=record.visit_id),
                measurement(clock, resident_id, visit_id=record.visit_id, metric="pulse", unit="/min", value=72.0),)
            store.journal.save_measurements(pair, lambda ok, ids=[m.id for m in pair]: print(*ids, flush=True))
            store.journal.save_visit(record, lambda ok, id=record.visit_id: print(id, flush=True))
            store.journal._core.writer.call(lambda db: None)

for _ in range(int(sys.argv[2])):
    pid = os.fork()
    if pid == 0:
        work()
    _, status = os.waitpid(pid, 0)
    print("ended", os.waitstatus_to_exitcode(status), flush=True)
"""
"""One process after the other that opens the records and writes until it is killed. What they import is read once, by
a parent that opens nothing and has no thread."""
ENDED = f"ended {-signal.SIGKILL}\n"


@pytest.mark.slow
def test_killed_while_committing_loses_nothing_acknowledged(folder: Path, clock: ManualClock) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    command = [sys.executable, "-c", WORKERS, str(folder), str(KILLS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        for _ in range(KILLS):
            ready, pid = parent.stdout.readline().split()
            assert ready == "ready"
            lines, killer = chance.randint(0, 20), None
            # A line that was cut off by the kill stands before "ended", and acknowledges nothing.
            while True:
                if lines == 0:
                    killer = threading.Timer(chance.uniform(0, 0.05), os.kill, (int(pid), signal.SIGKILL))
                    killer.start()
                lines -= 1
                line = parent.stdout.readline()
                if line.endswith(ENDED):
                    break
                assert line.endswith("\n"), "the parent of the workers has ended"
                acknowledged.update(line.split())
            assert killer is not None, "a worker ended by itself"
            killer.join()
    assert parent.returncode == 0
    assert len(acknowledged) > 100
    with Archive.open(folder, clock) as store:
        assert store.health().notices == ()
        assert store.audit.verify().ok
        with store._core.readers.db() as db:
            kept = {row["id"] for row in db.query("SELECT id FROM measurements UNION ALL SELECT id FROM visits")}
            torn = db.execute(
                "SELECT count(*) FROM (SELECT 1 FROM measurements GROUP BY visit_id HAVING count(*) <> 2)"
            )
            assert torn.fetchone() == (0,)
            unmatched = db.execute("SELECT count(*) FROM measurements WHERE id NOT IN (SELECT row_id FROM outbox)")
            assert unmatched.fetchone() == (0,)
    assert acknowledged - kept == set()
    print(f"{KILLS} kills, {len(acknowledged)} rows acknowledged, 0 lost")
