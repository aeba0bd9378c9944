"""The hall's settings as the periods a purge goes by."""

from __future__ import annotations

from kiosk.archive.expiry import Periods
from kiosk.settings import Retention


def periods_of(retention: Retention) -> Periods:
    """The periods of `[retention]`."""
    return Periods(
        health_days=retention.health_days,
        audit_days=retention.audit_days,
        set_aside_days=retention.set_aside_days,
        alerts_days=retention.alerts_days,
        home_calls_days=retention.home_calls_days,
        announcements_days=retention.announcements_days,
    )
