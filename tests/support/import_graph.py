"""Who imports whom, read from the source: imports inside functions and under TYPE_CHECKING count like any other."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Graph = Mapping[str, frozenset[str]]
"""Module or package by its full name to what it imports."""


def imports_of(root: Path, packages: Iterable[str]) -> dict[str, frozenset[str]]:
    """Every module of these packages under `root` with the modules of theirs it imports. A package's `__init__` goes by
    the package's name.
    """
    files = {_name(path.relative_to(root)): path for package in packages for path in (root / package).rglob("*.py")}
    return {name: frozenset(_imported(path, name, files)) - {name} for name, path in files.items()}


def top_level_imports(path: Path) -> set[str]:
    """The top-level packages a file imports, of whoever."""
    return {name.partition(".")[0] for name in _names(ast.parse(path.read_text(encoding="utf-8")), "")}


def circles(graph: Graph) -> list[list[str]]:
    """Groups of siblings (folders and files of one folder) that import one another in a circle, at every depth.

    What a folder imports is what anything in it imports.
    """
    return [sorted(group) for siblings in _siblings(graph).values() for group in _knots(siblings)]


def _siblings(graph: Graph) -> dict[str, dict[str, set[str]]]:
    by_folder: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for importer, imported in graph.items():
        for name in imported:
            ours, theirs = importer.split("."), name.split(".")
            same = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), None)
            if same is None:  # a package's __init__ and something inside it
                continue
            by_folder[".".join(ours[:same])][".".join(ours[: same + 1])].add(".".join(theirs[: same + 1]))
    return by_folder


def _knots(edges: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Groups of more than one node that all reach one another."""
    reached = {node: _reach(node, edges) for node in edges}
    seen: set[str] = set()
    for node in sorted(edges):
        if node in reached[node] and node not in seen:
            group = {other for other in reached[node] if node in reached.get(other, ())}
            seen |= group
            yield group


def _reach(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    rest = list(edges[start])
    while rest:
        node = rest.pop()
        if node not in found:
            found.add(node)
            rest.extend(edges.get(node, ()))
    return found


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(path: Path, name: str, known: Mapping[str, Path]) -> Iterator[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for full in _names(ast.parse(path.read_text(encoding="utf-8")), package):
        found = full
        while found and found not in known:
            found = found.rpartition(".")[0]
        if found:
            yield found


def _names(tree: ast.Module, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
