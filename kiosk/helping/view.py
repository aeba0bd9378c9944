"""What is shown while somebody who helps is noted. Frozen; names are masked."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class RelationView:
    """What a helper may be to the person."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, repr=False)
class HelperView:
    """One step.

    Attributes:
        step: "card" while the helper's card is waited for, "reading", "ask" while the person is asked whether they want
            it, "relation", "noting".
        turn: Which question this is; an answer names it.
        problem: Why the last card would not do, or why nothing was noted.
        may_be_clerk: Whoever is in may say that they help themselves.
    """

    step: str
    turn: int
    headline: Text
    lead: Text = NO_WORDS
    problem: Text = NO_WORDS
    may_be_clerk: bool = False
    relations: tuple[RelationView, ...] = ()
