"""Whether an error is within its limit, although it is uncertain (ILAC-G8:09/2019, 4.2).

The rule is agreed before the work (ISO/IEC 17025:2017, 7.1.3) and printed with the result (7.8.6).
"""

from __future__ import annotations

import math

from kiosk.calibration.records import Verdict
from kiosk.calibration.refusals import CalibrationRefused

GUARD_BAND = "guard-band"
"""Acceptance limit = limit − U: at most 2.5 % of those passed at the limit itself are wrong."""
SIMPLE = "simple"
"""Acceptance limit = limit: up to half of those passed at the limit itself are wrong. Allowed where it was agreed."""
RULES = (GUARD_BAND, SIMPLE)

_SAME = 1e-9
"""Two figures nearer than this are the same: 0.3 − 0.1 is not a little less than 0.2."""


def acceptance_limit(limit: float, expanded_u: float, rule: str = GUARD_BAND) -> float:
    """Up to which |error| the verdict is PASS.

    Raises:
        CalibrationRefused: "reference-too-poor" where U is no smaller than the limit: such a comparison shows nothing.
        ValueError: for a rule that is not one of RULES, or figures that cannot be.
    """
    if rule not in RULES:
        raise ValueError(f"no decision rule {rule}")
    if not (math.isfinite(expanded_u) and math.isfinite(limit) and expanded_u >= 0 and limit > 0):
        raise ValueError(f"limit {limit} with U {expanded_u} decides nothing")
    if expanded_u >= limit - _SAME:
        raise CalibrationRefused("reference-too-poor", u=expanded_u, limit=limit)
    return limit - expanded_u if rule == GUARD_BAND else limit


def decide(error: float, expanded_u: float, limit: float, rule: str = GUARD_BAND) -> Verdict:
    """The verdict on one error. By the simple rule it is PASS or FAIL. Raises as `acceptance_limit`.

    |error| ≤ limit − U         PASS
            ≤ limit             CONDITIONAL_PASS
            ≤ limit + U         CONDITIONAL_FAIL
            > limit + U         FAIL
    """
    accepted = acceptance_limit(limit, expanded_u, rule)
    if not math.isfinite(error):
        raise CalibrationRefused("not-a-number")
    size = abs(error) - _SAME
    if size <= accepted:
        return Verdict.PASS
    if rule == SIMPLE:
        return Verdict.FAIL
    if size <= limit:
        return Verdict.CONDITIONAL_PASS
    return Verdict.CONDITIONAL_FAIL if size <= limit + expanded_u else Verdict.FAIL


def uncertainty_ratio(limit: float, expanded_u: float) -> float:
    """TUR: limit over U. Below 4 the guard band matters."""
    return limit / expanded_u if expanded_u else math.inf


def risk_of_false_accept(guard: float, expanded_u: float) -> float:
    """Chance that an item whose error lies exactly at the acceptance limit is out of its limit; normal, U with k = 2.

    Args:
        guard: Limit minus acceptance limit.
    """
    return _beyond(2 * guard / expanded_u) if expanded_u else 0.0


def probability_out(error: float, expanded_u: float, limit: float) -> float:
    """Chance that the true error is beyond ± limit; normal, U with k = 2."""
    if not expanded_u:
        return float(abs(error) > limit)
    u = expanded_u / 2
    return _beyond((limit - error) / u) + _beyond((limit + error) / u)


def normalised_error(one: float, u_one: float, other: float, u_other: float) -> float:
    """En of two laboratories' results with their expanded uncertainties; up to 1 they agree (ISO/IEC 17043)."""
    return abs(one - other) / math.hypot(u_one, u_other)


def _beyond(z: float) -> float:
    return 0.5 * math.erfc(z / math.sqrt(2))
