"""What is to be done during an import. The page does it; what comes of it comes back as an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.archive.import_plan import Compared, ImportPlan
from kiosk.importing.flow import Chosen
from kiosk.imports.rows import Checked, Column, RefusedRow, Sheet
from kiosk.stick_files import StickPlace
from kiosk.sticks import Stick


@dataclass(frozen=True, slots=True)
class Look:
    """Look which sticks there are and what is in this folder: Looked."""

    place: StickPlace | None


@dataclass(frozen=True, slots=True)
class ReadList:
    """Read a list: Read."""

    ticket: int
    file: Chosen


@dataclass(frozen=True, slots=True, repr=False)
class CheckRows:
    """Check every row and compare it with the whitelist: Compared."""

    ticket: int
    sheet: Sheet
    mapping: dict[int, Column]
    photos: Chosen | None


@dataclass(frozen=True, slots=True, repr=False)
class CompareAgain:
    """Compare checked rows with the whitelist as it is now: Compared."""

    ticket: int
    checked: Checked


@dataclass(frozen=True, slots=True, repr=False)
class LookAtPhotos:
    """Make faces of the photos: FacesMade."""

    ticket: int
    rows: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class StopWork:
    """End what runs; nothing of it stays."""


@dataclass(frozen=True, slots=True)
class AskSecond:
    """Have somebody else sign: Signed."""

    people: int


@dataclass(frozen=True, slots=True, repr=False)
class Commit:
    """Write it all: Saved.

    Attributes:
        papers: So many rows carry a paper that the clerk says lies in the hall.
        signed_by: Login of the second person, None where one is enough.
    """

    ticket: int
    plan: ImportPlan
    papers: int
    signed_by: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class WriteErrors:
    """Write the rows to be looked at to a stick: SideDone. `stick` is the list's own; another one when it is gone."""

    rows: tuple[RefusedRow, ...]
    stick: Stick | None = field(default=None)


@dataclass(frozen=True, slots=True)
class ListRecent:
    """Look up what was imported of late: RecentKnown."""

    ticket: int


@dataclass(frozen=True, slots=True)
class AskUndo:
    """Ask whether an import is really to be taken back: UndoConfirmed."""

    import_id: str
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class AskUndoSecond:
    """Have somebody else sign it: UndoSigned."""

    import_id: str
    people: int


@dataclass(frozen=True, slots=True)
class UndoImport:
    """Take an import back: UndoDone."""

    import_id: str
    signed_by: str | None = None


Effect = (
    Look | ReadList | CheckRows | CompareAgain | LookAtPhotos | StopWork | AskSecond | Commit | WriteErrors
    | ListRecent | AskUndo | AskUndoSecond | UndoImport
)  # fmt: skip
