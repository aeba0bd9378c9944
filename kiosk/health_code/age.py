"""How old a code is, in words a person reads at a glance. Times of day are those of the hall."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.health_code.result import CodeResult
from kiosk.sentences import Text, sentence

CLOCK_SLACK = timedelta(minutes=1)
"""A moment this far ahead still counts as now."""


def age_words(result: CodeResult, now: datetime, zone: ZoneInfo) -> Text:
    """今天 9:20 更新 for an answer of the service; how old a last known state is otherwise."""
    if is_stale(result):
        return age_in_words(result.as_of, now, zone)
    return updated_in_words(result.as_of, now, zone)


def is_stale(result: CodeResult) -> bool:
    """Whether the age itself must be noticed: the state is not from this query."""
    return result.source == "last-known"


def updated_in_words(as_of: datetime, now: datetime, zone: ZoneInfo) -> Text:
    """今天 9:20 更新; for an earlier day as `age_in_words`."""
    if as_of - now > CLOCK_SLACK:
        return sentence("health-code.age.unknown")
    local = as_of.astimezone(zone)
    if local.date() >= now.astimezone(zone).date():
        return sentence("health-code.age.updated-today", time=_time(local))
    return age_in_words(as_of, now, zone)


def age_in_words(as_of: datetime, now: datetime, zone: ZoneInfo) -> Text:
    """刚刚的, 25 分钟前的, 3 小时前的, 昨天 16:05 的, 11月15日的, 2025年11月15日的.

    A moment in the future gives 更新时间不明: one of the two clocks was wrong.
    """
    age = now - as_of
    if age < -CLOCK_SLACK:
        return sentence("health-code.age.unknown")
    local, today = as_of.astimezone(zone), now.astimezone(zone).date()
    days = (today - local.date()).days
    if days == 1:
        return sentence("health-code.age.yesterday", time=_time(local))
    if days > 1 and local.year == today.year:
        return sentence("health-code.age.day", month=local.month, day=local.day)
    if days > 1:
        return sentence("health-code.age.day-of-year", year=local.year, month=local.month, day=local.day)
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return sentence("health-code.age.just-now")
    if minutes < 60:
        return sentence("health-code.age.minutes", minutes=minutes)
    return sentence("health-code.age.hours", hours=minutes // 60)


def _time(local: datetime) -> str:
    return f"{local.hour}:{local.minute:02d}"
