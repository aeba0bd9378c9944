"""What was read of a list: its sheet and rows as they stand there, and what became of each row. Nothing is written.

A row's number is the one the spreadsheet shows, from 1. A column's index counts from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kiosk.imports.copies import FileCopy
from kiosk.people.resident import Resident
from kiosk.sentences import NO_WORDS, Refusal, Text
from kiosk.whitelist.consent import Consent

MOST_ROWS = 10_000
"""Rows of people in one file."""
MOST_COLUMNS = 100
MOST_LETTERS = 500
"""Of one cell; a longer one is of kind TOO_LONG and empty."""

Progress = Callable[[int, int], None]
"""Told rows done and rows in all; 0 in all while nobody knows."""


class ImportRefused(Refusal):
    """A file, or a photo, is not read. The sentence never quotes what stands in it."""


class Column(StrEnum):
    """What a column may be taken for."""

    NAME = "name"
    FOREIGN_NAME = "foreign-name"
    NUMBER = "number"
    SEX = "sex"
    BIRTH = "birth"
    PHONE = "phone"
    DISTRICT = "district"
    STREET = "street"
    COMMITTEE = "committee"
    COMMUNITY = "community"
    BUILDING = "building"
    HOME = "home"
    ADDRESS = "address"
    """All levels in one cell."""
    SOCIAL_CARD = "social-card"
    PHOTO = "photo"
    FACE_CONSENT = "face-consent"
    HEALTH_CONSENT = "health-consent"
    HOME_CALLS_CONSENT = "home-calls-consent"
    PAPER = "paper"
    """Number of the paper a consent was signed on."""
    SIGNED_ON = "signed-on"
    GUARDIAN = "guardian"
    GUARDIAN_RELATION = "guardian-relation"


class CellKind(StrEnum):
    """How a value stood in its cell: a number is never taken for text."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"
    """A formula whose result is not in the file."""
    ERROR = "error"
    """#N/A and the like."""
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True, repr=False)
class Cell:
    """One cell.

    Attributes:
        text: As it stands there; a number in its shortest decimal form, a date as 1945-03-15, "" for the other kinds.
    """

    kind: CellKind = CellKind.EMPTY
    text: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """Where one member of a zip file lies. Bytes; `method` 0 stored, 8 deflated; `crc` of what it holds."""

    offset: int
    packed: int
    size: int
    method: int
    crc: int


class PhotoPlace(StrEnum):
    """Where a photo lies."""

    FOLDER = "folder"
    ZIP = "zip"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True, repr=False)
class PhotoRef:
    """One photo, to be read by `photo_bytes` when it is needed.

    Attributes:
        path: The folder or the zip file; the list itself for one in the sheet.
        member: Its name in there. It may name somebody: shown to the clerk alone.
        entry: In a zip or sheet, where its bytes lie.
        copy: The list's bytes, for one in the sheet: the stick may be gone.
    """

    place: PhotoPlace
    path: Path
    member: str
    entry: ZipEntry | None = None
    copy: FileCopy | None = None


@dataclass(frozen=True, slots=True, repr=False)
class SheetRow:
    """One row of people.

    Attributes:
        cells: By column index, as many as there are headers. Those of dropped columns are empty: they were not read.
        photo: The picture that stands in the row.
        photos: How many stand there; `photo` is None unless there is just one.
    """

    number: int
    cells: tuple[Cell, ...]
    photo: PhotoRef | None = None
    photos: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """The one sheet of a file that was read.

    Attributes:
        name: Of the sheet; "" for a text file.
        header_row: Number of the row with the columns' names.
        headers: Of every column, as they stand there; "" where there is none.
        mapping: By column index, what the names say.
        unclear: Indices of columns whose names say nothing known, to be mapped by touch. They are not imported else.
        dropped: Names of the columns that were not read because the whitelist does not need them.
        hidden_sheets: Names of the hidden sheets; nothing of them was read.
        sha256: Of exactly the bytes that were read, 64 hexadecimal digits.
        notices: What was left out and how the file was understood.
        is_text: A CSV or TXT file: there every cell is text, also what a spreadsheet took for a number before.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    mapping: Mapping[int, Column]
    unclear: tuple[int, ...]
    dropped: tuple[str, ...]
    hidden_sheets: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    sha256: str
    notices: tuple[Text, ...] = ()
    is_text: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """A row that may be imported.

    Attributes:
        resident: With a fresh id; whoever compares it with the register knows whether there is an older one.
        consents: Those whose paper and date stand in the row; none is 待同意: listed, no face looked at, never matched.
        warnings: What was left empty or brought to another spelling.
    """

    row: int
    resident: Resident
    consents: tuple[Consent, ...] = ()
    photo: PhotoRef | None = None
    social_card: str | None = None
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class RefusedRow:
    """A row that is not imported.

    Attributes:
        row: 0 for what stands in none, such as a photo that is nobody's.
        masked_name, masked_number: "" where there is none.
        problem: In a few words.
        remedy: What to do in the file, in fewer.
        detail: Where two values disagree, both, as far as they differ.
    """

    row: int
    masked_name: str
    masked_number: str
    problem: Text
    remedy: Text
    detail: Text = NO_WORDS


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """Every row of a sheet is in one of the two, in the order of the rows.

    Attributes:
        unmatched: Photos of the folder or zip file that are nobody's of the list: their names, masked.
    """

    candidates: tuple[Candidate, ...] = field(default=())
    refused: tuple[RefusedRow, ...] = field(default=())
    unmatched: tuple[str, ...] = field(default=())
