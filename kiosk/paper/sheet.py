"""What stands on the pages of a document, before anybody draws it: headings, lines, tables and bars, all of them words.

What is on paper may be somebody's: nothing here says it in its repr.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """Lines of a name and a value."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows of cells under headings.

    Attributes:
        wide: Index of the column that takes the room the others leave; None where all share it.
        note: What is said below it.
        heads_again: The headings stand on every page it goes over, not only on its first.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: int | None = None
    note: str = ""
    heads_again: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """Paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        label: What is counted.
        value: How long it is; None draws none.
        words: What stands at its end: the number, or why there is none.
    """

    label: str
    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars that lie below one another, as long as their values; the longest takes the room there is."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What only its own room can draw; a room's picture is a subclass, and its drawer is handed over with the sheet."""

    title: str


Block = Facts | Table | Words | Bars | Picture


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A whole document.

    Attributes:
        title: On the first page.
        file_title: What a reader's program shows in its title bar and its list of files: it names nobody.
        header: At the top of every page, left and right.
        under: Line below the title; "" none.
        head: Bold line below that; "" none.
        end: Mark behind the last block: nothing follows; "" none.
        stamp: Who takes it away and when: at the foot of every page, and pale across it; "" none.
        watermark: One large word across every page, such as 演示; "" none.
    """

    title: str
    file_title: str
    header: tuple[str, str]
    blocks: Sequence[Block]
    under: str = ""
    head: str = ""
    end: str = ""
    stamp: str = ""
    watermark: str = ""


def words_of(sheet: Sheet) -> tuple[str, ...]:
    """Everything that is read on it from the title to the end mark, in the order in which it is drawn."""
    found = [sheet.title, sheet.under, sheet.head]
    for block in sheet.blocks:
        found.append(block.title)
        match block:
            case Facts():
                found += [cell for row in block.rows for cell in row]
            case Table():
                found += [*block.columns, *(cell for row in block.rows for cell in row), block.note]
            case Words():
                found += block.paragraphs
            case Bars():
                found += [word for bar in block.bars for word in (bar.label, bar.words)] + [block.note]
            case Picture():
                pass  # its numbers stand in the tables; what is written in it depends on its scale
    return tuple(words for words in (*found, sheet.end) if words)
