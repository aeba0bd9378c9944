"""Chinese typed by touch alone: every way to a character, and nothing too small or on top of another."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.bare import Bare
from ui.application.event_loop import wait_ms
from ui.window.touching import Finger, centre_of, lay_out


class Pad:
    """The pad under one finger."""

    def __init__(self, bare: Bare, width: int = 1586, **properties: object) -> None:
        bare.window.resize(1920, 600)
        self._bare, self._finger = bare, Finger(bare.window)
        self.item = bare.place("import ui.controls\nPinyinPad {}", {"width": width, "height": 422, **properties})

    def keys(self) -> dict[str, QQuickItem]:
        """What can be pressed, by its name."""
        lay_out(self.item)
        found, inside = {}, [self.item]
        while inside:
            item = inside.pop()
            inside += [child for child in item.childItems() if child.isVisible()]
            if item.objectName() and item.inherits("QQuickItem") and item.property("word") is not None:
                found[item.objectName()] = item
        return found

    def press(self, *names: str) -> None:
        for name in names:
            self._finger.touch(centre_of(self._key(name)))
            wait_ms(1)

    def _key(self, name: str) -> QQuickItem:
        """One that comes late on a busy machine is waited for."""
        for _ in range(500):
            if (key := self.keys().get(name)) is not None:
                return key
            wait_ms(10)
        return self.keys()[name]

    def type(self, letters: str) -> None:
        self.press(*(f"key-{letter}" for letter in letters))

    def offered(self) -> list[str]:
        keys = self.keys()
        return [keys[f"candidate-{at}"].property("word") for at in range(20) if f"candidate-{at}" in keys]

    def has(self, name: str) -> bool:
        return name in self.keys()

    @property
    def text(self) -> str:
        return str(self.item.property("text"))

    @property
    def letters(self) -> str:
        return str(self.item.property("letters"))


def test_whole_name_is_one_choice(bare: Bare, qt_messages: list[str]) -> None:
    pad = Pad(bare)
    pad.type("wangxiuying")
    assert (pad.letters, pad.offered()[:3]) == ("wangxiuying", ["王秀英", "王秀应", "王修英"])
    pad.press("candidate-0")
    assert (pad.text, pad.letters, qt_messages) == ("王秀英", "", [])


def test_characters_one_after_the_other(bare: Bare) -> None:
    pad = Pad(bare)
    pad.type("shantianfang")
    pad.press(f"candidate-{pad.offered().index('单')}")
    assert (pad.text, pad.letters) == ("单", "tianfang")
    pad.press(f"candidate-{pad.offered().index('田')}")
    pad.press(f"candidate-{pad.offered().index('芳')}")
    assert (pad.text, pad.letters, pad.item.property("whole")) == ("单田芳", "", "单田芳")


def test_before_anything_is_typed_the_usual_surnames_stand_there(bare: Bare) -> None:
    pad = Pad(bare)
    assert pad.offered()[:4] == ["王", "李", "张", "刘"]
    pad.press("candidate-1")
    assert (pad.text, pad.offered()) == ("李", [])


def test_more_goes_on_and_begins_again(bare: Bare) -> None:
    pad = Pad(bare)
    pad.type("qu")
    first = pad.offered()
    pad.press("pad-more")
    second = pad.offered()
    assert not set(first) & set(second)
    pad.type("a")
    assert pad.offered()[0] == "全"
    pad.press("pad-delete", "pad-delete", "pad-delete")
    assert (pad.letters, pad.text) == ("", "")


def test_deleting_takes_letters_first_and_whole_characters_then(bare: Bare) -> None:
    pad = Pad(bare, text="王𬭎")
    pad.type("y")
    pad.press("pad-delete")
    assert (pad.letters, pad.text) == ("", "王𬭎")
    pad.press("pad-delete")
    assert (pad.text, bare.evaluate(pad.item, "text.length")[0]) == ("王", 1)


def test_rare_character_by_its_radical(bare: Bare) -> None:
    pad = Pad(bare, text="王")
    pad.press("pad-radicals", "shelf-5", "tile-钅", "shelf-7")
    for _ in range(12):
        if pad.has("tile-𬭎"):
            break
        pad.press("pad-more")
    pad.press("tile-𬭎")
    assert (pad.text, pad.item.property("mode")) == ("王𬭎", "letters")


def test_rare_character_by_its_code(bare: Bare) -> None:
    pad = Pad(bare, text="王")
    pad.press("pad-digits", "pad-code")
    pad.type("2CB4")
    assert pad.offered() == []
    pad.type("E")
    assert pad.offered() == ["𬭎"]
    pad.press("candidate-0")
    assert (pad.text, pad.item.property("mode")) == ("王𬭎", "letters")


def test_back_from_radicals_and_codes(bare: Bare) -> None:
    pad = Pad(bare)
    pad.press("pad-radicals", "tile-氵", "pad-back", "pad-code", "pad-back")
    assert (pad.item.property("mode"), pad.text) == ("letters", "")


def test_digits_and_signs_are_written_at_once(bare: Bare) -> None:
    pad = Pad(bare, names=False)
    pad.press("pad-digits", "key-3", "key-号楼", "key-4", "key-0", "key-2", "pad-space", "key-X", "key-·")
    assert pad.text == "3号楼402 X·"
    pad.press("pad-delete")
    assert pad.text == "3号楼402 X"


def test_letters_nobody_chose_from_stay_before_a_sign(bare: Bare) -> None:
    pad = Pad(bare)
    pad.type("wang")
    pad.press("pad-digits", "key-3")
    assert (pad.text, pad.letters) == ("wang3", "")


def test_latin_names_are_written_in_capitals(bare: Bare) -> None:
    pad = Pad(bare)
    pad.press("pad-digits", "pad-latin")
    pad.type("EMMA")
    pad.press("pad-pinyin")
    assert (pad.text, pad.has("key-q")) == ("EMMA", True)


def test_no_more_characters_than_the_field_has(bare: Bare) -> None:
    pad = Pad(bare, text="王桂", most=3)
    pad.type("ying")
    pad.press("candidate-0")
    pad.press("pad-digits", "key-1", "key-1")
    assert pad.text == "王桂英"


def test_another_field_begins_with_its_own_text(bare: Bare) -> None:
    pad = Pad(bare, text="王", letters="xiu", mode="digits")
    bare.evaluate(pad.item, "begin('李')")
    assert [pad.item.property(name) for name in ("text", "letters", "mode")] == ["李", "", "letters"]
    bare.evaluate(pad.item, "begin('3号楼 wang')")
    assert [pad.text, pad.letters, pad.offered()[0]] == ["3号楼 ", "wang", "王"]
    bare.evaluate(pad.item, "begin('EMMA')")
    assert [pad.text, pad.letters] == ["EMMA", ""]


def strike(bare: Bare, letters: str) -> None:
    for letter in letters:
        QTest.keyClick(bare.window, letter)


def test_keyboard_of_a_technician(bare: Bare) -> None:
    pad = Pad(bare)
    bare.window.requestActivate()
    pad.item.forceActiveFocus()
    strike(bare, "wangx")
    QTest.keyClick(bare.window, Qt.Key.Key_Backspace)
    assert pad.letters == "wang"
    strike(bare, "2xiu ")
    strike(bare, "yi")
    QTest.keyClick(bare.window, Qt.Key.Key_Escape)
    strike(bare, "3")
    assert (pad.text, pad.letters) == ("汪秀3", "")


@pytest.mark.parametrize("width", [1586, 1016])
@pytest.mark.parametrize("mode", ["letters", "digits", "latin", "radicals", "code"])
@pytest.mark.parametrize("letters", ["", "ouyangxiaoying"])
def test_keys_are_large_enough_and_do_not_overlap(bare: Bare, width: int, mode: str, letters: str) -> None:
    pad = Pad(bare, width=width, mode=mode, letters=letters)
    places = {
        name: key.mapRectToItem(pad.item, QRectF(0, 0, key.width(), key.height())) for name, key in pad.keys().items()
    }
    assert len(places) > 8
    assert {name: place for name, place in places.items() if place.width() < 96 or place.height() < 96} == {}
    assert {name for name, place in places.items() if place.right() > width + 0.5 or place.bottom() > 422.5} == set()
    pairs = combinations(places.items(), 2)
    assert [(one, other) for (one, a), (other, b) in pairs if a.adjusted(1, 1, -1, -1).intersects(b)] == []
