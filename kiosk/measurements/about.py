"""Whose value is judged, as far as limits depend on it."""

from __future__ import annotations

from dataclasses import dataclass

ADULT_FROM = 18
"""Bands are those of adults: nobody known to be younger is judged by them."""


@dataclass(frozen=True, slots=True, repr=False)
class About:
    """What a band may ask of a person. Its repr says nothing of them.

    Attributes:
        age_years: The age they reach in the calendar year of the value; None when nobody knows it.
        sex: Digit of GB/T 2261.1: "1" a man, "2" a woman; anything else is unknown.
    """

    age_years: int | None = None
    sex: str = ""


NOBODY = About()
"""Of whom nothing is known."""


def about(birth_year: int | None, sex: str, year: int) -> About:
    """What is known of a person in a year.

    An age by the year alone is uncertain by one. It is taken as the one reached in that year, so that screen, record
    and look back say the same on every day of it, and whoever is about to be 80 is judged as one who is.
    """
    age = None if birth_year is None or birth_year > year else year - birth_year
    return About(age, sex)
