"""The engines in use, loaded in the test process, and pictures of the cast on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import pytest

import resources
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks, load_cast
from kiosk.faces.engines.engine import FaceEngine, create

Save = Callable[..., Path]


@pytest.fixture(scope="session")
def looks() -> dict[str, FaceLooks]:
    """The faces of the cast, by id."""
    return {p.id: p.face for p in load_cast(resources.path("cast")).values() if p.face is not None}


@pytest.fixture(scope="session")
def sface() -> FaceEngine:
    engine = create("sface")
    engine.load()
    return engine


@pytest.fixture(scope="session")
def dlib() -> FaceEngine:
    engine = create("dlib")
    engine.load()
    return engine


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write a picture of drawn people; its path."""

    def write(name: str, *people: Standing, size: tuple[int, int] = (640, 480), light: float = 1.0) -> Path:
        path = tmp_path / name
        assert cv2.imwrite(str(path), picture_of(people, size=size, light=light))
        return path

    return write
