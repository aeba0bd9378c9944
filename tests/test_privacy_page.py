"""docs/privacy.md names where each rule is met and a test that shows it, and those tests exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RULES = (
    "L1",
    "L2",
    "L3",
    "L4",
    "L5",
    "L6",
    "L7",
    "L9",
    "L10",
    "L11",
    "L13",
    "L14",
    "L15",
    "L17",
    "L18",
    "L19",
    "L20",
    "D1",
    "D2",
)


def lines() -> dict[str, list[str]]:
    """The cells of each rule's line."""
    rows = re.findall(r"^\| ((?:L|D)[0-9]+) (.*) \|$", (ROOT / "docs" / "privacy.md").read_text("utf-8"), re.M)
    return {rule: rest.split(" | ") for rule, rest in rows}


def names_of_tests() -> frozenset[str]:
    """Names of every test there is."""
    found = (re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M) for path in (ROOT / "tests").rglob("*.py"))
    return frozenset(name for names in found for name in names)


def test_every_rule_has_one_line_and_no_other_has() -> None:
    assert sorted(lines()) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_where_it_is_met_and_what_shows_it_exists(rule: str) -> None:
    _, met, shown = lines()[rule]
    places, named = re.findall(r"`([^`]+)`", met), re.findall(r"`([^`]+)`", shown)
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []
    assert named
    assert [name for name in named if name not in names_of_tests()] == []
