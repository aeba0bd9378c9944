"""The metric catalogue, read from `resources/codes/metrics.toml`."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import msgspec

import resources
from resources.learnt import learn

WHOLE_FROM = 1e12
"""Nothing measured is this large. Such a value, or one that is no number, is left as it is for its limits to refuse."""


class Metric(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that can be measured.

    Attributes:
        name: Chinese name for staff and records; `plain` is the word a visitor knows it by.
        unit: UCUM code; `unit_shown` is the unit in Chinese.
        decimals: Digits behind the point, on the screen and in the record.
        hard: Outside these limits, both inclusive, a reading is invalid.
        soft: Usual range, None where there is none.
        entry: Limits of a typed value, None when the metric cannot be typed.
        loinc, de: Codes, empty where there is none; a name in `unsure` marks one nobody has checked.
    """

    name: str
    plain: str
    unit: str
    unit_shown: str
    decimals: int
    hard: tuple[float, float]
    soft: tuple[float, float] | None = None
    entry: tuple[float, float] | None = None
    loinc: str = ""
    de: str = ""
    unsure: tuple[str, ...] = ()
    note: str = ""

    def rounded(self, value: float) -> float:
        """The value as it is shown, recorded and judged: half goes up, as people round."""
        if not abs(value) < WHOLE_FROM:
            return value
        return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP))

    def shown(self, value: float) -> str:
        """The value in digits, without its unit."""
        return f"{self.rounded(value):.{self.decimals}f}"


learn(Metric)


@resources.read_once
def metrics() -> dict[str, Metric]:
    """All metrics by id, in the order of the file."""
    return msgspec.toml.decode(resources.path("codes", "metrics.toml").read_bytes(), type=dict[str, Metric])


def metric(metric_id: str) -> Metric:
    """One metric. Raises KeyError for an id that is not in the catalogue."""
    return metrics()[metric_id]
