"""What of a scene can be seen: texts, targets and headings, in painting order, without what lies behind something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QImage
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

Pixels = npt.NDArray[np.uint8]

TEXTS = ("QQuickText",)
HANDLERS = ("QQuickTapHandler", "QQuickDragHandler", "QQuickPointHandler")


@dataclass(frozen=True, slots=True, eq=False)
class SeenText:
    """A text item. Rectangles are px of the screen; `ink` is the characters without the room around lines."""

    item: QQuickItem
    text: str
    font: QFont
    px: float
    content: QRectF
    ink: QRectF
    box: QRectF
    lines: int

    @property
    def name(self) -> str:
        """The words, on one line."""
        return self.text.replace("\n", "/")[:30]


@dataclass(frozen=True, slots=True, eq=False)
class SeenTarget:
    """Something that can be pressed."""

    item: QQuickItem
    name: str
    box: QRectF
    primary: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """What a wing is held to.

    Attributes:
        smallest_px: Of any text; `note_px` of a note.
        apart_px: Between two targets.
        alike: Several main acts are one act, when they say the same: a row's 我去.
        reach: The main act lies in the lower two thirds.
        corner: Name of the target that may reach the edge of the glass.
    """

    smallest_px: int = 48
    note_px: int = 36
    apart_px: int = 24
    alike: bool = False
    reach: bool = True
    corner: str = ""


VISITOR = Limits()
STAFF = Limits(smallest_px=32, note_px=32, apart_px=12, alike=True, reach=False, corner="button-lock")
TECHNICIAN = replace(STAFF, smallest_px=26, note_px=26)


@dataclass(eq=False)
class Scene:
    """One screen, looked at.

    Attributes:
        root: Its root item; its size is the screen.
        image: The picture of it at one pixel per logical pixel.
        words: Every string the screen may show; None when anything goes.
        limits: Of its wing.
    """

    root: QQuickItem
    image: QImage
    words: frozenset[str] | None = None
    messages: list[str] = field(default_factory=list)
    limits: Limits = VISITOR

    @cached_property
    def screen(self) -> QRectF:
        """The whole screen."""
        return QRectF(0, 0, self.root.width(), self.root.height())

    @cached_property
    def items(self) -> list[QQuickItem]:
        """Everything that can be seen, in painting order."""
        seen: list[tuple[QQuickItem, QRectF]] = []
        for item, opacity in _painted(self.root, 1.0):
            box = self.box(item)
            if opacity >= 0.999 and item is not self.root and _covers(item):
                seen = [(other, at) for other, at in seen if not box.contains(at) or at.isEmpty()]
            seen.append((item, box))
        return [item for item, _ in seen]

    @cached_property
    def texts(self) -> list[SeenText]:
        """Text items that say something."""
        return [self._text(i) for i in self.items if i.inherits("QQuickText") and str(i.property("text")).strip()]

    @cached_property
    def targets(self) -> list[SeenTarget]:
        """Pressable items, outermost where one lies in another; the catcher of touches anywhere is none."""
        found = [i for i in self.items if _is_pressable(i) and self.box(i) != self.screen]
        inner = {id(i) for i in found if any(_is_ancestor(o, i) for o in found if o is not i)}
        return [
            SeenTarget(i, i.objectName() or type(i).__name__, self.box(i), i.property("kind") == "primary")
            for i in found
            if id(i) not in inner
        ]

    @cached_property
    def headings(self) -> list[QQuickItem]:
        """Items that announce themselves as a heading."""
        return [i for i in self.items if role_of(i) == QAccessible.Role.Heading]

    @cached_property
    def pixels(self) -> Pixels:
        """The picture as (height, width, 3) RGB."""
        image = self.image.convertToFormat(QImage.Format.Format_RGB888)
        flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return flat[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

    def box(self, item: QQuickItem) -> QRectF:
        """An item's rectangle on the screen."""
        return item.mapRectToItem(self.root, QRectF(0, 0, item.width(), item.height()))

    def _text(self, item: QQuickItem) -> SeenText:
        font: QFont = item.property("font")
        content, own_px = _layout(item)
        here, below = item.mapToItem(self.root, QPointF(0, 0)), item.mapToItem(self.root, QPointF(0, 100))
        scale = abs(below.y() - here.y()) / 100 or 1.0
        lines = int(item.property("lineCount"))
        spare = max(0.0, (content.height() / max(1, lines) - own_px) / 2)
        ink = content.adjusted(0, spare, 0, -spare)
        to_screen = lambda rect: item.mapRectToItem(self.root, rect)  # noqa: E731 - three uses, one line
        return SeenText(
            item,
            str(item.property("text")),
            font,
            own_px * scale,
            to_screen(content),
            to_screen(ink),
            self.box(item),
            lines,
        )


def role_of(item: QQuickItem) -> Any:
    """What an item tells assistive technology it is."""
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.role() if interface is not None else QAccessible.Role.NoRole


def accessible_name(item: QQuickItem) -> str:
    """What it tells assistive technology it is called."""
    from PySide6.QtGui import QAccessibleInterface  # noqa: F401 - the type must be known to the binding

    interface = QAccessible.queryAccessibleInterface(item)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def _painted(item: QQuickItem, above: float) -> Iterator[tuple[QQuickItem, float]]:
    opacity = above * item.opacity()
    if not item.isVisible() or opacity <= 0.01:
        return
    children = sorted(item.childItems(), key=lambda child: child.z())
    for child in (c for c in children if c.z() < 0):
        yield from _painted(child, opacity)
    yield item, opacity
    for child in (c for c in children if c.z() >= 0):
        yield from _painted(child, opacity)


def _covers(item: QQuickItem) -> bool:
    """Whether nothing behind this item can be seen: a plain, full rectangle."""
    if not item.inherits("QQuickRectangle"):
        return False
    color: QColor = item.property("color")
    return color.alpha() == 255 and float(item.property("radius")) == 0


def _is_pressable(item: QQuickItem) -> bool:
    if not item.isEnabled():
        return False
    if item.inherits("QQuickMouseArea") or item.inherits("QQuickAbstractButton"):
        return True
    if item.objectName().startswith(("button-", "digit-")):
        return True
    return any(child.inherits(kind) for child in item.children() for kind in HANDLERS)


def _is_ancestor(upper: QQuickItem, item: QQuickItem) -> bool:
    above = item.parentItem()
    while above is not None:
        if above is upper:
            return True
        above = above.parentItem()
    return False


_LAYOUT = """[contentWidth, contentHeight, leftPadding, topPadding, rightPadding, bottomPadding,
    effectiveHorizontalAlignment, verticalAlignment, fontInfo.pixelSize]"""


def _layout(item: QQuickItem) -> tuple[QRectF, float]:
    """Where the text lies within its item, and the size of its font in its own pixels."""
    expression = QQmlExpression(QQmlEngine.contextForObject(item), item, _LAYOUT)
    result: Any = expression.evaluate()
    values = result[0] if isinstance(result, tuple) else result
    width, height, left, top, right, bottom, across, down, px = (
        values.toVariant() if hasattr(values, "toVariant") else values
    )
    room_w, room_h = item.width() - left - right, item.height() - top - bottom
    if int(across) & Qt.AlignmentFlag.AlignRight.value:
        left += room_w - width
    elif int(across) & Qt.AlignmentFlag.AlignHCenter.value:
        left += (room_w - width) / 2
    if int(down) & Qt.AlignmentFlag.AlignBottom.value:
        top += room_h - height
    elif int(down) & Qt.AlignmentFlag.AlignVCenter.value:
        top += (room_h - height) / 2
    return QRectF(left, top, width, height), float(px)
