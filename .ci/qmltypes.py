#!/usr/bin/env python3
"""Describes what Python adds to QML for qmllint, from the code's own meta objects.

.ci/qmltypes.py FOLDER      writes FOLDER/<module>/{qmldir,plugins.qmltypes} for every module ui/ adds
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty

ROOT = Path(__file__).resolve().parent.parent
BASES = {"QObject", "QQuickItem", "QQuickPaintedItem"}
TYPES = {"QObject*": "QObject", "float": "double"}


def known_base(meta: QMetaObject) -> QMetaObject:
    """The nearest class above that QML already knows."""
    above = meta.superClass()
    while above.className() not in BASES:
        above = above.superClass()
    return above


def property_line(found: QMetaProperty, index: int) -> str:
    kind = str(found.typeName())
    pointer = " isPointer: true;" if kind.endswith("*") else ""
    fixed = " isConstant: true;" if found.isConstant() else f' notify: "{bytes(found.notifySignal().name()).decode()}";'
    read_only = "" if found.isWritable() else " isReadonly: true;"
    return (
        f'        Property {{ name: "{found.name()}"; type: "{TYPES.get(kind, kind)}"; index: {index};'
        f"{pointer}{fixed}{read_only} }}"
    )


def method_lines(method: QMetaMethod) -> list[str]:
    word = "Signal" if method.methodType() is QMetaMethod.MethodType.Signal else "Method"
    result = str(method.typeName())
    lines = [f'        {word} {{ name: "{bytes(method.name()).decode()}"']
    if result not in ("void", ""):
        lines.append(f'            type: "{TYPES.get(result, result)}"')
    for place, kind in enumerate(method.parameterTypes()):
        lines.append(f'            Parameter {{ name: "a{place}"; type: "{bytes(kind).decode()}" }}')
    return [*lines, "        }"]


@dataclass(frozen=True)
class Exported:
    """One class with its name in QML."""

    module: str
    name: str
    meta: QMetaObject
    singleton: bool
    creatable: bool


def exported() -> Iterator[Exported]:
    """Every class of ui/ that is handed to QML by a decorator."""
    for file in sorted((ROOT / "ui").rglob("*.py")):
        source = file.read_text()
        if "QML_IMPORT_NAME" not in source:
            continue
        module: Any = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for node in ast.parse(source).body:
            marks = dict(_mark(d) for d in node.decorator_list) if isinstance(node, ast.ClassDef) else {}
            if isinstance(node, ast.ClassDef) and marks.keys() & {"QmlElement", "QmlNamedElement"}:
                singleton = "QmlSingleton" in marks
                meta = getattr(module, node.name).staticMetaObject
                name = marks.get("QmlNamedElement") or node.name
                creatable = not singleton and "QmlUncreatable" not in marks
                yield Exported(module.QML_IMPORT_NAME, name, meta, singleton, creatable)


def _mark(decorator: ast.expr) -> tuple[str, str]:
    if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name):
        first = decorator.args[0] if decorator.args else None
        return decorator.func.id, str(first.value) if isinstance(first, ast.Constant) else ""
    return (decorator.id if isinstance(decorator, ast.Name) else ""), ""


def component(found: Exported) -> str:
    """One class as a Component."""
    meta, known = found.meta, known_base(found.meta)
    lines = [
        "    Component {",
        f'        name: "{meta.className()}"',
        '        accessSemantics: "reference"',
        f'        prototype: "{known.className()}"',
        f'        exports: ["{found.module}/{found.name} 1.0"]',
        f"        isSingleton: {str(found.singleton).lower()}",
        f"        isCreatable: {str(found.creatable).lower()}",
        "        exportMetaObjectRevisions: [256]",
    ]
    lines += [property_line(meta.property(i), i) for i in range(known.propertyCount(), meta.propertyCount())]
    for i in range(known.methodCount(), meta.methodCount()):
        lines += method_lines(meta.method(i))
    return "\n".join([*lines, "    }"])


def main(folder: Path) -> None:
    """Write both files of every module."""
    modules: dict[str, list[str]] = defaultdict(list)
    for found in exported():
        modules[found.module].append(component(found))
    for module, parts in modules.items():
        place = folder.joinpath(*module.split("."))
        place.mkdir(parents=True, exist_ok=True)
        (place / "qmldir").write_text(f"module {module}\ntypeinfo plugins.qmltypes\ndepends QtQuick\n")
        (place / "plugins.qmltypes").write_text(
            "\n".join(["import QtQuick.tooling 1.2", "", "Module {", *parts, "}", ""])
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
