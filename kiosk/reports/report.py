"""A report: what was counted in a period, of that what may be told, each with its word."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from kiosk.archive.report_counts import Counts
from kiosk.measurements.bands import tables_of
from kiosk.reports.period import Kind, Period
from kiosk.reports.suppression import Kept, Told, told, told_of
from kiosk.sentences import Text, sentence, table

MOST_PLACES = 8
"""Committees that are named; the others are counted together."""
MOST_HOURS = 10
"""Hours that are told one by one; on a longer day two together."""
BANDS = (60, 65, 70, 75, 80, 85)
"""Ages in years at which a band begins; below the first lies one, and above the last."""
WAYS = ("id-card", "contact-card", "face", "none")
"""What makes somebody known."""
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
_NOT_JUDGED = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One count with what it is of."""

    key: str
    label: str
    count: Told


@dataclass(frozen=True, slots=True)
class Measured:
    """In how many visits something was measured, and what was said of the last value there.

    Attributes:
        bands: Empty where there are too few visits to divide.
    """

    metric: str
    label: str
    visits: Told
    bands: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """See the module.

    Attributes:
        running: The period is not over yet.
        visits: How many came. Where it is no number nothing below is divided.
        parts: By day of the week or week of the month; empty for a day.
        places: By committee of those who came.
        calls: How often a person waited for staff; `taken` how many of them somebody went to.
        median_min: Minutes until somebody went, the middle one; None where too few were taken.
    """

    hall: str
    period: Period
    running: bool
    visits: Told
    hours: tuple[Line, ...]
    parts: tuple[Line, ...]
    places: tuple[Line, ...]
    ages: tuple[Line, ...]
    ways: tuple[Line, ...]
    measured: tuple[Measured, ...]
    calls: Told
    taken: tuple[Line, ...]
    median_min: int | None

    @property
    def empty(self) -> bool:
        """Nobody came, nothing was measured, nobody called."""
        return self.visits == 0 and not self.measured and self.calls == 0


def report_of(counts: Counts, period: Period, zone: tzinfo, hall: str, today: date) -> Report:
    """The report of a period."""
    divided = not isinstance(told(counts.visits), Kept) and counts.visits > 0
    ages = _ages(counts.births, period.first.year)
    taken_after = [call.taken_after_s for call in counts.calls if call.taken_after_s is not None]
    return Report(
        hall=hall,
        period=period,
        running=today < period.after,
        visits=told(counts.visits),
        hours=_lines(_hours(counts, zone), counts.visits) if divided else (),
        parts=_lines(_parts(counts, period, zone), counts.visits) if divided and period.parts() else (),
        places=_in_order(_lines(_places(counts.committees), counts.visits)) if divided else (),
        ages=_lines(ages, counts.visits) if divided else (),
        ways=_lines(_ways(counts.ways), counts.visits) if divided else (),
        measured=tuple(_measured(counts)),
        calls=told(len(counts.calls)),
        taken=_taken(len(taken_after), len(counts.calls)),
        median_min=None if isinstance(told(len(taken_after)), Kept) else _median(taken_after),
    )


_Counted = Sequence[tuple[str, str, int]]


def _lines(counted: _Counted, total: int) -> tuple[Line, ...]:
    shown = told_of([count for _, _, count in counted], total)
    return tuple(Line(key, label, count) for (key, label, _), count in zip(counted, shown, strict=True))


def _in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The largest first; what is not told by its name, so that the order tells nothing of it."""
    return tuple(sorted(lines, key=lambda line: (isinstance(line.count, Kept), -_number(line.count), line.label)))


def _number(count: Told) -> int:
    return 0 if isinstance(count, Kept) else count


def _by(counts: Counts, key: Callable[[int, date], int], zone: tzinfo) -> Counter[int]:
    found: Counter[int] = Counter()
    for at, count in counts.came.items():
        local = at.astimezone(zone)
        found[key(local.hour, local.date())] += count
    return found


def _hours(counts: Counts, zone: tzinfo) -> _Counted:
    """From the first hour in which somebody came to the last."""
    found = _by(counts, lambda hour, _: hour, zone)
    step = 1 if max(found) - min(found) < MOST_HOURS else 2
    begin = min(found) // step * step
    hours = range(begin, max(found) + 1, step)
    return [
        (str(hour), sentence("reports.hours", first=hour, after=hour + step), sum(found[hour + n] for n in range(step)))
        for hour in hours
    ]


def _parts(counts: Counts, period: Period, zone: tzinfo) -> _Counted:
    parts = period.parts()
    place = {day: n for n, part in enumerate(parts) for day in part}
    found = _by(counts, lambda _, day: place[day], zone)
    return [(part[0].isoformat(), _part(period.kind, part), found[n]) for n, part in enumerate(parts)]


def _part(kind: Kind, part: tuple[date, ...]) -> Text:
    if kind is Kind.WEEK:
        weekday = table("reports.weekdays")[str(part[0].isoweekday())]
        return sentence("reports.weekday", weekday=weekday, month=part[0].month, day=part[0].day)
    if len(part) == 1:
        return sentence("reports.one-day", day=part[0].day)
    return sentence("reports.days", first=part[0].day, last=part[-1].day)


def _places(committees: dict[str | None, int]) -> _Counted:
    known: Counter[str] = Counter()
    elsewhere = 0
    for name, count in committees.items():
        plain = " ".join((name or "").split())
        if plain:
            known[plain] += count
        else:
            elsewhere += count
    ranked = sorted(known.items(), key=lambda item: (-item[1], item[0]))
    named = [(name, name, count) for name, count in ranked[:MOST_PLACES]]
    rest = sum(count for _, count in ranked[MOST_PLACES:])
    others = [("others", str(sentence("reports.other-places")), rest)] if len(ranked) > MOST_PLACES else []
    return [*named, *others, ("unknown", str(sentence("reports.elsewhere")), elsewhere)]


def _ages(births: dict[int | None, int], year: int) -> _Counted:
    """By the age that is reached in the year in which the period begins: no day of birth is asked for."""
    edges = (0, *BANDS)
    found: Counter[int | None] = Counter()
    for birth, count in births.items():
        found[None if birth is None else max(edge for edge in edges if max(0, year - birth) >= edge)] += count
    labels = table("reports.ages")
    return [(str(edge), labels[str(edge)], found[edge]) for edge in edges] + [
        ("unknown", labels["unknown"], found[None])
    ]


def _ways(ways: dict[str | None, int]) -> _Counted:
    """A card's holder who was also recognised was known by the card."""
    found: Counter[str] = Counter()
    for way, count in ways.items():
        by = (way or "none").partition("+")[0]
        found[by if by in WAYS else "none"] += count
    labels = table("reports.ways")
    return [(way, labels[way], found[way]) for way in WAYS]


def _measured(counts: Counts) -> Iterable[Measured]:
    labels = table("reports.metrics")
    for name, of in MEASURED.items():
        said: Counter[str] = Counter()
        for (which, band), count in counts.measured.items():
            if which in of:
                said[_words(which).get(band or "", _NOT_JUDGED)] += count
        if said:
            total = sum(said.values())
            bands = () if isinstance(told(total), Kept) or set(said) == {_NOT_JUDGED} else _bands(of, said, total)
            yield Measured(name, labels[name], told(total), bands)


def _bands(of: tuple[str, ...], said: Mapping[str, int], total: int) -> tuple[Line, ...]:
    """By the words that were shown; bands of several guidelines may say the same."""
    order = list(dict.fromkeys(words for which in of for words in _words(which).values()))
    label = str(sentence("reports.not-judged"))
    found = [(words, words, said[words]) for words in order if words in said]
    return _lines([*found, *([("", label, said[_NOT_JUDGED])] if _NOT_JUDGED in said else [])], total)


def _words(which: str) -> dict[str, str]:
    if which == TEMPERATURE:
        return {key: str(words) for key, words in table("reports.temperatures").items()}
    return {row.id: row.words for of in tables_of(which) for row in of.row}


def _taken(taken: int, calls: int) -> tuple[Line, ...]:
    if not calls or isinstance(told(calls), Kept):
        return ()
    words = table("reports.taken")
    return _lines([("taken", words["taken"], taken), ("not-taken", words["not-taken"], calls - taken)], calls)


def _median(seconds: Sequence[float]) -> int | None:
    """Whole minutes. A clock that was set may have made a time less than nothing: it is left out."""
    sound = [each for each in seconds if each >= 0]
    return round(statistics.median(sound) / 60) if sound else None
