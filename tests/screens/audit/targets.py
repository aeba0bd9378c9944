"""Rules for what can be pressed: large, apart, away from the bezel, the main act within reach, and with a name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible

from tests.screens.audit.finding import Finding
from tests.screens.audit.scene import Scene, accessible_name, role_of

LEAST_PX, BEZEL_PX = 96, 12
ROLES = (QAccessible.Role.Button, QAccessible.Role.PushButton, QAccessible.Role.RadioButton, QAccessible.Role.Link)


def large(scene: Scene) -> Iterator[Finding]:
    """96 px each way."""
    for target in scene.targets:
        if min(target.box.width(), target.box.height()) < LEAST_PX - 0.5:
            yield Finding("large", target.name, f"{target.box.width():.0f}x{target.box.height():.0f}")


def spaced(scene: Scene) -> Iterator[Finding]:
    """24 px between two targets, 12 in an inner wing."""
    for one, other in combinations(scene.targets, 2):
        gap = _gap(one.box, other.box)
        if gap < scene.limits.apart_px - 0.5:
            yield Finding("spaced", one.name, f"{gap:.0f} px from {other.name}")


def bezel(scene: Scene) -> Iterator[Finding]:
    """12 px from the edge of the glass."""
    inner = scene.screen.adjusted(BEZEL_PX, BEZEL_PX, -BEZEL_PX, -BEZEL_PX)
    for target in scene.targets:
        if not inner.contains(target.box) and target.name != scene.limits.corner:
            yield Finding("bezel", target.name, f"reaches {target.box}")


def reach(scene: Scene) -> Iterator[Finding]:
    """The main act lies in the lower two thirds, and there is one at most; in an inner wing, one for each row."""
    primary = [t for t in scene.targets if t.primary]
    for target in primary:
        if scene.limits.reach and target.box.center().y() < scene.screen.height() / 3:
            yield Finding("reach", target.name, "lies in the upper third")
    for other in primary[1:]:
        if not (scene.limits.alike and accessible_name(other.item) == accessible_name(primary[0].item)):
            yield Finding("reach", other.name, f"is a second main act beside {primary[0].name}")


def named(scene: Scene) -> Iterator[Finding]:
    """Every target has a name and says it is a button; every screen has one heading."""
    for target in scene.targets:
        if role_of(target.item) not in ROLES:
            yield Finding("named", target.name, f"is announced as {role_of(target.item)}, not as a button")
        if not accessible_name(target.item).strip():
            yield Finding("named", target.name, "has no name for assistive technology")
    if len(scene.headings) != 1:
        names = ", ".join(accessible_name(item) for item in scene.headings)
        yield Finding("named", "screen", f"has {len(scene.headings)} headings ({names})")


def _gap(one: QRectF, other: QRectF) -> float:
    """Distance between two rectangles; negative where they overlap."""
    across = max(other.left() - one.right(), one.left() - other.right())
    down = max(other.top() - one.bottom(), one.top() - other.bottom())
    if across > 0 and down > 0:
        return float((across**2 + down**2) ** 0.5)
    return float(max(across, down))
