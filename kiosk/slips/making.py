"""Measured values to the lines of a slip. Values that were not taken have no line; nobody's number stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from kiosk.measurements.about import NOBODY, About
from kiosk.measurements.bands import USUAL, Band, BandChoice, Level, bands_for
from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import OVERRIDE, Measurement, Source, Validity, known_values, valid_values
from kiosk.measurements.sitting import MEAN
from kiosk.sentences import sentence, table
from kiosk.slips.qr_text import qr_text
from kiosk.slips.slip import Figure, Line, Slip

SHOWN = (
    *("temp_body", "temp_clinical", "sys", "dia", "spo2", "pulse", "glucose_fasting", "glucose_random", "resp_rate"),
    *("weight", "height", "bmi", "body_fat", "waist"),
)
"""What means something at home, in this order; what a device says besides stays in the record."""


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """What was measured or typed in one go."""

    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slip is made. `demonstration`: with people and numbers that are made up."""

    hall: str
    zone: tzinfo
    choice: BandChoice = USUAL
    demonstration: bool = False


def slip_of(
    taken: Sequence[Taken],
    place: Place,
    *,
    name: str,
    when: datetime,
    last: Sequence[Measurement] = (),
    about: About = NOBODY,
    follow_up: str = "",
) -> Slip:
    """The slip. Of the same thing taken twice the newer one.

    Args:
        name: Masked.
        when: UTC; the moment it speaks of.
        last: What was measured before, of each metric at most one.
    """
    newest: dict[str, tuple[Measurement, ...]] = {}
    for one in taken:
        shown = tuple(sorted((m for m in one.measurements if m.metric in SHOWN), key=lambda m: SHOWN.index(m.metric)))
        if known_values(shown):
            newest[shown[0].metric] = shown
    before = {m.metric: m for m in last if m.value is not None}
    bands: dict[str, Band] = {}
    lines = []
    for measured in newest.values():
        line, judged = _line(measured, before, place, about)
        lines.append(line)
        bands |= {band.source: band for band in judged}
    local = when.astimezone(place.zone)
    day = sentence("slips.day", year=local.year, month=local.month, day=local.day, time=_time(local))
    rests_on = (sentence("slips.screening"), *(sentence("slips.source", source=source) for source in bands))
    return Slip(
        hall=place.hall,
        title=sentence("slips.title"),
        name=name,
        when=day,
        lines=tuple(lines),
        follow_up=follow_up,
        rests_on=rests_on,
        qr_text=qr_text(place.hall, name, day, lines, follow_up, demonstration=place.demonstration),
        qr_cue=sentence("slips.qr-cue"),
        demonstration=sentence("slips.demonstration") if place.demonstration else "",
    )


def named_figures(measured: Sequence[Measurement]) -> tuple[str, tuple[Figure, ...]]:
    """What was measured in one go, by its name, and its numbers."""
    known = {m.metric: m.value for m in measured if m.value is not None}
    alone = len(known) == 1
    figures = tuple(
        Figure("" if alone else metric(name).plain, metric(name).shown(value), metric(name).unit_shown)
        for name, value in known.items()
    )
    return table("slips.groups").get(measured[0].metric, metric(measured[0].metric).plain), figures


def _line(
    measured: tuple[Measurement, ...], before: dict[str, Measurement], place: Place, about: About
) -> tuple[Line, tuple[Band, ...]]:
    known = {m.metric: m.value for m in measured if m.value is not None}
    title, figures = named_figures(measured)
    bands = bands_for(valid_values(measured), (measured[0].metric,), about=about, choice=place.choice)
    weightiest = max(bands, key=lambda band: list(Level).index(band.level), default=None)
    doubtful = any(m.validity is not Validity.VALID for m in measured)
    words = "" if weightiest is None or doubtful else str(weightiest.words)
    return Line(title, figures, words, tuple(_notes(measured, known, before, place, doubtful=doubtful))), bands


def _notes(
    measured: tuple[Measurement, ...],
    known: dict[str, float],
    before: dict[str, Measurement],
    place: Place,
    *,
    doubtful: bool,
) -> list[str]:
    first = measured[0]
    typed = all(m.source is Source.SELF_REPORTED for m in measured)
    time = _time(first.taken_at.utc.astimezone(place.zone))
    notes: list[str] = [sentence("slips.typed" if typed else "slips.measured", time=time)]
    of = next((flag.removeprefix(MEAN) for flag in first.flags if flag.startswith(MEAN)), "")
    if of:
        notes.append(sentence("slips.mean", count=of))
    if doubtful:
        notes.append(sentence("slips.doubtful"))
    compared = [name for name in (("sys", "dia") if first.metric == "sys" else (first.metric,)) if name in known]
    if all(name in before for name in compared):
        day = before[compared[0]].taken_at.utc.astimezone(place.zone)
        was = "/".join(metric(name).shown(before[name].value or 0.0) for name in compared)
        notes.append(sentence("slips.last", value=was, month=day.month, day=day.day))
    if any(OVERRIDE in m.flags for m in measured):
        notes.append(sentence("slips.override"))
    elif held := next((m.certificate for m in measured if m.certificate is not None), None):
        notes.append(sentence("slips.certificate", number=held.number))
    elif any(m.calibration_id is not None for m in measured):
        notes.append(sentence("slips.calibrated"))
    return notes


def _time(local: datetime) -> str:
    return f"{local.hour}:{local.minute:02d}"
