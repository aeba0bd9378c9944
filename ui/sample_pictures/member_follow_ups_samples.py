"""The page of one member's follow-ups and goals, both sides of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.following_up.member_page import WHENS
from kiosk.following_up.member_view import Choice, Line, MemberFollowUpsView
from kiosk.measurements.catalogue import metric
from kiosk.sentences import Text, sentence, table
from kiosk.visits.view_follow_up import what
from ui.sample_pictures.people import WANG


def member_follow_ups_views() -> Iterator[tuple[str, MemberFollowUpsView]]:
    """Name and view of each picture."""
    words = table("follow-up.member")
    due = words["due"].fill(month=11, day=25)
    again = MemberFollowUpsView(
        name=WANG.masked_name,
        lines=(Line("f1", what("sys"), words["doctor"]), Line("f2", what("glucose_fasting"), due)),
        whats=tuple(
            Choice(name, what(name), name == "sys") for name in ("sys", "glucose_fasting", "glucose_random", "weight")
        ),
        whens=_whens("again"),
    )
    yield "again", again
    yield "nothing", replace(again, lines=())
    until = words["until"].fill(year=2027, month=3, day=31)
    both = table("follow-up.ranges")["both"].fill(name=metric("sys").plain, low="110", high="140", unit="mmHg")
    most = table("follow-up.ranges")["high"].fill(name=metric("glucose_fasting").plain, high="7.0", unit="mmol/L")
    goal = replace(
        again,
        side="goal",
        lines=(Line("sys", both, until), Line("glucose_fasting", most, until)),
        whats=tuple(
            Choice(name, Text(metric(name).plain), name == "sys")
            for name in ("sys", "dia", "glucose_fasting", "weight")
        ),
        whens=_whens("goal"),
        low=Text("110"),
        high=Text("140"),
        unit="mmHg",
        undo=words["undo"],
    )
    yield "goal", goal
    crossed = sentence("follow-up.problems.none")
    yield "goal-open", replace(goal, low=words["open"], high=words["open"], missing=crossed, undo=Text(), lines=())


def _whens(side: str) -> tuple[Choice, ...]:
    periods = table("follow-up.periods")
    return tuple(Choice(str(days), periods[str(days)], days == WHENS[side][0]) for days in WHENS[side])
