"""At the larger text scale nothing a visitor reads becomes smaller, and no number is dropped for want of room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.settings import Screen, Settings
from ui.sample_pictures.samples import samples
from ui.sample_pictures.viewer import SampleViewer

# Not the two that count down: their ring gives way to the advice below it, its words stay at 48 pixels or more.
NAMES = (
    *("attract", "attract-awake", "ask-card-unknown", "card-problem-contact", "looking-closer", "confirm", "window"),
    *("help", "menu", "entry-problem", "device-fault", "result", "goodbye"),
)


@pytest.fixture(scope="module")
def viewer(qt_app: QGuiApplication) -> Iterator[SampleViewer]:
    made = SampleViewer(Settings(screen=_screen("portrait", 1.0)))
    yield made
    made.close()


def _screen(orientation: str, scale: float) -> Screen:
    return Screen(orientation=orientation, text_scale=scale, less_motion=True, full_screen=False)  # type: ignore[arg-type]


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible() and item.opacity() > 0:
        yield item
        for child in item.childItems():
            yield from _visible(child)


def texts(viewer: SampleViewer, name: str, orientation: str, scale: float) -> dict[str, int]:
    """What stands on the screen, to its size in pixels."""
    viewer.set_screen(_screen(orientation, scale))
    viewer.show(next(s for s in samples() if s.name == name))
    found: dict[str, int] = {}
    for item in _visible(viewer.shell.window.contentItem()):
        text, font = item.property("text"), item.property("font")
        if text and font is not None:
            found[str(text).replace("\n", "")] = font.pixelSize()
    return found


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("name", NAMES)
def test_larger_scale_makes_no_instruction_smaller(viewer: SampleViewer, name: str, orientation: str) -> None:
    plain, large = texts(viewer, name, orientation, 1.0), texts(viewer, name, orientation, 1.25)
    smaller = {text: (plain[text], large[text]) for text in plain.keys() & large.keys() if large[text] < plain[text]}
    assert smaller == {}
    headline = next(s.view.headline for s in samples() if s.name == name).replace("\n", "")
    assert large[headline] > plain[headline]


@pytest.mark.parametrize("scale", [1.0, 1.25])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize(
    ("name", "number"),
    [
        *(("result-yellow-offline", "36.5 ℃"), ("result-yellow-longest-name", "36.5 ℃")),
        *(("goodbye-card-longest-name", "36.5 ℃"), ("goodbye-window-longest-name", "36.5 ℃")),
    ],
)
def test_no_name_is_so_long_that_the_temperature_goes(
    viewer: SampleViewer, name: str, number: str, orientation: str, scale: float
) -> None:
    assert number in texts(viewer, name, orientation, scale)
