"""QML's singletons are registered before the first engine of a process, at the terminal and in the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SINGLETONS = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in (ROOT / "ui").rglob("*.py")
    if "\n@QmlSingleton\n" in file.read_text(encoding="utf-8")
}
LATE = """
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlComponent, QQmlEngine

QML_IMPORT_NAME, QML_IMPORT_MAJOR_VERSION = "late", 1


def error():
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(b"import QtQuick\\nItem { Text {} }", QUrl())
    item = component.create()
    return component.errorString()


def register():
    QmlElement(QmlSingleton(type("Late", (QObject,), {"__module__": __name__})))


app = QGuiApplication([])
"""


def said(code: str) -> str:
    """What a process of its own prints: it has made no engine yet."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, cwd=ROOT)
    return done.stdout


@pytest.mark.parametrize("first", ["ui.window.shell, ui.wings", "tests.ui.conftest", "tests.walks.conftest"])
def test_what_comes_before_the_first_engine_brings_every_singleton(first: str) -> None:
    modules = said(f"import {first}, sys; print(*sys.modules)").split()
    assert {"ui.panel", "ui.visitor.visit_model"} <= SINGLETONS
    assert SINGLETONS - set(modules) == set()


def test_one_that_comes_later_spoils_the_types_of_qml() -> None:
    """When this fails, Qt has mended it, and the rule may go."""
    assert said(LATE + "register(); error(); print(error())").strip() == ""
    assert 'expected "QObject"' in said(LATE + "error(); register(); print(error())")
