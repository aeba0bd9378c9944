"""`purge`: a million rows of which most are too old go in one night, while visits go on being committed."""

from __future__ import annotations

import resource
import threading
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kiosk.archive.archive import Archive
from kiosk.archive.expiry import Periods
from kiosk.commands.context import Refused
from kiosk.ids import new_id
from kiosk.sentences import sentence
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import boot_id, iso
from kiosk.visits.ports import VisitRecord
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.statistics import percentile

ROWS = 1_000_000
FEW = 3_000
"""With `--runs 1`: enough to see that it works."""
PORTION = 20_000
DAYS = 3650
KEPT_DAYS = 365
"""Rows lie evenly over ten years: nine in ten are too old."""
PEOPLE = 5_000
IDLE = 300
"""People who have not come for years."""
VISIT_EVERY_S = 0.1
LONGEST_S = 30.0
AIM_MS = 250.0
SHARES = (("measurements", 4), ("outbox", 3), ("visits", 2), ("alerts", 1))
"""Of ten rows, how many are whose."""


def run(conditions: Conditions) -> Result:
    """Fill an archive, purge it, and commit a visit ten times a second meanwhile."""
    count = FEW if conditions.runs == 1 else ROWS
    folder = conditions.folder / "purge"
    with Archive.open(folder, conditions.clock) as store:
        fill(store, count)
        before_mb, rss_mb = _mb(folder), _rss_mb()
        watch = _Visits(store, conditions, folder)
        gone, took_s = watch.during(partial(_purge, store, conditions))
        after_mb = _mb(folder)
    ms = sentence("bench.unit.ms")
    figures = (
        Figure("rows_gone", sentence("bench.purge.gone"), sum(gone.values())),
        Figure("took_s", sentence("bench.purge.took"), took_s, sentence("bench.unit.s")),
        Figure("visits", sentence("bench.purge.visits"), len(watch.taken)),
        Figure("visit_p50_ms", sentence("bench.purge.half"), percentile(watch.taken, 50), ms),
        Figure("visit_p99_ms", sentence("bench.purge.p99"), percentile(watch.taken, 99), ms),
        Figure("visit_max_ms", sentence("bench.purge.slowest"), max(watch.taken), ms, AIM_MS),
        Figure("file_before_mb", sentence("bench.purge.before"), before_mb, "MB"),
        Figure("file_after_mb", sentence("bench.purge.after"), after_mb, "MB"),
        Figure("log_most_mb", sentence("bench.purge.log"), watch.log_mb, "MB"),
        Figure("memory_more_mb", sentence("bench.purge.memory"), _rss_mb() - rss_mb, "MB"),
    )
    return Result("purge", figures, 1)


def fill(store: Archive, count: int) -> None:
    """Rows of people who do not exist, the oldest first; the audit trail is not written."""
    core: Core = store.expiry._core  # a bench's own way in: what a hall does in years, in seconds
    end = core.clock.now().utc
    people = [new_id() for _ in range(min(PEOPLE, count))]
    idle = [new_id() for _ in range(min(IDLE, count))]
    core.writer.call(partial(_people, people + idle, end - timedelta(days=DAYS)), 120.0)
    for first in range(0, count, PORTION):
        core.writer.call(partial(_write, people, range(first, min(count, first + PORTION)), count, end), 300.0)


def _people(people: list[str], since: datetime, db: Database) -> None:
    for who in people:
        db.execute(_RESIDENT, [who, iso(since), boot_id(), iso(since)])


def _write(people: list[str], places: range, count: int, end: datetime, db: Database) -> None:
    tables = [table for table, share in SHARES for _ in range(share)]
    boot = boot_id()
    for at in places:
        stamp = iso(end - timedelta(days=DAYS * (count - at) / count))
        who, table = people[at % len(people)], tables[at % len(tables)]
        db.execute(_ROW[table], {"id": new_id(), "at": stamp, "boot": boot, "who": who, "other": new_id()})


def _purge(store: Archive, conditions: Conditions) -> dict[str, int]:
    never = threading.Event()

    def pause(seconds: float) -> None:
        conditions.clock.wait(never, seconds)

    periods = Periods(health_days=KEPT_DAYS, audit_days=3650, alerts_days=KEPT_DAYS)
    gone = store.expiry.purge(periods, "bench", clock_is_right=True, pause=pause)
    store.whitelist.leave_no_traces()
    return gone


class _Visits:
    """Commits a visit every so often on this thread while something is done on another."""

    def __init__(self, store: Archive, conditions: Conditions, folder: Path) -> None:
        self._store, self._conditions, self._folder = store, conditions, folder
        self.taken: list[float] = []
        self.log_mb = 0.0

    def during(self, work: partial[dict[str, int]]) -> tuple[dict[str, int], float]:
        """What came of it, and how long it took, s."""
        found: list[dict[str, int]] = []
        began_s = time.perf_counter()
        doing = threading.Thread(target=lambda: found.append(work()), name="bench-purge", daemon=True)
        doing.start()
        while doing.is_alive():
            self.taken.append(self._once() * 1000)
            log = self._folder / "kiosk.db-wal"
            self.log_mb = max(self.log_mb, log.stat().st_size / 1e6 if log.exists() else 0.0)
            doing.join(VISIT_EVERY_S)
        if not found:
            raise Refused(sentence("bench.commit.not-saved"))
        return found[0], time.perf_counter() - began_s

    def _once(self) -> float:
        now = self._conditions.clock.now()
        steps = (("reading", "card-arrived", 0.0), ("checking", "holder-found", 0.6))
        record = VisitRecord(new_id(), None, None, now, None, None, steps)
        saved = threading.Event()
        began_s = time.perf_counter()
        self._store.journal.save_visit(record, lambda ok: saved.set() if ok else None)
        if not saved.wait(LONGEST_S):
            raise Refused(sentence("bench.commit.not-saved"))
        return time.perf_counter() - began_s


def _mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.glob("kiosk.db*") if path.is_file()) / 1e6


def _rss_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_WHEN, _AT = "id, at_utc, boot_id, monotonic_s, clock_suspect", ":id, :at, :boot, 1, 0"
_RESIDENT = f"""INSERT INTO residents ({_WHEN}, updated_utc, sex, name) VALUES (?, ?, ?, 1, 0, ?, '0', x'00')"""
_ROW = {
    "measurements": f"""INSERT INTO measurements ({_WHEN}, group_id, resident_id, metric, value, unit, source, validity,
      device, raw_value, flags) VALUES ({_AT}, :other, :who, 'sys', 130, 'mm[Hg]', 'device',
      'valid', 'bp', 131, '[]')""",
    "visits": f"""INSERT INTO visits ({_WHEN}, resident_id, identified_by, outcome)
      VALUES ({_AT}, :who, 'id-card', 'served')""",
    "alerts": f"""INSERT INTO alerts ({_WHEN}, resident_id, kind, text) VALUES ({_AT}, :who, 'help', x'00')""",
    "outbox": f"""INSERT INTO outbox ({_WHEN}, topic, row_id) VALUES ({_AT}, 'measurement', :other)""",
}
