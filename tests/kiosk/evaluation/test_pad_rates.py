"""APCER and BPCER, counted by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluation.folders import FolderFault
from kiosk.evaluation.pad_rates import (
    Presentations,
    attacks,
    fused_scores,
    species_of,
    threshold_at_bpcer,
)
from tests.kiosk.evaluation.test_folders import lay


@given(
    live=st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.5000001, 1.0]) | st.floats(0, 1), min_size=1, max_size=60),
    bpcer=st.sampled_from([0.0, 0.01, 0.02, 0.05, 0.5, 1.0]),
)
def test_the_threshold_is_the_highest_that_keeps_the_bpcer(live: list[float], bpcer: float) -> None:
    threshold = threshold_at_bpcer(np.array(live), bpcer)
    assert sum(score < threshold for score in live) <= bpcer * len(live) + 1e-9
    higher = [score for score in live if score > threshold]
    if higher:
        assert sum(score < min(higher) for score in live) > bpcer * len(live) + 1e-9


def test_frames_are_fused_within_a_session_only() -> None:
    fused = fused_scores([0.2, 0.8, 0.6, None, None, 0.9], ["a", "a", "a", "b", "b", "c"], 2)
    assert list(fused[[0, 1, 3]]) == pytest.approx([0.5, 0.6, 0.9])
    assert np.isnan(fused[2])


def test_each_species_and_the_worst_of_them_are_reported() -> None:
    live = Presentations(np.array([0.9] * 49 + [0.1, np.nan]), np.arange(51))
    prints = Presentations(np.array([0.05, 0.2, np.nan, 0.95]), np.array([0, 1, 2, 3]))
    screens = Presentations(np.array([0.92, 0.93, 0.01]), np.array([0, 1, 2]))
    rows = attacks(live, {"print": prints, "screen": screens}, 4, 0.15, (100, 1), (0.02,))
    assert [(row.species, row.bpcer_target) for row in rows] == [
        ("print", None), ("screen", None), ("worst", None), ("print", 0.02), ("screen", 0.02), ("worst", 0.02)
    ]  # fmt: skip
    own, _, worst, at_two = rows[0], rows[1], rows[2], rows[3]
    assert own.apcer == worst.apcer == pytest.approx(2 / 3)
    assert own.bpcer == pytest.approx(0.02)
    assert (own.presentations, own.no_response, own.live_presentations, own.live_no_response) == (4, 1, 51, 1)
    assert (at_two.threshold, at_two.apcer) == (0.9, pytest.approx(1 / 3))
    assert rows[5].apcer == pytest.approx(2 / 3)


def test_nothing_is_claimed_without_an_answer() -> None:
    silent = Presentations(np.array([np.nan]), np.array([0]))
    heard = Presentations(np.array([0.5]), np.array([0]))
    assert attacks(silent, {"print": heard}, 1, 0.5, (50, 1)) == []
    assert attacks(heard, {"print": silent}, 1, 0.5, (50, 1)) == []
    with pytest.raises(ValueError, match="no living"):
        threshold_at_bpcer(np.array([]), 0.1)


def test_folders_of_species_keep_their_names_and_folders_of_people_get_numbers(tmp_path: Path) -> None:
    deep = lay(tmp_path / "deep", "print/li/1.jpg", "print/wu/1.jpg", "screen/li/1.jpg", "empty/li/x.txt")
    assert {name: [len(files) for files in parts] for name, parts in species_of(deep).items()} == {
        "print": [1, 1],
        "screen": [1],
    }
    flat = lay(tmp_path / "paper", "li/1.jpg", "wu/1.jpg", "wu/2.jpg")
    assert {name: [len(files) for files in parts] for name, parts in species_of(flat).items()} == {
        "paper": [1, 2],
        "paper/1": [1],
        "paper/2": [2],
    }
    with pytest.raises(FolderFault, match="没有文件夹"):
        species_of(tmp_path / "none")
