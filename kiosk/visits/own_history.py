"""Somebody's own values of three months: asked for with a step of the self-check, shown after its value, gone with the
visit.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.measurements.trend import DAYS, DayValue, day_values
from kiosk.visits.draft import Draft
from kiosk.visits.effects import LookUpHistory
from kiosk.visits.events import HistoryFound
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation
from kiosk.visits.visit import Visit

LEAST_DAYS = 2
"""On fewer days before today there is nothing to see."""


def look_up(d: Draft, metrics: tuple[str, ...]) -> None:
    """Ask for what was measured of these before."""
    if d.visit.resident is not None:
        d.do(LookUpHistory(d.visit.id, d.visit.resident.resident_id, metrics, DAYS))


def found(d: Draft, event: HistoryFound) -> None:
    """It is here; what comes for an earlier visit is nobody's."""
    if event.visit_id != d.s.visit_id or d.visit.resident is None:
        return
    others = tuple(m for m in d.self_check.history if m.metric not in event.metrics)
    d.self_check = replace(d.self_check, history=(*others, *event.measurements))
    d.because("history-found")


def compared(visit: Visit, rules: Rules) -> tuple[str, ...]:
    """The metrics of the value on the screen that are compared with earlier ones; none without a value."""
    value = visit.self_check.value
    if value is None:
        return ()
    step = rules.step(value.step)
    return step.compared(value.measurements) if step is not None else (value.measurements[0].metric,)


def own_days(visit: Visit, rules: Rules) -> tuple[DayValue, ...]:
    """The days of the trend, the oldest first; the last one is today's, by the value on the screen."""
    value, names = visit.self_check.value, compared(visit, rules)
    if value is None or not names:
        return ()
    # One that was given out in this visit before is not in the store's answer, and must not stand beside the newest.
    return day_values((*visit.self_check.history, *value.measurements), names, rules.zone)


def has_trend(s: Situation, rules: Rules) -> bool:
    """Whether there is something to see: today's value, and values of two days before."""
    value = s.current.self_check.value
    if value is None:
        return False
    today = value.measurements[0].taken_at.utc.astimezone(rules.zone).date()
    days = [day.day for day in own_days(s.current, rules)]
    return today in days and sum(day < today for day in days) >= LEAST_DAYS
