"""The process is killed in the middle of its work, again and again: nothing that was acknowledged is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from tests.support.clock import ManualClock

KILLS = 15

CHILD = """
import sys
from pathlib import Path
from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from tests.support.store_rows import measurement, visit, wang

clock = SystemClock()
with Archive.open(Path(sys.argv[1]), clock) as store:
    resident_id = store.register.meet(wang(), clock.now()).resident_id
    print("ready", flush=True)
    while True:
        record = visit(clock, resident_id)
        pair = (measurement(clock, resident_id, visit_id=record.visit_id),
            measurement(clock, resident_id, visit_id=record.visit_id, metric="pulse", unit="/min", value=72.0),)
        store.journal.save_measurements(pair, lambda ok, ids=[m.id for m in pair]: print(*ids, flush=True))
        store.journal.save_visit(record, lambda ok, id=record.visit_id: print(id, flush=True))
        store.journal._core.writer.call(lambda db: None)
"""


@pytest.mark.slow
def test_killed_while_committing_loses_nothing_acknowledged(folder: Path, clock: ManualClock) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        killer = threading.Timer(chance.uniform(0.02, 0.25), child.kill)
        killer.start()
        for line in child.stdout:
            if line.endswith("\n"):
                acknowledged.update(line.split())
        killer.join()
        child.stdout.close()
        child.wait(10)
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
