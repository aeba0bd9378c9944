"""What a person types on the digit pad becomes a measurement, or a sentence that says what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from devices.clock import Instant
from kiosk.ids import new_id
from kiosk.measurements.about import NOBODY, About
from kiosk.measurements.bands import USUAL, BandChoice, band_for
from kiosk.measurements.catalogue import Metric, metric
from kiosk.measurements.measurement import Measurement, Source, Validity, valid_values
from kiosk.measurements.plausibility import implausible_pressure
from kiosk.sentences import Text, table

LONGEST_ENTRY = 12
_NARROW = str.maketrans("０１２３４５６７８９．。", "0123456789..")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """Why a typed value is not taken.

    Attributes:
        code: "empty", "not-a-number", "too-many-decimals", "out-of-range" or "swapped".
        sentence: What the person reads; it says what to do, and never repeats what was typed.
    """

    metric: str
    code: str
    sentence: Text


def self_reported(
    metric_id: str, text: str, at: Instant, *, about: About = NOBODY, choice: BandChoice = USUAL
) -> Measurement | EntryProblem:
    """The measurement in a typed text, judged by the bands of whoever typed it.

    Full-width digits and 。 as a point are taken, blanks around are not minded; anything else that is not a plain
    positive number is refused. Raises KeyError for an unknown metric, ValueError for one that cannot be typed.
    """
    entry = metric(metric_id)
    if entry.entry is None:
        raise ValueError(f"{metric_id} cannot be typed in")
    low, high = entry.entry
    plain = text.strip().translate(_NARROW)
    if not plain:
        return _problem(metric_id, "empty")
    if len(plain) > LONGEST_ENTRY or not _NUMBER.fullmatch(plain):
        return _problem(metric_id, "not-a-number")
    if len(plain.partition(".")[2]) > entry.decimals:
        return _problem(metric_id, "too-many-decimals")
    value = float(plain)
    if not low <= value <= high:
        return _problem(metric_id, "out-of-range")
    found = _measurement(metric_id, entry, value, at)
    band = band_for({metric_id: value}, about=about, choice=choice)
    return replace(found, assessment=band.id) if band else found


def self_reported_pressure(
    sys_text: str, dia_text: str, at: Instant, *, about: About = NOBODY, choice: BandChoice = USUAL
) -> tuple[Measurement, Measurement] | EntryProblem:
    """Both pressures of one measurement at home; a pair that cannot be true is refused."""
    sys = self_reported("sys", sys_text, at)
    dia = self_reported("dia", dia_text, at)
    if isinstance(sys, EntryProblem):
        return sys
    if isinstance(dia, EntryProblem):
        return dia
    values = valid_values((sys, dia))
    if implausible_pressure(values["sys"], values["dia"]) is not None:
        return _problem("sys", "swapped")
    band = band_for(values, about=about, choice=choice)
    judged = band.id if band else None
    return replace(sys, assessment=judged), replace(dia, assessment=judged, group_id=sys.group_id)


def _measurement(metric_id: str, entry: Metric, value: float, at: Instant) -> Measurement:
    return Measurement(
        id=new_id(),
        group_id=new_id(),
        metric=metric_id,
        value=value,
        unit=entry.unit,
        source=Source.SELF_REPORTED,
        validity=Validity.VALID,
        taken_at=at,
        raw_value=value,
    )


def _problem(metric_id: str, code: str) -> EntryProblem:
    entry = metric(metric_id)
    low, high = entry.entry or entry.hard
    key = "too-many-decimals-0" if code == "too-many-decimals" and entry.decimals == 0 else code
    sentence = table("entry")[key].fill(
        name=entry.plain, low=f"{low:g}", high=f"{high:g}", unit=entry.unit_shown, decimals=entry.decimals
    )
    return EntryProblem(metric_id, code, sentence)
