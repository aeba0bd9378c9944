"""Values that call a person at once, with no network and whatever the screen is doing.

From the national norms of basic public-health services, third edition (any one suffices for urgent referral).
Limits marked `from_memory` were not checked against a text; those of `OURS` are additions that await the clinic's
approval. A red value is confirmed by one repeat, unless the person feels unwell: then somebody comes immediately.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.measurements.catalogue import metric

NORMS = "国家基本公共卫生服务规范（第三版）"
OURS = "本机规则，待社区医生确认"


@dataclass(frozen=True, slots=True)
class RedRule:
    """One rule. It is broken when the value as shown is at least `at_least`, or at most `at_most`."""

    id: str
    metric: str
    at_least: float | None = None
    at_most: float | None = None
    source: str = NORMS
    from_memory: bool = False

    def broken_by(self, value: float) -> bool:
        shown = metric(self.metric).rounded(value)
        high = self.at_least is not None and shown >= self.at_least
        return high or (self.at_most is not None and shown <= self.at_most)


RULES = (
    RedRule("red-sys-high", "sys", at_least=180),
    RedRule("red-dia-high", "dia", at_least=110),
    RedRule("red-glucose-fasting-high", "glucose_fasting", at_least=16.7),
    RedRule("red-glucose-fasting-low", "glucose_fasting", at_most=3.9),
    RedRule("red-glucose-random-high", "glucose_random", at_least=16.7),
    RedRule("red-glucose-random-low", "glucose_random", at_most=3.9),
    RedRule("red-temperature", "temp_body", at_least=39.1, from_memory=True),
    RedRule("red-temperature-clinical", "temp_clinical", at_least=38.5, source=OURS, from_memory=True),
    RedRule("red-spo2-low", "spo2", at_most=89, source=OURS, from_memory=True),
    RedRule("red-pulse-low", "pulse", at_most=39, source=OURS, from_memory=True),
    RedRule("red-pulse-high", "pulse", at_least=131, source=OURS, from_memory=True),
)

SYMPTOMS = ("头晕头痛", "恶心呕吐", "看不清东西", "胸口闷或痛", "心慌", "躺不平")
"""Symptoms of the same norms, in the words of a visitor; any of them calls somebody without a repeat."""


class RedVerdict(StrEnum):
    """What follows."""

    NONE = "none"
    CONFIRM = "confirm"  # rest a minute and measure once more
    CALL = "call"  # somebody must come


def broken_rules(values: Mapping[str, float]) -> tuple[RedRule, ...]:
    """The rules these values break. Give doubtful values too: a red one must not be lost to a moving arm."""
    return tuple(rule for rule in RULES if rule.metric in values and rule.broken_by(values[rule.metric]))


def red_verdict(
    values: Mapping[str, float], *, repeat_of: Mapping[str, float] | None = None, unwell: bool = False
) -> RedVerdict:
    """What values, valid or doubtful, call for.

    Args:
        repeat_of: The values of the measurement before, when this one was taken to confirm it.
        unwell: The person reported a symptom, or asked for help.
    """
    if not broken_rules(values):
        return RedVerdict.NONE
    if unwell or (repeat_of is not None and broken_rules(repeat_of)):
        return RedVerdict.CALL
    return RedVerdict.CONFIRM
