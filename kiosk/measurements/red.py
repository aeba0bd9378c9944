"""Values that call a person, read from `resources/codes/red.toml`, with no network and whatever the screen is doing.

A red value is confirmed by one more reading, unless the person feels unwell: then somebody comes immediately.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

import resources
from kiosk.measurements.catalogue import metric
from resources.learnt import learn


class Repeat(StrEnum):
    """What comes before somebody is called."""

    REST = "rest"  # a minute's rest and another reading
    RESEAT = "reseat"  # the sensor put on anew and another reading
    NO = "no"  # nothing


class Symptom(StrEnum):
    """What a person may feel beside a red value; any of them calls somebody without another reading.

    By the guideline for hypertension in primary care, 180/110 with headache, trouble of speech or limbs, or pain in the
    chest is an emergency; the norms of public-health services add blurred sight and tightness of the chest.
    """

    HEAD = "head"
    CHEST = "chest"
    SENSES = "senses"


class RedRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule. It is broken when the value as shown is at least `at_least`, or at most `at_most`."""

    id: str
    metric: str
    repeat: Repeat
    source: str
    at_least: float | None = None
    at_most: float | None = None
    unwell_only: bool = False
    from_memory: bool = False

    def broken_by(self, value: float) -> bool:
        """Whether this value, in the metric's unit, breaks it."""
        shown = metric(self.metric).rounded(value)
        high = self.at_least is not None and shown >= self.at_least
        return high or (self.at_most is not None and shown <= self.at_most)


class RedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    version: str
    rule: tuple[RedRule, ...]


learn(RedFile)


class RedVerdict(StrEnum):
    """What follows."""

    NONE = "none"
    ASK = "ask"  # ask the person how they feel
    CONFIRM = "confirm"  # measure once more
    CALL = "call"  # somebody must come


@resources.read_once
def rules() -> tuple[RedRule, ...]:
    """The rules in force."""
    return msgspec.toml.decode(resources.path("codes", "red.toml").read_bytes(), type=RedFile).rule


def suspected(values: Mapping[str, float]) -> tuple[RedRule, ...]:
    """The rules these values break, with those that count only beside a symptom. Give doubtful values too: a red one
    must not be lost to a moving arm.
    """
    return tuple(rule for rule in rules() if rule.metric in values and rule.broken_by(values[rule.metric]))


def broken_rules(values: Mapping[str, float]) -> tuple[RedRule, ...]:
    """The rules these values break by themselves."""
    return tuple(rule for rule in suspected(values) if not rule.unwell_only)


def red_verdict(values: Mapping[str, float], *, before: bool = False, asked: bool = False) -> RedVerdict:
    """What values, valid or doubtful, call for.

    Args:
        before: An earlier reading of this sitting broke a rule.
        asked: The person has said already that they feel nothing.
    """
    broken = broken_rules(values)
    if broken and (before or any(rule.repeat is Repeat.NO for rule in broken)):
        return RedVerdict.CALL
    if suspected(values) and not asked:
        return RedVerdict.ASK
    return RedVerdict.CONFIRM if broken else RedVerdict.NONE
