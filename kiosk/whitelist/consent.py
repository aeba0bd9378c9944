"""Consents: what a person agreed to, in which words, given by whom and how. Each is separate, none is pre-set."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import msgspec

import resources
from resources.learnt import learn


class ConsentKind(StrEnum):
    """What is agreed to."""

    FACE = "face"
    HEALTH = "health"
    HOME_CALLS = "home-calls"
    """To be looked in on at home by the neighbourhood committee after not having come for a while."""
    SHARING = "sharing"
    ADAPTATION = "adaptation"
    """To keep the face template up to date at visits the card confirms."""


class ConsentHow(StrEnum):
    """How it was given."""

    SIGNATURE = "signature"
    """On paper."""
    CARD_TAP = "card-tap"
    SCREEN = "screen"
    """The person read the words on the screen and pressed that they agree, with their own hand."""
    SPOKEN = "spoken"
    """The words were read to the person, who said so; staff pressed. Whose account that was stands in the trail."""


RECORDED_NO = (ConsentKind.HEALTH, ConsentKind.HOME_CALLS)
"""A no to these at the first asking is kept too, as a consent that was withdrawn as it was made: the records because
nothing is kept from then on, home calls because nobody is asked again.
"""

NEWEST_TEXT = "2026-11-30"
"""The version that is asked for now."""


class ConsentText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one consent."""

    purpose: str
    place: str
    period: str
    text: str

    @property
    def sha256(self) -> str:
        """64 hexadecimal digits that change with every letter of it."""
        whole = "\n".join((self.purpose, self.place, self.period, self.text))
        return hashlib.sha256(whole.encode()).hexdigest()


learn(ConsentText)


@dataclass(frozen=True, slots=True, repr=False)
class Consent:
    """One consent as it was given.

    Attributes:
        given_by: Who gave it: the person, or the guardian of a child.
        until: The last day on which it holds; None when it holds until it is taken back.
        guardian_relation: What the guardian is to the person; None when the person gave it.
        text_sha256: Of the words, so that nobody can say later that they were others; None for words of a hall's own.
        paper: The hall's own number of the signed paper; None when there is none, or nobody noted it.
        signed_on: The day the paper was signed, where that is not the day it was recorded.
    """

    kind: ConsentKind
    text_version: str
    purpose: str
    place: str
    period: str
    given_by: str
    how: ConsentHow
    guardian_relation: str | None = None
    until: date | None = None
    text_sha256: str | None = None
    paper: str | None = None
    signed_on: date | None = None


@cache
def consent_texts(version: str) -> Mapping[str, ConsentText]:
    """The words of a version by kind, read once: a list has two consents a row, and a version is never changed.

    Raises FileNotFoundError for a version there never was.
    """
    if not version.replace("-", "").isalnum() or not version.isascii():
        raise FileNotFoundError("no such version")
    data = resources.path("consents", f"{version}.toml").read_bytes()
    return MappingProxyType(msgspec.toml.decode(data, type=dict[str, ConsentText]))


def consent_in_words_of(version: str, kind: ConsentKind, given_by: str, how: ConsentHow,
                        guardian_relation: str | None = None, until: date | None = None) -> Consent:  # fmt: skip
    """A consent given in the words of a shipped version, with their hash.

    Raises:
        FileNotFoundError: an unknown version, and one that has no words for this kind.
    """
    words = consent_texts(version).get(kind.value)
    if words is None:
        raise FileNotFoundError(f"version {version} has no words for {kind.value}")
    return Consent(kind, version, words.purpose, words.place, words.period, given_by, how, guardian_relation, until,
                   words.sha256)  # fmt: skip


def last_day(kind: ConsentKind, given: date, years: int) -> date | None:
    """The last day of a consent given on a day for so many years; None for 0, until it is taken back.

    That to health data has none: its rows go by their own period. One given on 29 February ends on 28 February of a
    year without that day.
    """
    if years == 0 or kind is ConsentKind.HEALTH:
        return None
    try:
        return given.replace(year=given.year + years)
    except ValueError:
        return given.replace(year=given.year + years, day=28)
