"""Open-set figures from searches: FNIR at FPIR over draws, and what the policy's own thresholds would have done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.evaluation.bootstrap import People, interval, mean_interval, miss_replicates, with_unseen
from kiosk.evaluation.figures import AtPolicy, Curve, Identification
from kiosk.evaluation.rates import Scores, accepted_rate, threshold_for
from kiosk.evaluation.searching import Outcome, Searches, pooled
from kiosk.evaluation.trials import Design
from kiosk.faces.matching.policy import Policy

CURVE_POINTS = 200
Rate = float | None


@dataclass(frozen=True, slots=True, repr=False)
class Draws:
    """All draws of one design, scored in one way. `policies`: the one made for each draw's gallery, or none."""

    design: Design
    gallery: int
    variant: str
    searches: list[Searches]
    policies: list[Policy]
    not_enrolled: int
    target_fpir: float


def identification(
    draws: Draws, fpirs: tuple[float, ...], people: People, plain: Draws | None = None
) -> list[Identification]:
    """A row for each FPIR; the threshold is set by the strangers of all draws together.

    Args:
        plain: The same draws scored by similarity alone, to be compared with.
    """
    every = pooled(draws.searches)
    strangers, mated = every.only(~every.mated), every.only(every.mated)
    replicates = _replicates(draws, fpirs, people)
    beside = _replicates(plain, fpirs, people) if plain is not None else [np.empty(0)] * len(fpirs)
    rows = []
    for fpir, mine, theirs in zip(fpirs, replicates, beside, strict=True):
        row = _row(draws, fpir, strangers, mated)
        row.fnir_low, row.fnir_high = with_unseen(mine, len(np.unique(mated.person))) or (None, None)
        if len(mine) and len(theirs):
            row.change_low, row.change_high = interval(mine - theirs) or (None, None)
        rows.append(row)
    return rows


def _replicates(draws: Draws, fpirs: tuple[float, ...], people: People) -> list[Scores]:
    every = pooled(draws.searches)
    strangers, mated = every.only(~every.mated), every.only(every.mated)
    return miss_replicates(people, (strangers.top, strangers.person), (rightful(mated), mated.person), fpirs)


def rightful(mated: Searches) -> Scores:
    """The score of each mated search if its best score is the right person; else minus infinity."""
    return np.where(mated.right, mated.top, -np.inf)


def fnir(mated: Searches, threshold: float) -> Rate:
    """Mated searches that do not give the right person; None without any."""
    return _mean(rightful(mated) < threshold)


def _row(draws: Draws, fpir: float, strangers: Searches, mated: Searches) -> Identification:
    threshold = threshold_for(strangers.top, fpir) if len(strangers.top) else None
    spread: list[float] = []
    own: list[float] = []
    for one in draws.searches if threshold is not None else []:
        mine, theirs = one.only(one.mated), one.only(~one.mated)
        spread += _listed(fnir(mine, threshold or 0.0))
        own += _listed(fnir(mine, threshold_for(theirs.top, fpir))) if len(theirs.top) else []
    wrong = None if threshold is None else _mean(~mated.right & (mated.top >= threshold))
    return Identification(
        variant=draws.variant,
        gallery=draws.gallery,
        enrol_images=draws.design.enrol_images,
        probe_images=draws.design.probe_images,
        fpir=fpir,
        threshold=threshold,
        fnir=None if threshold is None else fnir(mated, threshold),
        fnir_sd=_sd(spread),
        own_threshold_fnir=float(np.mean(own)) if own else None,
        own_threshold_fnir_sd=_sd(own),
        observed_fpir=None if threshold is None else accepted_rate(strangers.top, threshold),
        wrong_person=wrong,
        rank1_miss=_mean(~mated.right),
        mated_searches=len(mated.top),
        stranger_searches=len(strangers.top),
        mated_people=len(np.unique(mated.person)),
        stranger_people=len(np.unique(strangers.person)),
        not_enrolled=draws.not_enrolled,
        fte=draws.not_enrolled / (draws.gallery * len(draws.searches)),
        draws=len(draws.searches),
        resolved=len(strangers.top) * fpir >= len(draws.searches),
    )


def at_policy(draws: Draws, people: People) -> AtPolicy | None:
    """The product's own answers; None for a variant the product does not answer by."""
    if not draws.policies:
        return None
    every = pooled(draws.searches)
    strangers, mated = every.only(~every.mated), every.only(every.mated)
    named = (strangers.outcome == Outcome.SURE).astype(np.float64)
    recognised = mated.right & np.isin(mated.outcome, (Outcome.SURE, Outcome.CONFIRM))
    low, high = mean_interval(people, named, strangers.person) or (None, None)
    miss_low, miss_high = mean_interval(people, (~recognised).astype(np.float64), mated.person) or (None, None)
    return AtPolicy(
        variant=draws.variant,
        gallery=draws.gallery,
        enrol_images=draws.design.enrol_images,
        probe_images=draws.design.probe_images,
        target_fpir=draws.target_fpir,
        accept=float(np.mean([policy.accept for policy in draws.policies])),
        doubt=float(np.mean([policy.doubt for policy in draws.policies])),
        margin=float(np.mean([policy.margin for policy in draws.policies])),
        searched=all(policy.search for policy in draws.policies),
        look_alikes=float(np.mean([len(policy.look_alikes) for policy in draws.policies])),
        fpir=_mean(named),
        fpir_low=low,
        fpir_high=high,
        fpir_asked=_mean(strangers.outcome == Outcome.CONFIRM),
        fnir=_mean(~recognised),
        fnir_low=miss_low,
        fnir_high=miss_high,
        sure=_mean(mated.right & (mated.outcome == Outcome.SURE)),
        confirm=_mean(mated.right & (mated.outcome == Outcome.CONFIRM)),
        card=_mean(mated.outcome == Outcome.CARD),
        wrong_person=_mean(~mated.right & (mated.outcome == Outcome.SURE)),
        wrong_person_asked=_mean(~mated.right & (mated.outcome == Outcome.CONFIRM)),
    )


def curve(draws: Draws) -> Curve | None:
    """FPIR and FNIR against the threshold; None when either cannot be measured."""
    every = pooled(draws.searches)
    strangers, mated = every.only(~every.mated), every.only(every.mated)
    finite = np.concatenate([strangers.top, mated.top])
    finite = finite[np.isfinite(finite)]
    if not len(strangers.top) or not len(mated.top) or not len(finite):
        return None
    thresholds = np.linspace(finite.min(), finite.max(), CURVE_POINTS)
    genuine = rightful(mated)
    return Curve(
        variant=draws.variant,
        gallery=draws.gallery,
        enrol_images=draws.design.enrol_images,
        probe_images=draws.design.probe_images,
        threshold=[float(t) for t in thresholds],
        fpir=[accepted_rate(strangers.top, float(t)) for t in thresholds],
        fnir=[float(np.mean(genuine < t)) for t in thresholds],
    )


def _mean(flags: npt.NDArray[np.bool_] | Scores) -> Rate:
    return float(np.mean(flags)) if len(flags) else None


def _sd(values: list[float]) -> Rate:
    return float(np.std(values, ddof=1)) if len(values) > 1 else None


def _listed(value: Rate) -> list[float]:
    return [] if value is None else [value]
