"""When to be measured again, and the family doctor's goal, in a visitor's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kiosk.measurements.again_after import again_after, subject_of
from kiosk.measurements.catalogue import metric
from kiosk.measurements.follow_up import FollowUp, FollowUpKind, Goal
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation
from kiosk.visits.states import State
from kiosk.visits.visit import Visit

BY_DATE_DAYS = 60
"""Further away a day is told by its month: nobody keeps a day half a year ahead."""


def follow_up_words(s: Situation, today: date, rules: Rules) -> Text:
    """What stands on the screen: what is due today, before anything is measured; what this visit planned, after.

    Nothing is said on screens that are somebody else's to read, such as the window's.
    """
    visit = s.current
    if s.state in (State.MENU, State.RESULT):
        return _due(s, today, rules)
    if s.state is State.VALUE and visit.self_check.value is not None:
        shown = {subject_of(m.metric) for m in visit.self_check.value.measurements}
        return _told((f for f in _of_today(visit) if f.metric in shown and not _is_urgent(f)), today)
    return planned_words(visit, today) if s.state is State.GOODBYE else NO_WORDS


def planned_words(visit: Visit, today: date) -> Text:
    """What this visit planned, as it is taken home."""
    return _told(_of_today(visit), today)


def follow_up_row(s: Situation, today: date) -> tuple[Text, Text] | None:
    """The same as a line of the goodbye's summary; None where nothing is planned."""
    first = _first(_of_today(s.current))
    if first is None or s.state is not State.GOODBYE:
        return None
    words, blanks = table("follow-up.row"), {"what": what(first.metric)}
    if first.kind is FollowUpKind.REFER:
        return words["refer"].fill(**blanks), words["doctor"]
    return words["again"].fill(**blanks), words["day"].fill(day=day_words(first.due, today))


def goal_words(visit: Visit, known: Mapping[str, float]) -> Text:
    """The goal of a value on the screen and how the value stands to it; of several the one that is missed."""
    goals = [goal for name in known for goal in visit.goals if goal.metric == name]
    if not goals:
        return NO_WORDS
    goal = next((goal for goal in goals if goal.relation(_shown(goal, known)) != "within"), goals[0])
    relation = table("follow-up.relations")[goal.relation(_shown(goal, known))]
    return sentence("follow-up.goal", range=range_words(goal), relation=relation)


def range_words(goal: Goal) -> Text:
    """高压不超过 140 mmHg."""
    of = metric(goal.metric)
    low, high = ("" if limit is None else of.shown(limit) for limit in (goal.low, goal.high))
    words = table("follow-up.ranges")["both" if low and high else "high" if high else "low"]
    return words.fill(name=of.plain, low=low, high=high, unit=of.unit_shown)


def what(metric_id: str) -> Text:
    """What is measured, as people say it: 血压 for a pressure."""
    return table("follow-up.what").get(metric_id) or Text(metric(metric_id).plain)


def day_words(due: date, today: date) -> Text:
    """明天, 这周五, 下周三, 12 月 6 日, 5 月, 明年 5 月."""
    words, weekday = table("follow-up.days"), table("follow-up.weekdays")[str(due.weekday())]
    ahead, monday = (due - today).days, today - timedelta(days=today.weekday())
    if 1 <= ahead <= 2:
        return words["tomorrow" if ahead == 1 else "after-tomorrow"]
    if ahead > 0 and due < monday + timedelta(days=14):
        return words["this-week" if due < monday + timedelta(days=7) else "next-week"].fill(weekday=weekday)
    if ahead <= BY_DATE_DAYS:
        return words["date"].fill(month=due.month, day=due.day)
    return words["month" if due.year == today.year else "next-year"].fill(month=due.month)


def _of_today(visit: Visit) -> list[FollowUp]:
    """What this visit planned, and a word with the doctor that nobody has had yet."""
    return [f for f in visit.follow_ups if f.kind is FollowUpKind.REFER or (f.visit_id or "-") == visit.id]


def _is_urgent(follow_up: FollowUp) -> bool:
    """Whoever shall sit still and wait for somebody is not told of another day beside it."""
    asked = again_after(follow_up.metric, follow_up.band)
    return asked is not None and asked.urgent


def _first(found: list[FollowUp]) -> FollowUp | None:
    return min(found, key=lambda f: (f.kind is not FollowUpKind.REFER, f.due), default=None)


def _told(found: Iterable[FollowUp], today: date) -> Text:
    first = _first(list(found))
    if first is None:
        return NO_WORDS
    if first.kind is FollowUpKind.REFER:
        return sentence("follow-up.refer", what=what(first.metric))
    return sentence("follow-up.again", day=day_words(first.due, today), what=what(first.metric))


def _due(s: Situation, today: date, rules: Rules) -> Text:
    """From the day before on, of what can be measured here now."""
    for follow_up in s.current.follow_ups:
        near = follow_up.kind is FollowUpKind.AGAIN and follow_up.due <= today + timedelta(days=1)
        if near and follow_up.visit_id != s.current.id and _can_be_measured(s, rules, follow_up.metric):
            if s.state is State.MENU:
                return sentence("follow-up.due-today", what=what(follow_up.metric))
            return sentence("follow-up.due-result", what=what(follow_up.metric))
    return NO_WORDS


def _can_be_measured(s: Situation, rules: Rules, metric_id: str) -> bool:
    return any(
        metric_id in step.typed or (metric_id in step.metrics and step.facility and s.terminal.works(step.facility))
        for step in rules.steps
    )


def _shown(goal: Goal, known: Mapping[str, float]) -> float:
    """The value as it is shown: 140.4 that stands there as 140 is within 140."""
    return metric(goal.metric).rounded(known[goal.metric])
