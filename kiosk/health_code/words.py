"""How old a code is, in words a person reads at a glance. Times of day are those of the hall."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.health_code.result import CodeResult

CLOCK_SLACK = timedelta(minutes=1)
"""A moment this far ahead still counts as now."""

UNKNOWN = "更新时间不明"


def age_words(result: CodeResult, now: datetime, zone: ZoneInfo) -> str:
    """今天 9:20 更新 for an answer of the service; how old a last known state is otherwise."""
    if is_stale(result):
        return age_in_words(result.as_of, now, zone)
    return updated_in_words(result.as_of, now, zone)


def is_stale(result: CodeResult) -> bool:
    """Whether the age itself must be noticed: the state is not from this query."""
    return result.source == "last-known"


def updated_in_words(as_of: datetime, now: datetime, zone: ZoneInfo) -> str:
    """今天 9:20 更新; for an earlier day as `age_in_words`."""
    if as_of - now > CLOCK_SLACK:
        return UNKNOWN
    local = as_of.astimezone(zone)
    if local.date() >= now.astimezone(zone).date():
        return f"今天 {local.hour}:{local.minute:02d} 更新"
    return age_in_words(as_of, now, zone)


def age_in_words(as_of: datetime, now: datetime, zone: ZoneInfo) -> str:
    """刚刚的, 25 分钟前的, 3 小时前的, 昨天 16:05 的, 11月15日的, 2025年11月15日的.

    A moment in the future gives 更新时间不明: one of the two clocks was wrong.
    """
    age = now - as_of
    if age < -CLOCK_SLACK:
        return UNKNOWN
    local, today = as_of.astimezone(zone), now.astimezone(zone).date()
    days = (today - local.date()).days
    if days == 1:
        return f"昨天 {local.hour}:{local.minute:02d} 的"
    if days > 1:
        year = f"{local.year}年" if local.year != today.year else ""
        return f"{year}{local.month}月{local.day}日的"
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "刚刚的"
    if minutes < 60:
        return f"{minutes} 分钟前的"
    return f"{minutes // 60} 小时前的"
