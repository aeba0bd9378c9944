"""Of `instruments`: a million measurements on their way out, by the command itself, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from kiosk.archive.archive import Archive
from kiosk.sentences import sentence
from ui.benchmarks.calibrate_look_back import write_readings
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure

ROWS = 1_000_000
FEW = 5_000
"""With `--runs 1`: enough to see that it works."""
FORMATS = ("csv", "xlsx", "fhir")


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """Rows a second, and the most memory the process held, of each format."""
    count = FEW if conditions.runs == 1 else ROWS
    data = conditions.folder / "export"
    with Archive.open(data, conditions.clock) as store:
        write_readings(store, count)
    found = [Figure("rows", sentence("bench.instruments.rows"), count)]
    for form in FORMATS:
        taken_s, peak_mb = _exported(form, data, conditions.folder / f"export.{form}")
        found += [
            Figure(f"{form}_rows_per_s", sentence("bench.instruments.rate", form=form), count / taken_s),
            Figure(f"{form}_peak_mb", sentence("bench.instruments.peak", form=form), peak_mb, "MB"),
        ]
    return found, 1


def _exported(form: str, data: Path, out: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "kiosk.cli", "records", "export", "--format", form]
    began_s = time.perf_counter()
    child = subprocess.Popen([*command, "--out", str(out), "--data", str(data)], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    taken_s = time.perf_counter() - began_s
    if child.returncode != 0:
        raise RuntimeError(f"the export as {form} ended with {child.returncode}")
    out.unlink()
    return taken_s, usage.ru_maxrss / 1024
