"""The two rules that know nothing but days: a regular who stopped coming, and one who comes less often. Pure.

A day counts when the hall was open: when anybody came at all. So neither a holiday nor a power cut counts against
anybody, and a hall that is shut at the weekend needs no calendar. Today is not over and counts for whoever came.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from kiosk.home_calls.reasons import Absent, Slower
from kiosk.settings import HomeCalls

BEFORE = timedelta(days=28)
"""Who came often enough in so many days was a regular."""
LONGEST = timedelta(days=90)
"""Who stopped longer ago did not stop lately: the list speaks of them no more."""
OF = 5
"""Days that `rhythm_usual` and `rhythm_fell_to` are counted of: a working week."""


def absent(came: Sequence[date], open_days: Sequence[date], today: date, rules: HomeCalls) -> Absent | None:
    """Whether a regular stopped coming.

    Args:
        came: Days on which they came, each once, the oldest first.
        open_days: Days on which anybody came, likewise.
    """
    if not came or came[-1] >= today or today - came[-1] > LONGEST:
        return None
    last = came[-1]
    before = len(came) - bisect_right(came, last - BEFORE)
    missed = bisect_left(open_days, today) - bisect_right(open_days, last)
    if before < rules.regular_days or missed < rules.absent_days:
        return None
    return Absent(last, before, missed)


def slower(came: Sequence[date], open_days: Sequence[date], today: date, rules: HomeCalls) -> Slower | None:
    """Whether somebody comes clearly less often in the newest open days than in twice as many before them.

    Nothing is said before the hall has been open that long.
    """
    those = set(came)
    days = [day for day in open_days if day < today or (day == today and today in those)]
    newest, usual = rules.rhythm_days, 2 * rules.rhythm_days
    if len(days) < newest + usual:
        return None
    now_days, usual_days = days[-newest:], days[-newest - usual : -newest]
    now, before = sum(day in those for day in now_days), sum(day in those for day in usual_days)
    if before * OF < rules.rhythm_usual * usual or now * OF > rules.rhythm_fell_to * newest:
        return None
    return Slower(now_days[0], (before, usual), (now, newest))
