"""None outlives any number of calls into Qt."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject

import ui
from ui.application.none_refcount import PLENTY, keep_none


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal")
def test_none_has_references_in_plenty_once_the_screens_are_imported() -> None:
    assert ui.keep_none is keep_none
    thing, before = QObject(), sys.getrefcount(None)
    for _ in range(10_000):
        thing.setObjectName("x")
    assert before > PLENTY // 2
    assert sys.getrefcount(None) > before - 20_000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal")
def test_asking_twice_adds_nothing() -> None:
    before = sys.getrefcount(None)
    keep_none()
    assert abs(sys.getrefcount(None) - before) < 1000
