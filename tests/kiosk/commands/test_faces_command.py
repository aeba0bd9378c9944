"""`kiosk faces identify` as it is typed, against a whitelist in a real store."""

from __future__ import annotations

import json
from math import inf
from pathlib import Path

import cv2
import pytest

import resources
from devices.clock import SystemClock
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import load_cast
from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.commands.faces_identify import answer_of
from kiosk.faces.matching.gallery import Found
from kiosk.faces.matching.policy import Policy
from tests.support.store_rows import WANG_NUMBER


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Drawn pictures of the two of the cast who are least alike, one as 王桂英, and of nobody."""
    folder, cast = tmp_path_factory.mktemp("pictures"), load_cast(resources.path("cast"))
    wang, wu = cast["zhou-meihua"].face, cast["wu-guoqiang"].face
    assert wang is not None
    assert wu is not None
    scenes = {
        "wang-enrolled": [Standing(wang, head=0.55)],
        "wang": [Standing(wang, head=0.48)],
        "wu": [Standing(wu)],
        "hall": [],
    }
    for name, people in scenes.items():
        assert cv2.imwrite(str(folder / f"{name}.jpg"), picture_of(people, noise_seed=1))
    return {name: str(folder / f"{name}.jpg") for name in scenes}


@pytest.fixture
def data(tmp_path: Path, pictures: dict[str, str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """A data folder with 王桂英 on the whitelist."""
    data = ["--data", str(tmp_path / "data")]
    add = ["whitelist", "add", "--name", "王桂英", "--number", WANG_NUMBER, "--image", pictures["wang-enrolled"]]
    assert main([*add, "--consent-face", "--text-version", "2026-11", "--consent-how", "signature", *data]) == 0
    capsys.readouterr()
    return data


def test_member_is_named_masked_and_stranger_is_not(
    data: list[str], pictures: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["faces", "identify", pictures["wang"], pictures["wu"], "--json", *data]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["engine"], report["people"], report["normalised"]) == ("sface", 1, False)
    assert 0.3 < report["doubt"] < report["threshold"] < 0.6
    wang, wu = report["images"]
    assert (wang["image"], wang["result"], wang["name"]) == ("wang.jpg", "matched", "王*英")
    assert 0.8 < wang["score"] <= 1.0
    assert (wu["image"], wu["result"]) == ("wu.jpg", "unknown")
    assert wu["score"] < report["doubt"]
    assert "name" not in wu


def test_picture_without_a_face_is_refused_and_the_others_are_still_answered(
    data: list[str], pictures: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["faces", "identify", pictures["hall"], pictures["wang"], *data]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first == "hall.jpg：照片里没有找到正面的脸，请换一张正对镜头的照片"
    assert second.startswith("wang.jpg：王*英（")


def test_empty_whitelist_knows_nobody(
    tmp_path: Path, pictures: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Archive.open(tmp_path / "new", SystemClock()).close()
    assert main(["faces", "identify", pictures["wang"], "--data", str(tmp_path / "new")]) == 0
    assert capsys.readouterr().out == "wang.jpg：白名单里没有这个人\n"


def test_no_picture_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["faces", "identify"])
    assert caught.value.code == 2
    capsys.readouterr()


POLICY = Policy(
    accept=0.6, doubt=0.5, margin=0.05, frames=1, one_to_one=0.4, fpir=0.001, people=9, look_alikes=frozenset({"b"})
)


@pytest.mark.parametrize(
    ("who", "score", "runner_up", "answer"),
    [
        ("a", 0.60, 0.2, "matched"),
        ("a", 0.59, 0.2, "confirm"),
        ("a", 0.49, 0.2, "unknown"),
        ("a", 0.90, 0.86, "unknown"),
        ("a", 0.90, -inf, "matched"),
        ("b", 0.90, 0.2, "card"),
        ("b", 0.90, 0.8977, "card"),
        ("b", 0.49, 0.2, "unknown"),
    ],
)
def test_between_yes_and_no_lie_a_question_and_the_card(who: str, score: float, runner_up: float, answer: str) -> None:
    assert answer_of(Found(who, score, runner_up, score), POLICY) == answer
