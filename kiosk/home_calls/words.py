"""Why somebody is listed, in one sentence, and the figures behind it. Words of screening, never a diagnosis."""

from __future__ import annotations

from kiosk.home_calls.listing import rises
from kiosk.home_calls.reasons import Absent, Overdue, Reason, Rising, Slower
from kiosk.measurements.catalogue import metric
from kiosk.measurements.follow_up import FollowUpKind
from kiosk.sentences import Text, sentence, table
from kiosk.settings import HomeCalls
from kiosk.visits.view_follow_up import what


def why(reason: Reason) -> Text:
    """The reason."""
    words, month, day = table("home-calls.why"), reason.since.month, reason.since.day
    match reason:
        case Absent(before=before, paused=paused):
            key = "absent-paused" if paused else "absent"
            return words[key].fill(before=before, month=month, day=day)
        case Slower(usual=(usual, usual_of), now=(now, of), paused=paused):
            key = "rhythm-paused" if paused else "rhythm"
            return words[key].fill(usual=usual, usual_of=usual_of, now=now, of=of)
        case Rising(metric=name, first=first, last=last):
            known = metric(name)
            return words["trend"].fill(
                what=known.plain, first=known.shown(first), last=known.shown(last), unit=known.unit_shown
            )
        case Overdue(metric=name, kind=kind, urgent=urgent):
            key = "refer" if kind is FollowUpKind.REFER else "urgent" if urgent else "again"
            return words[key].fill(what=what(name), month=month, day=day)


def figures(reason: Reason, rules: HomeCalls) -> Text:
    """What it rests on, and the rule as the hall set it."""
    words = table("home-calls.figures")
    match reason:
        case Absent(missed=missed, paused=paused):
            key = "absent-paused" if paused else "absent"
            return words[key].fill(missed=missed, paused=paused, regular=rules.regular_days, absent=rules.absent_days)
        case Slower(now=(_, of)):
            return words["rhythm"].fill(usual_rule=rules.rhythm_usual, of=of, fell_to=rules.rhythm_fell_to)
        case Rising(since=since, until=until, metric=name, days=days):
            known = metric(name)
            return words["trend"].fill(
                month=since.month, day=since.day, to_month=until.month, to_day=until.day, days=days,
                least=known.shown(rises(rules)[name]), unit=known.unit_shown,
            )  # fmt: skip
        case Overdue():
            return words["overdue"].fill(overdue=rules.overdue_days)


def first_why(reasons: tuple[Reason, ...]) -> Text:
    """The most urgent reason, and how many more there are."""
    said = why(reasons[0])
    return said if len(reasons) == 1 else sentence("home-calls.list.more", why=said, count=len(reasons) - 1)


def whose_days(rules: HomeCalls, agreed: int) -> Text:
    """Of how many people the rules that know days of coming may speak, or that none is on."""
    words = table("home-calls.days")
    return words["agreed"].fill(people=agreed) if rules.counts_days else words["off"]


def since(reason: Reason) -> Text:
    """Since when it stands."""
    return sentence("home-calls.list.since", month=reason.since.month, day=reason.since.day)
