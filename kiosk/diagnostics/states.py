"""How the devices of this terminal are, as plain data."""

from __future__ import annotations

from typing import Any

from kiosk.device_bench.parts import BenchParts
from kiosk.device_bench.standing import Entry, condition, entries


def states_of(bench: BenchParts) -> dict[str, Any]:
    """By name: kind, model, state, fault, since when (UTC), and how often in a row it did not open."""
    return {entry.name: _of(entry, bench) for entry in entries(bench)}


def _of(entry: Entry, bench: BenchParts) -> dict[str, Any]:
    how = condition(entry, bench)
    return {
        "kind": entry.kind,
        "model": entry.model,
        "state": None if how.state is None else how.state.value,
        "fault": how.fault or None,
        "since": None if how.since is None else how.since.utc.isoformat(timespec="seconds"),
        "tries": how.tries,
    }
