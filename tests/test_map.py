"""docs/architecture.md is a map of this tree: what it names is there, and no room or thread is missing from it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.import_graph import imports_of

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
HOUSE = ("kiosk", "devices", "ui", "resources")
TOOLS = (
    "kiosk/health_code/reference",
    "devices/simulators",
    "ui/benchmarks",
    "ui/demonstration",
    "ui/demo_panel",
    "ui/commands",
)
"""Their threads are their own affair."""

PATH = re.compile(r"`((?:kiosk|devices|ui|resources|tests|docs|\.ci)/[^`\s]*|kiosk|devices|ui|resources)`")
NAME = re.compile(r"`([A-Z]\w+)(?:\.\w+)?`")
ARROW = re.compile(r"^(\S+) *→ *(.+)$", re.MULTILINE)


def section(title: str) -> str:
    """The text below one heading, up to the next of its rank."""
    return re.split(r"^## ", PAGE.split(f"\n## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[str]:
    """What the first column of a table names in backticks."""
    return [
        name for row in re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)
    ]


def rooms() -> set[str]:
    """Every folder and file that stands directly in `kiosk`, `devices` or `ui`."""
    found = set()
    for part in ("kiosk", "devices", "ui"):
        for path in (ROOT / part).iterdir():
            if path.is_dir() and any(f.suffix in (".py", ".qml") for f in path.rglob("*")):
                found.add(f"{part}/{path.name}/")
            elif path.suffix == ".py" and path.name != "__init__.py":
                found.add(f"{part}/{path.name}")
    return found


def threads() -> Iterator[tuple[str, Path]]:
    """Name of each thread the product starts, with `*` for what is filled in, and the file that starts it."""
    for part in ("kiosk", "devices", "ui"):
        for path in (ROOT / part).rglob("*.py"):
            if not str(path.relative_to(ROOT)).startswith(TOOLS):
                yield from ((name, path) for name in thread_names(path.read_text(encoding="utf-8")) if name != "*")


def thread_names(source: str) -> Iterator[str]:
    """What `Thread(name=…)` and `thread_name_prefix=…` say in a file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("Thread", "ThreadPoolExecutor"):
            for word in node.keywords:
                if word.arg in ("name", "thread_name_prefix"):
                    yield _pattern(word.value) + ("-*" if word.arg == "thread_name_prefix" else "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Daily":
            yield _pattern(node.args[0])


def _pattern(value: ast.expr) -> str:
    if isinstance(value, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "*" for part in value.values)
    return value.value if isinstance(value, ast.Constant) else "*"


def test_every_path_on_the_map_is_there() -> None:
    paths = PATH.findall(PAGE)
    assert len(paths) > 50
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_what_a_contributor_is_sent_to_is_there() -> None:
    paths = [path for path in PATH.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")) if "<" not in path]
    assert len(paths) > 25
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_room_is_named_once_and_nothing_else_is_called_a_room() -> None:
    named = first_cells(section("Rooms"))
    assert sorted(named) == sorted(rooms())


def test_every_arrow_drawn_is_an_import() -> None:
    graph = imports_of(ROOT, HOUSE)
    drawn = [
        (start, end)
        for start, ends in ARROW.findall("\n".join(re.findall(r"```arrows\n(.*?)```", PAGE, re.DOTALL)))
        for end in re.split(r", *", ends.strip())
    ]

    def within(module: str, room: str) -> bool:
        return module == room or module.startswith(f"{room}.")

    def is_import(start: str, end: str) -> bool:
        return any(within(a, start) and any(within(b, end) for b in graph[a]) for a in graph)

    assert len(drawn) > 20
    assert [(a, b) for a, b in drawn if not is_import(a, b)] == []


def test_every_thread_of_the_product_is_named_and_no_other() -> None:
    named = first_cells(section("Threads"))
    assert sorted(named) == sorted({name for name, _ in threads()})


@pytest.mark.parametrize("way", ["A card's bytes", "A frame", "A reading", "A setting"])
def test_what_a_step_names_stands_in_the_files_it_names(way: str) -> None:
    steps = re.findall(
        r"^\d+\. (.*(?:\n   .*)*)",
        section("The four ways").split(f"### {way}\n", 1)[1].split("\n### ", 1)[0],
        re.MULTILINE,
    )
    assert len(steps) >= 4
    lost = []
    for step in steps:
        files = [path for path in PATH.findall(step) if (ROOT / path).is_file()]
        assert files, step
        text = "".join((ROOT / path).read_text(encoding="utf-8") for path in files)
        lost += [(name, files) for name in NAME.findall(step) if not re.search(rf"\b{name}\b", text)]
    assert lost == []


def test_threads_are_found_however_they_are_named() -> None:
    source = """
threading.Thread(target=work, name="one", daemon=True)
Thread(name=f"visit-worker-{i}", target=work)
ThreadPoolExecutor(max_workers=1, thread_name_prefix="pool")
Timer(name="none")
Daily("night", clock)
"""
    assert list(thread_names(source)) == ["one", "visit-worker-*", "pool-*", "night"]
