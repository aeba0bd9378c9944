#!/usr/bin/env python3
"""Writes what Python adds to QML (module kiosk.screen) as a type description for qmllint, from the live meta objects.

tools/qmltypes.py FOLDER      writes FOLDER/kiosk/screen/{qmldir,kiosk.screen.qmltypes}
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty

from ui.shell import QML_TYPES
from ui.visitor.visit_model import VisitModel

BASES = {"QObject", "QQuickItem", "QQuickPaintedItem"}
NAMES = {VisitModel.__name__: "Visit"}
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


def component(meta: QMetaObject) -> str:
    name = NAMES.get(meta.className(), meta.className())
    singleton = "\n        isSingleton: true\n        isCreatable: false" if name in NAMES.values() else ""
    known = known_base(meta)
    lines = [
        "    Component {",
        f'        name: "{meta.className()}"',
        '        accessSemantics: "reference"',
        f'        prototype: "{known.className()}"',
        f'        exports: ["kiosk.screen/{name} 1.0"]{singleton}',
        "        exportMetaObjectRevisions: [256]",
    ]
    lines += [property_line(meta.property(i), i) for i in range(known.propertyCount(), meta.propertyCount())]
    for i in range(known.methodCount(), meta.methodCount()):
        lines += method_lines(meta.method(i))
    return "\n".join([*lines, "    }"])


def main(folder: Path) -> None:
    """Write both files."""
    place = folder / "kiosk" / "screen"
    place.mkdir(parents=True, exist_ok=True)
    (place / "qmldir").write_text("module kiosk.screen\ntypeinfo kiosk.screen.qmltypes\ndepends QtQuick\n")
    parts = [component(kind.staticMetaObject) for kind in QML_TYPES]
    text = "\n".join(["import QtQuick.tooling 1.2", "", "Module {", *parts, "}", ""])
    (place / "kiosk.screen.qmltypes").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
