"""The summary of an evaluation that is kept in the data folder, and what is read of it again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.evaluation.figures import Acquisition, AtPolicy, Attack, Evaluation, Identification
from kiosk.evaluation.kept import EvaluationUnreadable, keep, kept_of, last_kept

MADE = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
FACES = Acquisition(pictures=60, failures=0, fta=0.0, reasons={})


def searched(variant: str, gallery: int, fpir: float, threshold: float | None, fnir: float) -> Identification:
    return Identification(
        variant=variant, gallery=gallery, enrol_images=2, probe_images=1, fpir=fpir, threshold=threshold, fnir=fnir,
        fnir_sd=None, own_threshold_fnir=None, own_threshold_fnir_sd=None, observed_fpir=fpir / 2, wrong_person=0.0,
        rank1_miss=0.0, mated_searches=9, stranger_searches=9, mated_people=9, stranger_people=9, not_enrolled=0,
        fte=0.0, draws=1, resolved=True,
    )  # fmt: skip


def by_policy(variant: str, gallery: int) -> AtPolicy:
    return AtPolicy(
        variant=variant, gallery=gallery, enrol_images=2, probe_images=1, target_fpir=0.001, accept=0.5, doubt=0.4,
        margin=0.05, searched=True, look_alikes=0.0, fpir=0.0, fpir_low=None, fpir_high=None, fpir_asked=0.0, fnir=0.0,
        fnir_low=None, fnir_high=None, sure=1.0, confirm=0.0, card=0.0, wrong_person=0.0, wrong_person_asked=0.0,
    )  # fmt: skip


def attack(species: str, target: float | None, threshold: float) -> Attack:
    return Attack(
        species=species, frames=1, bpcer_target=target, threshold=threshold, apcer=0.004, apcer_low=None,
        apcer_high=None, bpcer=0.019, presentations=9, no_response=0, live_presentations=9, live_no_response=0,
    )  # fmt: skip


def result(**changes: Any) -> Evaluation:
    found = Evaluation(
        engine="sface", engine_version="2021dec", second_opinion=None, quality_gate=False, people=320,
        enrol_people=200, probe_people=320, mated_people=200, one_pool=False, sessions=False, seed=1,
        enrolment=Acquisition(pictures=400, failures=0, fta=0.0, reasons={}), probes=FACES,
        fnir_at_fpir=[
            searched("normalised", 100, 0.001, 0.41, 0.01),
            searched("similarity", 200, 0.001, 0.55, 0.09),
            searched("normalised", 200, 0.001, 0.53124, 0.034),
            searched("normalised", 200, 0.01, 0.44, 0.02),
        ],
        policy=[by_policy("normalised", 100), by_policy("similarity", 200), by_policy("normalised", 200)],
        attacks=[attack("worst", None, 0.4), attack("print", 0.02, 0.3), attack("worst", 0.02, 0.6289)],
    )  # fmt: skip
    return msgspec.structs.replace(found, **changes)


def test_largest_gallery_as_the_product_answers_and_worst_attack_at_two_per_cent_of_the_living() -> None:
    kept = kept_of(result(), MADE, 0.001, liveness="minifasnet v2+v1se/1")
    assert (kept.people, kept.pictures, kept.gallery, kept.variant) == (320, 460, 200, "normalised")
    assert (kept.fpir_wanted, kept.threshold, kept.fpir, kept.fnir) == (0.001, 0.5312, 0.0005, 0.034)
    assert (kept.live_from, kept.apcer, kept.bpcer, kept.liveness) == (0.62, 0.004, 0.019, "minifasnet v2+v1se/1")
    assert kept_of(result(), MADE, 0.01).threshold == 0.44


@pytest.mark.parametrize(("threshold", "kept"), [(0.29, 0.29), (0.2999, 0.29), (0.3, 0.3), (1.0, 1.0)])
def test_limit_of_liveness_is_never_rounded_up(threshold: float, kept: float) -> None:
    assert kept_of(result(attacks=[attack("worst", 0.02, threshold)]), MADE, 0.001).live_from == kept


def test_what_was_not_measured_is_kept_as_such(tmp_path: Path) -> None:
    bare = result(attacks=[], fnir_at_fpir=[], policy=[], one_pool=True)
    kept = kept_of(bare, MADE, 0.001, liveness="minifasnet v2+v1se/1")
    assert (kept.threshold, kept.fnir, kept.live_from, kept.liveness, kept.resolved) == (None, None, None, None, False)
    assert kept.pictures == 60
    keep(kept, tmp_path)
    assert last_kept(tmp_path) == kept


def test_the_newest_is_read_again_and_is_private(tmp_path: Path) -> None:
    assert last_kept(tmp_path) is None
    first, second = (kept_of(result(people=people), MADE, 0.001) for people in (320, 321))
    keep(first, tmp_path)
    keep(second, tmp_path)
    assert last_kept(tmp_path) == second
    assert [path.name for path in tmp_path.iterdir()] == ["face-evaluation.json"]
    assert (tmp_path / "face-evaluation.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "[]", '{"made": 1}', "{" * 20_000])
def test_spoilt_file_is_not_taken_for_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "face-evaluation.json").write_text(content)
    with pytest.raises(EvaluationUnreadable):
        last_kept(tmp_path)


@pytest.mark.parametrize("change", [{"fnir": 1.5}, {"people": -1}, {"name": "王桂英"}, {"live_from": 62}])
def test_figures_that_cannot_be_are_not_shown(tmp_path: Path, change: dict[str, object]) -> None:
    plain = msgspec.to_builtins(kept_of(result(), MADE, 0.001)) | change
    (tmp_path / "face-evaluation.json").write_text(json.dumps(plain))
    with pytest.raises(EvaluationUnreadable):
        last_kept(tmp_path)
