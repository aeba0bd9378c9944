"""What stands on a certificate, before anybody draws it: the blocks of a document, and one plot."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.paper import sheet as paper
from kiosk.paper.sheet import Facts, Picture, Table, Words


@dataclass(frozen=True, slots=True)
class Plot(Picture):
    """Errors over the reference, with their limits.

    Attributes:
        axis, unit: What the error is called, and its unit.
        found, left: (reference, error) before and after the adjustment; the second empty without one.
        limits: (reference, largest permitted |error|).
        guard: Half width of the guard band inside the limits; 0 where the decision rule has none.
        found_word, left_word, limit_word, guard_word: What the marks, lines and band are called.
    """

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


def on_paper(sheet: Sheet) -> paper.Sheet:
    """The same as a document: number and place on every page."""
    return paper.Sheet(
        title=sheet.title,
        file_title=f"{sheet.title} {sheet.number}",
        header=header_of(sheet),
        blocks=sheet.blocks,
        under=sheet.number_line,
        head=sheet.head,
        end=sheet.end,
        watermark=sheet.watermark,
    )


def words_of(sheet: Sheet) -> tuple[str, ...]:
    """Everything that is read on it from the title to the end mark, in the order in which it is drawn."""
    return paper.words_of(on_paper(sheet))


def header_of(sheet: Sheet) -> tuple[str, str]:
    """What stands at the top of every page, at the left and at the right."""
    return sheet.issuer, sheet.number_line
