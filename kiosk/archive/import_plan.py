"""What becomes of each row of an office's list, as it is shown before anything is written, and what was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.archive.import_known import ImportVersion
from kiosk.archive.templates import NewTemplate
from kiosk.imports.rows import Candidate
from kiosk.people.resident import Resident
from kiosk.sentences import Text
from kiosk.whitelist.consent import Consent

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


class Kind(StrEnum):
    """What a row is to the list."""

    NEW = "new"
    """Not on the list; somebody taken off it whose own consent is newer than that is new, too."""
    SAME = "same"
    CHANGED = "changed"
    REVOKED = "revoked"
    """Taken off the list, and no consent of the row is newer: they stay off it."""
    REFUSED = "refused"
    """It cannot be right; `Compared.problem` says why."""


@dataclass(frozen=True, slots=True, repr=False)
class FieldChange:
    """One field that is known otherwise.

    Attributes:
        field: As `Resident` and `Address` name it, `consent-KIND`, or `card`.
        before, after: As they may stand on a screen, masked; "" for nothing.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, repr=False)
class Compared:
    """One row beside what is known.

    Attributes:
        changes: Field by field; empty for somebody nothing was known of.
        version: How the person stood when the row was compared; None for nobody known. `commit` refuses another one.
        problem: Why it is refused, or stays revoked.
        notes: What of the row does not count, such as a paper that is older than the word of the person.
        resident: As they will be known.
        consents: Those that are news.
        ends: Ids of the consents on record that they take the place of.
        in_force: Ids of the consents on record that go on.
        card: 卡识别码 that is news.
        entry_id: The line in force; None when there is none.
        may_have_face: The row's own consent lets a face be looked at, and holds.
        has_face: A template is stored already.
    """

    row: int
    candidate: Candidate
    kind: Kind
    resident: Resident
    changes: tuple[FieldChange, ...] = ()
    version: ImportVersion | None = None
    problem: Text | None = None
    notes: tuple[Text, ...] = ()
    consents: tuple[Consent, ...] = ()
    ends: tuple[str, ...] = ()
    in_force: tuple[str, ...] = ()
    card: str | None = None
    entry_id: str | None = None
    before: Resident | None = None
    may_have_face: bool = False
    has_face: bool = False

    @property
    def wants_face(self) -> bool:
        """Whether the row's photo is to be looked at. A face that is stored stays when the row says nothing new."""
        is_told_already = self.kind is Kind.SAME and self.has_face
        return self.may_have_face and self.candidate.photo is not None and not is_told_already

    @property
    def renews_person(self) -> bool:
        """Whether the person's own row is written."""
        return self.before is None or self.before != self.resident


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """All rows, in the order of the file."""

    rows: tuple[Compared, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many rows are of each kind; every kind is there."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in Kind}


@dataclass(frozen=True, slots=True, repr=False)
class ImportPlan:
    """What is to be written.

    Attributes:
        file_name: As the clerk knows the file.
        sha256: Of the file, 64 hexadecimal digits.
        rows_read: Rows of people in the file.
        refused: Rows that were refused before they were compared.
        faces: Templates by row.
    """

    rows: tuple[Compared, ...]
    file_name: str
    sha256: str
    rows_read: int
    refused: int = 0
    faces: Mapping[int, tuple[NewTemplate, ...]] = field(default_factory=dict)

    @property
    def written(self) -> tuple[Compared, ...]:
        """The rows something is written of."""
        return tuple(row for row in self.rows if row.kind in (Kind.NEW, Kind.CHANGED) or self._adds_face(row))

    def _adds_face(self, row: Compared) -> bool:
        return row.kind is Kind.SAME and bool(self.faces.get(row.row))


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written. `import_id` is "" when there was nothing to write."""

    import_id: str
    added: int
    changed: int
    same: int
    refused: int
    faces: int


@dataclass(frozen=True, slots=True, repr=False)
class ImportSummary:
    """One import as it is listed. `undo_until` is None when it cannot be undone any more."""

    id: str
    at: datetime
    by: str
    file_name: str
    rows_read: int
    added: int
    changed: int
    same: int
    refused: int
    faces: int
    undo_until: datetime | None
    undone: datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Left:
    """Somebody of a batch whom somebody changed since: an undo leaves them as they are."""

    row: int
    resident_id: str
    masked_name: str


@dataclass(frozen=True, slots=True, repr=False)
class Undone:
    """What an undo did. `traceless` as in `Whitelist.revoke`."""

    removed: int
    restored: int
    left: tuple[Left, ...]
    traceless: bool
