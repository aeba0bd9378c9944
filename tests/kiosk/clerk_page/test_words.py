"""The page's words: none is missing, none is left over, none stands in its files."""

from __future__ import annotations

import re

import resources
from kiosk.clerk_page.site import FILES
from kiosk.sentences import table
from kiosk.visits.visitor_words import ALERT_KINDS

SOURCE = "".join(resources.path("clerk_page", name).read_text("utf-8") for name, _ in FILES.values())


def test_every_word_of_the_page_is_used_and_every_word_it_uses_is_there() -> None:
    used = set(re.findall(r'\b(?:words\.|words\["|data-word=")([a-z-]+)', SOURCE))
    assert used == set(table("clerk-page.page")) - {"no-script"}


def test_every_kind_of_call_has_its_words() -> None:
    assert set(table("clerk-page.kinds")) == {*ALERT_KINDS, "card"}


def test_no_word_stands_in_the_files() -> None:
    without_comments = re.sub(r"^ *//.*$", "", SOURCE, flags=re.MULTILINE)
    assert re.findall(r"[\u3400-\u9fff]", without_comments) == []
