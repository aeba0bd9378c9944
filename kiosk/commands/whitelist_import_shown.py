"""What `kiosk whitelist import` shows of a list before anything is written: counts, changes, problems; all masked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import Text, listed, sentence, table

if TYPE_CHECKING:
    from devices.clock import Clock
    from kiosk.archive.import_plan import Compared, Comparison, ImportSummary
    from kiosk.imports.rows import Checked, Column, RefusedRow, Sheet

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """A file as it was read."""

    sheet: Sheet
    mapping: Mapping[int, Column]
    checked: Checked

    @property
    def rows(self) -> int:
        """Rows of people."""
        return len(self.checked.candidates) + len(self.checked.refused)


@dataclass(frozen=True, slots=True, repr=False)
class Refusals:
    """What is not imported, by row.

    Attributes:
        rows: For the sheet that goes back.
        faces: Rows whose photo gave nothing, and why; they are imported without a face.
        unmatched: Photos that are nobody's, by their masked names.
    """

    rows: tuple[RefusedRow, ...]
    faces: tuple[tuple[int, Text], ...] = ()
    unmatched: tuple[str, ...] = ()


def refusals_of(reading: Reading, comparison: Comparison, faces: Mapping[int, Text]) -> Refusals:
    """Everything that was refused at any step, in the order of the rows."""
    from kiosk.archive.import_plan import Kind
    from kiosk.imports.rows import RefusedRow

    rows = list(reading.checked.refused)
    check = sentence("imported.command.check")
    for row in comparison.rows:
        problem = row.problem if row.kind in (Kind.REFUSED, Kind.REVOKED) else faces.get(row.row)
        if problem is not None:
            remedy = check if row.row not in faces else sentence("imported.command.other-photo")
            rows.append(RefusedRow(row.row, _name(row), _number(row), problem, remedy))
    by_row = tuple(sorted(rows, key=lambda one: one.row))
    return Refusals(by_row, tuple(sorted(faces.items())), reading.checked.unmatched)


def preview(reading: Reading, comparison: Comparison, refusals: Refusals) -> list[str]:
    """Lines for the person who decides."""
    from kiosk.archive.import_plan import Kind

    sheet, counts = reading.sheet, comparison.counts
    comma = sentence("words.comma")
    lines: list[str] = [sentence("imported.command.read", sheet=sheet.name or "-", rows=reading.rows)]
    if sheet.dropped:
        lines.append(sentence("imported.command.dropped", columns=comma.join(sheet.dropped)))
    unclear = [sheet.headers[at] for at in sheet.unclear if at not in reading.mapping]
    if unclear:
        lines.append(sentence("imported.command.unclear", columns=comma.join(unclear)))
    lines += sheet.notices
    lines.append(sentence(
        "imported.command.counts", new=counts[Kind.NEW], same=counts[Kind.SAME], changed=counts[Kind.CHANGED],
        revoked=counts[Kind.REVOKED], refused=counts[Kind.REFUSED] + len(reading.checked.refused),
    ))  # fmt: skip
    pending = sum(row.kind is Kind.NEW and not row.consents for row in comparison.rows)
    if pending:
        lines.append(sentence("imported.command.pending", rows=pending))
    photos = sum(row.wants_face for row in comparison.rows)
    if photos:
        lines.append(sentence("imported.command.photos", photos=photos))
    if refusals.unmatched:
        lines.append(sentence("imported.command.unmatched", count=len(refusals.unmatched)))
        lines += _some([sentence("imported.command.photo", file=name) for name in refusals.unmatched], "more-photos")
    changed = [row for row in comparison.rows if row.kind is Kind.CHANGED]
    lines += _some([_changed_line(row) for row in changed])
    lines += _some([
        sentence("imported.command.problem", row=one.row, problem=one.problem) for one in refusals.rows
    ])  # fmt: skip
    noted = [(row.row, note) for row in comparison.rows for note in (*row.candidate.warnings, *row.notes)]
    lines += _some([sentence("imported.command.noted", row=row, note=note) for row, note in noted])
    return lines


def as_data(reading: Reading, comparison: Comparison, refusals: Refusals) -> dict[str, Any]:
    """The same for a program."""
    return {
        "sha256": reading.sheet.sha256,
        "sheet": reading.sheet.name,
        "rows": reading.rows,
        "columns": {reading.sheet.headers[at]: column.value for at, column in reading.mapping.items()},
        "dropped": list(reading.sheet.dropped),
        "counts": {
            **{kind.value: count for kind, count in comparison.counts.items()},
            "unreadable": len(reading.checked.refused),
        },
        "photos": sum(row.wants_face for row in comparison.rows),
        "photos_of_nobody": list(refusals.unmatched),
        "changes": [
            {"row": row.row, "fields": {one.field: [one.before, one.after] for one in row.changes}}
            for row in comparison.rows
            if row.changes
        ],
        "problems": [
            {"row": one.row, "name": one.masked_name, "number": one.masked_number, "problem": one.problem}
            for one in refusals.rows
        ],
        "dry_run": True,
    }


def listed_imports(rows: Sequence[ImportSummary], zone: tzinfo) -> list[str]:
    """A line an import, and how many there are."""
    lines: list[str] = []
    for one in rows:
        state = ""
        if one.undone is not None:
            state = sentence("imported.command.was-undone", by=one.undone_by)
        elif one.undo_until is not None:
            state = sentence(
                "imported.command.undo-until", until=one.undo_until.astimezone(zone).strftime("%m-%d %H:%M")
            )
        lines.append(sentence(
            "imported.command.row", id=one.id, at=one.at.astimezone(zone).strftime("%Y-%m-%d %H:%M"), by=one.by,
            file=one.file_name, added=one.added, changed=one.changed, faces=one.faces, state=state,
        ))  # fmt: skip
    return [*lines, sentence("imported.command.imports", count=len(rows))]


def progress_line(what: str, clock: Clock) -> Callable[[int, int], None]:
    """Tells how far it is on one line of standard error: rate and time left, too."""
    began_s = clock.now().monotonic_s

    def told(done: int, total: int) -> None:
        took_s = max(0.001, clock.now().monotonic_s - began_s)
        per_s = done / took_s
        left_s = round((total - done) / per_s) if per_s and total else 0
        said = sentence("imported.command.progress", what=what, done=done, total=total, per_s=per_s,
                        minutes=left_s // 60, seconds=left_s % 60)  # fmt: skip
        print(f"\r{said}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return told


def _changed_line(row: Compared) -> str:
    words = {**table("people.fields"), **table("imported.fields")}
    told = (
        sentence("imported.command.field", field=words.get(one.field, one.field), before=one.before, after=one.after)
        for one in row.changes
    )
    return sentence("imported.command.changed", row=row.row, name=_name(row), changes=listed(told))


def _some(lines: list[Text] | list[str], kind: str = "more") -> list[str]:
    """The first lines, and how many there are more."""
    left = len(lines) - MOST_SHOWN
    more = [table("imported.command")[kind].fill(rows=left)] if left > 0 else []
    return [*lines[:MOST_SHOWN], *more]


def _name(row: Compared) -> str:
    resident = row.candidate.resident
    return mask_name(resident.name or resident.name_foreign or "")


def _number(row: Compared) -> str:
    return mask_id_number(row.candidate.resident.number or "")
