"""The page of reports: each table of a week, a month, a day, few, nobody; from `reports.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kiosk.archive.report_counts import Call, Counts
from kiosk.people.zone import SHANGHAI
from kiosk.reports import showing
from kiosk.reports.period import Kind, period_of
from kiosk.reports.report import Report, report_of
from kiosk.reports.view import ReportsView, TabView
from kiosk.reports.words import period_words
from kiosk.sentences import table
from kiosk.settings import Hall

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


def sample_report(kind: Kind = Kind.WEEK) -> Report:
    """The same as a report."""
    return report_of(sample_counts(), period_of(kind, TODAY), SHANGHAI, Hall().name, TODAY)


def reports_views() -> Iterator[tuple[str, ReportsView]]:
    """Name and view of each picture."""
    week = sample_report()
    for tab in showing.TABS:
        yield ("usual" if tab == "parts" else tab), _view(week, tab)
    yield "month", _view(replace(sample_report(Kind.MONTH), running=False), "parts")
    counts = sample_counts()
    few = replace(counts, came=dict(list(counts.came.items())[:1]), measured={}, calls=counts.calls[:3])
    few = replace(few, came={next(iter(few.came)): 7})
    yield "few", _view(report_of(few, period_of(Kind.DAY, TODAY), SHANGHAI, Hall().name, TODAY), "hours")
    yield "nobody", _view(report_of(NOBODY, period_of(Kind.DAY, TODAY), SHANGHAI, Hall().name, TODAY), "hours")
    longest = tomllib.loads(DATA.read_text("utf-8"))["longest"]
    crowded = replace(counts, committees=_to(counts.visits, {key or None: n for key, n in longest.items()}, None))
    yield (
        "places-crowded",
        _view(report_of(crowded, period_of(Kind.WEEK, TODAY), SHANGHAI, Hall().name, TODAY), "places"),
    )
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
