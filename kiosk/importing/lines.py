"""The lines of a preview: every row of a list once, masked, and by the five counters that stand over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.archive.import_plan import Compared, Comparison, FieldChange, Kind
from kiosk.imports.rows import Checked, RefusedRow
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import NO_WORDS, Text, table


class Sight(StrEnum):
    """What a counter counts."""

    ALL = "all"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LOOK = "look"
    """Not imported as it stands, and why is said."""


_SIGHTS = {
    Kind.NEW: Sight.NEW, Kind.CHANGED: Sight.CHANGED, Kind.SAME: Sight.SAME,
    Kind.REVOKED: Sight.LOOK, Kind.REFUSED: Sight.LOOK,
}  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One row.

    Attributes:
        name, number: Masked; "" where there is none.
        problem, remedy: Of a row that is not imported; `detail` where two values disagree, both.
        changes: Field by field.
        hints: What else the clerk should know; the row is imported all the same.
        waits: Nobody's consent is known: they are listed, never matched.
        face: What was wrong with the photo; the row is imported without it.
    """

    row: int
    sight: Sight
    name: str
    number: str
    problem: Text = NO_WORDS
    remedy: Text = NO_WORDS
    detail: Text = NO_WORDS
    changes: tuple[FieldChange, ...] = ()
    hints: tuple[Text, ...] = ()
    waits: bool = False
    face: Text = NO_WORDS

    @property
    def as_refused(self) -> RefusedRow:
        """For the sheet that goes back to the office."""
        if self.face:
            return RefusedRow(self.row, self.name, self.number, self.face, table("importing.remedies")["photo"])
        return RefusedRow(self.row, self.name, self.number, self.problem, self.remedy, self.detail)


@dataclass(frozen=True, slots=True, repr=False)
class Lines:
    """All of them in the order of the file, and by what they are counted as."""

    by: Mapping[Sight, tuple[Line, ...]] = field(default_factory=dict)

    def of(self, sight: Sight) -> tuple[Line, ...]:
        """Those a counter counts."""
        return self.by.get(sight, ())

    def line(self, row: int) -> Line | None:
        """That of a row of the spreadsheet."""
        return next((line for line in self.of(Sight.ALL) if line.row == row), None)

    def with_faces(self, refused: Mapping[int, Text]) -> Lines:
        """What was wrong with the photos stands on their lines."""
        return _sorted_out(
            replace(line, face=refused.get(line.row, NO_WORDS)) if line.face or line.row in refused else line
            for line in self.of(Sight.ALL)
        )


NO_LINES = Lines()


def lines_of(checked: Checked, comparison: Comparison) -> Lines:
    """Every row once. Takes a tenth of a second of ten thousand."""
    refused = [_refused(row) for row in checked.refused]
    compared = [_compared(row) for row in comparison.rows]
    return _sorted_out(sorted((*refused, *compared), key=lambda line: line.row))


def _sorted_out(lines: Iterable[Line]) -> Lines:
    found: dict[Sight, list[Line]] = {sight: [] for sight in Sight}
    for line in lines:
        found[Sight.ALL].append(line)
        found[line.sight].append(line)
    return Lines({sight: tuple(some) for sight, some in found.items()})


def _refused(row: RefusedRow) -> Line:
    return Line(row.row, Sight.LOOK, row.masked_name, row.masked_number, row.problem, row.remedy, row.detail)


def _compared(row: Compared) -> Line:
    typed = row.candidate.resident
    name = typed.name or typed.name_foreign or ""
    said = row.problem or NO_WORDS
    problem, remedy = _short(said) if said else (NO_WORDS, NO_WORDS)
    return Line(
        row=row.row,
        sight=_SIGHTS[row.kind],
        name=mask_name(name) if name else "",
        number=mask_id_number(typed.number or ""),
        problem=problem,
        remedy=remedy,
        detail=said if said != problem else NO_WORDS,
        changes=row.changes if row.kind is Kind.CHANGED else (),
        hints=(*row.candidate.warnings, *row.notes),
        waits=row.kind is Kind.NEW and not (row.consents or row.in_force),
    )


def _short(said: Text) -> tuple[Text, Text]:
    """What the whitelist refused and what to do about it, short enough for a row."""
    code = said.key.rpartition(".")[2]
    problems, remedies = table("importing.problems"), table("importing.remedies")
    problem = problems[code].fill(**said.blanks) if code in problems else said
    return problem, remedies.get(code, remedies["other"])
