"""The camera picture is gone from the screen as soon as there is none: nobody is shown the person before."""

from __future__ import annotations

import os
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from ui.items.preview_item import Preview, PreviewSource

SIDE = 120
PAPER = "#ffffff"
RED, GREEN = (0, 0, 255, 255), (0, 255, 0, 255)


class Reader:
    """Holds the one newest frame, as `PreviewReader` does."""

    def __init__(self) -> None:
        self.frame: SimpleNamespace | None = None

    def latest(self) -> SimpleNamespace | None:
        return self.frame

    def forget(self) -> None:
        pass

    def show(self, bgra: tuple[int, int, int, int] | None) -> None:
        array = np.empty((90, 160, 4), np.uint8)
        if bgra is not None:
            array[:] = bgra
        self.frame = None if bgra is None else SimpleNamespace(array=array)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def preview(qtbot: QtBot, reader: Reader) -> Preview:
    window = QQuickWindow()
    window.resize(SIDE, SIDE)
    source = PreviewSource(reader)
    item = Preview(window.contentItem())
    item.setSize(QSizeF(SIDE, SIDE))
    item.setProperty("source", source)
    window.show()
    qtbot.waitUntil(window.isExposed)
    item.keep = (window, source)  # the item owns neither
    yield item
    item.setParentItem(None)  # a hidden item looks for pictures no more
    window.close()


def shown(preview: Preview) -> str:
    return str(preview.window().grabWindow().pixelColor(SIDE // 2, SIDE // 2).name())


def test_picture_is_gone_when_the_camera_session_ends(qtbot: QtBot, preview: Preview, reader: Reader) -> None:
    reader.show(RED)
    qtbot.waitUntil(lambda: shown(preview) == "#ff0000")
    reader.show(None)
    qtbot.waitUntil(lambda: not preview.property("hasPicture"))
    assert shown(preview) == PAPER


def test_next_person_sees_only_the_next_picture(qtbot: QtBot, preview: Preview, reader: Reader) -> None:
    reader.show(RED)
    qtbot.waitUntil(lambda: shown(preview) == "#ff0000")
    reader.show(None)
    qtbot.waitUntil(lambda: not preview.property("hasPicture"))
    reader.show(GREEN)
    qtbot.waitUntil(lambda: bool(preview.property("hasPicture")))
    assert shown(preview) == "#00ff00"


def test_hidden_preview_forgets_what_it_showed(qtbot: QtBot, preview: Preview, reader: Reader) -> None:
    reader.show(RED)
    qtbot.waitUntil(lambda: shown(preview) == "#ff0000")
    preview.setVisible(False)
    reader.show(None)
    assert not preview.property("hasPicture")
    preview.setVisible(True)
    assert shown(preview) == PAPER


def test_item_made_too_small_shows_nothing_left_over(qtbot: QtBot, preview: Preview, reader: Reader) -> None:
    reader.show(RED)
    qtbot.waitUntil(lambda: shown(preview) == "#ff0000")
    preview.setSize(QSizeF(0, SIDE))
    preview.update()
    assert shown(preview) == PAPER
    preview.setSize(QSizeF(SIDE, SIDE))
    preview.update()
    assert shown(preview) == "#ff0000"
