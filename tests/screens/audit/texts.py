"""Rules for texts: large enough, whole, inside, apart, with room between lines, and with every glyph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from PySide6.QtGui import QAccessible, QFont, QTextLayout

from tests.screens.audit.finding import Finding
from tests.screens.audit.scene import Scene, SeenText, role_of

SLACK_PX = 1.5
LINE, HEADLINE_LINE = 1.3, 1.25


def size(scene: Scene) -> Iterator[Finding]:
    """No text under 48 px, notes under 36; in an inner wing 32."""
    for seen in scene.texts:
        least = scene.limits.note_px if seen.item.property("role") == "note" else scene.limits.smallest_px
        if seen.px < least - 0.5:
            yield Finding("size", seen.name, f"{seen.px:.0f} px")


def whole(scene: Scene) -> Iterator[Finding]:
    """Nothing is cut off, inside its item or at the edge of the screen."""
    for seen in scene.texts:
        if seen.item.property("truncated"):
            yield Finding("whole", seen.name, "is cut off with dots")
        box = seen.box.adjusted(-SLACK_PX, -SLACK_PX, SLACK_PX, SLACK_PX)
        if not box.contains(seen.ink):
            yield Finding("whole", seen.name, f"{_at(seen)} is larger than its place {_rect(seen.box)}")
        if not scene.screen.contains(seen.ink):
            yield Finding("whole", seen.name, f"{_at(seen)} leaves the screen")
        for target in scene.targets:
            inside = seen.item is target.item or _within(seen, target.item)
            if inside and not target.box.adjusted(-1, -1, 1, 1).contains(seen.ink):
                yield Finding("whole", seen.name, f"{_at(seen)} is wider than {target.name} {_rect(target.box)}")


def apart(scene: Scene) -> Iterator[Finding]:
    """No text lies on another one or on a target it does not belong to."""
    for one, other in combinations(scene.texts, 2):
        common = one.ink.intersected(other.ink)
        if common.width() > SLACK_PX and common.height() > SLACK_PX:
            yield Finding("apart", one.name, f"{_at(one)} lies on {other.name!r} {_at(other)}")
    for seen in scene.texts:
        for target in scene.targets:
            common = seen.ink.intersected(target.box)
            if common.width() > SLACK_PX and common.height() > SLACK_PX and not _within(seen, target.item):
                yield Finding("apart", seen.name, f"{_at(seen)} lies on {target.name} {_rect(target.box)}")


def lines(scene: Scene) -> Iterator[Finding]:
    """1.3 from line to line in running text, 1.25 in headlines."""
    for seen in scene.texts:
        if seen.lines < 2:
            continue
        least = HEADLINE_LINE if role_of(seen.item) == QAccessible.Role.Heading else LINE
        step = seen.content.height() / seen.lines / seen.px
        if step < least - 0.01:
            yield Finding("lines", seen.name, f"{step:.2f} from line to line")


def glyphs(scene: Scene) -> Iterator[Finding]:
    """No character is drawn as a box."""
    for seen in scene.texts:
        missing = missing_glyphs(seen.text, tuple(seen.font.families()), seen.font.bold())
        if missing:
            yield Finding("glyphs", seen.name, f"no glyph for {missing}")


@lru_cache(maxsize=4096)
def missing_glyphs(text: str, families: tuple[str, ...], bold: bool) -> str:
    """The characters of a text none of the fonts has, nor any font Qt falls back to."""
    font = QFont()
    font.setFamilies(list(families))
    font.setBold(bold)
    return "".join(c for c in dict.fromkeys(text) if not c.isspace() and _is_missing(c, font))


def _is_missing(character: str, font: QFont) -> bool:
    layout = QTextLayout(character, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return not runs or any(0 in run.glyphIndexes() for run in runs)


def _within(seen: SeenText, item: object) -> bool:
    above = seen.item
    while above is not None:
        if above is item:
            return True
        above = above.parentItem()
    return False


def _rect(box: object) -> str:
    return f"({box.x():.0f},{box.y():.0f} {box.width():.0f}x{box.height():.0f})"  # type: ignore[attr-defined]


def _at(seen: SeenText) -> str:
    return _rect(seen.ink)
