"""The health codes people were shown, and the last answer for each of them, for hours without network."""

from __future__ import annotations

from kiosk.health_code.result import CodeResult
from kiosk.ids import new_id
from kiosk.store.core import Core
from kiosk.store.fields import FieldCipher, storable
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment

_TABLE = "last_codes"


class LastCodes:
    """Keeps the newest answer for each resident, without its QR text. Implements `kiosk.health_code.desk.LastKnown`.

    Thread-safe. What was shown in a visit is written by the journal, into another table.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, resident_id: str) -> CodeResult | None:
        """What was remembered last, its QR text empty; None when nothing was. Raises StoreError."""
        with self._core.readers.db() as db:
            row = one(db, "SELECT * FROM last_codes WHERE resident_id = ?", resident_id)
        return None if row is None else _result(row, self._core.fields)

    def remember(self, resident_id: str, result: CodeResult) -> None:
        """Keep this answer instead of the one before; waits for the commit. Raises StoreError."""
        fresh_id = new_id()

        def work(db: Database) -> None:
            act = self._core.act(db, "terminal")
            known = one(db, "SELECT id FROM last_codes WHERE resident_id = ?", resident_id)
            row_id = fresh_id if known is None else str(known["id"])
            row = _columns(_TABLE, row_id, resident_id, result, self._core.fields) | act.when()
            updates = ", ".join(f"{column} = excluded.{column}" for column in row if column != "id")
            insert(db, _TABLE, row, f"ON CONFLICT (id) DO UPDATE SET {updates}")

        self._core.writer.call(work)


def code_row(code_id: str, resident_id: str, code: CodeResult, fields: FieldCipher) -> Row:
    """A shown code as a row of `codes`, but its visit and time."""
    row = _columns("codes", code_id, resident_id, code, fields)
    return {**row, "qr_text": fields.seal(code.qr_text, "codes", "qr_text", code_id)}


def plain_code(code: CodeResult) -> dict[str, object]:
    """A code as plain data, without the QR text: that opens a page about the person."""
    return {"level": code.level, "profile": code.profile, "source": code.source, "as_of": iso(code.as_of)}


def _columns(table: str, row_id: str, resident_id: str, code: CodeResult, fields: FieldCipher) -> Row:
    return {
        "id": row_id,
        "resident_id": resident_id,
        "level": storable(code.level),
        "profile": storable(code.profile),
        "issued_utc": iso(code.issued_at),
        "expires_utc": iso(code.expires_at),
        "as_of_utc": iso(code.as_of),
        "source": code.source,
        "reference": fields.seal(code.reference, table, "reference", row_id),
    }


def _result(row: Row, fields: FieldCipher) -> CodeResult:
    return CodeResult(
        level=row["level"],
        profile=row["profile"],
        qr_text="",
        issued_at=moment(row["issued_utc"]),
        expires_at=moment(row["expires_utc"]),
        source=row["source"],
        as_of=moment(row["as_of_utc"]),
        reference=fields.open(row["reference"], _TABLE, "reference", row["id"]) or "",
    )
