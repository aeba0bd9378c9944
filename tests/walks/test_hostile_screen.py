"""The worst that a view can carry, on the real screens: drawn as text, without a word of complaint from Qt."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from kiosk.settings import Settings
from kiosk.visits.view import VisitView
from ui.sample_pictures import samples
from ui.window.shell import Shell
from ui.wings import WINGS

pytestmark = pytest.mark.slow

WORST = (
    "<b>王</b><img src='file:///etc/passwd'>",
    "&lt;王&gt;&amp;",
    "<a href='http://192.0.2.1'>王</a>",
    "%1 %s {0} ${x}",
    "\u202e王\u200b\x1b[2J\x07",
    "Z" + "\u0337" * 40,
    "𠮷𡃁𫝀龘",
    "阿卜杜热合曼" * 12,
)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    heard: list[str] = []

    def take(kind: QtMsgType, _: object, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            heard.append(message)

    before = qInstallMessageHandler(take)
    yield heard
    qInstallMessageHandler(before)


def poisoned(view: VisitView, text: str) -> VisitView:
    """The view with the text wherever a person's words stand."""
    code = dataclasses.replace(view.code, masked_name=text) if view.code else None
    return dataclasses.replace(view, headline=f"{text}，\n早上好", code=code)


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from items(child)


def obeying(root: QQuickItem) -> list[str]:
    """Texts that would be read as markup. The control: the list of formats asked for is not empty."""
    found, asked = [], 0
    for item in items(root):
        if not any(item.inherits(kind) for kind in ("QQuickText", "QQuickTextEdit")):  # those with a textFormat
            continue
        asked += 1
        plain, _ = QQmlExpression(qmlContext(item), item, "textFormat === Text.PlainText").evaluate()
        if plain is not True:
            found.append(f"{item.objectName()}: {item.property('text')}")
    assert asked > 3
    return found


@pytest.mark.parametrize("text", WORST, ids=range(len(WORST)))
def test_a_hostile_name_is_drawn_as_text(qapp: QGuiApplication, complaints: list[str], text: str) -> None:
    from ui.application.fonts import text_font

    qapp.setFont(text_font())
    shell = Shell(Settings(), WINGS, lambda *_: None)
    shell.show()
    wanted = ("confirm", "checking", "result", "goodbye", "window")
    shown = [sample for sample in samples.samples() if sample.name.startswith(wanted)]
    assert len(shown) >= 5
    for sample in shown:
        shell.apply(poisoned(sample.view, text))
        image = shell.grab()
        assert (image.width(), image.height()) == (1080, 1920)
        assert obeying(shell.root) == [], sample.name
    shell.close()
    qapp.processEvents()
    assert complaints == []
