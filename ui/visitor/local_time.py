"""The time of day as the top line shows it."""

from __future__ import annotations

from datetime import datetime


def time_text(local: datetime) -> str:
    """上午 9:20, 中午 12:05, 下午 3:40, 晚上 7:00, 凌晨 2:10: twelve hours, as it is said."""
    return f"{_part_of_day(local.hour)} {local.hour % 12 or 12}:{local.minute:02}"


def _part_of_day(hour: int) -> str:
    if hour < 5:
        return "凌晨"
    if hour < 12:
        return "上午"
    if hour < 13:
        return "中午"
    return "下午" if hour < 18 else "晚上"
