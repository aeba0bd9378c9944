"""One Qt application for all tests of the screen, without a display and with the software renderer."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAccessible, QGuiApplication

import tests.support.qml_singletons  # noqa: F401 -- before any engine
from tests.support.clock import ManualClock
from tests.ui.bare import Bare
from ui.application.event_loop import wait_ms
from ui.application.fonts import text_font
from ui.application.renderer import prepare_environment


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """What pytest-qt makes: no widgets here."""
    prepare_environment("software")
    return QGuiApplication


@pytest.fixture(scope="session")
def qt_app(qapp: QGuiApplication) -> QGuiApplication:
    """The application; made once."""
    app = qapp
    app.setFont(text_font())
    QAccessible.setActive(True)
    return app


@pytest.fixture
def qt_messages() -> Iterator[list[str]]:
    """What Qt complains about; the test says whether that is allowed."""
    messages: list[str] = []

    def take(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            messages.append(message)

    before = qInstallMessageHandler(take)
    yield messages
    qInstallMessageHandler(before)


@pytest.fixture
def bare(qt_app: QGuiApplication, clock: ManualClock) -> Iterator[Bare]:
    """A window without a wing."""
    made = Bare(clock)
    yield made
    made.close()
    wait_ms(1)
