"""What an evaluation found, as it stands in the JSON: flat rows with names of ISO/IEC 19795-1 and 30107-3.

Rates are fractions 0..1; `_low` and `_high` are the ends of a 95 % interval by bootstrap over people. None: there was
nothing to measure it with. Nobody's name, picture or vector is in here.
"""

from __future__ import annotations

from typing import Any

import msgspec

Rate = float | None


class Acquisition(msgspec.Struct, kw_only=True):
    """Pictures that gave nothing. `reasons`: how many for which reason."""

    pictures: int
    failures: int
    fta: Rate
    reasons: dict[str, int]


class Verification(msgspec.Struct, kw_only=True):
    """One to one, single pictures, all pairs, engine's own similarity: FNMR at the threshold an FMR calls for."""

    fmr: float
    threshold: float
    fnmr: Rate
    fnmr_low: Rate
    fnmr_high: Rate
    genuine_pairs: int
    impostor_pairs: int
    impostor_pairs_accepted: int


class Identification(msgspec.Struct, kw_only=True):
    """Open-set search: FNIR at the threshold an FPIR calls for, over all draws of one gallery size.

    Attributes:
        fnir: Mated searches that do not give the right person at the threshold; failures to acquire and enrol count.
        fnir_sd: Between the draws, at the one threshold.
        change_low, change_high: 95 % of the difference to the FNIR by similarity alone, the same people drawn for
            both; below 0 this way of scoring misses fewer. None for that way itself.
        own_threshold_fnir, own_threshold_fnir_sd: When each draw sets its own threshold instead.
        observed_fpir: At the threshold; equal scores and whole numbers can make it lower than `fpir`.
        wrong_person: Mated searches answered with another member at the threshold.
        rank1_miss: Mated searches whose best score is not the right person, at any threshold.
        resolved: False when there are fewer than 1 / fpir searches of strangers a draw: the threshold then hangs
            on one or two pictures.
    """

    variant: str
    gallery: int
    enrol_images: int | None
    probe_images: int
    fpir: float
    threshold: Rate
    fnir: Rate
    fnir_sd: Rate
    own_threshold_fnir: Rate
    own_threshold_fnir_sd: Rate
    observed_fpir: Rate
    wrong_person: Rate
    rank1_miss: Rate
    mated_searches: int
    stranger_searches: int
    mated_people: int
    stranger_people: int
    not_enrolled: int
    fte: Rate
    draws: int
    resolved: bool
    fnir_low: Rate = None
    fnir_high: Rate = None
    change_low: Rate = None
    change_high: Rate = None


class AtPolicy(msgspec.Struct, kw_only=True):
    """What the product would have done with the same searches, at the thresholds it sets for each gallery itself.

    Attributes:
        accept, doubt, margin: Mean over the draws.
        fpir: Strangers answered as somebody without being asked.
        fpir_asked: Strangers asked to confirm that they are somebody.
        fnir: Members not recognised: asked for their card, taken for unknown, or for somebody else.
        sure, confirm, card: Members answered rightly at once; asked to confirm; asked for the card for a look-alike.
        wrong_person, wrong_person_asked: Members answered as, or asked whether they are, another member.
    """

    variant: str
    gallery: int
    enrol_images: int | None
    probe_images: int
    target_fpir: float
    accept: float
    doubt: float
    margin: float
    searched: bool
    look_alikes: float
    fpir: Rate
    fpir_low: Rate
    fpir_high: Rate
    fpir_asked: Rate
    fnir: Rate
    fnir_low: Rate
    fnir_high: Rate
    sure: Rate
    confirm: Rate
    card: Rate
    wrong_person: Rate
    wrong_person_asked: Rate


class GroupIdentification(msgspec.Struct, kw_only=True):
    """People of one group searched in the mixed gallery, at the threshold set by everybody and at the group's own."""

    group: str
    people: int
    variant: str
    gallery: int
    enrol_images: int | None
    probe_images: int
    fpir: float
    threshold: Rate
    fnir: Rate
    fnir_low: Rate
    fnir_high: Rate
    observed_fpir: Rate
    own_threshold: Rate
    own_threshold_fnir: Rate
    policy_fpir: Rate
    policy_fnir: Rate
    mated_searches: int
    stranger_searches: int


class GroupVerification(msgspec.Struct, kw_only=True):
    """One to one at the threshold everybody sets: false matches between different people of the group, and across."""

    group: str
    people: int
    fmr: float
    threshold: float
    fmr_within: Rate
    fmr_across: Rate
    fnmr: Rate
    pairs_within: int
    pairs_across: int
    genuine_pairs: int


class Attack(msgspec.Struct, kw_only=True):
    """ISO/IEC 30107-3: attacks of one species taken for a living face, at the threshold a BPCER calls for.

    Attributes:
        species: Number of the species in the order of its folder's name; "worst" for the largest APCER of all.
        bpcer_target: What the threshold was set for; None at the product's own threshold.
        no_response: Presentations without a face found: neither accepted nor counted as an error.
    """

    species: str
    frames: int
    bpcer_target: Rate
    threshold: float
    apcer: Rate
    apcer_low: Rate
    apcer_high: Rate
    bpcer: Rate
    presentations: int
    no_response: int
    live_presentations: int
    live_no_response: int


class Stage(msgspec.Struct, kw_only=True):
    """Milliseconds a picture in one stage, one thread."""

    stage: str
    p50_ms: float
    p95_ms: float


class Curve(msgspec.Struct, kw_only=True):
    """FPIR and FNIR of one configuration at many thresholds, the lowest first; what the plots show."""

    variant: str
    gallery: int
    enrol_images: int | None
    probe_images: int
    threshold: list[float]
    fpir: list[float]
    fnir: list[float]


class Evaluation(msgspec.Struct, kw_only=True):
    """Everything. `notes` are sentences (Chinese) about what could not be measured."""

    engine: str
    engine_version: str
    second_opinion: str | None
    quality_gate: bool
    people: int
    enrol_people: int
    probe_people: int
    mated_people: int
    one_pool: bool
    sessions: bool
    seed: int
    enrolment: Acquisition
    probes: Acquisition
    verification: list[Verification] = []
    fnir_at_fpir: list[Identification] = []
    policy: list[AtPolicy] = []
    groups: list[GroupIdentification] = []
    group_verification: list[GroupVerification] = []
    attacks: list[Attack] = []
    latency: list[Stage] = []
    curves: list[Curve] = []
    notes: list[str] = []


def answers_by(result: Evaluation, gallery: int, enrol_images: int | None) -> str | None:
    """The way of scoring the product would answer by at this size; None when nothing was searched."""
    rows = [row.variant for row in result.policy if (row.gallery, row.enrol_images) == (gallery, enrol_images)]
    return rows[-1] if rows else None


def as_builtins(evaluation: Evaluation) -> dict[str, Any]:
    """For JSON, with rates rounded to what they can mean and what is not a number as None."""
    plain: dict[str, Any] = _rounded(msgspec.to_builtins(evaluation, enc_hook=str))
    return plain


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_rounded(entry) for entry in value]
    if isinstance(value, float):
        return round(value, 6) if abs(value) < 1e300 else None
    return value
