"""The chart of one's own three months: where every point and every word of it stands, 0..1. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kiosk.measurements.about import About
from kiosk.measurements.bands import BandChoice
from kiosk.measurements.catalogue import metric
from kiosk.measurements.trend import DAYS, DayValue, inside, reference_of
from kiosk.sentences import NO_WORDS, Text
from kiosk.visits.view import TrendLine, TrendPoint, TrendView
from kiosk.visits.visitor_words import VisitorWords

JOINED_DAYS = 10
"""Points farther apart than this are not joined: nothing is known of the days between."""
FORMS = ("round", "square")
AIR = 0.08
"""Free above and below, of the whole height."""
LEAST_SPAN = 0.15
"""Of the highest value: what hardly changes is not drawn as if it fell or rose steeply."""
_NEAR_TODAY = 0.86
"""A month's name farther right than this would stand in that of today."""


def said_of(days: tuple[DayValue, ...], names: tuple[str, ...], about: About, choice: BandChoice,
            words: VisitorWords) -> Text:  # fmt: skip
    """One sentence: on how many days, and on how many of them in the reference range. Days not sure do not count."""
    sure = tuple(day for day in days if day.sure)
    count, lay = len(sure), inside(sure, names, about, choice)
    if lay is None or count == 0:
        key = "plain"
    elif lay == count:
        key = "all"
    elif 2 * lay > count:
        key = "most"
    else:
        key = "some" if lay else "none"
    return words.trend[key].fill(days=count, inside=lay)


def trend_view(days: tuple[DayValue, ...], names: tuple[str, ...], about: About, choice: BandChoice,
               words: VisitorWords) -> TrendView | None:  # fmt: skip
    """The chart of these days, the last of which is today; None without any."""
    if not days:
        return None
    today = days[-1].day
    days = tuple(day for day in days if (today - day.day).days <= DAYS)
    ranges = {name: reference_of(name, about, choice) for name in names}
    low, high = _span(days, ranges)

    def height(value: float) -> float:
        return round((value - low) / (high - low), 4)

    lines = []
    for name, form in zip(names, FORMS, strict=False):
        known, own = metric(name), [day.values[name] for day in days if day.sure] or [days[-1].values[name]]
        limits, band = _limits(name, ranges[name], height, both=len(names) == 1)
        ends = words.trend["ends"].fill(low=known.shown(min(own)), high=known.shown(max(own)))
        points = tuple(_points(days, name, height))
        lines.append(TrendLine(known.plain, form, points, known.shown(days[-1].values[name]), ends, band, limits))
    return TrendView(
        unit=metric(names[0]).unit_shown,
        lines=tuple(lines),
        dates=tuple(_dates(today, words)),
        range=words.trend["range"] if any(line.band for line in lines) else NO_WORDS,
        hollow=words.trend["hollow"] if any(not day.sure for day in days) else NO_WORDS,
    )


Reference = tuple[float | None, float | None] | None
Height = Callable[[float], float]


def _span(days: tuple[DayValue, ...], ranges: dict[str, Reference]) -> tuple[float, float]:
    """Lowest and highest number of the chart: every value and every limit is inside."""
    numbers = [value for day in days for value in day.values.values()]
    numbers += [limit for reach in ranges.values() if reach is not None for limit in reach if limit is not None]
    low, high = min(numbers), max(numbers)
    spread = max(high - low, LEAST_SPAN * high)
    middle, half = (low + high) / 2, spread * (0.5 + AIR)
    return middle - half, middle + half


def _limits(
    name: str, reach: Reference, height: Height, *, both: bool
) -> tuple[tuple[tuple[float, str], ...], tuple[float, float] | None]:
    """The limits with their numbers, and the band; of two lines only the upper ones, which do not meet."""
    if reach is None or reach == (None, None):
        return (), None
    low, high = reach
    shown = [limit for limit in ((low, high) if both or high is None else (high,)) if limit is not None]
    band = (0.0 if low is None else height(low), 1.0 if high is None else height(high))
    return tuple((height(limit), metric(name).shown(limit)) for limit in shown), band


def _points(days: tuple[DayValue, ...], name: str, height: Height) -> Iterator[TrendPoint]:
    today, before = days[-1].day, None
    for day in days:
        joined = before is not None and (day.day - before).days <= JOINED_DAYS
        x = 1 - (today - day.day).days / DAYS
        yield TrendPoint(round(x, 4), height(day.values[name]), day.sure, joined)
        before = day.day


def _dates(today: date, words: VisitorWords) -> Iterator[tuple[float, Text]]:
    """The months that begin in these days, and today."""
    for back in range(DAYS, 0, -1):
        day, x = today - timedelta(days=back), 1 - back / DAYS
        if day.day == 1 and x < _NEAR_TODAY:
            yield round(x, 4), words.trend["month"].fill(month=day.month)
    yield 1.0, words.trend["today"]
