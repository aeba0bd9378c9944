"""The list itself: every rule that is switched on over the facts, what rests left out, in a stated order. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.archive.home_call_facts import Facts, Wanted
from kiosk.home_calls.coming import Standing, absent, slower
from kiosk.home_calls.reasons import Attention, Overdue, Reason, Rule
from kiosk.home_calls.rising import rising
from kiosk.measurements.again_after import again_after
from kiosk.measurements.follow_up import FollowUp
from kiosk.settings import HomeCalls

_ORDER = {rule: at for at, rule in enumerate(Rule)}


def wanted(rules: HomeCalls) -> Wanted:
    """What the rules that are switched on ask for."""
    metrics = tuple(rises(rules)) if rules.trends else ()
    return Wanted(rules.counts_days, metrics, rules.follow_ups, rules.rest_days)


def rises(rules: HomeCalls) -> dict[str, float]:
    """By metric, from which rise on somebody is listed."""
    return {"sys": rules.rise_sys, "glucose_fasting": rules.rise_glucose, "weight": rules.rise_weight}


def switched_on(rules: HomeCalls) -> tuple[Rule, ...]:
    """The rules that list anybody, the most urgent first."""
    on = {Rule.ABSENT: rules.absent, Rule.OVERDUE: rules.follow_ups, Rule.TREND: rules.trends,
          Rule.RHYTHM: rules.rhythm}  # fmt: skip
    return tuple(rule for rule in Rule if on[rule])


def standing_of(facts: Facts, resident_id: str) -> Standing:
    """Which days may be held against somebody."""
    return Standing(facts.since.get(resident_id, date.min), facts.pauses.get(resident_id, ()))


def attention(facts: Facts, rules: HomeCalls) -> tuple[Attention, ...]:
    """Who is to be looked in on: those who stopped coming first, then what is overdue, what rises, who comes less
    often; among those of one rule whoever waits longest.
    """
    found: defaultdict[str, list[Reason]] = defaultdict(list)
    for resident_id, reason in _reasons(facts, rules):
        rests = facts.rests.get((resident_id, reason.rule.value))
        if rests is None or rests <= facts.today:
            found[resident_id].append(reason)
    listed = (Attention(who, tuple(sorted(reasons, key=_urgency))) for who, reasons in found.items())
    return tuple(sorted(listed, key=lambda each: (*_urgency(each.reasons[0]), each.resident_id)))


def _urgency(reason: Reason) -> tuple[int, bool, int]:
    calm = not (isinstance(reason, Overdue) and reason.urgent)
    return _ORDER[reason.rule], calm, reason.since.toordinal()


def _reasons(facts: Facts, rules: HomeCalls) -> Iterator[tuple[str, Reason]]:
    for who, came in facts.came.items():
        standing = standing_of(facts, who)
        gone = absent(came, facts.open_days, facts.today, rules, standing) if rules.absent else None
        if gone is not None:
            yield who, gone
        elif rules.rhythm and (less := slower(came, facts.open_days, facts.today, rules, standing)) is not None:
            yield who, less
    if rules.trends:
        least = rises(rules)
        for (who, metric), points in facts.values.items():
            if (up := rising(points, metric, rules.trend_days, least[metric])) is not None:
                yield who, up
    if rules.follow_ups:
        for follow_up in facts.follow_ups:
            if follow_up.due + timedelta(days=rules.overdue_days) <= facts.today:
                yield follow_up.resident_id, _overdue(follow_up)


def _overdue(follow_up: FollowUp) -> Overdue:
    asked = again_after(follow_up.metric, follow_up.band)
    return Overdue(follow_up.due, follow_up.metric, follow_up.kind, asked is not None and asked.urgent)
