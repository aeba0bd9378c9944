"""When a search is an answer: the numbers made for one gallery. Pure."""

from __future__ import annotations

import msgspec


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Made by `kiosk.faces.matching.thresholds`, kept with the gallery it was made for.

    Attributes:
        accept: Score from which the answer is yes.
        doubt: Score from which the person is asked to confirm; below it the answer is no.
        margin: The next other resident must score this much less.
        frames: Well-taken frames a decision needs.
        one_to_one: Similarity from which a card's holder is the person before the camera.
        fpir: The rate of wrong names to strangers the thresholds were made for.
        people: Members of the gallery they were made for.
        second_opinion: Whether `accept` and `doubt` are for scores with a second opinion added.
        search: False when one-to-many search cannot hold `fpir` at this size: a card comes first.
        look_alikes: Members who cannot be told apart safely from another member.
    """

    accept: float
    doubt: float
    margin: float
    frames: int
    one_to_one: float
    fpir: float
    people: int
    second_opinion: bool = False
    search: bool = True
    look_alikes: frozenset[str] = frozenset()
