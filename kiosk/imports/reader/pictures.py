"""Pictures that stand in a sheet, by row: anchored over it (Excel), in a cell (WPS), in a cell (Excel 365).

Where each lies in the file is told, never what it shows; nothing is decoded. The parts of Excel 365 are read as
remembered (MS-XLSX richData), the others as found in files.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.imports.messages import EntrySaid
from kiosk.imports.reader.outline import Outline
from kiosk.imports.reader.safe_xml import Attributes, Walk, attribute
from kiosk.imports.reader.zip_scan import Member

MOST_PICTURES = 12_000
MOST_IN_A_ROW = 10
_EMU_OF_A_POINT = 12_700
_WPS = "xl/cellimages.xml"
_METADATA, _RICH_VALUES, _RICH_LINKS = (
    "xl/metadata.xml", "xl/richData/rdrichvalue.xml", "xl/richData/richValueRel.xml",
)  # fmt: skip

Parts = Mapping[str, Member]


def pictures_by_row(book: zipfile.ZipFile, parts: Parts, sheet: str, outline: Outline) -> dict[int, list[EntrySaid]]:
    """Members of the file that hold the pictures of each row of a sheet. What leads nowhere is left out."""
    found: dict[int, list[str]] = {}
    for row, part in _anchored(book, parts, sheet, outline):
        found.setdefault(row, []).append(part)
    by_name = _of_wps(book, parts) if outline.cell_pictures else {}
    for row, names in outline.cell_pictures.items():
        found.setdefault(row, []).extend(by_name[name] for name in names if name in by_name)
    by_number = _of_rich_values(book, parts) if outline.rich_values else {}
    for row, values in outline.rich_values.items():
        found.setdefault(row, []).extend(by_number[value] for value in values if value in by_number)
    return {row: [_said(parts[part]) for part in each[:MOST_IN_A_ROW]] for row, each in found.items() if each}


def _said(member: Member) -> EntrySaid:
    return EntrySaid(member.name, member.offset, member.packed, member.size, member.method, member.crc)


def _links(book: zipfile.ZipFile, parts: Parts, part: str) -> dict[str, str]:
    """Where the relations of a part lead inside the file, by id."""
    folder, name = posixpath.split(part)
    at = f"{folder}/_rels/{name}.rels"
    found: dict[str, str] = {}

    def begun(tag: str, attributes: Attributes) -> None:
        if tag != "Relationship" or attributes.get("TargetMode") == "External" or len(found) >= MOST_PICTURES:
            return
        target = attributes.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if path in parts:
            found[attributes.get("Id", "")] = path

    if at in parts:
        with book.open(at) as stream:
            Walk(begun).through(stream)
    return found


@dataclass(slots=True)
class _Anchor:
    """From row `top` on, counted from 0, and how far into it, in EMU; to the same, or so many EMU on."""

    top: int = 0
    into: int = 0
    bottom: int | None = None
    into_bottom: int = 0
    height: int = 0
    picture: str | None = None


@dataclass(slots=True)
class _Anchors:
    """Reads a drawing part."""

    found: list[_Anchor] = field(default_factory=list)
    _now: _Anchor | None = None
    _end: str = ""
    _tag: str = ""
    _text: str = ""

    def begun(self, name: str, attributes: Attributes) -> None:
        self._tag, self._text = name, ""
        if name in ("oneCellAnchor", "twoCellAnchor"):
            self._now = _Anchor()
        elif self._now is None:
            return
        elif name in ("from", "to"):
            self._end = name
        elif name == "ext" and "cy" in attributes and not self._now.height:
            self._now.height = _number(attributes["cy"])
        elif name == "blip":
            self._now.picture = attribute(attributes, "embed") or self._now.picture

    def said(self, text: str) -> None:
        if self._tag in ("row", "rowOff") and len(self._text) < 20:
            self._text += text

    def ended(self, name: str) -> None:
        if self._now is None:
            return
        if name == "row" and self._end == "from":
            self._now.top = _number(self._text)
        elif name == "rowOff" and self._end == "from":
            self._now.into = _number(self._text)
        elif name == "row" and self._end == "to":
            self._now.bottom = _number(self._text)
        elif name == "rowOff" and self._end == "to":
            self._now.into_bottom = _number(self._text)
        elif name in ("oneCellAnchor", "twoCellAnchor"):
            if self._now.picture and len(self.found) < MOST_PICTURES:
                self.found.append(self._now)
            self._now = None
        self._tag = ""


def _number(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 12 else 0


def _anchored(book: zipfile.ZipFile, parts: Parts, sheet: str, outline: Outline) -> list[tuple[int, str]]:
    drawing = _links(book, parts, sheet).get(outline.drawing or "")
    if drawing is None:
        return []
    anchors = _Anchors()
    with book.open(drawing) as stream:
        Walk(anchors.begun, anchors.ended, anchors.said).through(stream)
    links = _links(book, parts, drawing)
    placed = ((_row_of(anchor, outline), links.get(anchor.picture or "")) for anchor in anchors.found)
    return [(row, part) for row, part in placed if part is not None]


def _row_of(anchor: _Anchor, outline: Outline) -> int:
    """The row, counted from 1, in which the middle of a picture lies: hands put pictures a little over the line."""

    def height(row: int) -> int:
        return round(outline.heights.get(row + 1, outline.height) * _EMU_OF_A_POINT)

    if anchor.bottom is None:
        whole = anchor.height
    elif anchor.bottom - anchor.top > 1000 or anchor.bottom < anchor.top:
        return anchor.top + 1
    else:
        whole = sum(height(row) for row in range(anchor.top, anchor.bottom)) - anchor.into + anchor.into_bottom
    middle, row = anchor.into + whole // 2, anchor.top
    while middle >= height(row) > 0 and row < anchor.top + 1000:
        middle -= height(row)
        row += 1
    return row + 1


def _of_wps(book: zipfile.ZipFile, parts: Parts) -> dict[str, str]:
    """By the name that a cell's DISPIMG gives (`cNvPr name`), the member. http://www.wps.cn/officeDocument/2017."""
    if _WPS not in parts:
        return {}
    links = _links(book, parts, _WPS)
    found: dict[str, str] = {}
    name = ""

    def begun(tag: str, attributes: Attributes) -> None:
        nonlocal name
        if tag == "cNvPr":
            name = attributes.get("name", "")
        elif tag == "blip" and len(found) < MOST_PICTURES:
            part = links.get(attribute(attributes, "embed") or "")
            if name and part:
                found[name] = part

    with book.open(_WPS) as stream:
        Walk(begun).through(stream)
    return found


def _of_rich_values(book: zipfile.ZipFile, parts: Parts) -> dict[int, str]:
    """By a cell's `vm`, counted from 1, the member: valueMetadata → rich value → its first value → relation."""
    if not {_METADATA, _RICH_VALUES, _RICH_LINKS} <= set(parts):
        return {}
    links = _links(book, parts, _RICH_LINKS)
    order: list[str] = []
    blocks: list[int] = []  # future metadata: index of a rich value
    cells: list[int] = []  # value metadata: index of a block
    first_values: list[str] = []
    inside = tag_open = ""

    def link(tag: str, attributes: Attributes) -> None:
        if tag == "rel":
            order.append(attribute(attributes, "id") or "")

    def metadata(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag in ("futureMetadata", "valueMetadata", "cellMetadata"):
            inside = tag
        elif tag == "rvb":
            blocks.append(_number(attributes.get("i", "")))
        elif tag == "rc" and inside == "valueMetadata":
            cells.append(_number(attributes.get("v", "")))

    def value_begun(tag: str, _: Attributes) -> None:
        nonlocal tag_open
        if tag == "rv":
            first_values.append("")
            tag_open = "first"
        elif tag == "v" and tag_open == "first":
            tag_open = "v"

    def value_said(text: str) -> None:
        if tag_open == "v" and len(first_values[-1]) < 20:
            first_values[-1] += text

    def value_ended(tag: str) -> None:
        nonlocal tag_open
        if tag == "v":
            tag_open = "over"

    for part, walk in (
        (_RICH_LINKS, Walk(link)),
        (_METADATA, Walk(metadata)),
        (_RICH_VALUES, Walk(value_begun, value_ended, value_said)),
    ):
        with book.open(part) as stream:
            walk.through(stream)
    found = {}
    for number, block in enumerate(cells, 1):
        value = blocks[block] if block < len(blocks) else -1
        which = _number(first_values[value]) if 0 <= value < len(first_values) else -1
        if 0 <= which < len(order) and order[which] in links:
            found[number] = links[order[which]]
    return found
