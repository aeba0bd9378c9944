"""The application of the screen tests is the one of tests/ui."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.settings import Settings
from tests.screens.audit.walk import LOOKS
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from ui.sample_pictures.viewer import SampleViewer

__all__ = ["qapp_cls", "qt_app", "qt_messages"]


@pytest.fixture(scope="module")
def viewer(qt_app: QGuiApplication) -> Iterator[SampleViewer]:
    """One shell for all: looks are switched while it runs, as a technician would."""
    made = SampleViewer(Settings(screen=LOOKS["portrait"]))
    yield made
    made.close()
