"""All rules for one screen."""

from __future__ import annotations

from collections.abc import Iterator

from tests.screens.audit import colours, targets, texts, words
from tests.screens.audit.finding import Finding
from tests.screens.audit.scene import Scene


def complaints(scene: Scene) -> Iterator[Finding]:
    """No message of Qt while the screen was made and shown."""
    for message in scene.messages:
        yield Finding("complaints", "Qt", message)


RULES = (
    *(texts.size, texts.whole, texts.apart, texts.lines, texts.glyphs),
    *(targets.large, targets.spaced, targets.bezel, targets.reach, targets.named),
    *(colours.contrast, words.spoken, complaints),
)


def audit(scene: Scene) -> list[Finding]:
    """Everything wrong with one screen."""
    return [finding for rule in RULES for finding in rule(scene)]
