"""People of an office's list who do not exist, as the checked rows of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.archive.archive import Archive
from kiosk.archive.import_plan import Compared, ImportPlan
from kiosk.archive.templates import NewTemplate
from kiosk.ids import new_id
from kiosk.imports.rows import Candidate, PhotoPlace, PhotoRef
from kiosk.people.resident import Address, Resident
from kiosk.whitelist.consent import NEWEST_TEXT, Consent, ConsentHow, ConsentKind, consent_in_words_of

SHA = "ab" * 32
FACE = (NewTemplate("sface", "1", b"\x01\x02\x03\x04" * 128, 0.9),)
CARD = "310000D15600000500000000000000A1"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_GIVEN = "零一二三四五六七八九"


def number_of(at: int) -> str:
    """A made-up number with a right check digit; its sex is female."""
    born = date(1930 + at % 35, 1 + at % 12, 1 + at % 28)
    body = f"31010{at // 400 % 10}{born:%Y%m%d}{at % 400 * 2 + 2:03d}"
    return body + "10X98765432"[sum(w * int(c) for w, c in zip(_WEIGHTS, body, strict=True)) % 11]


def name_of(at: int) -> str:
    """Two to five characters, another for each."""
    return "张" + "".join(_GIVEN[int(digit)] for digit in str(at))


def signed(name: str, day: date = date(2026, 11, 20), *kinds: ConsentKind) -> tuple[Consent, ...]:
    """Consents on paper, to face and health when none is named."""
    wanted = kinds or (ConsentKind.FACE, ConsentKind.HEALTH)
    return tuple(
        replace(consent_in_words_of(NEWEST_TEXT, kind, name, ConsentHow.SIGNATURE), paper="纸-0001", signed_on=day)
        for kind in wanted
    )


def candidate(
    at: int, *, consents: tuple[Consent, ...] | None = None, social_card: str | None = None, photo: bool = False
) -> Candidate:
    """Somebody of 60 and over in row at + 2, who signed on 20 November 2026 unless other consents are given."""
    number, name = number_of(at), name_of(at)
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    home = Address("虚构区", "梧桐街道", "一居", "梧桐里", "3号楼", "402室")
    resident = Resident(new_id(), name, number, "2", born, phone="13800138000", address=home)
    picture = PhotoRef(PhotoPlace.FOLDER, Path("/nowhere"), f"{number}.jpg") if photo else None
    return Candidate(at + 2, resident, signed(name) if consents is None else consents, picture, social_card)


def plan(rows: Sequence[Compared], faces: Mapping[int, tuple[NewTemplate, ...]] | None = None) -> ImportPlan:
    """The plan of a file that was compared."""
    return ImportPlan(tuple(rows), "名单.xlsx", SHA, len(rows), 0, faces or {})


def rows_of(store: Archive, *candidates: Candidate) -> tuple[Compared, ...]:
    """The rows beside what the store knows now."""
    return store.imports.compare(candidates).rows


def taken(store: Archive, *candidates: Candidate, faces: Mapping[int, tuple[NewTemplate, ...]] | None = None) -> str:
    """Compare and write; the id of the import."""
    return store.imports.commit(plan(rows_of(store, *candidates), faces), "staff").import_id


def counts(store: Archive, *tables: str) -> dict[str, int]:
    """Rows of each table."""
    every = tables or ("residents", "whitelist_entries", "consents", "templates", "card_references", "imports",
                       "import_rows", "audit")  # fmt: skip
    with store._core.readers.db() as db:
        return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in every}
