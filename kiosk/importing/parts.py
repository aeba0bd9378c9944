"""What the page of an import is made of, and what it asks of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Protocol

from kiosk.archive.import_plan import Compared, Comparison, Imported, ImportPlan, ImportSummary, Progress, Undone
from kiosk.importing.meter import Meter
from kiosk.imports.rows import Candidate, Checked, Column, RefusedRow, Sheet
from kiosk.photo_faces.maker import FaceOutcome
from kiosk.sentences import Text
from kiosk.sticks import Stick


class Reader(Protocol):
    """Reads lists of strangers (`kiosk.importing.list_reader`). Slow; tells how far it is, ends when stopped."""

    def read(self, path: Path, meter: Meter) -> Sheet:
        """Read a list. Raises ImportRefused, and Stopped or Cancelled when it was stopped."""

    def check(self, sheet: Sheet, mapping: Mapping[int, Column], photos: Path | None, meter: Meter) -> Checked:
        """Check its rows under these columns, photos from a folder or an archive. Raises as `read`."""

    def error_sheet(self, refused: Sequence[RefusedRow]) -> bytes:
        """The rows that are to be mended, as .xlsx."""


class Imports(Protocol):
    """Compares and writes (`kiosk.archive.imports.Imports`)."""

    def compare(self, candidates: Sequence[Candidate], progress: Progress = ...) -> Comparison:
        """Beside what is known. Raises StoreError."""

    def commit(self, plan: ImportPlan, actor: str, signed_by: str | None = None) -> Imported:
        """Write it whole. Raises WhitelistRefused or StoreError, and nothing was written."""

    def recent(self) -> tuple[ImportSummary, ...]:
        """The newest first. Raises StoreError."""

    def undo(self, import_id: str, actor: str, *, signed_by: str | None = None) -> Undone:
        """Take one back. Raises WhitelistRefused or StoreError."""


class FaceMaking(Protocol):
    """Looks at photos in a process of its own (`kiosk.photo_faces.maker.FaceMaker`)."""

    def start(
        self,
        rows: Sequence[Compared],
        told: Callable[[int, int], None],
        done: Callable[[FaceOutcome], None],
        failed: Callable[[Text], None],
    ) -> Callable[[], None]:
        """Begin; what is given is called on any thread. What it gives back ends it, and may be called again."""


class Trail(Protocol):
    """The audit trail."""

    def note(self, actor: str, action: str, subject: str | None, **detail: object) -> None:
        """Note it. Raises StoreError."""


@dataclass(frozen=True, slots=True)
class ImportParts:
    """See the module.

    Attributes:
        sticks: Which are plugged in; may be slow.
        faces: None where no faces are taken.
        names: Of the accounts, by login, in clear.
    """

    reader: Reader
    imports: Imports
    trail: Trail
    sticks: Callable[[], tuple[Stick, ...]]
    zone: tzinfo
    faces: FaceMaking | None
    names: Callable[[], Mapping[str, str]]
