"""Says at the end of a run which tests should be marked `slow` and are not: `make quick` leaves the marked ones out."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator

import pytest

SLOW_S = 5.0
"""Of the processor, children included."""
LONG_S = 10.0
"""By the clock: a test that waits takes twice its time on a machine that does much else."""

UNMARKED = "slow, and not marked"


def processor_s() -> float:
    """Seconds of the processor this process and its ended children have used."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def watch(item: pytest.Item) -> Iterator[None]:
    """Around a test's call: note it on its report when it took too long for one that is not marked."""
    begun_s, used_s = time.monotonic(), processor_s()
    yield
    took_s, used_s = time.monotonic() - begun_s, processor_s() - used_s
    if (used_s > SLOW_S or took_s > LONG_S) and item.get_closest_marker("slow") is None:
        item.user_properties.append((UNMARKED, f"{took_s:.1f} s, {used_s:.1f} s of the processor"))


def tell(reporter: pytest.TerminalReporter) -> None:
    """The list, in the summary."""
    reports = [report for kind in ("passed", "failed") for report in reporter.getreports(kind)]
    found = {(r.nodeid, said) for r in reports for name, said in r.user_properties if name == UNMARKED}
    if found:
        reporter.section("slow tests that are not marked so")
        for nodeid, said in sorted(found):
            reporter.write_line(f"{said}: {nodeid}")
