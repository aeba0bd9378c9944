"""XML of a stranger, read without doing what it says: no document types, no entities, nothing fetched, not too much."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

LARGEST = 4 * 1024 * 1024
DEEPEST = 64
MOST_ELEMENTS = 20_000
"""A certificate of twelve points both ways has some 700."""


class NotReadable(ValueError):
    """No XML, or none that is read here. The code is a key of `certificates.verify.unreadable`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Node:
    """An element. `tag` with its namespace, `{https://ptb.de/dcc}name`; blanks around its text are dropped."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The tag without its namespace."""
        return self.tag.rpartition("}")[2]

    def find(self, *names: str) -> Node | None:
        """The first descendant by names of one level after the other."""
        found: Node | None = self
        for name in names:
            found = next((child for child in (found.children if found else ()) if child.name == name), None)
        return found


def read(content: bytes) -> Node:
    """The root element. Raises NotReadable."""
    if len(content) > LARGEST:
        raise NotReadable("too-large")
    top = Node("", {})
    path, elements = [top], 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if len(path) > DEEPEST:
            raise NotReadable("too-deep")
        if elements > MOST_ELEMENTS:
            raise NotReadable("too-large")
        node = Node(_named(tag), {_named(name): value for name, value in attributes.items()})
        path[-1].children.append(node)
        path.append(node)

    def end(_: str) -> None:
        path[-1].text = path[-1].text.strip()
        path.pop()

    def text(piece: str) -> None:
        path[-1].text += piece

    def refuse(*_: object) -> int:
        raise NotReadable("doctype")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        raise NotReadable("not-xml") from error
    return top.children[0]


def _named(tag: str) -> str:
    return "{" + tag if "}" in tag else tag


def difference(one: Node, other: Node, path: str = "") -> str | None:
    """Where two trees first differ, as a path of element names; None where they do not."""
    here = f"{path}/{one.name}"
    if (one.tag, one.attributes, one.text) != (other.tag, other.attributes, other.text):
        return here
    for index, (mine, its) in enumerate(zip(one.children, other.children, strict=False)):
        found = difference(mine, its, here if len(one.children) == 1 else f"{here}[{index + 1}]")
        if found is not None:
            return found
    return here if len(one.children) != len(other.children) else None
