"""A hundred thousand rows under one finger: few are made, few are known, and those in sight are asked for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.bare import Bare
from ui.application.event_loop import wait_ms
from ui.window.touching import Finger

SOURCE = """
import QtQuick
import ui.controls
LongTable {
    property var asked: []
    property var touched: []
    columns: [{ title: "", share: 1 }, { title: "", share: 1 }]
    cellsOf: row => [{ text: row.name }, { text: row.number }]
    onWanted: (first, count) => asked = [...asked, [first, count]]
    onChosen: row => touched = [...touched, row.name]
}
"""


def rows(first: int, count: int) -> list[dict[str, str]]:
    return [{"name": f"N{place}", "number": str(place)} for place in range(first, first + count)]


class Table:
    """The table, and whoever gives it its rows."""

    def __init__(self, bare: Bare, total: int = 100_000, **properties: object) -> None:
        bare.window.resize(1080, 700)
        self._bare = bare
        self.item = bare.place(SOURCE, {"width": 1000, "height": 686, "total": total, **properties})
        self.answered = 0
        self.settle()

    def asked(self) -> list[list[int]]:
        return [[int(number) for number in each] for each in self._bare.evaluate(self.item, "asked")[0].toVariant()]

    def touched(self) -> list[str]:
        return list(self._bare.evaluate(self.item, "touched")[0].toVariant())

    def give(self, first: int, count: int) -> None:
        self.item.setProperty("firstGiven", first)
        self.item.setProperty("rows", rows(first, min(count, self.item.property("total") - first)))

    def settle(self) -> None:
        """Answer what is asked until nothing moves."""
        for _ in range(200):
            wait_ms(20)
            while self.answered < len(self.asked()):
                self.give(*self.asked()[self.answered])
                self.answered += 1
            if not self.item.property("moving"):
                wait_ms(60)
                if self.answered == len(self.asked()):
                    return

    def lines(self) -> dict[int, QQuickItem]:
        inside = self.item.property("contentItem").childItems()
        return {
            int(line.objectName()[4:]): line
            for line in inside
            if line.objectName().startswith("row-") and line.isVisible()
        }

    def in_sight(self) -> list[str]:
        top = self.item.property("contentY")
        found = sorted((place, line) for place, line in self.lines().items() if top - 97 < line.y() < top + 686)
        return [line.property("caption") for _, line in found]


def test_first_rows_are_asked_for_and_shown(bare: Bare, qt_messages: list[str]) -> None:
    table = Table(bare)
    assert table.asked() == [[0, 22]]
    assert table.in_sight() == [f"N{place} {place}" for place in range(7)]
    assert qt_messages == []


def test_few_lines_are_made_and_few_rows_known_however_far_it_goes(bare: Bare) -> None:
    table = Table(bare)
    for first in (99_993, 50_000, 12, 73_211):
        table.item.setProperty("contentY", float(first * 98))
        table.settle()
        assert table.in_sight()[0] == f"N{first} {first}"
        assert len(table.in_sight()) == 7
        assert len(table.lines()) <= 16
        assert len(bare.evaluate(table.item, "Object.keys(known)")[0].toVariant()) <= 64


def test_flick_of_a_finger_goes_on_and_rows_come_where_it_stops(bare: Bare) -> None:
    table = Table(bare)
    drag(bare, QPoint(500, 600), QPoint(500, 200))
    table.settle()
    top = table.item.property("topmost")
    assert top >= 3
    assert table.in_sight()[0] == f"N{top} {top}"
    assert table.item.property("contentY") % 98 == 0
    assert table.touched() == []  # a finger that moved on has touched nothing


def test_line_that_is_not_wholly_in_sight_is_not_shown(bare: Bare) -> None:
    table = Table(bare)
    table.item.setProperty("contentY", 98.0 * 3 + 40)
    wait_ms(20)
    shown = sorted(place for place, line in table.lines().items() if line.opacity() == 1)
    assert shown == [4, 5, 6, 7, 8, 9]


def test_touched_row_is_chosen(bare: Bare) -> None:
    table = Table(bare)
    Finger(bare.window).touch(QPointF(300, 98 * 2 + 40))
    assert table.touched() == ["N2"]


def test_row_nobody_gave_yet_cannot_be_touched(bare: Bare) -> None:
    table = Table(bare)
    table.item.setProperty("contentY", 98.0 * 40_000)
    wait_ms(5)
    Finger(bare.window).touch(QPointF(300, 98 * 2 + 40))
    assert table.touched() == []


def test_page_by_page(bare: Bare) -> None:
    table = Table(bare, total=17)
    tops = []
    for pages in (1, 1, 1, -1, -1, -1):
        bare.evaluate(table.item, f"turn({pages})")
        table.settle()
        tops.append(table.item.property("topmost"))
    assert tops == [7, 10, 10, 3, 0, 0]


def test_another_search_begins_at_the_top_and_forgets(bare: Bare) -> None:
    table = Table(bare)
    table.item.setProperty("contentY", 98.0 * 500)
    table.settle()
    table.item.setProperty("rows", [])
    table.item.setProperty("of", "wang")
    assert (table.item.property("contentY"), table.in_sight()) == (0.0, [""] * 7)


def test_rows_that_never_come_are_asked_for_five_times(bare: Bare) -> None:
    table = Table(bare, total=0)
    table.item.setProperty("total", 30)
    for _ in range(12):
        bare.evaluate(table.item, "look()")
        table.item.setProperty("rows", [])
    assert table.asked() == [[0, 22]] * 5


def test_rows_that_moved_take_those_around_them_along(bare: Bare) -> None:
    table = Table(bare)
    table.give(3, 2)
    assert len(known(bare, table)) == 22  # the same rows again
    table.item.setProperty("rows", rows(4, 2))
    assert known(bare, table) == ["3", "4"]


def known(bare: Bare, table: Table) -> list[str]:
    return list(bare.evaluate(table.item, "Object.keys(known)")[0].toVariant())


def test_list_comes_back_where_it_stood(bare: Bare) -> None:
    table = Table(bare, startAt=5_000)
    assert table.in_sight()[0] == "N5000 5000"
    assert bare.evaluate(table.item, "[canUp, canDown]")[0].toVariant() == [True, True]


def test_rows_are_forgotten_when_told(bare: Bare) -> None:
    table = Table(bare)
    bare.evaluate(table.item, "rows = null")
    assert bare.evaluate(table.item, "Object.keys(known)")[0].toVariant() == []


def drag(bare: Bare, start: QPoint, end: QPoint) -> None:
    device = QTest.createTouchDevice()
    event = QTest.touchEvent(bare.window, device)
    event.press(0, start, bare.window).commit()
    for step in range(1, 9):
        at = start + (end - start) * step / 8
        wait_ms(8)
        QTest.touchEvent(bare.window, device).move(0, at, bare.window).commit()
    QTest.touchEvent(bare.window, device).release(0, end, bare.window).commit()
