"""Every row of a sheet judged: somebody who may be imported, or why not and what to do in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.ids import new_id
from kiosk.imports.consenting import consents_of
from kiosk.imports.duplicates import refuse_duplicates
from kiosk.imports.person_row import Fields, RowProblem, contact_of, problem_words, resident_of, warned
from kiosk.imports.photos import FoundPhoto, NameKey, Photos, name_key
from kiosk.imports.rows import Candidate, CellKind, Checked, Column, PhotoRef, Progress, RefusedRow, Sheet, SheetRow
from kiosk.imports.values import plain
from kiosk.people.id_number import long_form
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import Text
from kiosk.whitelist.admission import AdmissionRules
from kiosk.whitelist.consent import NEWEST_TEXT

_TOLD_EVERY = 200


@dataclass(frozen=True, slots=True)
class ImportRules:
    """The hall's own rules for a list.

    Attributes:
        consent_years: How long a consent to the face holds; 0 until it is taken back.
        text_version: Of the words on the papers that were signed.
    """

    admission: AdmissionRules = field(default_factory=AdmissionRules)
    consent_years: int = 0
    text_version: str = NEWEST_TEXT


def check_rows(
    sheet: Sheet, mapping: Mapping[int, Column], today: date, rules: ImportRules, photos: Photos | None = None,
    progress: Progress | None = None,
) -> Checked:  # fmt: skip
    """Every row judged by itself, then against the others.

    Args:
        mapping: Column by index: the sheet's own, or with what was mapped by touch.
        photos: Of a folder or zip file; a picture that stands in the row goes before it.
    """
    columns = {column: index for index, column in mapping.items()}
    rows = [_Row(row, columns, sheet.is_text) for row in sheet.rows]
    shared = Counter(key for row in rows if (key := row.name_key) is not None)
    candidates: list[Candidate] = []
    refused: list[RefusedRow] = []
    for count, row in enumerate(rows, 1):
        try:
            candidates.append(row.candidate(today, rules, photos, shared))
        except RowProblem as problem:
            refused.append(row.refused(problem))
            row.find_photo(photos, shared)
        if progress and (count % _TOLD_EVERY == 0 or count == len(rows)):
            progress(count, len(rows))
    kept, twice = refuse_duplicates(candidates)
    refused += twice
    unmatched = () if photos is None else photos.unmatched()
    return Checked(tuple(kept), tuple(sorted(refused, key=lambda row: row.row)), unmatched)


class _Row:
    """One row and its fields by column."""

    def __init__(self, row: SheetRow, columns: Mapping[Column, int], is_text: bool) -> None:
        self._row = row
        self._fields = Fields(row.cells, columns, is_text)

    @property
    def name_key(self) -> NameKey | None:
        name, number = self._fields.text(Column.NAME), long_form(self._fields.text(Column.NUMBER))
        return name_key(name, number) if name and len(number) >= 4 else None

    def candidate(
        self, today: date, rules: ImportRules, photos: Photos | None, shared: Mapping[NameKey, int]
    ) -> Candidate:
        """Raises RowProblem."""
        warnings: list[Text] = []
        self._fields.judge_kinds()
        resident = resident_of(self._fields, new_id(), today, rules.admission, warnings)
        phone, address, card = contact_of(self._fields, warnings)
        resident = replace(resident, phone=phone, address=address)
        consents = consents_of(self._fields, resident, today, rules.consent_years, rules.text_version, warnings)
        photo = self._photo(resident.number or "", resident.name or "", photos, shared, warnings)
        return Candidate(self._row.number, resident, consents, photo, card, tuple(warnings))

    def refused(self, problem: RowProblem) -> RefusedRow:
        name, number = self._fields.text(Column.NAME), plain(self._fields.text(Column.NUMBER))
        said, remedy = problem_words(problem)
        return RefusedRow(
            self._row.number, mask_name(name) if name else "", self._masked(number), said, remedy, problem.detail
        )

    def _masked(self, number: str) -> str:
        """Of a number that was one to the spreadsheet, only the first digits are the person's."""
        if self._fields.cell(Column.NUMBER).kind is CellKind.NUMBER:
            return number[:3] + "*" * (len(number) - 3)
        return mask_id_number(number) if number else ""

    def _photo(
        self, number: str, name: str, photos: Photos | None, shared: Mapping[NameKey, int], warnings: list[Text]
    ) -> PhotoRef | None:
        found = self._found(number, name, photos, shared)
        if self._row.photos > 1:
            warnings.append(warned("photos-many", count=self._row.photos))
            return None
        if self._row.photo is not None:
            return self._row.photo
        if found.problem:
            warnings.append(warned(found.problem))
        return found.ref

    def find_photo(self, photos: Photos | None, shared: Mapping[NameKey, int]) -> None:
        """So that the photo of a row that is refused does not count as nobody's."""
        self._found(long_form(self._fields.text(Column.NUMBER)), self._fields.text(Column.NAME), photos, shared)

    def _found(self, number: str, name: str, photos: Photos | None, shared: Mapping[NameKey, int]) -> FoundPhoto:
        if photos is None:
            return FoundPhoto()
        file = self._fields.text(Column.PHOTO)
        named = file if "." in file else ""  # other words in that column name no file
        return photos.of(number, name, file=named, name_is_shared=shared.get(name_key(name, number), 0) > 1)
