"""What is due of whoever is served, and what their family doctor wants values to be: asked for, and heard."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpFollowUps
from kiosk.visits.events import FollowUpsFound


def look_up(d: Draft) -> None:
    """Ask: once they are known, and whenever the store has taken a value, which may have met or planned something."""
    if d.visit.resident is not None:
        d.do(LookUpFollowUps(d.visit.id, d.visit.resident.resident_id))


def found(d: Draft, event: FollowUpsFound) -> None:
    """The answer."""
    if event.visit_id == d.s.visit_id and d.visit.resident is not None:
        d.visit = replace(d.visit, follow_ups=event.follow_ups, goals=event.goals)
        d.because("follow-ups-found")
