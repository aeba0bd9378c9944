"""`import`: an office's list of 10,000 without photos, part by part; 6,700 people with faces written; photos looked at.

Looking at photos is measured on as many as there is time for (`--people`); what all 6,700 would take is reckoned from
the rate and said to be.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from kiosk.archive.archive import Archive
from kiosk.archive.import_plan import Comparison, ImportPlan
from kiosk.archive.templates import NewTemplate
from kiosk.imports.checking import ImportRules, check_rows
from kiosk.imports.photos import find_photos, photo_bytes
from kiosk.imports.reading import read_sheet
from kiosk.imports.rows import Checked, Sheet
from kiosk.photo_faces.maker import FaceMaker
from kiosk.sentences import sentence
from kiosk.settings import Faces
from kiosk.store.core import Core
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure, Result
from ui.benchmarks.office_list import draw_photos, write_list

T = TypeVar("T")

PEOPLE = 10_000
WITH_FACES = 6_700
PHOTOS = 200
AIM_MB = 512.0
AIM_HELD_MS = 250.0
TODAY = date(2026, 11, 29)


def run(conditions: Conditions) -> Result:
    """All parts, one after the other."""
    figures = [*_list(conditions), *_faces_written(conditions), *_photos(conditions)]
    return Result("import", tuple(figures), 1)


def _list(conditions: Conditions) -> list[Figure]:
    """Without photos: read, check, compare, write, compare again, take back."""
    path = conditions.folder / "list.xlsx"
    people = min(PEOPLE, conditions.people or PEOPLE)
    write_list(path, people)
    _forget_peak()
    read_s, sheet = _timed(lambda: read_sheet(path))
    reader_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    check_s, checked = _timed(lambda: _checked(sheet))
    with Archive.open(conditions.folder / "list", conditions.clock) as store:
        held = _Held(store)
        compare_s, comparison = _timed(lambda: store.imports.compare(checked.candidates))
        commit_s, done = _timed(lambda: store.imports.commit(_plan(comparison, sheet), "bench"))
        held_ms = held.most_ms
        again_s, again = _timed(lambda: store.imports.compare(_checked(sheet).candidates))
        assert not any(row.changes for row in again.rows)
        held.most_ms = 0.0
        undo_s, _ = _timed(lambda: store.imports.undo(done.import_id, "bench"))
    s, ms = sentence("bench.unit.s"), sentence("bench.unit.ms")
    return [
        Figure("people", sentence("bench.import.people"), people),
        Figure("read_s", sentence("bench.import.read"), read_s, s),
        Figure("check_s", sentence("bench.import.check"), check_s, s),
        Figure("compare_s", sentence("bench.import.compare"), compare_s, s),
        Figure("commit_s", sentence("bench.import.commit"), commit_s, s),
        Figure("commit_held_ms", sentence("bench.import.commit-held"), held_ms, ms, AIM_HELD_MS),
        Figure("again_s", sentence("bench.import.again"), again_s, s),
        Figure("undo_s", sentence("bench.import.undo"), undo_s, s),
        Figure("undo_held_ms", sentence("bench.import.undo-held"), held.most_ms, ms, AIM_HELD_MS),
        Figure("reader_mb", sentence("bench.import.reader"), reader_mb, "MB", AIM_MB),
        Figure("list_mb", sentence("bench.import.parent"), _peak_mb(os.getpid()), "MB", AIM_MB),
    ]


def _faces_written(conditions: Conditions) -> list[Figure]:
    """As many templates as an office's list brings, written."""
    path, chance = conditions.folder / "faces.xlsx", random.Random(7)
    people = min(WITH_FACES, conditions.people or WITH_FACES)
    write_list(path, people)
    sheet = read_sheet(path)
    with Archive.open(conditions.folder / "faces", conditions.clock) as store:
        held = _Held(store)
        comparison = store.imports.compare(_checked(sheet).candidates)
        faces = {row.row: (NewTemplate("bench", "1", chance.randbytes(512), 0.9),) for row in comparison.rows}
        plan = ImportPlan(comparison.rows, "-", sheet.sha256, people, 0, faces)
        commit_s, done = _timed(lambda: store.imports.commit(plan, "bench"))
        held_ms, held.most_ms = held.most_ms, 0.0
        undo_s, _ = _timed(lambda: store.imports.undo(done.import_id, "bench"))
    s, ms = sentence("bench.unit.s"), sentence("bench.unit.ms")
    return [
        Figure("faces_people", sentence("bench.import.faces-people"), people),
        Figure("faces_commit_s", sentence("bench.import.faces-commit"), commit_s, s),
        Figure("faces_held_ms", sentence("bench.import.commit-held"), held_ms, ms, AIM_HELD_MS),
        Figure("faces_undo_s", sentence("bench.import.undo"), undo_s, s),
        Figure("faces_undo_held_ms", sentence("bench.import.undo-held"), held.most_ms, ms, AIM_HELD_MS),
    ]


def _photos(conditions: Conditions) -> list[Figure]:
    """Photos of a folder, looked at by the processes that do so, and compared."""
    people = conditions.people or PHOTOS
    path, folder = conditions.folder / "photos.xlsx", conditions.folder / "photos"
    write_list(path, people)
    drawing = f"import sys, pathlib; from {draw_photos.__module__} import draw_photos as draw"
    drawing += "; draw(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
    subprocess.run(
        [sys.executable, "-c", drawing, str(folder), str(people)], check=True
    )  # what drawing takes is nobody's memory here
    _forget_peak()
    sheet, children, processes = read_sheet(path), list[float](), 0
    with Archive.open(conditions.folder / "photos-store", conditions.clock) as store:
        checked = check_rows(sheet, sheet.mapping, TODAY, ImportRules(), find_photos(folder))
        rows = store.imports.compare(checked.candidates).rows
        maker = FaceMaker(store, Faces(), conditions.clock, photo_bytes)

        def told(done: int, total: int) -> None:
            nonlocal processes
            processes = max(processes, len(maker.child_pids))
            if done % 20 == 0 or total - done < 5:
                for pid in maker.child_pids:
                    with contextlib.suppress(OSError, StopIteration):  # those that are done are gone
                        children.append(_peak_mb(pid))

        took_s, outcome = _timed(lambda: maker.make(rows, told))
    per_s = people / took_s
    return [
        Figure("photos", sentence("bench.import.photos"), people),
        Figure("photos_per_s", sentence("bench.import.photos-rate"), per_s, sentence("bench.import.per-s")),
        Figure("photos_min", sentence("bench.import.photos-reckoned", people=WITH_FACES), WITH_FACES / per_s / 60,
               sentence("bench.import.minutes")),
        Figure("photos_processes", sentence("bench.import.children"), processes),
        Figure("photos_refused", sentence("bench.import.photos-alike"), len(outcome.refused)),
        Figure("photos_child_mb", sentence("bench.import.child"), max(children, default=0.0), "MB", AIM_MB),
        Figure("photos_parent_mb", sentence("bench.import.parent"), _peak_mb(os.getpid()), "MB", AIM_MB),
    ]  # fmt: skip


class _Held:
    """Notes how long the writer is held by one transaction."""

    def __init__(self, store: Archive) -> None:
        core: Core = store.imports._core  # a bench's own way in
        writer = core.writer
        self.most_ms = 0.0
        commit = writer._commit  # type: ignore[attr-defined]

        def timed(db: object, work: object) -> object:
            began_s = time.perf_counter()
            try:
                return commit(db, work)
            finally:
                self.most_ms = max(self.most_ms, (time.perf_counter() - began_s) * 1000)

        writer._commit = timed  # type: ignore[attr-defined]


def _checked(sheet: Sheet) -> Checked:
    return check_rows(sheet, sheet.mapping, TODAY, ImportRules())


def _plan(comparison: Comparison, sheet: Sheet) -> ImportPlan:
    return ImportPlan(comparison.rows, "-", sheet.sha256, len(sheet.rows))


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began_s = time.perf_counter()
    result = work()
    return time.perf_counter() - began_s, result


def _forget_peak() -> None:
    """From now on the kernel notes the most memory this process has anew (proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak_mb(pid: int) -> float:
    """The most memory a process had, MB (10⁶ bytes)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) * 1024 / 1e6
