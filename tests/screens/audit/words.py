"""Every word on a screen comes from the sentence catalogue or from the view, none from a screen's own file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.screens.audit.finding import Finding
from tests.screens.audit.scene import Scene

_PLAIN = re.compile(r"^[\d\s:.,/·–—%+-]*$")


def spoken(scene: Scene) -> Iterator[Finding]:
    """No text that nobody wrote down in the catalogue."""
    if scene.words is None:
        return
    known = {_bare(word) for word in scene.words}
    for seen in scene.texts:
        bare = _bare(seen.text)
        if len(bare) == 1:
            continue  # a key: what the pinyin pad offers comes from its own table
        parts = [part for part in seen.text.split() if not _PLAIN.match(part)]
        composed = all(any(part in word for word in known) for part in parts)
        if not composed and not any(bare in word for word in known):
            yield Finding("spoken", seen.name, "stands in no catalogue")


def strings(value: Any) -> set[str]:
    """All strings in nested maps and lists."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return set().union(*(strings(v) for v in value.values())) if value else set()
    if isinstance(value, (list, tuple)):
        return set().union(*(strings(v) for v in value)) if value else set()
    return set()


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
