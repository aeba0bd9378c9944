"""Words people read stand in the catalogue of sentences. Chinese left in Python is counted here, each file with why."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")

LEFT = {
    "kiosk/settings/values.py": (
        20,
        "what an operator writes for a side of the screen, and the names of the example hall",
    ),
    "devices/cards/text_layouts.py": (1, "a word of the wire: the cards' own for a document that never expires"),
    "devices/simulators/profile.py": (1, "the same word, written by the simulated card"),
    "ui/sample_pictures/people.py": (40, "names to draw the screens with: fixtures, fictitious"),
    "ui/sample_pictures/visit_parts.py": (3, "a hall with the longest names, for the same"),
    "ui/sample_pictures/service_samples.py": (1, "what a visitor typed wrong, for the same"),
    "ui/sample_pictures/staff_samples.py": (18, "the same for the staff wing; whole pages have a file of data"),
}


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every string that is no docstring; the parts of an f-string too."""
    bodies = [getattr(node, "body", None) for node in ast.walk(tree)]
    lines = [line for body in bodies if isinstance(body, list) for line in body]
    docstrings = {id(line.value) for line in lines if isinstance(line, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def files_with_chinese() -> dict[str, int]:
    """Of kiosk, ui and devices: how many literals with Chinese each file has."""
    found: dict[str, int] = {}
    for path in sorted(path for room in ("kiosk", "ui", "devices") for path in (ROOT / room).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        count = sum(bool(HAN.search(node.value)) for node in literals(ast.parse(source))) if HAN.search(source) else 0
        if count:
            found[str(path.relative_to(ROOT))] = count
    return found


def test_the_search_tells_a_sentence_from_a_comment() -> None:
    tree = ast.parse('"""王奶奶"""\nx = f"{n} 人"  # 人\ny = "people"\n')
    assert [node.value for node in literals(tree) if HAN.search(node.value)] == [" 人"]


def test_no_sentence_stands_in_python() -> None:
    assert files_with_chinese() == {path: count for path, (count, _) in LEFT.items()}
