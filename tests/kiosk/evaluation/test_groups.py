"""Groups files as they are typed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.evaluation.bootstrap import People
from kiosk.evaluation.folders import FolderFault
from kiosk.evaluation.groups import group_identification, groups_of
from kiosk.evaluation.identification import Draws, identification
from kiosk.evaluation.searching import SIMILARITY, search
from kiosk.evaluation.trials import Design, draw
from tests.kiosk.evaluation.made_up import likenesses, one_pool


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "groups.txt").write_text(text)
    return tmp_path / "groups.txt"


def test_names_alone_are_one_group_and_unknown_names_are_counted(tmp_path: Path) -> None:
    groups, unknown = groups_of(
        written(tmp_path, "\ufeffperson-1\n\n# not these\nnobody\nperson-3\n"), one_pool([1] * 5)
    )
    assert unknown == 1
    assert {name: list(np.flatnonzero(inside)) for name, inside in groups.items()} == {"listed": [1, 3]}


def test_tabs_and_commas_name_groups(tmp_path: Path) -> None:
    groups, _ = groups_of(written(tmp_path, "person-0\t80+\nperson-1, 80+\nperson-2,young\n"), one_pool([1] * 3))
    assert {name: list(np.flatnonzero(inside)) for name, inside in groups.items()} == {"80+": [0, 1], "young": [2]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nobody\n", "没有一个人在这些文件夹里"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("\n".join(f"person-0,{g}" for g in range(21)).encode(), "超过 20 个组"),
    ],
)
def test_a_file_that_groups_nobody_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "g").write_bytes(content)
    with pytest.raises(FolderFault, match=said):
        groups_of(tmp_path / "g", one_pool([1]))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderFault, match="读不出来"):
        groups_of(tmp_path / "none", one_pool([1]))


def test_a_group_of_everybody_has_everybodys_figures() -> None:
    people = one_pool([3] * 40)
    vectors = likenesses(people, 1, noise=2.0)
    design = Design(20, 1)
    found = search(draw(people, design, np.random.default_rng(1)), vectors, None, 0.01, 1)
    draws = Draws(design, 20, SIMILARITY, [found.searches[SIMILARITY]], [found.policies[SIMILARITY]], 0, 0.01)
    (row,) = identification(draws, (0.05,), People(40, 50, seed=1))
    whole = group_identification(draws, row, "all", np.ones(40, bool), People(40, 50, seed=1))
    assert (whole.fnir, whole.observed_fpir) == (row.fnir, row.observed_fpir)
    assert (whole.own_threshold, whole.own_threshold_fnir) == (row.threshold, row.fnir)
    nobody = group_identification(draws, row, "none", np.zeros(40, bool), People(40, 50, seed=1))
    assert (nobody.fnir, nobody.observed_fpir, nobody.policy_fpir, nobody.mated_searches) == (None, None, None, 0)
