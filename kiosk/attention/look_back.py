"""Whether somebody is to be called back because a device was found wrong, in one line of the first page."""

from __future__ import annotations

from kiosk.archive.look_back import LookBacks
from kiosk.sentences import NO_WORDS, Text, sentence, table


def waits(look_backs: LookBacks) -> tuple[Text, Text]:
    """体温计读数要回访：还有 12 人, and 回访 12 人 for a narrow place; no words when nobody is to be called back.

    Slow over many readings.
    """
    todo = {each.look_back: look_backs.waiting(each.look_back).people for each in look_backs.all()}
    people = sum(todo.values())
    words = table("look-back.devices")
    which = {words.get(found.metric, words["other"]) for found, count in todo.items() if count}
    if not people:
        return NO_WORDS, NO_WORDS
    short = sentence("look-back.waits-short", people=people)
    if len(which) > 1:
        return sentence("look-back.waits-several", people=people), short
    return sentence("look-back.waits", device=which.pop(), people=people), short
