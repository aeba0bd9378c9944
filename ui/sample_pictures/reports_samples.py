"""The page of reports: each table of a week, a month, a day, few, nobody; from `reports.toml`."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from kiosk.archive.report_counts import Call, Counts
from kiosk.people.zone import SHANGHAI
from kiosk.reports import showing
from kiosk.reports.period import Kind, period_of
from kiosk.reports.report import Report, report_of
from kiosk.reports.view import ReportsView, TabView
from kiosk.reports.words import period_words
from kiosk.sentences import table
from kiosk.settings import Hall

_Key = TypeVar("_Key")
DATA = Path(__file__).with_name("reports.toml")
TODAY = date(2026, 11, 22)
NOBODY = Counts({}, {}, {}, {}, {}, ())


def sample_counts() -> Counts:
    """An invented week: 434 visits."""
    told = tomllib.loads(DATA.read_text("utf-8"))
    monday, came = date(2026, 11, 16), dict[datetime, int]()
    for hour, count in told["hours"]:
        shares = [count * day // sum(told["days"]) for day in told["days"]]
        shares[0] += count - sum(shares)
        for day, share in enumerate(shares):
            came[datetime.combine(monday + timedelta(days=day), time(hour), SHANGHAI).astimezone(UTC)] = share
    visits = sum(came.values())
    return Counts(
        came=came,
        ways=_to(visits, {None if key == "none" else key: count for key, count in told["ways"].items()}, None),
        committees=_to(visits, {key or None: count for key, count in told["committees"].items()}, None),
        births=_to(visits, {int(key) or None: count for key, count in told["births"].items()}, None),
        measured={(of, band or None): n for of, bands in told["measured"].items() for band, n in bands.items()},
        calls=tuple(Call("help", 40.0 * n if n < 22 else None) for n in range(36)),
    )


def sample_report(kind: Kind = Kind.WEEK, counts: Counts | None = None) -> Report:
    """A report of the day, the week or the month in which the invented week ends.

    Args:
        counts: Of another week.
    """
    period, days = period_of(kind, TODAY), by_day(counts or sample_counts())
    return report_of({day: days.get(day, NOBODY) for day in period.counted()}, period, SHANGHAI, Hall().name, TODAY)


def by_day(counts: Counts) -> dict[date, Counts]:
    """A week's counts dealt out to its days: each gets as many of everybody as came on it."""
    came: dict[date, dict[datetime, int]] = {}
    for at, count in sorted(counts.came.items()):
        came.setdefault(at.astimezone(SHANGHAI).date(), {})[at] = count
    sizes = [sum(day.values()) for day in came.values()]
    ways, committees, births = (_dealt(of, sizes) for of in (counts.ways, counts.committees, counts.births))
    measured = _dealt(counts.measured, sizes)
    calls = [counts.calls[n :: len(sizes)] for n in range(len(sizes))]
    return {
        day: Counts(came[day], *of) for day, *of in zip(came, ways, committees, births, measured, calls, strict=True)
    }


def _dealt(counts: Mapping[_Key, int], sizes: Sequence[int]) -> list[dict[_Key, int]]:
    """Split by those sizes, each part mixed as the whole is."""
    places = sorted(
        (((n + 0.5) / count, key) for key, count in counts.items() for n in range(count)), key=lambda p: p[0]
    )
    ends, total = list(accumulate(sizes)), sum(sizes)
    dealt: list[dict[_Key, int]] = [{} for _ in sizes]
    for at, key in places:
        day = dealt[bisect_right(ends, at * total)]
        day[key] = day.get(key, 0) + 1
    return dealt


def reports_views() -> Iterator[tuple[str, ReportsView]]:
    """Name and view of each picture."""
    week = sample_report()
    for tab in showing.TABS:
        yield ("usual" if tab == "parts" else tab), _view(week, tab)
    yield "month", _view(replace(sample_report(Kind.MONTH), running=False), "parts")
    yield "few", _view(sample_report(Kind.DAY), "places")
    nobody = replace(sample_counts(), came={}, ways={}, committees={}, births={}, measured={}, calls=())
    yield "nobody", _view(sample_report(Kind.DAY, nobody), "hours")
    counts, longest = sample_counts(), tomllib.loads(DATA.read_text("utf-8"))["longest"]
    crowded = replace(counts, committees=_to(counts.visits, {key or None: n for key, n in longest.items()}, None))
    yield "places-crowded", _view(sample_report(counts=crowded), "places")
    yield "exporting", replace(_view(week, "parts"), exporting=True)


def _to(total: int, counts: dict[Any, int], rest: Any) -> dict[Any, int]:
    """The same with what is missing to the total."""
    counts[rest] = counts.get(rest, 0) + total - sum(counts.values())
    return counts


def _view(report: Report, tab: str) -> ReportsView:
    words = table("reports.words")
    view = ReportsView(
        hall=report.hall,
        period=period_words(report.period),
        kinds=tuple(TabView(kind, words[kind.value], kind is report.period.kind) for kind in Kind),
        newer=not report.running,
        exports=True,
    )
    return showing.with_report(view, report, tab)
