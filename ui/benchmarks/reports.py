"""`reports`: a day, a week and a month out of a million visits, and how long another thread stands still meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from kiosk.archive.archive import Archive
from kiosk.ids import new_id
from kiosk.people.zone import SHANGHAI
from kiosk.reports.period import Kind, Period, period_of
from kiosk.reports.reading import read
from kiosk.reports.report import Report
from kiosk.sentences import sentence, table
from kiosk.settings import Settings
from kiosk.settings.values import Retention
from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import boot_id, iso
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.statistics import percentile

VISITS = 1_000_000
FEW = 5_000
"""With `--runs 1`: enough to see that it works."""
PORTION = 20_000
DAYS = 1096
"""Over three years: some 27,000 visits a month."""
VALUES_DAYS = 130
"""Visits of the newest days also have a temperature each, one in twenty a call: no report here reads older ones."""
PEOPLE, COMMITTEES = 5_000, 30
RUNS = 5
AIM_S = 2.0
AIM_STANDSTILL_MS = 100.0
TICK_S = 0.002


def run(conditions: Conditions) -> Result:
    """Fill an archive, then read each kind of report several times."""
    runs = conditions.runs or RUNS
    count = FEW if conditions.runs == 1 else VISITS
    today = conditions.clock.now().utc.astimezone(SHANGHAI).date()
    with Archive.open(conditions.folder / "reports", conditions.clock) as store:
        fill(store, count)
        standstill = Standstill()
        taken = {
            name: [standstill.during(partial(_read, store, period, today)) for _ in range(runs)]
            for name, period in periods(today).items()
        }
    seconds = sentence("bench.unit.s")
    figures = [Figure("visits", sentence("bench.reports.visits"), count)]
    for name, times in taken.items():
        label = table("bench.reports.kinds")[name]
        figures.append(Figure(f"{name}_s", label, percentile(times, 50), seconds))
        slowest = sentence("bench.reports.slowest", of=label)
        figures.append(Figure(f"{name}_slowest_s", slowest, max(times), seconds, AIM_S))
    ms = sentence("bench.unit.ms")
    label = sentence("bench.reports.standstill")
    figures.append(Figure("standstill_ms", label, standstill.longest_s * 1000, ms, AIM_STANDSTILL_MS))
    return Result("reports", tuple(figures), runs)


def periods(today: date) -> dict[str, Period]:
    """What is read: the last whole month, its last day, and the newest week that lies in two months."""
    last = today.replace(day=1) - timedelta(days=1)
    month_end = last
    while period_of(Kind.WEEK, month_end).last.month == month_end.month:
        month_end = month_end.replace(day=1) - timedelta(days=1)
    return {
        "day": period_of(Kind.DAY, last),
        "week": period_of(Kind.WEEK, month_end),
        "month": period_of(Kind.MONTH, last),
    }


class Standstill:
    """The longest time for which a thread that wants to run every TICK_S did not, while another one worked."""

    def __init__(self) -> None:
        self.longest_s = 0.0

    def during(self, work: Callable[[], Report]) -> float:
        """How long it took on a thread of its own, s."""
        taken: list[float] = []

        def measured() -> None:
            began_s = time.perf_counter()
            work()
            taken.append(time.perf_counter() - began_s)

        thread = threading.Thread(target=measured, name="bench-report", daemon=True)
        thread.start()
        before_s = time.perf_counter()
        while thread.is_alive():
            thread.join(TICK_S)
            now_s = time.perf_counter()
            self.longest_s = max(self.longest_s, now_s - before_s - TICK_S)
            before_s = now_s
        return taken[0]


def _read(store: Archive, period: Period, today: date) -> Report:
    return read(store.report_counts, period, Settings(retention=Retention(health_days=3650, alerts_days=3650)), today)


def fill(store: Archive, count: int) -> None:
    """Visits of people who do not exist, evenly over the years, the oldest first; the audit trail is not written."""
    core: Core = store.expiry._core  # a bench's own way in: what a hall does in years, in seconds
    end = core.clock.now().utc
    people = [new_id() for _ in range(min(PEOPLE, count))]
    core.writer.call(partial(_people, people, iso(end - timedelta(days=DAYS))), 120.0)
    for first in range(0, count, PORTION):
        stamps = [
            (iso(end - timedelta(days=age)), age < VALUES_DAYS)
            for age in (DAYS * (count - n) / count for n in range(first, min(count, first + PORTION)))
        ]
        core.writer.call(partial(_write, people, stamps, first), 300.0)


def _people(people: list[str], since: str, db: Database) -> None:
    for n, who in enumerate(people):
        db.execute(_RESIDENT, [who, since, boot_id(), since, 1930 + n % 40, f"committee {n % COMMITTEES}"])


def _write(people: list[str], stamps: list[tuple[str, bool]], first: int, db: Database) -> None:
    boot = boot_id()
    for n, (at, with_values) in enumerate(stamps, first):
        who, visit = people[n * 7 % len(people)], new_id()
        by = None if n % 20 == 0 else ("id-card", "face", "contact-card", "id-card+face")[n % 4]
        db.execute(_VISIT, [visit, at, boot, who if by else None, by])
        if with_values:
            said = ("normal", "normal", "raised")[n % 3]
            db.execute(_VALUE, [new_id(), at, boot, new_id(), who, visit, said])
        if with_values and n % 20 == 0:
            db.execute(_CALL, [new_id(), at, boot, visit, at if n % 40 else None])


_WHEN, _AT = "id, at_utc, boot_id, monotonic_s, clock_suspect", "?, ?, ?, 1, 0"
_RESIDENT = f"""INSERT INTO residents ({_WHEN}, updated_utc, sex, name, birth_year, committee)
  VALUES ({_AT}, ?, '0', x'00', ?, ?)"""
_VISIT = f"INSERT INTO visits ({_WHEN}, resident_id, identified_by, outcome) VALUES ({_AT}, ?, ?, 'served')"
_VALUE = f"""INSERT INTO measurements ({_WHEN}, group_id, resident_id, visit_id, metric, value, unit, source, validity,
  device, raw_value, flags, assessment)
  VALUES ({_AT}, ?, ?, ?, 'temp_body', 36.5, 'Cel', 'device', 'valid', 'ir', 36.4, '[]', ?)"""
_CALL = f"INSERT INTO alerts ({_WHEN}, visit_id, kind, text, taken_utc) VALUES ({_AT}, ?, 'help', x'00', ?)"
