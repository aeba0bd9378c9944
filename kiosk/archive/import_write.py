"""People of a list as rows, sealed before the writer is asked, and written by it in one go.

Sealing takes longer than writing; a visit must not wait for it. So everything but the times is made beforehand, on the
thread of whoever imports, and the transaction does nothing but insert.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec

from devices.cards.text import normalised
from kiosk.archive.consent_rows import to_row as consent_row
from kiosk.archive.entry_rows import newest_change
from kiosk.archive.import_known import ImportVersion, holders_of, versions_of
from kiosk.archive.import_plan import Compared, ImportPlan, Kind
from kiosk.archive.resident_rows import TABLE, as_plain
from kiosk.archive.resident_rows import to_row as resident_row
from kiosk.archive.templates import NewTemplate, Origin, Templates
from kiosk.ids import new_id
from kiosk.sentences import sentence
from kiosk.store.audit import ManyEntry
from kiosk.store.core import Act, Core, many
from kiosk.store.rows import Row, insert, insert_all
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso
from kiosk.whitelist.admission import WhitelistRefused
from resources.learnt import learn

UNDO_FOR = timedelta(hours=24)
Putting = Callable[..., None]
WHEN = ("at_utc", "boot_id", "monotonic_s", "clock_suspect")


class Before(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an undo needs of one row; sealed, and gone with it.

    Attributes:
        resident: As they were known; None when the batch did not change them.
        is_new: Nobody knew them before.
        entry: Their line.
        is_entry_new: The batch made it.
        consents, templates, card: What the batch added, by id.
        ends: The consents it took the place of.
        in_force: All that held right after it.
    """

    is_new: bool
    entry: str
    is_entry_new: bool
    resident: dict[str, str | None] | None = None
    consents: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    card: str | None = None
    ends: tuple[str, ...] = ()
    in_force: tuple[str, ...] = ()


learn(Before)


@dataclass(slots=True, repr=False)
class Batch:
    """Rows by table, without their times.

    Attributes:
        expected: How everybody must still stand, by the index of the number; None for nobody known.
        new_cards: Indexes of cards nobody may have yet.
        lines: Id of the line, its person, and whether it is new; in the order of the file.
        given: What the trail says of the consents, an entry a person.
        imported: Columns of `import_rows` but `change_seq`.
    """

    id: str
    expected: dict[bytes, ImportVersion | None]
    new_cards: list[bytes]
    residents: list[Row]
    cards: list[Row]
    ends: list[str]
    consents: list[Row]
    lines: list[tuple[str, str, bool]]
    templates: list[Row]
    given: list[ManyEntry]
    imported: list[Row]


def prepared(core: Core, rows: Iterable[Compared], keep: Mapping[int, list[Row]], import_id: str) -> Batch:
    """Seal everything of these rows.

    Args:
        keep: The sealed templates by row, without their line.
    """
    batch = Batch(import_id, {}, [], [], [], [], [], [], [], [], [])
    for row in rows:
        _prepare(core, batch, row, keep.get(row.row, []))
    return batch


def sealed_templates(core: Core, templates: Templates, faces: Mapping[int, Sequence[NewTemplate]]) -> dict[
    int, list[Row]
]:  # fmt: skip
    """The templates by row, each under a key of its own, which is on the disk when this returns."""
    flat = [(number, one) for number, some in faces.items() for one in some]
    keys = core.writer.call(lambda _: core.erasable.make(new_id() for _ in flat), 60.0)
    found: dict[int, list[Row]] = {}
    batches = {number: new_id() for number in faces}
    for (number, one), (slot, key) in zip(flat, keys, strict=True):
        row = templates.to_row(one, slot, key)
        found.setdefault(number, []).append({**row, "batch": batches[number], "origin": Origin.ENROLLED.value})
    return found


def _prepare(core: Core, batch: Batch, row: Compared, templates: list[Row]) -> None:
    fields, person = core.fields, row.resident
    index = fields.index("number", person.number or "")
    batch.expected[index] = row.version
    if row.renews_person:
        batch.residents.append(resident_row(person, fields))
    consents = [(new_id(), consent) for consent in row.consents]
    batch.consents += [consent_row(consent, row_id, person.id, fields) for row_id, consent in consents]
    if row.consents:
        kinds, versions = [one.kind.value for one in row.consents], sorted({one.text_version for one in row.consents})
        told = {"import": batch.id, "kinds": kinds, "text_versions": versions, "how": row.consents[0].how.value}
        batch.given.append(many(person.id, **told))
    batch.ends += row.ends
    card_id = _prepare_card(core, batch, row)
    entry = row.entry_id or new_id()
    batch.lines.append((entry, person.id, row.entry_id is None))
    batch.templates += [{**one, "entry_id": entry} for one in templates]
    before = Before(
        is_new=row.before is None,
        entry=entry,
        is_entry_new=row.entry_id is None,
        resident=as_plain(row.before) if row.before is not None and row.renews_person else None,
        consents=tuple(row_id for row_id, _ in consents),
        templates=tuple(str(one["id"]) for one in templates),
        card=card_id,
        ends=row.ends,
        in_force=(*row.in_force, *(row_id for row_id, _ in consents)),
    )
    row_id = new_id()
    batch.imported.append({
        "id": row_id, "import_id": batch.id, "resident_id": person.id,
        "did": "added" if row.entry_id is None else "changed", "row_number": row.row,
        "before": fields.seal_bytes(msgspec.json.encode(before), "import_rows", "before", row_id),
    })  # fmt: skip


def _prepare_card(core: Core, batch: Batch, row: Compared) -> str | None:
    if row.card is None:
        return None
    fields, row_id, code = core.fields, new_id(), normalised(row.card)
    index = fields.index("reference", code)
    batch.new_cards.append(index)
    batch.cards.append({
        "id": row_id, "resident_id": row.resident.id,
        "reference": fields.seal(code, "card_references", "reference", row_id),
        "reference_index": index, "learnt_from": "registration",
    })  # fmt: skip
    return row_id


def write(act: Act, batch: Batch) -> None:
    """Write it within an act that noted the import."""
    db, stamp, put = act.db, iso(act.now.utc), putting(act)
    columns = [column for column in (batch.residents[0] if batch.residents else ()) if column != "id"]
    updates = ", ".join(f"{column} = excluded.{column}" for column in (*columns, "updated_utc"))
    put(TABLE, batch.residents, {"updated_utc": stamp}, f"ON CONFLICT (id) DO UPDATE SET {updates}")
    put("card_references", batch.cards)
    db.conn.executemany("UPDATE consents SET withdrawn_utc = ? WHERE id = ?", [(stamp, one) for one in batch.ends])
    put("consents", batch.consents)
    seqs = _write_lines(act, batch, put)
    put("templates", batch.templates, {"taken_utc": stamp})
    put("import_rows", [{**row, "change_seq": seq} for row, seq in zip(batch.imported, seqs, strict=True)])
    act.note_all("consent.imported", batch.given)


def note_import(act: Act, import_id: str, plan: ImportPlan, faces: int) -> None:
    """The row of the import within an act, which every row of it refers to."""
    sealed_name = act.core.fields.seal(plan.file_name, "imports", "file_name", import_id)
    insert(act.db, "imports", {
        "id": import_id, **act.when(), "by": act.actor[:64], "file_name": sealed_name, "file_sha256": plan.sha256,
        "rows_read": plan.rows_read, **counts_of(plan, faces), "undo_until_utc": iso(act.now.utc + UNDO_FOR),
    })  # fmt: skip


def note_done(act: Act, import_id: str, plan: ImportPlan, faces: int, signed_by: str | None) -> None:
    """The trail's entry of the batch."""
    second = {} if signed_by is None else {"signed_by": signed_by}
    act.note("whitelist.imported", None, **{"import": import_id}, sha256=plan.sha256, rows=plan.rows_read,
             **counts_of(plan, faces), **second)  # fmt: skip


def counts_of(plan: ImportPlan, faces: int) -> dict[str, int]:
    """What is written, and what is not, in numbers. `faces` are the people who get templates."""
    written = plan.written
    kinds = [row.kind for row in plan.rows]
    refused = plan.refused + sum(kind in (Kind.REFUSED, Kind.REVOKED) for kind in kinds)
    added = sum(row.entry_id is None for row in written)
    same = sum(kind is Kind.SAME for kind in kinds) - sum(row.kind is Kind.SAME for row in written)
    return {"added": added, "changed": len(written) - added, "same": same, "refused": refused, "faces": faces}


def check_unchanged(db: Database, expected: Mapping[bytes, ImportVersion | None], new_cards: Sequence[bytes]) -> None:
    """Raises WhitelistRefused when anybody is not as they were when they were compared."""
    now = dict(versions_of(db, list(expected)))
    is_other = any(now.get(index) != version for index, version in expected.items())
    if is_other or holders_of(db, new_cards):
        raise WhitelistRefused(sentence("refusals.import-changed"), "whitelist-changed")


def _write_lines(act: Act, batch: Batch, put: Putting) -> list[int]:
    """The lines, each with the next `change_seq`; those numbers."""
    first = newest_change(act.db) + 1
    numbered = list(enumerate(batch.lines, start=first))
    put("whitelist_entries", [
        {"id": entry, "resident_id": person, "status": "active", "change_seq": seq, "added_by": act.actor}
        for seq, (entry, person, is_new) in numbered if is_new
    ])  # fmt: skip
    touched = [(seq, entry) for seq, (entry, _, is_new) in numbered if not is_new]
    act.db.conn.executemany("UPDATE whitelist_entries SET change_seq = ? WHERE id = ?", touched)
    return [seq for seq, _ in numbered]


def putting(act: Act) -> Putting:
    """Inserts many rows of a table with the times of the act, and more columns that all of them share."""
    when = act.when()
    return partial(_put, act, tuple(when[column] for column in WHEN))


def _put(
    act: Act, when: Sequence[object], table: str, rows: Iterable[Row], more: dict[str, Any] | None = None,
    on_conflict: str = "",
) -> None:  # fmt: skip
    rows, extra = list(rows), more or {}
    if rows:
        names, last = tuple(rows[0]), tuple(extra.values())
        values = [(*row.values(), *when, *last) for row in rows]
        insert_all(act.db, table, (*names, *WHEN, *extra), values, on_conflict)
