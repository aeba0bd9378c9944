"""Every icon that a screen or a sentence names is drawn, and drawn inside its grid of 48."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QJSEngine
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[2]
LITERAL = re.compile(r"\b(?:icon|name|shape)\s*:\s*([^;\n}]+)")
SENTENCES = ROOT / "resources/sentences/zh-CN/visitor.toml"


@pytest.fixture(scope="module")
def drawn(qt_app: QGuiApplication) -> dict[str, dict[str, str]]:
    """The two tables of icons.js: strokes and fills by name."""
    source = (ROOT / "ui/controls/icons.js").read_text(encoding="utf-8").replace(".pragma library", "", 1)
    engine = QJSEngine()
    result = engine.evaluate(source + "\n;({strokes: s, fills: f})")
    assert not result.isError(), result.toString()
    tables: dict[str, dict[str, str]] = result.toVariant()
    return tables


def named_in_qml() -> set[str]:
    """Icon names written in QML."""
    files = [file for file in (ROOT / "ui").rglob("*.qml") if file.parent.name != "bench"]
    values = (match[1] for file in files for match in LITERAL.finditer(file.read_text(encoding="utf-8")))
    return {name for value in values for name in re.findall(r'"([a-z]+)"', value)}


def named_in_sentences(part: Any) -> Iterator[str]:
    """Icon names in the sentence catalogue: `icon` keys, and the first of each pair in `tips`."""
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        if key == "icon":
            yield value
        elif key == "tips":
            yield from (icon for icon, _ in value)
        else:
            yield from named_in_sentences(value)


def test_every_icon_in_qml_is_drawn(drawn: dict[str, dict[str, str]]) -> None:
    named = named_in_qml()
    assert {"back", "help", "bell", "check"} <= named
    assert named - drawn["strokes"].keys() == set()


def test_every_icon_in_a_sentence_is_drawn(drawn: dict[str, dict[str, str]]) -> None:
    named = set(named_in_sentences(tomllib.loads(SENTENCES.read_text(encoding="utf-8"))))
    assert {"card", "face", "light", "seat"} <= named
    assert named - drawn["strokes"].keys() == set()


def test_every_icon_stays_inside_its_grid(drawn: dict[str, dict[str, str]]) -> None:
    outside = []
    for name, path in [*drawn["strokes"].items(), *drawn["fills"].items()]:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path id="i" d="{path}"/></svg>'
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        bounds = renderer.boundsOnElement("i")
        assert renderer.isValid(), name
        assert bounds.width() > 0 or bounds.height() > 0, name
        if bounds.left() < 1 or bounds.top() < 1 or bounds.right() > 47 or bounds.bottom() > 47:
            outside.append((name, bounds.getRect()))
    assert outside == []
