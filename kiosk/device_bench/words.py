"""Durations, moments and figures as a technician reads them."""

from __future__ import annotations

from datetime import tzinfo

from devices.clock import Instant
from kiosk.measurements.catalogue import metrics
from kiosk.sentences import Text, sentence

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EM DASH}"


def lasted(seconds: float) -> Text:
    """18 分钟: how long something has been so."""
    whole = max(0, int(seconds))
    if whole < 60:
        return sentence("device-bench.lasted.seconds", count=whole)
    if whole < 3600:
        return sentence("device-bench.lasted.minutes", count=whole // 60)
    if whole < 86400:
        return sentence("device-bench.lasted.hours", count=whole // 3600, minutes=whole % 3600 // 60)
    return sentence("device-bench.lasted.days", count=whole // 86400, hours=whole % 86400 // 3600)


def ago(then: Instant | None, now: Instant) -> Text:
    """刚刚, 2 分钟前; "never" for None."""
    if then is None:
        return sentence("device-bench.ago.never")
    seconds = now.monotonic_s - then.monotonic_s
    if seconds < 5:
        return sentence("device-bench.ago.now")
    return sentence("device-bench.ago.then", lasted=lasted(seconds))


def clock_words(at: Instant, zone: tzinfo) -> str:
    """09:20:31."""
    return f"{at.utc.astimezone(zone):%H:%M:%S}"


def day_words(at: Instant, zone: tzinfo) -> str:
    """11-28 09:20:31."""
    return f"{at.utc.astimezone(zone):%m-%d %H:%M:%S}"


def digits(value: float | None, decimals: int) -> str:
    """37.03, −0.30; a dash where there is none."""
    if value is None:
        return DASH
    shown = f"{value:.{decimals}f}"
    return shown.lstrip("-") if float(shown) == 0 else shown.replace("-", MINUS)


def decimals_of(metric: str) -> int:
    """Digits behind the point of a raw value."""
    return metrics()[metric].decimals if metric in metrics() else 2


def unit_of(metric: str) -> str:
    """As it is shown; "" for a metric nobody knows."""
    return metrics()[metric].unit_shown if metric in metrics() else ""
