"""Who is being served, without what a screen or a log must not hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Who is being served, as much as a visit needs.

    Attributes:
        greeting: Surname and honorific, such as 王奶奶; all that is shown before 是，我是.
        masked_name: 王*英.
        keeps_health: What is measured of them may be recorded: False for one who refused that, or took it back.
        card_expired: The card by which they were met is past its last day.
    """

    resident_id: str
    greeting: str
    masked_name: str
    birth_year: int | None
    sex: str
    card_expired: bool = False
    keeps_health: bool = True
