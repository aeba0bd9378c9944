"""Error rates from comparison scores. Larger scores are more alike, and a score *at least* the threshold is accepted.

Names of ISO/IEC 19795-1: a false match rate (one comparison) and a false positive identification rate (one search, by
its best score) are the same sum over different scores, and so are a false non-match and a false negative rate. Pure
numpy; float64 throughout, so that a threshold is exact to the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
"""(n,). Minus infinity: nothing was offered, so nothing can be accepted."""
Weights = npt.NDArray[np.float64]
"""(replicates, n): how often each score counts in each replicate."""

ACCEPT_ALL = -float(np.finfo(np.float64).max)
"""The lowest threshold: every score there is passes, and what offered none still does not."""
SLACK = 1e-9
"""Rates are decimal fractions and counts are whole: 0.001 x 1000 shall allow one error, whatever the float says."""


def threshold_for(impostor: Scores, rate: float) -> float:
    """The lowest threshold at which at most `rate` of these scores are accepted.

    Equal scores are accepted or refused together, so the rate reached may be lower. Raises ValueError without scores.
    """
    if not len(impostor):
        raise ValueError("no scores to set a threshold by")
    allowed = int(np.floor(rate * len(impostor) + SLACK))
    if allowed >= len(impostor):
        return ACCEPT_ALL
    refused = np.partition(impostor, len(impostor) - allowed - 1)[len(impostor) - allowed - 1]
    return _just_above(float(refused))


def accepted_rate(scores: Scores, threshold: float) -> float:
    """The fraction accepted: FMR or FPIR when nobody should be. NaN without scores."""
    return float(np.mean(scores >= threshold)) if len(scores) else np.nan


def refused_rate(scores: Scores, threshold: float) -> float:
    """The fraction refused: FNMR or FNIR when all should be accepted. NaN without scores."""
    return float(np.mean(scores < threshold)) if len(scores) else np.nan


def weighted_thresholds(impostor: Scores, weights: Weights, rate: float, totals: Scores | None = None) -> Scores:
    """`threshold_for` once for every replicate.

    Args:
        impostor: (n,) scores, the largest first.
        weights: (replicates, n) in the same order.
        totals: (replicates,) weight of all scores, when `impostor` holds only the largest of them. A replicate that
            would need a smaller score than the smallest held here gets a threshold just above that one.

    Returns:
        (replicates,), NaN where a replicate has no score at all.
    """
    run = np.cumsum(weights, axis=1)
    whole = run[:, -1] if totals is None else totals
    too_many = run > (rate * whole + SLACK)[:, None]
    first = np.argmax(too_many, axis=1)
    found = np.array([_just_above(float(impostor[i])) for i in first])
    exhausted = _just_above(float(impostor[-1])) if totals is not None else ACCEPT_ALL
    found = np.where(too_many.any(axis=1), found, exhausted)
    return np.where(whole > 0, found, np.nan)


def weighted_refused(genuine: Scores, weights: Weights, thresholds: Scores) -> Scores:
    """`refused_rate` once for every replicate, each at its own threshold.

    Args:
        genuine: (n,) scores, the smallest first.
        weights: (replicates, n) in the same order.
        thresholds: (replicates,).

    Returns:
        (replicates,), NaN where a replicate has no score or no threshold.
    """
    run = np.concatenate([np.zeros((len(weights), 1)), np.cumsum(weights, axis=1)], axis=1)
    below = np.searchsorted(genuine, np.nan_to_num(thresholds, nan=0.0), side="left")
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = run[np.arange(len(run)), below] / run[:, -1]
    return np.where(np.isnan(thresholds), np.nan, rates)


def _just_above(score: float) -> float:
    return float(np.nextafter(score, np.inf))
