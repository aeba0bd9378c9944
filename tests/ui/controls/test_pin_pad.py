"""The pad for a PIN: digits in the order given, a count and never a digit, given away once."""

from __future__ import annotations

import pytest
from PySide6.QtQuick import QQuickItem

from tests.ui.bare import Bare
from ui.application.event_loop import wait_ms
from ui.window.touching import Finger, centre_of, visible_item, visible_items

ORDER = "7290518364"
SOURCE = """
import QtQuick
import ui.controls
Item {
    id: page
    property var given: []
    property string order
    property bool busy: false
    property int least: 6
    PinPad { id: pad; objectName: "pad"; width: 704; order: page.order; busy: page.busy; least: page.least; most: 8
        deleteWord: "删一位"; okWord: "确定"; onEntered: digits => page.given = [...page.given, digits] }
    PinDots { y: 820; count: pad.count; places: page.least }
}"""


class Pad:
    def __init__(self, bare: Bare) -> None:
        bare.window.resize(1080, 1000)
        self.page: QQuickItem = bare.place(SOURCE, {"width": 1080, "height": 1000, "order": ORDER})
        self.finger = Finger(bare.window)

    def key(self, name: str) -> None:
        self.finger.touch(centre_of(visible_item(self.page, f"digit-{name}")))

    def type(self, digits: str) -> None:
        for digit in digits:
            self.key(digit)

    @property
    def pad(self) -> QQuickItem:
        return visible_item(self.page, "pad")

    @property
    def given(self) -> list[str]:
        value = self.page.property("given")
        return list(value.toVariant() if hasattr(value, "toVariant") else value)

    def words(self) -> list[str]:
        return [str(item.property("text")) for item in visible_items(self.page) if item.inherits("QQuickText")]


@pytest.fixture
def pad(bare: Bare) -> Pad:
    return Pad(bare)


def test_the_digits_stand_in_the_order_they_are_given_in(pad: Pad) -> None:
    assert pad.words() == ["7", "2", "9", "0", "5", "1", "8", "3", "6", "删一位", "4", "确定"]


def test_what_is_typed_is_shown_as_a_count_and_given_away_once(pad: Pad) -> None:
    before = pad.words()
    pad.type("110356")
    assert pad.words() == before
    assert pad.pad.property("count") == 6
    pad.key("ok")
    assert pad.given == ["110356"]
    assert pad.pad.property("count") == 0


def test_the_pad_shows_nobody_what_was_typed(bare: Bare, pad: Pad) -> None:
    pad.type("9137")
    holding = "Object.keys(this).filter(name => String(this[name]) === '{}').join()"
    assert bare.evaluate(pad.pad, holding.format("9137"))[0] == ""
    assert "count" in str(bare.evaluate(pad.pad, holding.format("4"))[0]).split(",")


def test_a_digit_is_taken_back(pad: Pad) -> None:
    pad.type("1103567")
    pad.key("delete")
    pad.key("ok")
    assert pad.given == ["110356"]


def test_too_few_digits_cannot_be_given_and_too_many_are_not_taken(pad: Pad) -> None:
    pad.type("11035")
    with pytest.raises(KeyError):
        pad.key("ok")
    pad.type("6789")
    pad.key("ok")
    assert pad.given == ["11035678"]


def test_another_order_forgets_what_was_typed(pad: Pad) -> None:
    pad.type("110")
    pad.page.setProperty("order", "0123456789")
    wait_ms(5)
    assert pad.pad.property("count") == 0
    assert pad.words()[:3] == ["0", "1", "2"]


def test_nothing_is_typed_while_a_pin_is_looked_at(pad: Pad) -> None:
    pad.page.setProperty("busy", True)
    with pytest.raises(KeyError):
        pad.key("7")
