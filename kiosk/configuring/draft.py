"""What somebody has changed on the page and not saved yet, over the file as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.configuring.editing import Changes
from kiosk.configuring.keys import Key, Kind
from kiosk.configuring.view import ChoiceView, EditView
from kiosk.sentences import NO_WORDS, Text, sentence, table

_TIME_DIGITS = 4


class Draft:
    """Values by key. A key put back to what the file says is no change."""

    def __init__(self) -> None:
        self._values: dict[Key, bool | int | float | str | None] = {}

    def __len__(self) -> int:
        return len(self._values)

    @property
    def changes(self) -> Changes:
        """As the file takes them."""
        return {key.path: value for key, value in self._values.items()}

    def put(self, key: Key, typed: str, tables: Mapping[str, Any]) -> None:
        """This was typed for a key. Raises Refusal with what may be."""
        if is_time(key) and typed.isdecimal() and len(typed) == _TIME_DIGITS:
            typed = f"{typed[:2]}:{typed[2:]}"
        self._set(key, key.read(typed), tables)

    def put_default(self, key: Key, tables: Mapping[str, Any]) -> None:
        """The file shall say nothing of a key."""
        self._set(key, None, tables)

    def _set(self, key: Key, value: bool | int | float | str | None, tables: Mapping[str, Any]) -> None:
        there = key.value_in(tables)
        if there == (key.default if value is None else value) and isinstance(there, bool) == isinstance(value, bool):
            self._values.pop(key, None)
        else:
            self._values[key] = value

    def forget(self, key: Key) -> None:
        """A key is left as it is."""
        self._values.pop(key, None)

    def changed(self, key: Key) -> bool:
        """Whether a key is."""
        return key in self._values

    def value(self, key: Key, tables: Mapping[str, Any]) -> Any:
        """What would be saved, or is."""
        if key in self._values:
            chosen = self._values[key]
            return key.default if chosen is None else chosen
        return key.value_in(tables)


def is_time(key: Key) -> bool:
    """Whether a key is a time of the day."""
    return key.kind is Kind.TEXT and isinstance(key.default, str) and _looks_like_time(key.default)


def _looks_like_time(text: str) -> bool:
    hours, colon, minutes = text.partition(":")
    return bool(colon) and len(hours) == len(minutes) == 2 and (hours + minutes).isdecimal()


def edit_view(key: Key, draft: Draft, saved: Mapping[str, Any], running: Mapping[str, Any], problem: Text) -> EditView:
    """A key as it is being changed.

    Args:
        saved: What the file says.
        running: What the terminal runs with.
    """
    value = draft.value(key, saved)
    facts = [
        sentence("config.fact.allowed", allowed=key.allowed),
        sentence("config.fact.default", value=key.shown(key.default)),
        sentence("config.fact.saved", value=key.shown(key.value_in(saved))),
    ]
    if key.value_in(running) != key.value_in(saved):
        facts.append(sentence("config.fact.running", value=key.shown(key.value_in(running))))
    return EditView(
        key=key.name,
        meaning=key.meaning,
        kind="time" if is_time(key) else key.kind.value,
        facts=tuple(facts),
        value=key.shown(value),
        typed="" if key.secret or not isinstance(value, str) else value,
        choices=_choices(key, value),
        decimals=0 if key.whole else max(1, _decimals(key)),
        longest=key.longest or 200,
        secret=key.secret,
        changed=draft.changed(key),
        is_default=value == key.default,
        problem=problem or NO_WORDS,
    )


def _choices(key: Key, value: Any) -> tuple[ChoiceView, ...]:
    if key.kind is Kind.SWITCH:
        words = table("config.switch")
        return tuple(ChoiceView(name, words[name], (name == "true") is value) for name in ("true", "false"))
    return tuple(ChoiceView(str(choice), str(choice), choice == value) for choice in key.choices)


def _decimals(key: Key) -> int:
    """As fine as its bounds and its default are written, and one more."""
    numbers = (key.default, key.least or 0, key.most or 0)
    return max(len(f"{number:g}".partition(".")[2]) for number in numbers if isinstance(number, int | float)) + 1
