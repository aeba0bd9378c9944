"""A report in words."""

from __future__ import annotations

from kiosk.reports.period import Kind, Period
from kiosk.reports.report import Line
from kiosk.sentences import Text, sentence


def period_words(period: Period) -> Text:
    """2026 年 11 月; 2026 年第 48 周 · 11/23–11/29."""
    first, last = period.first, period.last
    if period.kind is Kind.DAY:
        return sentence("reports.periods.day", year=first.year, month=first.month, day=first.day)
    if period.kind is Kind.MONTH:
        return sentence("reports.periods.month", year=first.year, month=first.month)
    year, week, _ = first.isocalendar()
    return sentence(
        "reports.periods.week",
        year=year,
        week=week,
        month=first.month,
        day=first.day,
        last_month=last.month,
        last_day=last.day,
    )


def bands_line(lines: tuple[Line, ...]) -> str:
    """在参考范围内 82 · 偏高 14."""
    said = (sentence("reports.notes.bands", label=line.label, count=line.count) for line in lines)
    return sentence("reports.notes.between").join(said)
