"""What stands on a certificate, before anybody draws it: headings, lines, tables and one plot, all of them words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines of a name and a value."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings.

    Attributes:
        wide: Index of the column that takes the room the others leave; None where all share it.
        note: What is said below it.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """Errors over the reference, with their limits.

    Attributes:
        axis, unit: What the error is called, and its unit.
        found, left: (reference, error) before and after the adjustment; the second empty without one.
        limits: (reference, largest permitted |error|).
        guard: Half width of the guard band inside the limits; 0 where the decision rule has none.
        found_word, left_word, limit_word, guard_word: What the marks, lines and band are called.
    """

    title: str
    axis: str
    unit: str
    found: tuple[tuple[float, float], ...]
    left: tuple[tuple[float, float], ...]
    limits: tuple[tuple[float, float], ...]
    guard: float
    found_word: str
    left_word: str
    limit_word: str
    guard_word: str


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


Block = Facts | Table | Plot | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole certificate, or the record of a check that has none.

    Attributes:
        title: 校准证书 or 检查记录.
        number: On every page.
        number_line: The same with what it is called.
        issuer: Who made it; on every page.
        head: Lines under the title of the first page; "" none.
        end: Mark behind the last block: nothing follows.
        watermark: Across every page; "" none.
    """

    title: str
    number: str
    number_line: str
    issuer: str
    head: str
    blocks: tuple[Block, ...]
    end: str
    watermark: str = ""


def words_of(sheet: Sheet) -> tuple[str, ...]:
    """Everything that is read on it from the title to the end mark, in the order in which it is drawn."""
    found = [sheet.title, sheet.number_line, sheet.head]
    for block in sheet.blocks:
        found.append(block.title)
        match block:
            case Facts():
                found += [cell for row in block.rows for cell in row]
            case Table():
                found += [*block.columns, *(cell for row in block.rows for cell in row), block.note]
            case Words():
                found += block.paragraphs
            case Plot():
                pass  # its numbers stand in the tables; what is written in it depends on its scale
    return (*(words for words in found if words), sheet.end)


def header_of(sheet: Sheet) -> tuple[str, str]:
    """What stands at the top of every page, at the left and at the right."""
    return sheet.issuer, sheet.number_line
