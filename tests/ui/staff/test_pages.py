"""Every page the desk can open has its file, its icon, its word in the navigation, and pictures that are audited."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any
from unittest.mock import MagicMock

import pytest

from kiosk.accounts.permissions import Role, may
from kiosk.desk.pages import PageMaker
from kiosk.desk_parts import Parts
from kiosk.sentences import table
from kiosk.settings import Settings
from kiosk.staff_desk import staff_pages
from kiosk.technician_desk import technician_pages
from tests.ui.bare import UI
from ui.sample_pictures.staff_samples import group_of, staff_samples

ICONS = (UI / "controls/icons.js").read_text("utf-8")


def pages() -> tuple[PageMaker, ...]:
    """As the terminal makes them; none is opened."""
    parts: dict[str, Any] = {field.name: MagicMock() for field in fields(Parts)}
    given = Parts(**{**parts, "settings": Settings()})
    return (*staff_pages(given), *technician_pages(given))


def folder_of(page: PageMaker) -> str:
    """Pages that only a technician may open stand apart."""
    those = {role for role in Role if may(role, page.kind.needs)}
    return "technician/pages" if those == {Role.TECHNICIAN} else "staff/pages"


def file_of(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-")) + "Page.qml"


def test_a_page_is_found_by_its_name() -> None:
    assert file_of("member-edit") == "MemberEditPage.qml"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_that_can_be_opened_can_be_drawn(page: PageMaker) -> None:
    assert (UI / folder_of(page) / file_of(page.name)).exists()
    assert f"staff-{page.name}" in {group_of(sample) for sample in staff_samples()}
    if page.icon:
        assert page.name in table("staff.navigation")
        assert re.search(rf"\b{page.icon}:", ICONS)
