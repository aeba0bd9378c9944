"""What the inner wings are made of: what cannot be pressed says why, what a card said cannot be changed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtQuick import QQuickItem

from tests.ui.bare import Bare
from ui.window.touching import Finger, centre_of, visible_item, visible_items

PRESSES = """
import QtQuick
import ui.controls
Item {{ id: page; property int presses; property string said
    {control} {{ objectName: "it"; width: page.width; onPressed: page.presses += 1 }} }}"""


def words(item: QQuickItem) -> list[str]:
    return [str(i.property("text")) for i in visible_items(item) if i.inherits("QQuickText") and i.property("text")]


def pressed(bare: Bare, control: str, properties: dict[str, Any]) -> tuple[int, list[str]]:
    """How often it was pressed by one touch, and what stands on it."""
    page = bare.place(PRESSES.format(control=control), {})
    it = page.childItems()[0]
    for name, value in properties.items():
        it.setProperty(name, value)
    Finger(bare.window).touch(centre_of(it))
    return page.property("presses"), words(it)


def test_a_button_says_what_is_missing_and_cannot_be_pressed(bare: Bare) -> None:
    assert pressed(bare, "CompactButton", {"label": "登记"}) == (1, ["登记"])
    assert pressed(bare, "CompactButton", {"label": "登记", "missing": "还差 1 张"}) == (0, ["还差 1 张"])


@pytest.mark.parametrize("properties", [{}, {"icon": "check"}, {"vertical": True, "icon": "check"}])
def test_what_stands_on_a_button_stands_in_its_middle(bare: Bare, properties: dict[str, Any]) -> None:
    button = bare.place("import ui.controls\nCompactButton {}", {"label": "帮好了", "width": 300, **properties})
    drawn = [item for item in visible_items(button) if item.inherits("QQuickText") or item.inherits("QQuickShape")]
    boxes = [item.mapRectToItem(button, item.boundingRect()) for item in drawn if item.width() > 0]
    left, right = min(box.left() for box in boxes), max(box.right() for box in boxes)
    assert (left + right) / 2 == pytest.approx(150, abs=2)


def test_a_button_at_work_says_so_and_cannot_be_pressed_again(bare: Bare) -> None:
    assert pressed(bare, "CompactButton", {"label": "存", "busy": True, "busyWord": "请稍候"}) == (0, ["请稍候"])


def test_a_field_is_chosen_by_touch_unless_a_card_said_it(bare: Bare) -> None:
    assert pressed(bare, "FormField", {"title": "手机", "value": "138"}) == (1, ["手机", "138"])
    locked = {"title": "姓名", "value": "王*英", "lockedWord": "刷卡读入"}
    assert pressed(bare, "FormField", locked) == (0, ["姓名", "王*英", "刷卡读入"])


def test_a_wrong_field_says_what_to_do_under_it(bare: Bare) -> None:
    assert pressed(bare, "FormField", {"title": "手机", "problem": "手机号是 11 位"})[1] == ["手机", "手机号是 11 位"]


def test_a_row_is_pressed_anywhere_and_each_state_has_its_word(bare: Bare) -> None:
    row = {
        "columns": [{"title": "姓名", "share": 1}, {"title": "状态", "share": 1}],
        "cells": [{"text": "王*英"}, {"text": "在用", "icon": "ok", "tone": "done"}],
    }
    assert pressed(bare, "TableLine", row) == (1, ["王*英", "在用"])


def test_the_columns_of_head_and_row_begin_at_the_same_places(bare: Bare) -> None:
    columns = [{"title": "姓名", "share": 2}, {"title": "证件号", "share": 5}, {"title": "状态", "share": 3}]
    head = bare.place("import ui.controls\nTableHead {}", {"columns": columns, "width": 1000})
    row = bare.place(
        "import ui.controls\nTableLine {}", {"columns": columns, "cells": [{"text": "好"}] * 3, "width": 1000}
    )
    assert [i.x() for i in row.childItems() if i.property("word")] == [
        i.x() for i in visible_items(head) if i.property("text")
    ]


@pytest.mark.parametrize(("answer", "said"), [("yes", "true"), ("no", "false")])
def test_a_sheet_is_answered(bare: Bare, answer: str, said: str) -> None:
    source = """
import QtQuick
import ui.controls
Item { id: page; property string said
    ConfirmSheet { anchors.fill: parent; title: "停用王*英？"; yes: "停用"; no: "不停用"
        onAnswered: ok => page.said += ok } }"""
    page = bare.place(source, {"width": 1080, "height": 600})
    Finger(bare.window).touch(centre_of(visible_item(page, f"button-sheet-{answer}")))
    assert page.property("said") == said


def test_the_notice_on_the_strip_is_higher_to_touch_than_it_is_drawn(bare: Bare) -> None:
    notice = bare.place(
        "import ui.controls\nStripNotice {}", {"words": "有人刷卡了", "act": "先让居民用", "height": 76}
    )
    button = visible_item(notice, "button-notice")
    assert button.height() == 96
    notice.setProperty("act", "")
    with pytest.raises(KeyError):
        visible_item(notice, "button-notice")


def heights(bare: Bare, hours: list[dict[str, int | None]]) -> list[list[float]]:
    """For each hour, the heights of its bars."""
    chart = bare.place("import ui.controls\nHourBars {}", {"hours": hours, "height": 500, "width": 600})
    bars = [item for item in chart.childItems() if item.childItems()]
    return [
        [part.height() for part in bar.childItems() if part.inherits("QQuickRectangle") and part.isVisible()]
        for bar in bars
    ]


def test_the_bars_are_as_high_as_their_numbers(bare: Bare) -> None:
    usual, today = heights(bare, [{"hour": 8, "today": 20, "usual": 40}, {"hour": 9, "today": 0, "usual": 0}])[0]
    assert usual == pytest.approx(2 * today)


def test_an_hour_without_anybody_has_no_bar(bare: Bare) -> None:
    assert heights(bare, [{"hour": 8, "today": 0, "usual": 4}, {"hour": 9, "today": None, "usual": None}])[1] == []


def test_today_and_usual_are_both_written_where_they_are_far_apart_and_one_where_they_are_near(bare: Bare) -> None:
    hours = [{"hour": 8, "today": 26, "usual": 28}, {"hour": 9, "today": 14, "usual": 41}]
    chart = bare.place("import ui.controls\nHourBars {}", {"hours": hours, "height": 500, "width": 600})
    assert words(chart) == ["26", "8", "41", "14", "9"]
