"""A report: what was counted in a period as it may be told, each with its word.

Everything in it is worked out of rounded counts (see `rounding`): which rows there are, their order, and whether there
is a table at all. So nothing of it says more than its numbers do.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cache, partial

from kiosk.archive.report_counts import WINDOW, Counts
from kiosk.measurements.bands import tables_of
from kiosk.reports.period import Kind, Period
from kiosk.reports.rounding import rounded, total
from kiosk.sentences import Text, sentence, table

MOST_PLACES = 8
"""Committees that are named; the others are counted together."""
MOST_HOURS = 10
"""Hours that are told one by one; on a longer day two together."""
BANDS = (60, 65, 70, 75, 80, 85)
"""Ages in years at which a band begins; below the first lies one, and above the last."""
WAYS = ("id-card", "contact-card", "face", WINDOW, "none")
"""What makes somebody known; WINDOW is a clerk who went to whom the terminal did not know."""
MEASURED = {
    "temp_body": ("temp_body",),
    "sys": ("sys",),
    "pulse": ("pulse",),
    "spo2": ("spo2",),
    "glucose": ("glucose_fasting", "glucose_random"),
    "weight": ("weight",),
}
"""What is told of, by the metrics that are counted for it: the pressures are judged as a pair, and sugar is one."""
TEMPERATURE = "temp_body"
MEDIAN_FROM = 20
"""From so many calls told as taken on, how long they took is told."""
_NOT_JUDGED = ""
_NOWHERE = ""
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """One count with what it is of; a multiple of ten, as every count here."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Measured:
    """In how many visits something was measured, and what was said of the last value there.

    Attributes:
        bands: Empty for what is not judged.
    """

    metric: str
    label: str
    visits: int
    bands: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """See the module.

    Attributes:
        running: The period is not over yet.
        visits: How many came. Where it is 0 nothing is divided.
        parts: By day of the week or week of the month; empty for a day.
        places: By committee of those who came.
        calls: How often a person waited for staff; `taken` how many of them somebody went to.
        median_min: Minutes until somebody went, the middle one; None where too few were taken.
    """

    hall: str
    period: Period
    running: bool
    visits: int
    hours: tuple[Line, ...]
    parts: tuple[Line, ...]
    places: tuple[Line, ...]
    ages: tuple[Line, ...]
    ways: tuple[Line, ...]
    measured: tuple[Measured, ...]
    calls: int
    taken: tuple[Line, ...]
    median_min: int | None

    @property
    def empty(self) -> bool:
        """Nobody came, nothing was measured, nobody called; or too few to be told."""
        return self.visits == 0 and not self.measured and self.calls == 0


Days = Mapping[date, Counts]
_Counted = Sequence[tuple[str, str, int]]


def report_of(days: Days, period: Period, zone: tzinfo, hall: str, today: date) -> Report:
    """The report of a period.

    Args:
        days: Counts of each of `period.counted()`, in order; what is earlier or later in it changes nothing.
    """
    told = {day: days[day] for day in period.counted()}
    visits = rounded((day, {"": counts.visits}) for day, counts in told.items())
    came = total(visits, period.days()).total()
    measured = tuple(_measured(told, period))
    taken = _rows(told, period, lambda _, counts: _calls(counts))
    return Report(
        hall=hall,
        period=period,
        running=today < period.after,
        visits=came,
        hours=_hours(_rows(told, period, lambda _, counts: _by_hour(counts, zone))) if came else (),
        parts=_parts(visits, period) if came else (),
        places=_places(_rows(told, period, lambda _, counts: _by_place(counts))) if came else (),
        ages=_ages(_rows(told, period, _by_age)) if came else (),
        ways=_ways(_rows(told, period, lambda _, counts: _by_way(counts))) if came else (),
        measured=measured,
        calls=taken.total(),
        taken=_lines([(key, label, taken[key]) for key, label in table("reports.taken").items()]) if taken else (),
        median_min=_median(told, period) if taken["taken"] >= MEDIAN_FROM else None,
    )


def _rows(days: Days, period: Period, by: Callable[[date, Counts], Mapping[str, int]]) -> Counter[str]:
    """What is told of each row of a table in all of a period."""
    return total(rounded((day, by(day, counts)) for day, counts in days.items()), period.days())


def _lines(counted: _Counted) -> tuple[Line, ...]:
    return tuple(Line(key, label, count) for key, label, count in counted)


def _by_hour(counts: Counts, zone: tzinfo) -> Counter[str]:
    found: Counter[str] = Counter()
    for at, count in counts.came.items():
        found[str(at.astimezone(zone).hour)] += count
    return found


def _hours(told: Counter[str]) -> tuple[Line, ...]:
    """From the first hour that is told to the last."""
    hours = [int(hour) for hour in told]
    step = 1 if max(hours) - min(hours) < MOST_HOURS else 2
    begin = min(hours) // step * step
    return _lines(
        [
            (
                str(hour),
                sentence("reports.hours", first=hour, after=hour + step),
                sum(told[str(hour + n)] for n in range(step)),
            )
            for hour in range(begin, max(hours) + 1, step)
        ]
    )


def _parts(visits: Mapping[date, Counter[str]], period: Period) -> tuple[Line, ...]:
    return _lines(
        [(part[0].isoformat(), _part(period.kind, part), total(visits, part).total()) for part in period.parts()]
    )


def _part(kind: Kind, part: tuple[date, ...]) -> Text:
    if kind is Kind.WEEK:
        weekday = table("reports.weekdays")[str(part[0].isoweekday())]
        return sentence("reports.weekday", weekday=weekday, month=part[0].month, day=part[0].day)
    if len(part) == 1:
        return sentence("reports.one-day", day=part[0].day)
    return sentence("reports.days", first=part[0].day, last=part[-1].day)


def _by_place(counts: Counts) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, count in counts.committees.items():
        found[" ".join((name or "").split()) or _NOWHERE] += count
    return found


def _places(told: Counter[str]) -> tuple[Line, ...]:
    """The largest first."""
    ranked = sorted(((name, n) for name, n in told.items() if name != _NOWHERE), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in ranked[MOST_PLACES:])
    lines = [
        *((name, name, count) for name, count in ranked[:MOST_PLACES]),
        *([("others", str(sentence("reports.other-places")), rest)] if rest else []),
        (_UNKNOWN, str(sentence("reports.elsewhere")), told[_NOWHERE]),
    ]
    return _lines(sorted(lines, key=lambda line: -line[2]))


def _by_age(day: date, counts: Counts) -> Counter[str]:
    """By the age that is reached in the year of the visit: no day of birth is asked for."""
    edges = (0, *BANDS)
    found: Counter[str] = Counter()
    for birth, count in counts.births.items():
        edge = _UNKNOWN if birth is None else max(edge for edge in edges if max(0, day.year - birth) >= edge)
        found[str(edge)] += count
    return found


def _ages(told: Counter[str]) -> tuple[Line, ...]:
    labels = table("reports.ages")
    return _lines([(key, labels[key], told[key]) for key in (*map(str, (0, *BANDS)), _UNKNOWN)])


def _by_way(counts: Counts) -> Counter[str]:
    """A card's holder who was also recognised was known by the card."""
    found: Counter[str] = Counter()
    for way, count in counts.ways.items():
        by = (way or "none").partition("+")[0]
        found[by if by in WAYS else "none"] += count
    return found


def _ways(told: Counter[str]) -> tuple[Line, ...]:
    labels = table("reports.ways")
    return _lines([(way, labels[way], told[way]) for way in WAYS])


def _measured(days: Days, period: Period) -> Iterable[Measured]:
    labels = table("reports.metrics")
    for name, of in MEASURED.items():
        told = _rows(days, period, partial(_said, of))
        if told:
            yield Measured(name, labels[name], told.total(), () if set(told) == {_NOT_JUDGED} else _bands(of, told))


def _said(of: Sequence[str], _: date, counts: Counts) -> Counter[str]:
    """By the words that were shown; bands of several guidelines may say the same."""
    said: Counter[str] = Counter()
    for (which, band), count in counts.measured.items():
        if which in of:
            said[_words(which).get(band or "", _NOT_JUDGED)] += count
    return said


def _bands(of: Sequence[str], told: Counter[str]) -> tuple[Line, ...]:
    order = dict.fromkeys(words for which in of for words in _words(which).values())
    lines = [(words, words, told[words]) for words in order if told[words]]
    unjudged = [(_NOT_JUDGED, str(sentence("reports.not-judged")), told[_NOT_JUDGED])] if told[_NOT_JUDGED] else []
    return _lines([*lines, *unjudged])


@cache
def _words(which: str) -> dict[str, str]:
    if which == TEMPERATURE:
        return {key: str(words) for key, words in table("reports.temperatures").items()}
    return {row.id: row.words for of in tables_of(which) for row in of.row}


def _calls(counts: Counts) -> dict[str, int]:
    taken = sum(call.taken_after_s is not None for call in counts.calls)
    return {"taken": taken, "not-taken": len(counts.calls) - taken}


def _median(days: Days, period: Period) -> int | None:
    """Whole minutes. A clock that was set may have made a time less than nothing: it is left out."""
    after = [call.taken_after_s for day in period.days() for call in days[day].calls]
    sound = [each for each in after if each is not None and each >= 0]
    return round(statistics.median(sound) / 60) if sound else None
