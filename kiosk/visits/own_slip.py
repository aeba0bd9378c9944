"""What is kept of somebody as a slip they take home: what stands, then the newest values, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from kiosk.measurements.measurement import Measurement
from kiosk.people.person import Person
from kiosk.sentences import sentence
from kiosk.slips.making import Place, named_figures
from kiosk.slips.qr_text import qr_text
from kiosk.slips.slip import Line, Slip
from kiosk.visits.own_visit import OwnFacts
from kiosk.visits.own_words import kept_rows

MOST_VALUES = 20
"""A slip of a metre is enough; all of it is had at the window."""


def own_slip(who: Person, facts: OwnFacts, values: tuple[Measurement, ...], place: Place, now: datetime) -> Slip:
    """The slip. The name is masked: paper gets lost."""
    local = now.astimezone(place.zone)
    day = sentence(
        "slips.day", year=local.year, month=local.month, day=local.day, time=f"{local.hour}:{local.minute:02d}"
    )
    kept = [Line(title, (), value, ()) for title, value in kept_rows(who, facts)]
    if facts.number:
        kept[0] = replace(kept[0], notes=(facts.number,))
    measured = [_line(group, place) for group in _newest_first(values)]
    lines = (*kept, *measured[:MOST_VALUES])
    left = len(measured) > MOST_VALUES
    return Slip(
        hall=place.hall,
        title=sentence("slips.own-title"),
        name=who.masked_name,
        when=day,
        lines=lines,
        follow_up="",
        rests_on=(sentence("slips.screening"), sentence("slips.own-more" if left else "slips.own-all")),
        qr_text=qr_text(place.hall, who.masked_name, day, lines, demonstration=place.demonstration),
        qr_cue=sentence("slips.qr-cue"),
        demonstration=sentence("slips.demonstration") if place.demonstration else "",
    )


def _newest_first(values: Iterable[Measurement]) -> list[tuple[Measurement, ...]]:
    """What was measured in one go stays together."""
    ordered = sorted(values, key=lambda m: (m.taken_at.utc, m.group_id), reverse=True)
    return [tuple(group) for _, group in groupby(ordered, key=lambda m: m.group_id)]


def _line(group: tuple[Measurement, ...], place: Place) -> Line:
    title, figures = named_figures(group)
    taken = group[0].taken_at.utc.astimezone(place.zone)
    when = sentence(
        "slips.day", year=taken.year, month=taken.month, day=taken.day, time=f"{taken.hour}:{taken.minute:02d}"
    )
    return Line(title, figures, "", (when,))
