"""The one loader of data: what is read once is read by one thread, however many ask."""

from __future__ import annotations

import ast
import re
import threading
from pathlib import Path

from resources import read_once


def test_two_who_ask_at_once_get_what_one_of_them_read() -> None:
    begun, both_ask, read = threading.Event(), threading.Event(), []

    @read_once
    def table() -> object:
        read.append(threading.current_thread().name)
        begun.set()
        both_ask.wait(5)
        return object()

    got: list[object] = []
    threads = [threading.Thread(target=lambda: got.append(table()), name=name) for name in ("first", "second")]
    threads[0].start()
    assert begun.wait(5)
    threads[1].start()
    threads[1].join(0.05)  # it would have read long ago
    both_ask.set()
    for thread in threads:
        thread.join(5)
    assert read == ["first"]
    assert got[0] is got[1] is table()


OF_ONE_THREAD = {
    "kiosk/clerk_page/handlers.py": ("kind",),  # the page's own loop
    "kiosk/faces/worker/loop.py": ("CameraSettings", "Faces"),  # the vision process, before its threads
    "devices/simulators/camera_process.py": ("list[FaceLooks | None]",),  # a process of one thread
    "devices/catalogue.py": ("entry.options",),  # learnt out of the table of models
    "kiosk/archive/calibration_rows.py": ("kind", "type(value)"),  # learnt where a type of row is named
    "kiosk/settings/checking.py": ("hint",),  # a part of Settings
    "kiosk/visits/visitor_words.py": ("kind",),  # learnt beside the words
}
"""Where the type is not named at the call, or no second thread ever decodes."""


def test_every_type_that_is_decoded_was_learnt_when_its_module_was_imported() -> None:
    learnt, decoded = set(), set()
    for path in (file for folder in ("kiosk", "devices") for file in Path(folder).rglob("*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text if "msgspec" in text or "learn(" in text else "")
        at_import = [node.value for node in tree.body if isinstance(node, ast.Expr)]
        for call in (node for node in at_import if isinstance(node, ast.Call) and ast.unparse(node.func) == "learn"):
            learnt |= {ast.unparse(kind) for kind in call.args}
        for node in ast.walk(tree):
            if (kind := _kind(node)) and kind not in OF_ONE_THREAD.get(str(path), ()):
                decoded.add(kind)
    assert {"Settings", "ConsentText", "CalibrationRecord", "Person"} <= learnt
    assert {re.sub(r"^\w+\[(?:str, )?(\w+).*\]$", r"\1", kind) for kind in decoded} - learnt == set()


def _kind(node: ast.AST) -> str | None:
    """The type a call of msgspec decodes into."""
    if not isinstance(node, ast.Call):
        return None
    name = ast.unparse(node.func)
    if name == "msgspec.convert" and len(node.args) > 1:
        return ast.unparse(node.args[1])
    if name in ("msgspec.json.decode", "msgspec.toml.decode"):
        return next((ast.unparse(each.value) for each in node.keywords if each.arg == "type"), None)
    return None
