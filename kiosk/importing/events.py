"""What happens during an import: touches, sticks that come and go, and what came of work done elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.archive.import_plan import Comparison, Imported, ImportSummary
from kiosk.importing.lines import Lines, Sight
from kiosk.imports.rows import Checked, Column, Sheet
from kiosk.photo_faces.maker import FaceOutcome
from kiosk.sentences import Text
from kiosk.stick_files import Listing, StickPlace
from kiosk.sticks import Stick


# --- choosing -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Looked:
    """Which sticks there are, and what is in the folder that is shown; or why it cannot be seen."""

    sticks: tuple[Stick, ...]
    place: StickPlace | None
    listing: Listing | None
    why: Text


@dataclass(frozen=True, slots=True)
class StickChosen:
    """One of several; `at` counts from 0."""

    at: int


@dataclass(frozen=True, slots=True)
class FileChosen:
    """A folder, list or archive was touched. `key` is that of the file."""

    key: str


@dataclass(frozen=True, slots=True)
class WentUp:
    """The folder above."""


@dataclass(frozen=True, slots=True)
class Paged:
    """So many further down, or up."""

    by: int


@dataclass(frozen=True, slots=True)
class PhotosWanted:
    """Photos are to be chosen, or with `wanted` False none of their own."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class FolderTaken:
    """The photos are those in the folder that is shown."""


@dataclass(frozen=True, slots=True)
class ReadWanted:
    """The list is to be read, or read again."""


# --- reading and checking -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """The list was read. `ticket` is that of what was asked, here and below."""

    ticket: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class ColumnsWanted:
    """The meanings of the columns are to be seen once more."""


@dataclass(frozen=True, slots=True)
class ColumnAsked:
    """The meaning of one column is to be chosen."""

    index: int


@dataclass(frozen=True, slots=True)
class Meant:
    """It means this; None when it is not imported."""

    column: Column | None


@dataclass(frozen=True, slots=True)
class ColumnsSaid:
    """The columns are as they are to be."""


@dataclass(frozen=True, slots=True, repr=False)
class Compared:
    """Every row was checked, and compared with the whitelist."""

    ticket: int
    checked: Checked
    comparison: Comparison
    lines: Lines


# --- the preview --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Sighted:
    """A counter was touched."""

    sight: Sight


@dataclass(frozen=True, slots=True)
class RowOpened:
    """A row was touched."""

    row: int


@dataclass(frozen=True, slots=True)
class HowReadWanted:
    """How the list was read."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """返回: to what was there before."""


@dataclass(frozen=True, slots=True)
class ComparedAgain:
    """再核对一次: with the whitelist as it is now."""


# --- consents, photos, saving -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class GoneOn:
    """下一步."""


@dataclass(frozen=True, slots=True)
class PapersConfirmed:
    """The clerk says that the papers lie in the hall, or takes it back."""

    lie_here: bool


@dataclass(frozen=True, slots=True, repr=False)
class FacesMade:
    """Every photo was looked at."""

    ticket: int
    outcome: FaceOutcome


@dataclass(frozen=True, slots=True)
class PhotosSkipped:
    """It is imported without photos."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody else signed as well."""

    login: str


@dataclass(frozen=True, slots=True)
class Saved:
    """It is on the disk."""

    ticket: int
    imported: Imported


@dataclass(frozen=True, slots=True)
class Late:
    """What was asked takes longer than usual; its answer still comes."""

    ticket: int


@dataclass(frozen=True, slots=True)
class WentWrong:
    """Nothing came of what was asked, and nothing was written.

    Attributes:
        overtaken: Because somebody changed the whitelist meanwhile.
    """

    ticket: int
    why: Text
    overtaken: bool = False


# --- after it -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ErrorsWanted:
    """The rows that are to be looked at are written to the stick."""


@dataclass(frozen=True, slots=True)
class SideDone:
    """The error sheet was written, or was not: this is said of it."""

    said: Text


@dataclass(frozen=True, slots=True)
class StillRuns:
    """The error sheet, or an undo, takes longer than usual; it goes on, and this is said of it."""

    said: Text


@dataclass(frozen=True, slots=True)
class RecentWanted:
    """What was imported of late."""


@dataclass(frozen=True, slots=True, repr=False)
class RecentKnown:
    """It was looked up, with the names of the accounts by login, in clear."""

    ticket: int
    imports: tuple[ImportSummary, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UndoWanted:
    """An import is to be taken back; "" for the one that was just done."""

    import_id: str


@dataclass(frozen=True, slots=True)
class UndoConfirmed:
    """It is meant."""

    import_id: str


@dataclass(frozen=True, slots=True)
class UndoSigned:
    """Somebody else signed it as well."""

    import_id: str
    login: str


@dataclass(frozen=True, slots=True)
class UndoDone:
    """It was taken back; this is said of it, and these are the imports now."""

    import_id: str
    said: Text
    imports: tuple[ImportSummary, ...]


# --- the whole ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class GivenUp:
    """不导了: nothing of it stays. What is being saved is saved."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time goes on."""


Event = (
    Looked | StickChosen | FileChosen | WentUp | Paged | PhotosWanted | FolderTaken | ReadWanted
    | Read | ColumnsWanted | ColumnAsked | Meant | ColumnsSaid | Compared
    | Sighted | RowOpened | HowReadWanted | WentBack | ComparedAgain
    | GoneOn | PapersConfirmed | FacesMade | PhotosSkipped | Signed | Saved | Late | WentWrong
    | ErrorsWanted | SideDone | StillRuns | RecentWanted | RecentKnown
    | UndoWanted | UndoConfirmed | UndoSigned | UndoDone
    | GivenUp | Ticked
)  # fmt: skip
