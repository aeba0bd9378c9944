"""A number typed on the digit pad, in the self-check."""

from __future__ import annotations

from dataclasses import replace

from kiosk.measurements.measurement import known_values
from kiosk.measurements.red import broken_rules
from kiosk.sentences import NO_WORDS
from kiosk.visits.draft import Draft
from kiosk.visits.effects import TakeEntry
from kiosk.visits.events import EntryMade, EntryRefused, EntryTaken
from kiosk.visits.moves import go
from kiosk.visits.self_check_values import keep, look_up_last, note_red, red, taken
from kiosk.visits.states import State


def ask(d: Draft, metric: str) -> None:
    """Show the digit pad."""
    look_up_last(d, (metric,))
    d.self_check = replace(d.self_check, entry_metric=metric, entry_problem=NO_WORDS)
    go(d, State.ENTRY, "ask")


def entry_made(d: Draft, event: EntryMade) -> None:
    """確定: have it judged, if it was typed for what is asked now."""
    if d.s.state is not State.ENTRY or event.serial != d.s.serial or event.metric != d.self_check.entry_metric:
        return
    if d.visit.resident is not None:
        d.because("typed")
        who = d.visit.resident
        d.do(TakeEntry(d.visit.id, who.resident_id, event.metric, event.text, who.birth_year, who.sex))


def entry_taken(d: Draft, event: EntryTaken) -> None:
    """What was typed is a value."""
    if d.s.here is not State.ENTRY or event.visit_id != d.s.visit_id or not event.measurements:
        return
    step = d.rules.step_of_entry(event.measurements[0].metric)
    if step is None:
        return
    keep(d, taken(d, event.visit_id, step.id, event.measurements))
    if broken_rules(known_values(event.measurements)):
        note_red(d, event.measurements)
        red(d)
    else:
        go(d, State.VALUE, "typed")


def entry_refused(d: Draft, event: EntryRefused) -> None:
    """Say what to do; the pad stays."""
    asked = d.s.here is State.ENTRY and event.metric == d.self_check.entry_metric
    if asked and event.visit_id == d.s.visit_id:
        d.self_check = replace(d.self_check, entry_problem=event.problem)
        d.because("entry-refused")


def switch(d: Draft, metric: str) -> None:
    """The same thing under other circumstances, such as before a meal: other limits."""
    d.self_check = replace(d.self_check, entry_metric=metric, entry_problem=NO_WORDS)
    look_up_last(d, (metric,))
    d.because("switched")
