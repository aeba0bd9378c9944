"""What is computed again and again from the same few drawn pictures, once: networks, found faces, vectors.

A command loads the real engine, reading its weights, and looks at every still picture from seven sides, a fifth of a
second each; tests of commands show it the same pictures. That one picture always gives one answer is held by the
engines' contract, that damaged weights are refused by the tests of the models.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from kiosk.faces.engines import sface_engine, yunet
from kiosk.faces.engines.engine import Image, Vector
from kiosk.faces.engines.network import Network
from kiosk.faces.engines.runtime import Runtime, open_network
from kiosk.faces.engines.sface_engine import SFaceEngine
from kiosk.faces.engines.yunet_rows import Rows, open_detector
from kiosk.faces.models.catalogue import Model

_forward = SFaceEngine._forward
_vectors: dict[tuple[str, bytes], Vector] = {}
_networks: dict[tuple[str, str], Network] = {}
_detectors: dict[tuple[str, float], Callable[[Image], Rows]] = {}
_rows: dict[tuple[str, float, tuple[int, ...], bytes], Rows] = {}


@pytest.fixture
def sface_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The networks are opened once, and asked once for each picture, in this whole process."""
    monkeypatch.setattr(SFaceEngine, "_forward", _vector)
    monkeypatch.setattr(sface_engine, "open_network", _network)
    monkeypatch.setattr(yunet, "open_detector", _detector)


def _vector(engine: SFaceEngine, chip: Image) -> Vector:
    key = (engine._runtime, chip.tobytes())
    if key not in _vectors:
        _vectors[key] = _forward(engine, chip)
    return _vectors[key].copy()


def _network(model: Model, runtime: Runtime, shape: tuple[int, int, int, int]) -> Network:
    key = (model.name, runtime)
    if key not in _networks:
        _networks[key] = open_network(model, runtime, shape)
    return _networks[key]


def _detector(runtime: Runtime, least_score: float) -> Callable[[Image], Rows]:
    how = (runtime, least_score)
    if how not in _detectors:
        _detectors[how] = open_detector(runtime, least_score)

    def rows(image: Image) -> Rows:
        key = (*how, image.shape, hashlib.blake2b(image.tobytes()).digest())
        if key not in _rows:
            _rows[key] = _detectors[how](image)
        return _rows[key].copy()

    return rows
