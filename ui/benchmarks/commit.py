"""`commit`: how long the store takes from a visit's event to its commit on the disk."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from kiosk.commands.context import Refused
from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.statistics import percentile

if TYPE_CHECKING:
    from kiosk.archive.archive import Archive

RUNS = 500
LONGEST_S = 10.0


def run(conditions: Conditions) -> Result:
    """Save events one after the other, each waiting for the one before, as in a hall."""
    from kiosk.archive.archive import Archive

    runs = conditions.runs or RUNS
    with Archive.open(conditions.folder / "commit", conditions.clock) as store:
        taken = [_once(store, conditions) * 1000 for _ in range(runs)]
    ms = sentence("bench.unit.ms")
    figures = (
        Figure("p50_ms", sentence("bench.commit.half"), percentile(taken, 50), ms),
        Figure("p99_ms", sentence("bench.commit.p99"), percentile(taken, 99), ms),
        Figure("max_ms", sentence("bench.commit.slowest"), max(taken), ms),
    )
    return Result("commit", figures, runs)


def _once(store: Archive, conditions: Conditions) -> float:
    from kiosk.ids import new_id
    from kiosk.visits.ports import VisitRecord

    now = conditions.clock.now()
    steps = (("reading", "card-arrived", 0.0), ("checking", "holder-found", 0.6), ("result", "code-arrived", 0.9))
    record = VisitRecord(new_id(), None, None, now, None, None, steps)
    saved = threading.Event()
    began_s = time.monotonic()
    store.journal.save_visit(record, lambda ok: saved.set() if ok else None)
    if not saved.wait(LONGEST_S):
        raise Refused(sentence("bench.commit.not-saved"))
    return time.monotonic() - began_s
