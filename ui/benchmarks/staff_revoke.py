"""Of `staff`: a revocation, from the touch to the moment nobody is recognised any more: committed, and the searched
gallery told. That the vision process holds nothing of the face a second later is a test's affair.
"""

from __future__ import annotations

import time

from kiosk.archive.archive import Archive
from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure
from ui.benchmarks.many_members import write_members
from ui.benchmarks.statistics import median

PEOPLE = 200
RUNS = 20
AIM_MS = 1000.0


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """The figures, and how often each was taken."""
    runs = min(conditions.runs or RUNS, PEOPLE)
    told_s: list[float] = []
    told, gone = [], []
    with Archive.open(conditions.folder / "revocations", conditions.clock) as store:
        write_members(store, PEOPLE)
        people = [entry.resident.id for entry in store.whitelist.entries()]
        store.whitelist.notice_changes()
        store.whitelist.on_change(lambda *_: told_s.append(time.perf_counter()))
        for person in people[:runs]:
            told_s.clear()
            began_s = time.perf_counter()
            store.whitelist.revoke(person, "bench", "bench")
            gone.append((time.perf_counter() - began_s) * 1000)
            told.append((told_s[0] - began_s) * 1000)
    ms = sentence("bench.unit.ms")
    return [
        Figure("revoke_told_ms", sentence("bench.staff.revoke-told"), median(told), ms),
        Figure("revoke_max_ms", sentence("bench.staff.revoke-slowest"), max(gone), ms, AIM_MS),
    ], runs
