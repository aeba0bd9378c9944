"""The manual says what the program does: every command, model, link and page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from devices.catalogue import MODELS
from kiosk.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_stands_in_the_readme_and_explains_itself(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"`kiosk {command}" in (ROOT / "README.md").read_text()
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "--config FILE" in capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    targets = re.findall(r'\]\(([^)#:]+)[)#]|src="([^"]+)"', page.read_text())
    missing = [a or b for a, b in targets if not (page.parent / (a or b)).exists()]
    assert missing == []


def test_every_page_is_listed() -> None:
    for index in (ROOT / "docs" / "README.md", ROOT / "README.md"):
        listed = set(re.findall(r"\]\(([^)#:]+)[)#]", index.read_text()))
        beside = {page.name for page in PAGES if page.parent == index.parent} - {"README.md"}
        assert beside - listed == set()


def test_the_hardware_table_names_every_model() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [name for name in MODELS if f"| `{name}` |" not in readme] == []


def test_no_page_names_a_place_of_the_workshop() -> None:
    words = ("/work/", "pypi.org", "files.pythonhosted", "deb.debian.org", "registry.npmjs")
    texts = {
        page.name: page.read_text() for page in [*PAGES, ROOT / "Makefile", *(ROOT / ".ci").glob("*")] if page.is_file()
    }
    assert [(name, word) for name, text in texts.items() for word in words if word in text] == []
