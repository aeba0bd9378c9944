"""Whether somebody's day to be measured again is over, in one line of the first page."""

from __future__ import annotations

from kiosk.archive.follow_ups import FollowUps
from kiosk.sentences import NO_WORDS, Text, sentence


def waits(follow_ups: FollowUps) -> Text:
    """复量 3 人; no words where nobody waits."""
    people = follow_ups.due(follow_ups.today(), most=0).people
    return sentence("follow-up.list.waits", people=people) if people else NO_WORDS
