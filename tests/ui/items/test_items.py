"""QR codes with whole pixels and a quiet zone; pictures cut to their place, looked for only while they are shown."""

from __future__ import annotations

from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.health_code.qr import matrix
from ui.application.event_loop import wait_ms
from ui.items.preview_item import FAST_MS, QUIET_AFTER, SLOW_MS, Preview, PreviewSource, covering
from ui.items.qr_item import QUIET, QrCode
from ui.sample_pictures.visit_parts import QR


def picture_of(item: QQuickItem, side: int) -> QImage:
    window = QQuickWindow()
    window.resize(side, side)
    item.setParentItem(window.contentItem())
    item.setSize(QSizeF(side, side))
    window.show()
    wait_ms(20)
    image = window.grabWindow()
    item.setParentItem(None)
    window.close()
    return image


def test_a_code_can_be_read_by_a_machine(qt_app: QGuiApplication) -> None:
    code = QrCode()
    code.setProperty("text", QR)
    image = picture_of(code, 420).convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())[:, : image.width()]
    text, _, _ = cv2.QRCodeDetectorAruco().detectAndDecode(grey.copy())
    assert text == QR


def test_every_square_is_the_same_whole_number_of_pixels_with_four_quiet_ones_around(qt_app: QGuiApplication) -> None:
    code, side = QrCode(), 400
    code.setProperty("text", "HKC1.TEST")
    code.setProperty("dark", QColor("#000000"))
    image = picture_of(code, side)
    rows = matrix("HKC1.TEST")
    square = side // (len(rows) + 2 * QUIET)
    left = (side - square * len(rows)) // 2
    assert left >= QUIET * square
    for y in range(side):
        for x in range(0, side, 3):
            column, row = (x - left) // square, (y - left) // square
            inside = 0 <= column < len(rows) and 0 <= row < len(rows)
            dark = image.pixelColor(x, y) == QColor("#000000")
            assert dark == (inside and rows[row][column]), (x, y)


@pytest.mark.parametrize("text", ["", "x" * 4000])
def test_nothing_to_draw_leaves_light_ground(qt_app: QGuiApplication, text: str) -> None:
    code = QrCode()
    code.setProperty("text", text)
    image = picture_of(code, 60)
    assert {image.pixelColor(x, y).name() for x in range(60) for y in range(60)} == {"#ffffff"}


def test_a_picture_is_cut_to_its_place_and_never_stretched() -> None:
    wide = covering(QSize(648, 806), 600, 300)
    assert (wide.x(), wide.width(), wide.height()) == (0, 648, 324)
    assert wide.y() == pytest.approx(241)
    tall = covering(QSize(648, 806), 300, 600)
    assert (tall.y(), tall.height(), tall.width()) == (0, 806, 403)
    assert tall.x() == pytest.approx(122.5)


class Frames:
    """Counts how often somebody looks."""

    def __init__(self, frame: SimpleNamespace | None) -> None:
        self.frame, self.looks = frame, 0

    def latest(self) -> SimpleNamespace | None:
        self.looks += 1
        return self.frame

    def forget(self) -> None:
        pass


def test_a_hidden_preview_never_looks_and_a_shown_one_looks_less_often_when_nothing_comes(
    qt_app: QGuiApplication,
) -> None:
    frames, window, item = Frames(None), QQuickWindow(), Preview()
    source = PreviewSource(frames)
    item.setSize(QSizeF(100, 100))
    item.setVisible(False)
    item.setParentItem(window.contentItem())
    item.setProperty("source", source)
    wait_ms(100)
    assert (frames.looks, item.interval_ms) == (0, 0)
    item.setVisible(True)
    assert (frames.looks, item.interval_ms) == (1, FAST_MS)
    for _ in range(QUIET_AFTER):
        item.look()
    assert item.interval_ms == SLOW_MS
    frames.frame = SimpleNamespace(array=np.zeros((8, 8, 4), np.uint8))
    item.look()
    assert item.interval_ms == FAST_MS
    assert item.property("hasPicture") is True
    item.setVisible(False)
    assert (item.interval_ms, item.property("hasPicture")) == (0, False)
    item.setParentItem(None)
    window.close()
