"""The steps of visits that are open, as they will be logged."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.clock import Instant
from kiosk.visits.effects import SaveVisit
from kiosk.visits.ports import VisitRecord
from kiosk.visits.states import State

MOST_STEPS = 500
"""Enough for any visit; a screen that flickers must not fill the store."""


@dataclass(slots=True)
class _Open:
    started: Instant
    steps: list[tuple[str, str, float]] = field(default_factory=list)


class Logbook:
    """Keeps what a visit's record needs beyond what the table knows: times."""

    def __init__(self) -> None:
        self._open: dict[str, _Open] = {}

    def note(self, visit_id: str, state: State, reason: str, now: Instant) -> None:
        """A visit went to another state."""
        visit = self._open.setdefault(visit_id, _Open(now))
        if len(visit.steps) < MOST_STEPS:
            since_s = round(now.monotonic_s - visit.started.monotonic_s, 3)
            visit.steps.append((state.value, reason, since_s))

    def record(self, effect: SaveVisit, now: Instant) -> VisitRecord:
        """The record of a visit; with an outcome it is closed and forgotten here."""
        over = effect.outcome is not None
        visit = self._open.pop(effect.visit_id, _Open(now)) if over else self._open.get(effect.visit_id, _Open(now))
        return VisitRecord(
            visit_id=effect.visit_id,
            resident_id=effect.resident_id,
            identified_by=effect.identified_by,
            started=visit.started,
            ended=now if over else None,
            outcome=effect.outcome,
            steps=tuple(visit.steps),
        )

    def drop(self, visit_id: str) -> None:
        """Forget a visit that is not logged."""
        self._open.pop(visit_id, None)
