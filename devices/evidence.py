"""On what a decoder rests. No maker's box was at hand: whoever installs one must know what has been seen by whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """How sure a fact about a format is."""

    STANDARD = "standard"  # a published standard, and programs that agree with it
    SEVERAL = "several"  # at least two published sources that do not copy one another
    ONE = "one"  # a single published source
    MEMORY = "memory"  # no source at hand: to be proved on the first box


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a decoder takes for true.

    Attributes:
        what: The part of the format, a few words.
        source: Who says so; for MEMORY, how it is to be proved.
    """

    what: str
    evidence: Evidence
    source: str
