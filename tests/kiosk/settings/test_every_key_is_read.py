"""A key an operator may set is a promise: something outside the settings reads it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kiosk.settings import DeviceEntry, Settings

ROOT = Path(__file__).resolve().parents[3]

UNREAD: dict[str, str] = {}
"""Keys nothing reads, each with the reason why it may be set all the same."""


def keys_by_section() -> dict[str, tuple[type, list[str]]]:
    """What a section is called where it is read, to its struct and its own keys; a device's entry is an `entry`."""
    found: dict[str, tuple[type, list[str]]] = {}
    todo: list[tuple[str, type]] = [("settings", Settings), ("entry", DeviceEntry)]
    while todo:
        name, struct = todo.pop()
        fields = msgspec.structs.fields(struct)
        inner = [(f.name, f.type) for f in fields if isinstance(f.type, type) and issubclass(f.type, msgspec.Struct)]
        todo += inner
        found[name] = (struct, [f.name for f in fields if (f.name, f.type) not in inner])
    return found


def read_in(source: str) -> Iterator[tuple[str, str]]:
    """(section or struct, key) of every attribute read: of `self._hall.name`, and of `it.name` where the file says
    `it: Hall` or `it = settings.hall`.
    """
    tree = ast.parse(source)
    types: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None:
            types.setdefault(node.arg, set()).add(ast.unparse(node.annotation).rpartition(".")[2])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            types.setdefault(node.targets[0].id, set()).add(_last(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            base = _last(node.value)
            for holder in {base, *types.get(base, ())}:
                yield holder, node.attr


def _last(node: ast.expr) -> str:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.strip("_")


def unread(sources: Iterable[str]) -> list[str]:
    """`section.key` of every key that none of the sources reads."""
    read = {pair for source in sources for pair in read_in(source)}
    return sorted(
        f"{name}.{key}"
        for name, (struct, keys) in keys_by_section().items()
        for key in keys
        if (name, key) not in read and (struct.__name__, key) not in read
    )


def test_every_key_is_read_outside_the_settings() -> None:
    files = [path for room in ("kiosk", "ui") for path in (ROOT / room).rglob("*.py")]
    outside = (path.read_text() for path in files if (ROOT / "kiosk" / "settings") not in path.parents)
    assert unread(outside) == sorted(UNREAD)


def test_a_key_read_under_another_name_counts_and_one_of_another_thing_does_not() -> None:
    source = """
def purge(periods: Retention) -> int:
    wanted = self._camera
    return periods.health_days + rules.audit_days + self._hall.name + wanted.width + other.height
"""
    left = unread([source])
    assert not {"retention.health_days", "hall.name", "camera.width"} & set(left)
    assert {"retention.audit_days", "hall.window_name", "camera.height", "entry.model", "gateway.url"} <= set(left)
