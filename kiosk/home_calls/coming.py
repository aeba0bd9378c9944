"""The two rules that know nothing but days: a regular who stopped coming, and one who comes less often. Pure.

A day counts when the hall was open: when anybody came at all. So neither a holiday nor a power cut counts against
anybody, and a hall that is shut at the weekend needs no calendar. Today is not over and counts for whoever came. Nor
does a day count against somebody who was paused on it, as in hospital, or was not on the list yet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.home_calls.reasons import Absent, Slower
from kiosk.settings import HomeCalls
from kiosk.whitelist.pauses import Days, is_within

BEFORE = timedelta(days=28)
"""Who came often enough in so many days was a regular."""
LONGEST = timedelta(days=90)
"""Who stopped longer ago did not stop lately: the list speaks of them no more."""
OF = 5
"""Days that `rhythm_usual` and `rhythm_fell_to` are counted of: a working week."""


@dataclass(frozen=True, slots=True)
class Standing:
    """On which days somebody could come as a member.

    Attributes:
        since: The day they were put on the list.
        pauses: First and last day of each pause since.
    """

    since: date = date.min
    pauses: Sequence[Days] = ()

    def holds(self, day: date) -> bool:
        """Whether a day may be held against them."""
        return day >= self.since and not is_within(day, self.pauses)


ALWAYS = Standing()


def absent(
    came: Sequence[date], open_days: Sequence[date], today: date, rules: HomeCalls, standing: Standing = ALWAYS
) -> Absent | None:
    """Whether a regular stopped coming.

    Args:
        came: Days on which they came, each once, the oldest first.
        open_days: Days on which anybody came, likewise.
    """
    if not came or came[-1] >= today or today - came[-1] > LONGEST:
        return None
    last = came[-1]
    before = len(came) - bisect_right(came, last - BEFORE)
    after = open_days[bisect_right(open_days, last) : bisect_left(open_days, today)]
    if before < rules.regular_days or len(after) < rules.absent_days:
        return None
    missed = sum(map(standing.holds, after))
    if missed < rules.absent_days:
        return None
    return Absent(last, before, missed, paused=sum(is_within(day, standing.pauses) for day in after))


def slower(
    came: Sequence[date], open_days: Sequence[date], today: date, rules: HomeCalls, standing: Standing = ALWAYS
) -> Slower | None:
    """Whether somebody comes clearly less often in the newest open days than in twice as many before them.

    Nothing is said before the hall has been open that long.
    """
    those = set(came)
    open_for = [day for day in open_days if day < today or (day == today and today in those)]
    days = [day for day in open_for if day in those or standing.holds(day)]
    newest, usual = rules.rhythm_days, 2 * rules.rhythm_days
    if len(days) < newest + usual:
        return None
    now_days, usual_days = days[-newest:], days[-newest - usual : -newest]
    now, before = sum(day in those for day in now_days), sum(day in those for day in usual_days)
    if before * OF < rules.rhythm_usual * usual or now * OF > rules.rhythm_fell_to * newest:
        return None
    paused = sum(day >= usual_days[0] and is_within(day, standing.pauses) for day in open_for if day not in those)
    return Slower(now_days[0], (before, usual), (now, newest), paused)
