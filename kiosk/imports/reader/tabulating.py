"""Rows of a sheet become rows of people: the header found, columns named, what is no person left out and told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from kiosk.imports.messages import ROWS_IN_ONE, CellSaid, EntrySaid, Head, Message, Noticed, Rows, RowSaid, Went
from kiosk.imports.reader.unreadable import Unreadable
from kiosk.imports.rows import MOST_LETTERS, MOST_ROWS, CellKind, Column
from kiosk.imports.words import column_of, is_no_person, is_unneeded, only_counts

HEADER_WITHIN = 10
"""The header is one of so many first rows of the sheet."""
MOST_TEXT = 32 << 20
"""Characters of all cells that are read."""
_LISTED = 5
_ONE_EACH = (Column.NAME, Column.NUMBER, Column.PAPER, Column.SOCIAL_CARD, Column.PHOTO)
"""What a merged cell never says of several people."""
NOTHING: CellSaid = (CellKind.EMPTY, "")

Say = Callable[[Message], None]


def text_cell(text: str) -> CellSaid:
    """A cell with text; blanks alone are nothing, and what is too long for a cell of a list is not kept."""
    if not text or text.isspace():
        return NOTHING
    return (CellKind.TEXT, text) if len(text) <= MOST_LETTERS else (CellKind.TOO_LONG, "")


def score(cells: Sequence[CellSaid]) -> int:
    """How many different columns a row names; 0 for what can be no header."""
    named = {column_of(text) for kind, text in cells if kind is CellKind.TEXT} - {None}
    return len(named) if len(named) > 1 and named & {Column.NAME, Column.NUMBER} else 0


class Tabulator:
    """Takes the rows of one sheet in their order, and says what they are.

    Args:
        hidden: Names of hidden sheets.
        total: Rows in all as far as is known, for the progress.
    """

    def __init__(
        self, say: Say, name: str, hidden: tuple[str, ...] = (), is_text: bool = False, total: int = 0
    ) -> None:
        self._say, self._name, self._hidden, self._is_text, self._total = say, name, hidden, is_text, total
        self._first: list[tuple[int, Sequence[CellSaid], tuple[EntrySaid, ...], Collection[int]]] = []
        self._headers: tuple[str, ...] = ()
        self._mapping: dict[int, Column] = {}
        self._read: frozenset[int] = frozenset()
        self._waiting: list[RowSaid] = []
        self._nameless: set[int] = set()
        self._left_out: dict[str, list[int]] = {"totals": [], "captions": []}
        self._text = 0
        self.count = 0
        """Rows of people so far; more than are sent when there are too many."""

    def take(
        self, number: int, cells: Sequence[CellSaid], photos: tuple[EntrySaid, ...] = (), merged: Collection[int] = ()
    ) -> None:
        """The next row.

        Args:
            merged: Indices of cells that show a merged cell's value from a row above.
        """
        if self._headers:
            self._person(number, cells, photos, merged)
            return
        if number > HEADER_WITHIN:
            self._settle()
            self._person(number, cells, photos, merged)
            return
        self._first.append((number, cells, photos, merged))

    def end(self) -> None:
        """There are no more. Raises Unreadable no-header, no-rows or too-many-rows."""
        if not self._headers:
            self._settle()
        if self.count > MOST_ROWS:
            raise Unreadable("too-many-rows", rows=self.count, most=MOST_ROWS)
        self._send()
        for kind, rows in self._left_out.items():
            if rows:
                self._say(Noticed(kind, {"rows": numbers(rows), "count": str(len(rows))}))
        if self._nameless:
            columns = sorted(self._nameless)[:_LISTED]
            self._say(Noticed("nameless", {"columns": numbers([column + 1 for column in columns])}))
        if not self.count:
            raise Unreadable("no-rows")

    def _settle(self) -> None:
        best = max(self._first, key=lambda row: score(row[1]), default=None)
        if best is None or not score(best[1]):
            raise Unreadable("no-header", most=HEADER_WITHIN)
        self._name_columns(best[0], best[1])
        for number, cells, photos, merged in self._first:
            if number > best[0]:
                self._person(number, cells, photos, merged)
        self._first.clear()

    def _name_columns(self, number: int, cells: Sequence[CellSaid]) -> None:
        headers = [" ".join(text.split())[:60] for _, text in cells]
        while headers and not headers[-1]:
            headers.pop()
        unclear, dropped = [], []
        for index, header in enumerate(headers):
            column = column_of(header)
            if not header or only_counts(header):
                continue
            if column and column not in self._mapping.values():
                self._mapping[index] = column
            elif column is None and is_unneeded(header):
                dropped.append(header)
            else:
                unclear.append(index)
        self._headers = tuple(headers)
        self._read = frozenset((*self._mapping, *unclear))
        mapping = {index: column.value for index, column in self._mapping.items()}
        self._say(
            Head(
                self._name, number, self._headers, mapping, tuple(unclear), tuple(dropped), self._hidden, self._is_text
            )
        )

    def _person(
        self, number: int, cells: Sequence[CellSaid], photos: tuple[EntrySaid, ...], merged: Collection[int]
    ) -> None:
        own = [index for index, cell in enumerate(cells) if cell[0] is not CellKind.EMPTY and index not in merged]
        if not own and not photos:
            return
        if self._is_no_person(number, cells, own) and not photos:
            return
        self.count += 1
        if self.count > MOST_ROWS:
            self._waiting.clear()
            return
        self._nameless.update(index for index in own if index >= len(self._headers) or not self._headers[index])
        kept = tuple(self._kept(index, cells, merged) for index in range(len(self._headers)))
        self._text += sum(len(text) for _, text in kept)
        if self._text > MOST_TEXT:
            raise Unreadable("damaged")
        self._waiting.append(RowSaid(number, kept, photos))
        if len(self._waiting) >= ROWS_IN_ONE:
            self._send()

    def _kept(self, index: int, cells: Sequence[CellSaid], merged: Collection[int]) -> CellSaid:
        if index not in self._read or index >= len(cells):
            return NOTHING
        if index in merged and self._mapping.get(index) in _ONE_EACH:
            return NOTHING
        return cells[index]

    def _is_no_person(self, number: int, cells: Sequence[CellSaid], own: list[int]) -> bool:
        """A total, a caption between the rows, or the header once more."""
        at = {column: index for index, column in self._mapping.items()}
        who = {at[column] for column in (Column.NAME, Column.NUMBER) if column in at}
        name = cells[at[Column.NAME]][1] if at.get(Column.NAME, len(cells)) < len(cells) else ""
        if name and column_of(name) is Column.NAME:
            return True
        if not own:
            return False
        if at.get(Column.NUMBER) not in own and any(is_no_person(cells[index][1]) for index in own[:3]):
            self._left_out["totals"].append(number)
            return True
        if len(own) == 1 and own[0] not in who and len(self._mapping) > 1:
            self._left_out["captions"].append(number)
            return True
        return False

    def _send(self) -> None:
        if self._waiting:
            self._say(Rows(tuple(self._waiting)))
            self._waiting.clear()
            self._say(Went(self.count, max(self._total, self.count)))


def numbers(rows: Sequence[int]) -> str:
    """The first few of them, with a mark where there are more."""
    return ", ".join(map(str, rows[:_LISTED])) + (" …" if len(rows) > _LISTED else "")
