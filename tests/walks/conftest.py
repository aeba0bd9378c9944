"""Fixtures of the walks."""

from __future__ import annotations

import os

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QGuiApplication

import tests.support.qml_singletons  # noqa: F401 -- before any engine
from tests.walks.demonstration_run import Played, play


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """All scripted visits, played once."""
    return play(tmp_path_factory.mktemp("demonstration") / "out")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """What pytest-qt makes: no widgets here."""
    from ui.application.renderer import prepare_environment

    prepare_environment("software")
    return QGuiApplication
