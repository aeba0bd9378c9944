"""What a stored measurement would be under another calibration: from its raw value, by the rules in force now."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from kiosk.calibration.records import Calibration
from kiosk.measurements.bands import Row, Table, tables_of
from kiosk.measurements.catalogue import metric
from kiosk.measurements.plausibility import implausible, implausible_pressure
from kiosk.measurements.temperature import TemperatureSettings, estimate, verdict

PAIR = ("sys", "dia")
INVALID = "invalid"
"""In place of a verdict or a band: no number would have been shown."""

_EDGE = 1e-9

Line = tuple[float, float]
"""(a, b): calibrated = a · raw + b."""
Between = tuple[float, float]
"""Raw values from the first, and below the second."""


@dataclass(frozen=True, slots=True, repr=False)
class Again:
    """A measurement under another calibration.

    Attributes:
        value: As shown; None where no number would have been.
        assessment: Temperature verdict, band id or INVALID; None for a metric without bands.
    """

    value: float | None
    assessment: str | None


def as_it_was(settings: TemperatureSettings, emissivity: float | None, ambient_c: float | None) -> TemperatureSettings:
    """The settings of now, with emissivity and room of a reading; those of now where they were not kept."""
    if emissivity is None or ambient_c is None:
        return settings
    return replace(settings, emissivity=emissivity, ambient_c=ambient_c)


def value_under(metric_id: str, raw: float, line: Line, settings: TemperatureSettings) -> float | None:
    """The value of one recorded metric as it would be shown under a line; None where it could not be true.

    Args:
        raw: As the device sent it.
        settings: Of now, but for the emissivity and the room the reading was taken under (`as_it_was`).
    """
    if metric_id == "temp_body":
        if implausible("temp_object", raw) is not None:
            return None
        found = estimate(raw, Calibration("again", *line), settings)
        return metric(metric_id).rounded(found.body_c) if found.problem is None else None
    value = _applied(raw, line)
    return metric(metric_id).rounded(value) if implausible(metric_id, value) is None else None


def assessed(
    raws: Mapping[str, float],
    lines: Mapping[str, Line],
    settings: TemperatureSettings,
    judged_by: Mapping[str, Table] | None = None,
) -> dict[str, Again]:
    """The measurements of one reading under other lines, by recorded metric, judged together as they were then.

    Args:
        raws: Raw values by recorded metric; both pressures of a pair, or it is judged by the one alone.
        lines: By recorded metric; a metric without one stays as it was sent.
        judged_by: The table of then, by recorded metric (`bands.table_of_row`): it holds guideline, age and sex of
            then. A metric without one is judged by its first.
    """
    tables = judged_by or {}
    exact = {each: _applied(raw, lines.get(each, (1.0, 0.0))) for each, raw in raws.items()}
    values = {each: value_under(each, raw, lines.get(each, (1.0, 0.0)), settings) for each, raw in raws.items()}
    if all(each in exact for each in PAIR) and implausible_pressure(*(exact[each] for each in PAIR)) is not None:
        values.update(dict.fromkeys(PAIR))
    return {each: Again(value, _assessment(each, value, values, settings, tables)) for each, value in values.items()}


def usual_table(metric_id: str) -> Table | None:
    """By which a value is judged whose record does not say."""
    return next(iter(tables_of(metric_id)), None)


def changed(
    metric_id: str, before: Line, found: Line, settings: TemperatureSettings, table: Table | None = None
) -> tuple[Between, ...]:
    """Raw values at which one recorded metric alone would be judged otherwise: intervals [from, to), rising, disjoint.

    So that a million rows need not be judged one by one. Values of a pair are judged otherwise only where one of them
    would be alone, or where their difference becomes plausible or stops being so. Edges are exact to 1e-9.

    Args:
        table: By which the values were judged; None: by the metric's first.
    """
    rows = _rows(metric_id, table)
    low, high = metric("temp_object" if metric_id == "temp_body" else metric_id).hard
    margin = (high - low) / 2  # an offset may bring a value in from outside
    edges = {low - margin, high + margin}
    for line in (before, found):
        edges.update(_edges(metric_id, line, settings, rows, low - margin, high + margin))
    parts: list[Between] = []
    for start, end in pairwise(sorted(edges)):
        middle = (start + end) / 2
        if _alone(metric_id, middle, before, settings, rows) == _alone(metric_id, middle, found, settings, rows):
            continue
        if parts and parts[-1][1] == start:
            parts[-1] = parts[-1][0], end
        else:
            parts.append((start, end))
    return tuple(parts)


def _rows(metric_id: str, table: Table | None) -> tuple[Row, ...]:
    found = table or usual_table(metric_id)
    return () if found is None else found.row


def _edges(
    metric_id: str, line: Line, settings: TemperatureSettings, rows: tuple[Row, ...], low: float, high: float
) -> Iterator[float]:
    """Where what is said of a metric changes. No band is narrower than one shown step, which holds four of these."""
    step = 10.0 ** -metric(metric_id).decimals / 4
    raws = [low + index * step for index in range(int((high - low) / step) + 2)]
    labels = [_alone(metric_id, raw, line, settings, rows) for raw in raws]
    for (start, here), (end, there) in pairwise(zip(raws, labels, strict=True)):
        if here == there:
            continue
        while end - start > _EDGE:
            middle = (start + end) / 2
            start, end = (middle, end) if _alone(metric_id, middle, line, settings, rows) == here else (start, middle)
        yield end


def _alone(metric_id: str, raw: float, line: Line, settings: TemperatureSettings, rows: tuple[Row, ...]) -> str:
    value = value_under(metric_id, raw, line, settings)
    if metric_id == "temp_body":
        return verdict(value, settings).value
    if value is None:
        return INVALID
    return next((row.id for row in rows if _fits(row, metric_id, value)), "")


def _fits(row: Row, metric_id: str, value: float) -> bool:
    """Whether a band's limits fit by one metric of those it judges together; the last one, without limits, by none."""
    return value >= row.at_least.get(metric_id, math.inf) or value <= row.at_most.get(metric_id, -math.inf)


def _applied(raw: float, line: Line) -> float:
    return line[0] * raw + line[1]


def _assessment(
    metric_id: str,
    value: float | None,
    values: Mapping[str, float | None],
    settings: TemperatureSettings,
    tables: Mapping[str, Table],
) -> str | None:
    if metric_id == "temp_body":
        return verdict(value, settings).value
    if value is None:
        return INVALID
    beside = PAIR if metric_id in PAIR else (metric_id,)
    judged = {each: known for each in beside if (known := values.get(each)) is not None}
    table = tables.get(metric_id) or usual_table(metric_id)
    if table is None or not set(table.metrics) <= set(judged):
        return None
    return table.row_for(judged).id
