"""Theme and controls belong to every wing: each file loads in a window that has none, without a word from Qt."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import ui
from tests.ui.bare import Bare
from ui.window.touching import Finger, centre_of

UI = Path(ui.__file__).parent
THEME = sorted(file.stem for file in (UI / "theme").glob("*.qml"))
CONTROLS = sorted(file.stem for file in (UI / "controls").glob("*.qml"))
OF_A_WING = re.compile(
    r"\b(?:Visit|Staff|Technician)\b|\bkiosk\.(?!panel\b|items\b)\w+|\bui\.(?!theme\b|controls\b)\w+"
)

VALUE = {
    "title": "额温", "unit": "℃", "badge": "正常", "badgeShape": "ok", "note": "9:20 量的", "waiting": "",
    "parts": [{"number": "36.5", "caption": ""}],
}  # fmt: skip
PROPERTIES: dict[str, dict[str, Any]] = {
    "Badge": {"text": "正常"},
    "Banner": {"title": "网络断了", "body": "记录照样保存", "kind": "offline"},
    "CompactButton": {"label": "我去", "icon": "check"},
    "ConfirmSheet": {"title": "停用王*英？", "body": "记录还在", "yes": "停用", "no": "不停用"},
    "DigitKey": {"word": "7"},
    "DigitPad": {"deleteWord": "删除", "okWord": "确定"},
    "Doorway": {"progress": 0.5, "guide": True, "showsPreview": True},
    "FittingLabel": {"text": "阿卜杜热合曼·买买提爷爷，早上好"},
    "FormField": {"title": "手机", "value": "138", "problem": "手机号是 11 位", "chosen": True, "icon": "search"},
    "HourBars": {"hours": [{"hour": 8, "today": 14, "usual": 41, "now": True}, {"hour": 9, "today": None, "usual": 9}]},
    "Icon": {"name": "card"},
    "Label": {"text": "好"},
    "LippedButton": {"label": "好", "icon": "check", "sub": "一分钟"},
    "LongTable": {"total": 100, "rows": [{"name": "王*英"}], "columns": [{"title": "姓名", "share": 1}]},
    "Moon": {"progress": 0.3},
    "NavigationItem": {"icon": "home", "word": "今日", "chosen": True},
    "NumberText": {"value": "36.5", "unit": "℃"},
    "Outline": {"path": "M0 0 H100 V100", "fill": "#1D2427"},
    "PadChoices": {"letters": "wang", "width": 1556, "height": 98},
    "PadCode": {"typed": "2CB4E", "width": 1556, "height": 414},
    "PadKey": {"word": "q"},
    "PadRows": {"rows": [["q"], ["a"], ["z"]], "acts": ["digits"], "width": 1556},
    "PadShelves": {"width": 1556, "height": 422},
    "PinDots": {"count": 3},
    "PinPad": {"order": "7290518364", "deleteWord": "删一位", "okWord": "确定"},
    "PinyinPad": {"letters": "wang", "width": 1556, "height": 422},
    "Plate": {"text": "梧桐 7", "warm": True},
    "Senior": {"wave": True, "glasses": True},
    "SenseLabel": {"words": "歇一会儿，再量一次"},
    "StatTile": {"icon": "people", "title": "来过", "number": "48", "unit": "人次"},
    "StateLabel": {"icon": "ok", "word": "在用", "tone": "done"},
    "StripNotice": {"icon": "card", "words": "有人刷卡了", "act": "先让居民用"},
    "TableHead": {"columns": [{"title": "姓名", "share": 1}, {"title": "状态", "share": 2}]},
    "TableLine": {"columns": [{"title": "姓名", "share": 1}], "cells": [{"text": "王*英"}], "chosen": True},
    "TipDisc": {"icon": "seat", "text": "坐好"},
    "TipRow": {"icon": "ok", "text": "坐好，别说话"},
    "TopLine": {"demoWord": "演示"},
    "TouchTarget": {"caption": "好"},
    "ValueCard": {"value": VALUE},
}
"""What a page gives the control; what is not named here needs nothing."""


@pytest.mark.parametrize("control", CONTROLS)
def test_control_is_drawn_where_there_is_no_wing(bare: Bare, qt_messages: list[str], control: str) -> None:
    empty = bare.window.grabWindow()
    bare.place(f"import ui.controls\n{control} {{}}", PROPERTIES.get(control, {}))
    drawn = bare.window.grabWindow()
    assert qt_messages == []
    assert (drawn == empty) is (control == "TouchTarget")  # which is a place, not a picture


@pytest.mark.parametrize("singleton", THEME)
def test_theme_answers_where_there_is_no_wing(bare: Bare, qt_messages: list[str], singleton: str) -> None:
    known = {"Metrics": ("width", 1080), "Theme": ("contrast", False), "Type": ("base", 48)}
    name, value = known[singleton]
    item = bare.place(f"import QtQuick\nimport ui.theme\nItem {{ property var it: {singleton}.{name} }}", {})
    assert (item.property("it"), qt_messages) == (value, [])


@pytest.mark.parametrize("folder", ["theme", "controls"])
def test_neither_names_a_wing(folder: str) -> None:
    named = [
        f"{file.name}: {found[0]}"
        for file in sorted((UI / folder).glob("*.qml"))
        for found in OF_A_WING.finditer(file.read_text(encoding="utf-8"))
    ]
    assert named == []


def test_a_button_of_any_page_says_that_it_was_pressed(bare: Bare, qt_messages: list[str]) -> None:
    source = """
import QtQuick
import ui.controls
Item {
    id: page
    property int presses
    LippedButton { label: "好"; width: 400; height: 168; onPressed: page.presses += 1 }
}"""
    page = bare.place(source, {})
    button = page.childItems()[0]
    finger = Finger(bare.window)
    finger.touch(centre_of(button))
    bare.panel.turn_page()
    finger.touch(centre_of(button))  # too early
    assert (page.property("presses"), qt_messages) == (1, [])
