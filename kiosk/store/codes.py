"""The health codes people were shown, and the last one known of each, for hours without network."""

from __future__ import annotations

from dataclasses import replace

from kiosk.health_code.result import CodeResult
from kiosk.store.core import Core
from kiosk.store.fields import FieldCipher, storable
from kiosk.store.rows import Row, insert, new_id, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment

LAST_KNOWN = "last-known"


class Codes:
    """Reads and keeps codes. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def last_known(self, resident_id: str) -> CodeResult | None:
        """The newest answer a service gave for a resident, its source set to "last-known"; `as_of` tells its age."""
        with self._core.readers.db() as db:
            row = one(db, "SELECT * FROM codes WHERE resident_id = ? AND source <> ? ORDER BY seq DESC LIMIT 1",
                      resident_id, LAST_KNOWN)  # fmt: skip
        return None if row is None else replace(_code(row, self._core.fields), source=LAST_KNOWN)

    def remember(self, resident_id: str, result: CodeResult) -> None:
        """Keep an answer that belongs to no visit, such as one fetched beforehand. Waits for the commit.

        Answers shown in a visit are kept by the journal; they need not be remembered again.
        """
        code_id = new_id()

        def work(db: Database) -> None:
            act = self._core.act(db, "terminal")
            insert(db, "codes", {**code_row(code_id, resident_id, result, self._core.fields), **act.when()})
            act.note("code.remembered", code_id, level=result.level)

        self._core.writer.call(work)


def code_row(code_id: str, resident_id: str, code: CodeResult, fields: FieldCipher) -> Row:
    """The columns of a code but its visit and time."""
    return {
        "id": code_id,
        "resident_id": resident_id,
        "level": storable(code.level),
        "profile": storable(code.profile),
        "qr_text": fields.seal(code.qr_text, "codes", "qr_text", code_id),
        "issued_utc": iso(code.issued_at),
        "expires_utc": iso(code.expires_at),
        "as_of_utc": iso(code.as_of),
        "source": code.source,
        "reference": fields.seal(code.reference, "codes", "reference", code_id),
    }


def plain_code(code: CodeResult) -> dict[str, object]:
    """A code as plain data, without the QR text: that opens a page about the person."""
    return {"level": code.level, "profile": code.profile, "source": code.source, "as_of": iso(code.as_of)}


def _code(row: Row, fields: FieldCipher) -> CodeResult:
    return CodeResult(
        level=row["level"],
        profile=row["profile"],
        qr_text=fields.open(row["qr_text"], "codes", "qr_text", row["id"]) or "",
        issued_at=moment(row["issued_utc"]),
        expires_at=moment(row["expires_utc"]),
        source=row["source"],
        as_of=moment(row["as_of_utc"]),
        reference=fields.open(row["reference"], "codes", "reference", row["id"]) or "",
    )
