"""The same network run by either library gives the same faces, vectors and scores; a missing library is a sentence."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import resources
from devices.simulators.people import Pose, Standing, picture_of
from devices.simulators.profile import load_cast
from kiosk.faces.engines import runtime
from kiosk.faces.engines.engine import EngineMissing, FaceEngine, Image, create
from kiosk.faces.engines.network import RuntimeMissing
from kiosk.faces.engines.openvino_runtime import _spread
from kiosk.faces.engines.runtime import chosen, open_network
from kiosk.faces.engines.yunet_rows import grid_rows
from kiosk.faces.liveness.minifasnet import MiniFasNet
from kiosk.faces.models.catalogue import MINIFASNET_V2, Model

SHAPE = (1, 3, 80, 80)
CAST = load_cast(resources.path("cast"))


def drawn(who: str, size: tuple[int, int]) -> Image:
    looks = CAST[who].face
    assert looks is not None
    return picture_of([Standing(looks, Pose(yaw_deg=6.0), 0.5)], noise_seed=3, size=size)


@pytest.fixture(scope="module")
def engines() -> list[FaceEngine]:
    both = [create("sface", "opencv"), create("sface", "openvino")]
    for engine in both:
        engine.load()
    return both


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (300, 500)])
def test_either_runtime_finds_the_same_face_and_makes_the_same_template(
    engines: list[FaceEngine], size: tuple[int, int]
) -> None:
    image = drawn("zhou-meihua", size)
    found = [engine.detect(image) for engine in engines]
    assert [len(faces) for faces in found] == [1, 1]
    ours, theirs = found[0][0], found[1][0]
    for a, b in zip(
        (ours.left, ours.top, ours.width, *ours.nose, *ours.right_eye, ours.score * 100),
        (theirs.left, theirs.top, theirs.width, *theirs.nose, *theirs.right_eye, theirs.score * 100),
        strict=True,
    ):
        assert a == pytest.approx(b, abs=0.1)
    stills = [engine.embed_still(image, ours) for engine in engines]
    assert float(stills[0] @ stills[1]) > 0.99999


def test_two_faces_side_by_side_are_two_with_either(engines: list[FaceEngine]) -> None:
    image = drawn("wang-guiying", (640, 480))
    image[:, :320] = drawn("chen-deming", (640, 480))[:, 160:480]
    assert [len(engine.detect(image)) for engine in engines] == [2, 2]


def test_liveness_scores_are_the_same(engines: list[FaceEngine]) -> None:
    image = drawn("wang-guiying", (1280, 720))
    face = engines[0].detect(image)[0]
    scores = []
    for provider in (MiniFasNet("opencv"), MiniFasNet("openvino")):
        provider.load()
        scores.append(provider.score(image, face))
    assert scores[0] is not None
    assert scores[1] == pytest.approx(scores[0], abs=1e-4)


def test_auto_is_openvino_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (chosen("auto"), chosen("opencv"), chosen("openvino")) == ("openvino", "opencv", "openvino")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert (chosen("auto"), runtime.is_installed("openvino")) == ("opencv", False)


def test_openvino_that_was_asked_for_and_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.faces.engines.openvino_runtime._core", _not_installed)
    with pytest.raises(EngineMissing, match=r"^model yunet: OpenVINO is not installed$"):
        create("sface", "openvino").load()


def _not_installed() -> None:
    raise ModuleNotFoundError("No module named 'openvino'")


@pytest.mark.parametrize("name", ["opencv", "openvino"])
def test_file_that_is_no_network_is_refused(name: runtime.Runtime, tmp_path: Path) -> None:
    path = tmp_path / "x.onnx"
    path.write_bytes(b"\x08\x07" + b"not a network" * 100)
    model = Model("x", None, str(path), hashlib.sha256(path.read_bytes()).hexdigest(), "MIT", "test")
    with pytest.raises(RuntimeMissing, match=r"^model x: Open(CV|VINO) cannot read it$"):
        open_network(model, name, SHAPE)


@pytest.mark.parametrize("name", ["opencv", "openvino"])
def test_answers_belong_to_whoever_asked(name: runtime.Runtime) -> None:
    network = open_network(MINIFASNET_V2, name, SHAPE)
    (first,) = network.forward(np.zeros(SHAPE, np.float32))
    kept = first.copy()
    (second,) = network.forward(np.full(SHAPE, 255.0, np.float32))
    assert second.tolist() != kept.tolist()
    assert first.tolist() == kept.tolist()


def test_neither_library_is_imported_by_asking_which_would_be_used() -> None:
    code = (
        "import sys; from kiosk.faces.engines.runtime import chosen; chosen('auto')\n"
        "print({'cv2', 'openvino'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "set()"


def test_a_cell_of_the_grid_becomes_a_row_in_pixels() -> None:
    cells = 6  # two rows of three, 16 px each
    grid = {
        "cls": np.full((cells, 1), 0.81, np.float32),
        "obj": np.full((cells, 1), 1.3, np.float32),  # the network overshoots: counts as 1
        "bbox": np.tile(np.float32([0.5, 0.25, 0.0, np.log(2.0)]), (cells, 1)),
        "kps": np.tile(np.float32([0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1]), (cells, 1)),
    }
    rows = grid_rows(grid, 16, 3)
    assert rows.shape == (6, 15)
    # the fifth cell lies in column 1, row 1: its corner is at (16, 16)
    expected = [16.0, 4.0, 16.0, 32.0, 16, 16, 32, 16, 24, 24, 16, 32, 32, 32, 0.9]
    assert rows[4].tolist() == pytest.approx(expected, abs=1e-5)


def test_scales_are_spread_over_the_values_they_are_of() -> None:
    values = np.zeros((2, 4), np.int8)
    by_block = _spread(np.array([[1.0, 2.0], [3.0, 4.0]]), values, 1, 2)
    assert by_block.tolist() == [[1, 1, 2, 2], [3, 3, 4, 4]]
    short_last_block = _spread(np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 3), np.int8), 1, 2)
    assert short_last_block.tolist() == [[1, 1, 2], [3, 3, 4]]
    by_axis = _spread(np.array([1.0, 2.0]), values, 0, 0)
    assert (by_axis * np.ones((2, 4))).tolist() == [[1, 1, 1, 1], [2, 2, 2, 2]]
    assert float(_spread(np.array(7.0), values, 1, 0)) == 7.0
