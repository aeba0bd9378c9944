"""What `kiosk doctor` says of faces: thresholds, look-alikes, who cannot be found, how many are stored, and models."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.doctor import faces, models
from kiosk.doctor.findings import Finding, Verdict
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.faces.engines.engine import create
from kiosk.faces.matching.policy import Policy
from kiosk.faces.models import catalogue
from kiosk.settings import Camera, Faces, Hall, Settings
from tests.kiosk.gallery.conftest import Members, direction, part

SETTINGS = Settings(camera=Camera(source="0"))
POLICY = Policy(accept=5.93, doubt=4.2, margin=0.5, frames=4, one_to_one=0.45, fpir=0.001, people=812)
STATUS: dict[str, Any] = {
    "engine": "sface 1", "members": 10, "faces": 10, "without": 0, "other_engine": 0, "look_alike_pairs": 0,
    "search_within": "all", "narrowing_lacks": None, "policy": None,
}  # fmt: skip


def by_key(found: list[Finding]) -> dict[str, Finding]:
    assert all(f.found and (f.advice or f.verdict is Verdict.OK) for f in found)
    return {finding.key: finding for finding in found}


def examined(tmp_path: Path, settings: Settings = SETTINGS) -> dict[str, Finding]:
    return by_key(faces.examine(settings, tmp_path / "data", SystemClock()))


def test_without_a_camera_or_a_store_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert examined(tmp_path) == {}
    Archive.open(tmp_path / "data", SystemClock()).close()
    assert examined(tmp_path, Settings()) == {}
    assert examined(tmp_path, msgspec.structs.replace(SETTINGS, faces=Faces(enabled=False))) == {}


def test_empty_whitelist_is_no_fault(tmp_path: Path) -> None:
    Archive.open(tmp_path / "data", SystemClock()).close()
    found = examined(tmp_path)
    assert {finding.verdict for finding in found.values()} == {Verdict.OK}
    assert found["faces.policy"].found == "名单还空着，有人以后自动定"


def test_store_at_rest_is_read_itself(tmp_path: Path) -> None:
    engine = create("sface")
    with Archive.open(tmp_path / "data", SystemClock()) as store:
        people = Members(store)
        one, two = people.add(part(direction(1))), people.add(part(direction(2)))
        people.add(part(direction(3), version="old"))
        people.add()
        store.face_policies.keep(POLICY, engine.name, engine.version, "nightly", [(one, two)])
    found = examined(tmp_path)
    assert found["faces.policy"].verdict is Verdict.OK
    for word in ("认定 5.93", "812 人", "0.10%"):
        assert word in found["faces.policy"].found
    assert found["faces.look-alikes"].found == "1 对，刷脸分不清，请他们刷卡"
    assert found["faces.templates"].verdict is Verdict.WARNING
    assert found["faces.templates"].found == (
        f"4 人，其中 2 人能刷脸；1 人的特征不是现在的引擎（sface {engine.version}）做的"
    )
    assert found["faces.stored"].found == "3 人"


def test_running_terminal_is_asked(tmp_path: Path) -> None:
    lock = RunLock(tmp_path / "data")
    lock.take()
    vision = {"rss_mb": 213.4, "swap": "locked", "missing": None}
    write_status(tmp_path / "data", {"faces": STATUS | {"members": 7, "without": 2, "vision": vision}})
    found = examined(tmp_path)
    lock.release()
    assert found["faces.templates"].found == "7 人，其中 5 人能刷脸，2 人没有登记人脸"
    assert found["faces.vision"].found == "内存 213 MB，不写转储文件，不进交换区"


@pytest.mark.parametrize("status", [None, {}, {"faces": {"fault": "store-io"}}, {"faces": 3}])
def test_running_terminal_that_says_nothing_of_faces_is_no_crash(tmp_path: Path, status: Any) -> None:
    lock = RunLock(tmp_path / "data")
    lock.take()
    if status is not None:
        write_status(tmp_path / "data", status)
    assert examined(tmp_path) == {}
    lock.release()


@pytest.mark.parametrize(
    ("stored", "verdict", "words"),
    [
        (89_999, "ok", ""),
        (90_000, "warning", "提前准备"),
        (99_999, "warning", "提前准备"),
        (100_000, "warning", "备案"),
    ],
)
def test_L15_law_counts_what_is_stored(stored: int, verdict: str, words: str) -> None:
    finding = by_key(faces.findings(STATUS | {"faces": stored}))["faces.stored"]
    assert finding.verdict.value == verdict
    assert words in finding.advice


def test_gallery_too_large_says_what_to_do() -> None:
    policy = {"accept": 6.0, "doubt": 5.0, "one_to_one": 0.45, "fpir": 0.001, "people": 6000, "search": False,
              "made": "2026-11-22T19:10:00+00:00"}  # fmt: skip
    finding = by_key(faces.findings(STATUS | {"policy": policy}))["faces.policy"]
    assert finding.verdict is Verdict.WARNING
    assert "faces.search_within" in finding.advice


def test_narrowing_to_a_place_that_is_not_set_is_a_remark(tmp_path: Path) -> None:
    Archive.open(tmp_path / "data", SystemClock()).close()
    narrow = msgspec.structs.replace(SETTINGS, faces=Faces(search_within="committee"))
    assert "hall.committee" in examined(tmp_path, narrow)["faces.narrowing"].advice
    placed = msgspec.structs.replace(narrow, hall=Hall(committee="甲居委"))
    assert "faces.narrowing" not in examined(tmp_path, placed)


@pytest.mark.parametrize(
    ("vision", "verdict", "word"),
    [
        ({"rss_mb": 200.0, "swap": "not locked"}, "warning", "LimitMEMLOCK"),
        ({"rss_mb": 200.0, "missing": "model sface: x.onnx has SHA-256 0…, not f…"}, "broken", "x.onnx"),
    ],
)
def test_vision_process_that_may_be_swapped_or_lacks_a_model(vision: dict[str, Any], verdict: str, word: str) -> None:
    finding = by_key(faces.findings(STATUS | {"vision": vision}))["faces.vision"]
    assert (finding.verdict.value, word in finding.advice) == (verdict, True)


def test_vision_process_that_said_nothing_yet_is_left_out() -> None:
    assert "faces.vision" not in by_key(faces.findings(STATUS | {"vision": {"rss_mb": None}}))


def test_nothing_of_a_person_stands_in_the_status(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data", SystemClock()) as store:
        who = Members(store).add(part(direction(1)))
    found = json.dumps([finding.as_dict() for finding in examined(tmp_path).values()], ensure_ascii=False)
    assert "王" not in found
    assert who not in found


# --- models ---------------------------------------------------------------------------------------------------------
def keys(settings: Faces) -> set[str]:
    return set(by_key(models.examine(settings)))


def test_only_models_of_the_engines_in_use_are_examined() -> None:
    dlib = {
        "model.dlib_face_recognition_resnet_model_v1",
        "model.shape_predictor_5_face_landmarks",
        "model.shape_predictor_68_face_landmarks",
    }
    plain, live = {"model.yunet", "model.sface"}, {"model.minifasnet-v2", "model.minifasnet-v1se"}
    assert keys(Faces()) == plain | live
    assert keys(Faces(liveness=False)) == plain
    assert keys(Faces(second_opinion=True, liveness=False)) == plain | dlib
    assert keys(Faces(engine="dlib", liveness=False)) == dlib


def test_shipped_models_are_sound() -> None:
    assert {finding.verdict for finding in models.examine(Faces(second_opinion=True))} == {Verdict.OK}


def test_installed_chip_photo_decoder_is_named_with_what_it_is_used_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "installed", lambda: ("wlt",))
    used, idle = (by_key(models.examine(Faces(compare_holders=on)))["chip-photo"] for on in (True, False))
    assert used.found == "装有解码插件 wlt：同意刷脸但没有特征的人刷卡时，只比一次，不留存"
    assert idle.found == "装有解码插件 wlt：比对已关，用不到"


def test_damaged_model_is_named_with_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = catalogue.Model("sface", catalogue.SFACE.package, catalogue.SFACE.file, "0" * 64, "x", "x")
    monkeypatch.setitem(models.ENGINE_MODELS, "sface", (damaged,))
    finding = by_key(models.examine(Faces(liveness=False)))["model.sface"]
    assert finding.verdict is Verdict.BROKEN
    assert "face_recognition_sface" in finding.advice
    assert "SHA-256" in finding.advice


def test_dlib_files_that_are_damaged_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "shape_predictor_5_face_landmarks.dat").write_bytes(b"x")
    spec = importlib.util.spec_from_file_location("face_recognition_models", tmp_path / "__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    found = by_key(models.examine(Faces(engine="dlib", liveness=False)))
    assert found["model.shape_predictor_5_face_landmarks"].found == "文件被改动或损坏"
    assert found["model.dlib_face_recognition_resnet_model_v1"].found == "文件不在"
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert by_key(models.examine(Faces(engine="dlib", liveness=False)))["model.dlib"].found == "没有装"


def test_runtime_that_was_chosen_but_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert by_key(models.examine(Faces(runtime="auto", liveness=False)))["faces.runtime"].found == "openvino"
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    missing = by_key(models.examine(Faces(runtime="openvino", liveness=False)))["faces.runtime"]
    assert (missing.verdict, missing.found) == (Verdict.BROKEN, "没有装 openvino")
