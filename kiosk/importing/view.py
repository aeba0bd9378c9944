"""What the page of an import shows. Frozen, drawn by the ui; names, numbers and cells are masked."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text

ROWS = 7
"""Lines handed over at once: a panel shows as many of them as have room."""


@dataclass(frozen=True, slots=True)
class StickView:
    """One stick among several."""

    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """A folder or a file. `kind` is "folder", "table" or "archive"."""

    key: str
    name: str
    kind: str
    size: str
    when: str


@dataclass(frozen=True, slots=True)
class ChooseView:
    """What is on the stick.

    Attributes:
        sticks: Empty where none is plugged in; `looked` says whether anybody looked yet.
        place: Where in it, from the stick's own folder on.
        empty: What is said where there is nothing to choose.
        left_out: That there is more than is listed.
        photos: Photos are chosen, not the list.
        inside: In a folder of the stick.
    """

    looked: bool
    sticks: tuple[StickView, ...]
    place: str
    files: tuple[FileView, ...]
    first: int
    total: int
    empty: Text
    left_out: Text
    photos: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class ReadyView:
    """The list that was chosen, and where its photos are. `own_photos` when they are not in the list."""

    file: str
    facts: Text
    photos: Text
    own_photos: bool


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far what runs is. `part` is 0..1; `stops` whether it can be stopped."""

    what: Text
    left: Text
    speed: Text
    lead: Text
    part: float
    known: bool
    stops: bool


@dataclass(frozen=True, slots=True, repr=False)
class ColumnView:
    """One column. `state` is "open", "said" or "out"; `samples` are masked cells of it."""

    index: int
    header: str
    meaning: Text
    state: str
    samples: str


@dataclass(frozen=True, slots=True, repr=False)
class ColumnsView:
    """What the columns mean. `missing` is what is still to be said."""

    columns: tuple[ColumnView, ...]
    first: int
    total: int
    dropped: Text
    missing: Text


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One meaning."""

    key: str
    label: Text
    chosen: bool


@dataclass(frozen=True, slots=True, repr=False)
class MeaningView:
    """What one column may mean."""

    title: Text
    samples: tuple[str, ...]
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True)
class CounterView:
    """One of the five counters."""

    key: str
    label: Text
    icon: str
    tone: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True, repr=False)
class LineView:
    """One row: what becomes of it, and what is to be done or known."""

    row: int
    name: str
    number: str
    word: Text
    more: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True, repr=False)
class PreviewView:
    """Every row, by five counters.

    Attributes:
        looks: The rows shown have problems and remedies.
        left_out: How many photos are nobody's, which columns and sheets are not imported.
        missing: What keeps it from going on; "" when nothing does.
        again: It must be compared once more.
        errors: Rows for the error sheet.
        busy: An error sheet is written, or the import taken back.
    """

    counters: tuple[CounterView, ...]
    lines: tuple[LineView, ...]
    first: int
    total: int
    looks: bool
    empty: Text
    left_out: str
    missing: Text
    again: bool
    errors: int
    errors_label: Text
    busy: bool


@dataclass(frozen=True, slots=True, repr=False)
class ChangeView:
    """One field, before and after; masked."""

    label: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True, repr=False)
class RowView:
    """One row, opened."""

    title: Text
    number: str
    word: Text
    icon: str
    tone: str
    problem: Text
    detail: Text
    remedy: Text
    changes: tuple[ChangeView, ...]
    hints: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """One thing of how the list was read, or of what is about to happen. `icon` is "ok", "tri", "info" or "minus"."""

    label: Text
    value: str
    icon: str = "info"


@dataclass(frozen=True, slots=True)
class ConsentView:
    """The papers. `promise` is "" where no row carries one."""

    facts: tuple[FactView, ...]
    promise: Text
    given: bool
    who: Text
    missing: Text
    label: Text
    may_skip: bool


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """The last look."""

    facts: tuple[FactView, ...]
    missing: Text
    label: Text
    errors: int
    errors_label: Text
    busy: bool


@dataclass(frozen=True, slots=True)
class DoneView:
    """What was written. `may_undo` for a day."""

    headline: Text
    lead: Text
    undone: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class ImportedView:
    """One import of late."""

    key: str
    when: str
    who: str
    file: str
    what: Text
    state: Text
    may_undo: bool


@dataclass(frozen=True, slots=True)
class RecentView:
    """The imports of late. `looked` whether they are known yet."""

    imports: tuple[ImportedView, ...]
    first: int
    total: int
    looked: bool
    busy: bool


@dataclass(frozen=True, slots=True, repr=False)
class ImportView:
    """The page. `step` is `kiosk.importing.flow.Step`; what is drawn of the rest depends on it."""

    step: str
    about: str
    note: Text = NO_WORDS
    choose: ChooseView | None = None
    ready: ReadyView | None = None
    progress: ProgressView | None = None
    unread: Text = NO_WORDS
    columns: ColumnsView | None = None
    meaning: MeaningView | None = None
    preview: PreviewView | None = None
    row: RowView | None = None
    how_read: tuple[FactView, ...] = ()
    consent: ConsentView | None = None
    confirm: ConfirmView | None = None
    done: DoneView | None = None
    recent: RecentView | None = None
