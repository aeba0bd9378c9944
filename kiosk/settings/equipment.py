"""The `[[devices]]` of a configuration file: known models, the options each has, no name and no wire twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from devices import catalogue
from kiosk.sentences import sentence
from kiosk.settings.checking import check_table, one_of
from kiosk.settings.mistakes import KeyPath, Mistake, shown


def check_devices(devices: list[dict[str, Any]]) -> Iterator[Mistake]:
    """Every mistake in entries whose own keys are sound, or missing because they are not."""
    names: dict[str, int] = {}
    bound: dict[str, int] = {}  # one Bluetooth instrument of a kind: two would be told apart by nobody
    places: dict[tuple[str, object], int] = {}
    for index, entry in enumerate(devices):
        path: KeyPath = ("devices", index)
        name, model_name = entry.get("name"), entry.get("model")
        if name is not None and names.setdefault(name, index) != index:
            yield Mistake(
                (*path, "name"), sentence("settings.wrong.same-name", name=shown(name), place=names[name] + 1)
            )
        if model_name is None:
            continue
        model = catalogue.MODELS.get(model_name)
        if model is None:
            yield Mistake((*path, "model"), one_of(sentence("settings.wrong.model"), model_name, catalogue.MODELS))
            continue
        options, wrong = check_table(model.options, entry.get("options", {}), (*path, "options"))
        yield from wrong
        if wrong:
            continue
        at = options.get(model.place, "")
        place = (model.place, at.upper() if model.place == "address" and isinstance(at, str) else at)
        if places.setdefault(place, index) != index:
            where = (*path, "options", model.place) if model.place in options else path
            yield Mistake(where, sentence("settings.wrong.same-wire", place=places[place] + 1, wire=shown(at)))
        elif model.place == "address" and bound.setdefault(model.kind, index) != index:
            yield Mistake((*path, "model"), sentence("settings.wrong.bound", place=bound[model.kind] + 1))
