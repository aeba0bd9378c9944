"""A page with nothing wrong passes; a page with one thing wrong breaks exactly that rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.screens.audit.colours import Grey, told_by_hue_only
from tests.screens.audit.rules import audit
from tests.screens.audit.scene import STAFF, Scene
from ui.application.event_loop import wait_ms

GOOD = """
import QtQuick
Rectangle {
    width: 1080; height: 1920; color: "#FAF4E6"
    component Words: Text {
        property string role: ""
        textFormat: Text.PlainText; color: "#1D2427"; wrapMode: Text.Wrap
        font.family: "Noto Sans CJK SC"; font.pixelSize: 56
    }
    component Act: Rectangle {
        property string kind: ""
        property alias label: word.text
        width: 400; height: 164; color: "#0E4A6E"
        Accessible.role: Accessible.Button; Accessible.name: label
        Words { id: word; anchors.centerIn: parent; color: "#FFFFFF"; text: "好" }
        TapHandler {}
    }
    Words {
        x: 72; y: 164; width: 900; text: "请刷身份证"; font.pixelSize: 120; font.bold: true
        Accessible.role: Accessible.Heading; Accessible.name: text
    }
    Words { x: 72; y: 500; width: 900; text: "放稳别动，一会儿就好。放稳别动，一会儿就好。放稳别动，一会儿就好" }
    Act { objectName: "button-yes"; x: 72; y: 1400; kind: "primary" }
    Act { objectName: "button-no"; x: 496; y: 1400; label: "不" }
    // more
}
"""

FLAWS = {
    "size": 'Words { x: 72; y: 900; text: "小字"; font.pixelSize: 40 }',
    "whole": 'Words { x: 72; y: 900; width: 120; text: "阿卜杜热合曼"; wrapMode: Text.NoWrap }',
    "apart": 'Words { x: 100; y: 510; text: "压住" }',
    "lines": 'Words { x: 72; y: 900; width: 300; text: "一行又一行，一行又一行"; lineHeight: 0.8 }',
    "glyphs": 'Words { x: 72; y: 900; text: "王\\ue123" }',
    "large": 'Act { objectName: "button-back"; x: 72; y: 1000; height: 80; label: ""; Accessible.name: "小" }',
    "spaced": 'Act { objectName: "button-back"; x: 72; y: 1580; label: "近" }',
    "bezel": 'Act { objectName: "button-back"; x: 676; y: 1700; label: "边" }',
    "reach": 'Act { objectName: "button-back"; x: 600; y: 320; label: "高"; kind: "primary" }',
    "named": 'Act { objectName: "button-back"; x: 72; y: 1000; label: "名"; Accessible.name: " " }',
    "contrast": 'Words { x: 72; y: 900; text: "淡淡的字"; color: "#999999" }',
    "spoken": 'Words { x: 72; y: 900; text: "没人写过的话" }',
    "complaints": "Item { Component.onCompleted: console.warn('a complaint') }",
}
WORDS = frozenset(
    {
        *("请刷身份证", "放稳别动，一会儿就好。放稳别动，一会儿就好。放稳别动，一会儿就好", "好", "不"),
        *(
            "小字",
            "阿卜杜热合曼",
            "压住",
            "一行又一行，一行又一行",
            "王\ue123",
            "小",
            "近",
            "边",
            "高",
            "名",
            "淡淡的字",
        ),
    }
)

Look = Callable[[str], Scene]


@pytest.fixture
def look(qt_app: QGuiApplication, qt_messages: list[str]) -> Iterator[Look]:
    """Shows a page given as QML and looks at it."""
    engine, window = QQmlEngine(), QQuickWindow()
    window.resize(1080, 1920)
    items: list[QQuickItem] = []
    components: list[QQmlComponent] = []

    def show(source: str) -> Scene:
        component = QQmlComponent(engine)
        component.setData(source.encode(), QUrl())
        item = component.create()
        assert isinstance(item, QQuickItem), component.errorString()
        for old in items:
            old.setParentItem(None)
        items.append(item)
        components.append(component)  # it owns the item
        item.setParentItem(window.contentItem())
        window.show()
        wait_ms(10)
        return Scene(item, window.grabWindow(), WORDS, list(qt_messages))

    yield show
    window.close()
    for item in items:
        item.setParentItem(None)
        item.deleteLater()
    engine.deleteLater()
    wait_ms(1)


def with_flaw(flaw: str) -> str:
    return GOOD.replace("// more", flaw)


def test_a_good_page_has_no_findings(look: Look) -> None:
    assert [str(f) for f in audit(look(GOOD))] == []


@pytest.mark.parametrize("rule", FLAWS)
def test_a_page_with_one_flaw_breaks_that_rule_alone(look: Look, rule: str) -> None:
    found = audit(look(with_flaw(FLAWS[rule])))
    assert {f.rule for f in found} == {rule}, [str(f) for f in found]


def test_a_page_without_heading_is_found(look: Look) -> None:
    found = audit(look(GOOD.replace("Accessible.role: Accessible.Heading;", "")))
    assert [f.rule for f in found] == ["named"]


def test_a_second_main_act_is_found(look: Look) -> None:
    found = audit(look(GOOD.replace('label: "不"', 'label: "不"; kind: "primary"')))
    assert [f.rule for f in found] == ["reach"]


def test_text_with_dots_at_its_end_is_found(look: Look) -> None:
    flaw = 'Words { x: 72; y: 900; width: 120; text: "阿卜杜热合曼"; wrapMode: Text.NoWrap; elide: Text.ElideRight }'
    assert {f.rule for f in audit(look(with_flaw(flaw)))} == {"whole"}


def test_what_lies_behind_a_full_sheet_is_not_looked_at(look: Look) -> None:
    flaw = 'Words { x: 72; y: 900; text: "小字"; font.pixelSize: 20 } Rectangle { y: 880; width: 1080; height: 200 }'
    assert audit(look(with_flaw(flaw))) == []


def test_a_note_may_be_36_px_and_no_less(look: Look) -> None:
    note = 'Words {{ x: 72; y: 900; text: "小字"; role: "note"; font.pixelSize: {px} }}'
    assert audit(look(with_flaw(note.format(px=36)))) == []
    assert [f.rule for f in audit(look(with_flaw(note.format(px=35))))] == ["size"]


def test_an_inner_wing_is_held_to_its_own_limits(look: Look) -> None:
    def found(flaw: str) -> set[str]:
        scene = look(with_flaw(flaw))
        scene.limits = STAFF
        return {finding.rule for finding in audit(scene)}

    text = 'Words {{ x: 72; y: 900; text: "小字"; font.pixelSize: {px} }}'
    assert (found(text.format(px=32)), found(text.format(px=31))) == (set(), {"size"})
    near = 'Act {{ objectName: "button-back"; x: 72; y: {y}; label: "近" }}'
    assert (found(near.format(y=1576)), found(near.format(y=1575))) == (set(), {"spaced"})
    assert found('Act { objectName: "button-back"; x: 72; y: 1000; kind: "primary"; label: "近" }') == {"reach"}
    assert found('Act { objectName: "button-back"; x: 72; y: 1000; kind: "primary" }') == set()
    corner = 'Act {{ objectName: "{name}"; x: 680; y: 0; label: "边" }}'
    assert (found(corner.format(name="button-lock")), found(corner.format(name="button-x"))) == (set(), {"bezel"})


def test_two_screens_told_apart_by_hue_only_are_found(look: Look) -> None:
    mark = 'Rectangle {{ x: 72; y: 900; width: 300; height: 300; radius: {radius}; color: "{colour}" }}'
    jade = Grey(look(with_flaw(mark.format(colour="#085435", radius=0))).pixels)
    care = Grey(look(with_flaw(mark.format(colour="#7A2F35", radius=0))).pixels)
    shaped = Grey(look(with_flaw(mark.format(colour="#7A2F35", radius=150))).pixels)
    assert told_by_hue_only(jade, care)
    assert not told_by_hue_only(jade, shaped)
    assert not told_by_hue_only(jade, jade)
