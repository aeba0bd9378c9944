"""Of `calibrate`: a thermometer that is found wrong after a million readings, from the question to the count."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from devices.clock import Instant
from kiosk.archive.archive import Archive
from kiosk.archive.look_back import look_back
from kiosk.archive.measurement_rows import to_row
from kiosk.archive.resident_rows import TABLE
from kiosk.archive.resident_rows import to_row as resident_row
from kiosk.calibration.records import CalibrationRecord, Verdict
from kiosk.calibration.references import Reference
from kiosk.calibration.runs import Environment, Run, SetPoint, Stage
from kiosk.ids import new_id
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.people.resident import Resident
from kiosk.sentences import sentence
from kiosk.store.core import Core
from kiosk.store.rows import insert
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure

READINGS = 1_000_000
FEW = 20_000
"""With `--runs 1`: enough to see that it works."""
PORTION = 20_000
RUNS = 3
AIM_S = 2.0
DEVICE = "thermometer"
FOUND = (1.0189, -0.2983)
"""Some 0.4 °C above what was shown: of normal foreheads about one in eight would have been judged otherwise."""


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """The figures, and how often each was taken."""
    runs = conditions.runs or RUNS
    count = FEW if conditions.runs == 1 else READINGS
    settings, zone = TemperatureSettings(), UTC
    with Archive.open(conditions.folder / "look-back", conditions.clock) as store:
        write_readings(store, count)
        core: Core = store.look_backs._core
        record, taken, found = _record(conditions.clock.now().utc), [], None
        for _ in range(runs):
            began_s = time.perf_counter()
            with core.readers.db() as db:
                found = look_back(db, record, settings, zone)
            taken.append(time.perf_counter() - began_s)
    assert found is not None
    return [
        Figure("look_back_s", sentence("bench.calibrate.look-back"), max(taken), sentence("bench.unit.s"), AIM_S),
        Figure("looked_at", sentence("bench.calibrate.looked-at"), found.looked_at),
        Figure("judged_otherwise", sentence("bench.calibrate.judged-otherwise"), found.readings),
    ], runs


def write_readings(store: Archive, count: int, *, seed: int = 7) -> None:
    """Temperatures of one person who does not exist, a minute apart; the audit trail is not written."""
    core: Core = store.look_backs._core  # a bench's own way in: what a hall does in years, in seconds
    person, chance = Resident(id=new_id(), name=None, number=None), random.Random(seed)

    def somebody(db: Database) -> None:
        act = core.act(db, "bench")
        insert(db, TABLE, {**resident_row(person, core.fields), **act.when(), "updated_utc": iso(act.now.utc)})

    core.writer.call(somebody)
    end = core.clock.now().utc
    for first in range(0, count, PORTION):
        portion = partial(_write, core, person.id, range(first, min(count, first + PORTION)), count, end, chance)
        core.writer.call(portion, 120.0)


def _write(
    core: Core, person: str, places: range, count: int, end: datetime, chance: random.Random, db: Database
) -> None:
    act = core.act(db, "bench")
    for at in places:
        raw = round(chance.gauss(34.2, 0.35), 2)
        taken = Instant(end - timedelta(minutes=count - at), 0.0)
        row = Measurement(
            id=new_id(), group_id=new_id(), metric="temp_body", value=round(raw + 2.3, 1), unit="Cel",
            source=Source.DEVICE, validity=Validity.VALID, taken_at=taken, resident_id=person, device=DEVICE,
            raw_value=raw,
        )  # fmt: skip
        insert(db, "measurements", {**to_row(row), **act.when(taken)})


def _record(now: datetime) -> CalibrationRecord:
    reference = Reference(new_id(), "black-body", "", "", "", "B-1", "", now.date(), now.date(), 20.0, 50.0, "Cel", 0.1)
    points = tuple(SetPoint(at, ((at - FOUND[1]) / FOUND[0],)) for at in (35.0, 37.0, 41.0))
    run = Run(
        new_id(), new_id(), Stage.AS_FOUND, DEVICE, "temp_object", "Cel", "black-body", points, reference.id,
        Environment(), now, now, "bench",
    )  # fmt: skip
    return CalibrationRecord(
        id=run.calibration_id, number="B-1", device=DEVICE, model="", serial="", firmware="", metric="temp_object",
        unit="Cel", method="black-body", reference=reference, before=(1.0, 0.0), after=FOUND, as_found=run,
        as_left=replace(run, id=new_id(), stage=Stage.AS_LEFT), as_found_error=-0.47, as_left_error=0.0,
        as_found_u=0.17, as_left_u=0.17, as_found_verdict=Verdict.FAIL, as_left_verdict=Verdict.PASS, limit=0.3,
        limit_id="ir-forehead", decision="guard-band", drift=0.1, site="", received=now.date(), done=now.date(),
        due=now.date(), supersedes=None, reason="first", by="bench", second=None, signed=now,
    )  # fmt: skip
