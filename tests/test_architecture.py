"""The house stands as it is drawn: arrows go one way, no circle of packages, no file nobody can take in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.import_graph import circles, imports_of, top_level_imports

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ("kiosk", "devices", "ui", "resources")

MOST_LINES = 400
LONGER: dict[str, str] = {}
"""Files that may be longer, each with the reason why."""


def too_long(root: Path, packages: tuple[str, ...]) -> dict[str, int]:
    """Source files longer than they may be, with their lines."""
    files = [path for package in packages for kind in ("py", "qml") for path in (root / package).rglob(f"*.{kind}")]
    lines = {str(path.relative_to(root)): path.read_text(encoding="utf-8").count("\n") for path in files}
    return {name: count for name, count in sorted(lines.items()) if count > MOST_LINES}


def write(root: Path, files: dict[str, str]) -> None:
    """Files by their path; folders become packages."""
    for name, source in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
        for folder in path.relative_to(root).parents[:-1]:
            (root / folder / "__init__.py").touch()


def test_no_folder_and_no_file_imports_one_that_imports_it() -> None:
    assert circles(imports_of(ROOT, HOUSE)) == []


def test_kiosk_and_devices_know_no_qt_and_resources_nothing_at_all() -> None:
    files = {room: list((ROOT / room).rglob("*.py")) for room in ("kiosk", "devices", "resources")}
    assert all(files.values())
    qt = [path for room in ("kiosk", "devices") for path in files[room] if "PySide6" in top_level_imports(path)]
    house = [path for path in files["resources"] if top_level_imports(path) & {"kiosk", "devices", "ui"}]
    assert (qt, house) == ([], [])


def qml_imports(folder: Path) -> set[str]:
    """The modules the QML files below a folder import."""
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.qml")]
    return {name for text in texts for name in re.findall(r"^import ([\w.]+)", text, re.MULTILINE)}


def test_theme_controls_and_window_import_no_wing_in_qml_either() -> None:
    known = {"ui.theme", "ui.controls", "kiosk.items", "kiosk.panel"}
    for room in ("theme", "controls", "window"):
        assert {name for name in qml_imports(ROOT / "ui" / room) if not name.startswith("Qt")} <= known
    assert "ui.controls" in qml_imports(ROOT / "ui" / "visitor")


def test_every_file_can_be_read_at_one_sitting() -> None:
    assert too_long(ROOT, HOUSE).keys() == LONGER.keys()


ONE_WAY = {"h/a/x.py": "import h.b.y", "h/b/y.py": "", "h/b/z.py": ""}
BY_OTHER_FILES = {"h/a/x.py": "import h.b.y", "h/b/y.py": "", "h/b/z.py": "import h.a.w", "h/a/w.py": ""}
IN_A_FUNCTION = {"h/a/x.py": "from h import b", "h/b/y.py": "def f():\n    from h.a import x"}
FOR_TYPES_ONLY = {
    "h/a/x.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from h.b.y import Y",
    "h/b/y.py": "from h.a.x import X",
}
OF_THREE = {"h/a/x.py": "import h.b.x", "h/b/x.py": "import h.c.x", "h/c/x.py": "import h.a.y", "h/a/y.py": ""}
DEEPER = {"h/a/p/x.py": "from ..q import y", "h/a/q/y.py": "from h.a.p import x"}
A_FILE_AND_A_FOLDER = {"h/a/x.py": "from h.a.q import y", "h/a/q/y.py": "from h.a.x import X"}
SHARED = {"h/a/x.py": "import h.d.x", "h/b/x.py": "import h.d.x", "h/d/x.py": ""}
TWO = {**DEEPER, "h/a/r.py": "import h.a.s", "h/a/s.py": "import h.a.r"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(ONE_WAY, [], id="one-way"),
        pytest.param(BY_OTHER_FILES, [["h.a", "h.b"]], id="by-other-files"),
        pytest.param(IN_A_FUNCTION, [["h.a", "h.b"]], id="in-a-function"),
        pytest.param(FOR_TYPES_ONLY, [["h.a", "h.b"]], id="for-types-only"),
        pytest.param(OF_THREE, [["h.a", "h.b", "h.c"]], id="of-three"),
        pytest.param(DEEPER, [["h.a.p", "h.a.q"]], id="deeper-and-relative"),
        pytest.param(A_FILE_AND_A_FOLDER, [["h.a.q", "h.a.x"]], id="a-file-and-a-folder"),
        pytest.param(SHARED, [], id="two-that-share-one"),
        pytest.param(TWO, [["h.a.p", "h.a.q"], ["h.a.r", "h.a.s"]], id="two-circles"),
    ],
)
def test_a_circle_is_found_wherever_the_import_stands(
    tmp_path: Path, files: dict[str, str], expected: list[list[str]]
) -> None:
    write(tmp_path, files)
    assert circles(imports_of(tmp_path, ["h"])) == expected


def test_a_file_too_long_and_an_import_of_qt_are_found(tmp_path: Path) -> None:
    at_most, more = "x = 1\n" * MOST_LINES, "x = 1\n" * (MOST_LINES + 1)
    write(tmp_path, {"h/short.py": at_most, "h/a/long.py": more, "h/Long.qml": more, "h/qt.py": "import PySide6.QtGui"})
    assert too_long(tmp_path, ("h",)) == {"h/Long.qml": 401, "h/a/long.py": 401}
    assert top_level_imports(tmp_path / "h" / "qt.py") == {"PySide6"}


def test_nobody_asks_an_item_for_its_meta_object() -> None:
    """PySide keeps the wrapper of what it gave, Qt frees it with the engine, and the next item that is made at that
    address is given out as the dead meta object: a test far away falls over it, now and then.
    """
    asked = "." + "metaObject("
    files = [path for room in (*HOUSE, "tests", ".ci") for path in (ROOT / room).rglob("*.py")]
    assert len(files) > 1000
    assert [str(path.relative_to(ROOT)) for path in files if asked in path.read_text(encoding="utf-8")] == []
