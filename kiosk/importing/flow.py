"""One import at one moment. Frozen; `kiosk.importing.table` makes the next one of it and an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kiosk.archive.import_plan import Comparison, Imported, ImportPlan, ImportSummary, Kind
from kiosk.importing.lines import NO_LINES, Lines, Sight
from kiosk.imports.rows import Checked, Column, Sheet
from kiosk.photo_faces.maker import FaceOutcome
from kiosk.sentences import NO_WORDS, Text
from kiosk.stick_files import Listing, StickFile, StickPlace, shown_name
from kiosk.sticks import Stick

ALONE = 50
"""Rows that one person may write; for more somebody else signs as well (四眼)."""


class Step(StrEnum):
    """How far it has come."""

    CHOOSE = "choose"
    """A stick, a folder, a list are chosen."""
    READY = "ready"
    """The list is chosen; photos may be."""
    PHOTOS = "photos"
    """A folder or an archive of photos is chosen."""
    READING = "reading"
    UNREAD = "unread"
    """It was not read, and why is said."""
    COLUMNS = "columns"
    """What the columns mean that nobody could tell."""
    MEANING = "meaning"
    """What one column means is chosen."""
    CHECKING = "checking"
    PREVIEW = "preview"
    """What would become of every row; nothing is written."""
    ROW = "row"
    """One row of it, field by field."""
    HOW_READ = "how-read"
    """Which sheet was read, and what not."""
    CONSENT = "consent"
    """The papers, and whose row has none."""
    FACES = "faces"
    """Photos are looked at."""
    CONFIRM = "confirm"
    """What the photos gave; the last look before it is written."""
    SAVING = "saving"
    DONE = "done"
    RECENT = "recent"
    """What was imported of late, and taking it back."""


RUNNING = frozenset({Step.READING, Step.CHECKING, Step.FACES, Step.SAVING})
"""Steps that end by themselves, and can only be watched or given up."""
OF_STICKS = frozenset({Step.CHOOSE, Step.READY, Step.PHOTOS})
"""Steps in which sticks are looked at once a second."""
NOTHING_YET = frozenset({*OF_STICKS, Step.UNREAD, Step.DONE, Step.RECENT, Step.SAVING})
"""Steps that can be left without losing work."""


@dataclass(frozen=True, slots=True)
class At:
    """When: monotonic seconds."""

    now_s: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file on a stick, or with `file` None the whole folder."""

    place: StickPlace
    file: StickFile | None = None

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.place.path if self.file is None else self.place.path / self.file.name

    @property
    def shown(self) -> str:
        """Its name as it can be read."""
        if self.file is not None:
            return self.file.shown
        return shown_name(self.place.folders[-1] if self.place.folders else self.place.stick.label)


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is seen of the sticks.

    Attributes:
        sticks: None before anybody looked.
        place: The folder that is shown; None while no stick is chosen.
        listing: What is in it; None while nobody looked.
        why: Why it cannot be seen.
        first: The first file that is shown.
        looking: Somebody looks just now.
        looked_s: When somebody looked last, monotonic.
    """

    sticks: tuple[Stick, ...] | None = None
    place: StickPlace | None = None
    listing: Listing | None = None
    why: Text = NO_WORDS
    first: int = 0
    looking: bool = False
    looked_s: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Totals:
    """What would be written.

    Attributes:
        papers: Rows that carry the number and the date of a paper.
        waiting: New people nobody's consent is known of.
        photos: Rows whose photo may be looked at, and is there.
        faces: Rows whose photo gave a face.
    """

    new: int = 0
    changed: int = 0
    papers: int = 0
    waiting: int = 0
    photos: int = 0
    faces: int = 0

    @property
    def people(self) -> int:
        """Rows something is written of."""
        return self.new + self.changed


@dataclass(frozen=True, slots=True, repr=False)
class Flow:
    """See the module.

    Attributes:
        takes_faces: Photos are looked at here.
        ticket: Of what was asked of other threads; what comes back with an older one is dropped.
        note: One line about what was just done or refused.
        ending: Why it was not read.
        file: The list.
        photos: The folder or the archive of photos; None for those in the list, or none.
        sheet: The list as it was read.
        meanings: What its columns mean, by index; None for a column that is not imported.
        asked: Index of the column whose meaning is chosen.
        lines: What the preview shows, made of `checked` and `comparison`.
        totals: What would be written, counted.
        sight: Which of them.
        first: The first line, or column, that is shown.
        row: The line that is opened.
        overtaken: Somebody changed the list since it was compared.
        papers_lie_here: The clerk says so.
        faces: What the photos gave; None while they were not looked at.
        imported: What was written.
        undone: It was taken back again.
        recent: What was imported of late; None while it is looked up.
        names: Of the accounts, by login, in clear; known with `recent`.
        busy: An error sheet is written, or an import taken back.
    """

    step: Step = Step.CHOOSE
    takes_faces: bool = True
    ticket: int = 0
    note: Text = NO_WORDS
    ending: Text = NO_WORDS
    choosing: Choosing = field(default_factory=Choosing)
    file: Chosen | None = None
    photos: Chosen | None = None
    sheet: Sheet | None = None
    meanings: Mapping[int, Column | None] = field(default_factory=dict)
    asked: int | None = None
    checked: Checked | None = None
    comparison: Comparison | None = None
    lines: Lines = NO_LINES
    totals: Totals = field(default_factory=Totals)
    sight: Sight = Sight.ALL
    first: int = 0
    row: int | None = None
    overtaken: bool = False
    papers_lie_here: bool = False
    faces: FaceOutcome | None = None
    imported: Imported | None = None
    undone: bool = False
    recent: tuple[ImportSummary, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    busy: bool = False

    @property
    def mapping(self) -> dict[int, Column]:
        """The columns that are imported."""
        return {index: column for index, column in self.meanings.items() if column is not None}

    @property
    def open_columns(self) -> tuple[int, ...]:
        """The columns nobody said anything of yet."""
        return () if self.sheet is None else tuple(i for i in self.sheet.unclear if i not in self.meanings)

    @property
    def plan(self) -> ImportPlan:
        """What would be written."""
        assert self.sheet is not None
        assert self.checked is not None
        assert self.comparison is not None
        return ImportPlan(
            rows=self.comparison.rows,
            file_name="" if self.file is None else self.file.shown,
            sha256=self.sheet.sha256,
            rows_read=len(self.sheet.rows),
            refused=len(self.checked.refused),
            faces={} if self.faces is None else self.faces.templates,
        )


def totals_of(comparison: Comparison, faces: FaceOutcome | None, *, takes_faces: bool) -> Totals:
    """Counted when it changes, and not whenever it is shown: there may be ten thousand."""
    made = {} if faces is None else faces.templates
    kinds = (Kind.NEW, Kind.CHANGED)
    to_write = [row for row in comparison.rows if row.kind in kinds or (row.kind is Kind.SAME and made.get(row.row))]
    return Totals(
        new=len([row for row in to_write if row.kind is Kind.NEW]),
        changed=len([row for row in to_write if row.kind is not Kind.NEW]),
        papers=len([row for row in to_write if row.consents]),
        waiting=len([row for row in to_write if row.kind is Kind.NEW and not (row.consents or row.in_force)]),
        photos=len([row for row in comparison.rows if row.wants_face]) if takes_faces else 0,
        faces=len([some for some in made.values() if some]),
    )
