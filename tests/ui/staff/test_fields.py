"""Fields of a live page: what reads a value is evaluated when that value changes, rows stay the objects they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine

from ui.staff.fields import Fields

PAGE = b"""
import QtQml
QtObject {
    property var view
    readonly property var seen: ({ all: [] }) // changed inside: told to nobody
    readonly property string note: { seen.all.push("note"); return view.note }
    readonly property int count: { seen.all.push("count"); return view.cards.length }
    readonly property string first: { seen.all.push("first"); return view.cards[0].raw }
    readonly property string second: { seen.all.push("second"); return view.cards[1]?.raw ?? "" }
    readonly property string word: { seen.all.push("word"); return view.cards[0].state.word }
    readonly property string chosen: { seen.all.push("chosen"); return view.chosen?.name ?? "nobody" }
    function done(): string { const all = seen.all.join(" "); seen.all = []; return all }
}
"""


def card(raw: str, word: str = "ready") -> dict[str, object]:
    return {"raw": raw, "state": {"word": word}}


class Page:
    def __init__(self, engine: QQmlEngine, fields: Fields) -> None:
        self.component = component = QQmlComponent(engine)  # it goes, and PySide takes its object along
        component.setData(PAGE, "")
        self.item: QObject = component.createWithInitialProperties({"view": fields.map})
        self.evaluated()

    def evaluated(self) -> str:
        return str(self.item.done())  # type: ignore[attr-defined]

    def __getitem__(self, name: str) -> object:
        return self.item.property(name)


@pytest.fixture
def engine(qt_app: QGuiApplication, qt_messages: list[str]) -> Iterator[QQmlEngine]:
    engine = QQmlEngine()
    yield engine
    assert qt_messages == []


def test_only_what_reads_the_changed_value_is_evaluated(engine: QQmlEngine) -> None:
    fields = Fields({"note": "two", "cards": [card("36.5"), card("36.7")], "chosen": None})
    page = Page(engine, fields)
    fields.take({"note": "two", "cards": [card("36.5"), card("36.8")], "chosen": None})
    assert (page.evaluated(), page["second"]) == ("second", "36.8")
    fields.take({"note": "two", "cards": [card("36.5", "broken"), card("36.8")], "chosen": None})
    assert (page.evaluated(), page["word"]) == ("word", "broken")


def test_the_same_values_again_evaluate_nothing(engine: QQmlEngine) -> None:
    fields = Fields({"note": "two", "cards": [card("36.5"), card("36.7")], "chosen": None})
    page = Page(engine, fields)
    fields.take({"note": "two", "cards": [card("36.5"), card("36.7")], "chosen": None})
    assert page.evaluated() == ""


def test_another_number_of_rows_and_a_map_that_comes_and_goes_are_seen(engine: QQmlEngine) -> None:
    fields = Fields({"note": "two", "cards": [card("36.5"), card("36.7")], "chosen": None})
    page = Page(engine, fields)
    fields.take({"note": "one", "cards": [card("36.9")], "chosen": {"name": "zhang"}})
    assert (page["note"], page["count"], page["first"], page["second"], page["chosen"]) == (
        "one",
        1,
        "36.9",
        "",
        "zhang",
    )
    fields.take({"note": "one", "cards": [card("36.9"), card("35.0")], "chosen": None})
    assert (page["count"], page["second"], page["chosen"]) == (2, "35.0", "nobody")
    fields.take({"note": "one", "cards": [card("36.9"), card("35.1")], "chosen": {"name": "li"}})
    assert (page["second"], page["chosen"]) == ("35.1", "li")


def test_a_name_qt_keeps_for_itself_is_refused(qt_app: QGuiApplication) -> None:
    with pytest.raises(ValueError, match="keys"):
        Fields({"keys": []})
