"""Face templates of the people on the whitelist: numbers an engine compares, never pictures.

A template is pseudonymous, not anonymous: faces can be drawn back from such numbers. It is sealed in the encrypted
file, apart from the name, with the engine that made it, under a key of its own that lies outside of the file: with the
row goes the key, and no copy of the file opens it any more (kiosk/store/erasable.py).

Every part a person gave is kept; what is searched is their
fused vector, computed when it is loaded (`kiosk.gallery.stored`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from kiosk.ids import new_id
from kiosk.store.core import Act, Core
from kiosk.store.erasable import OpenKeys, Slot
from kiosk.store.fields import HEAD_BYTES, FieldCipher, slot_of, storable
from kiosk.store.rows import Row, insert
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment


class Origin(StrEnum):
    """How a template came about."""

    ENROLLED = "enrolled"
    """Taken when the person was registered, or registered anew."""
    ADAPTED = "adapted"
    """Taken at a visit the person's own card confirmed, with their consent to slow updating."""


@dataclass(frozen=True, slots=True, repr=False)
class NewTemplate:
    """A template to be kept.

    Attributes:
        vector: What the engine wants back, byte for byte; at most 64 KiB.
        quality: 0..1, the weight of this part among the person's others; None when nobody judged it.
        taken: When the face was before the camera; None for now, and for a picture that does not say.
    """

    engine: str
    engine_version: str
    vector: bytes
    quality: float | None = None
    taken: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Template:
    """A template of an entry in force. `batch` is the act it came with: one registration or one update."""

    id: str
    entry_id: str
    resident_id: str
    vector: bytes
    engine: str
    engine_version: str
    quality: float | None
    origin: Origin
    batch: str | None
    taken: datetime


@dataclass(frozen=True, slots=True)
class FaceCounts:
    """How many people the whitelist has, and how many of them a face search can find.

    Attributes:
        members: In force, suspended ones left out.
        faces: Different people of whom a template is stored, suspended ones too; what the law counts.
        without: Members without any template.
        other_engine: Members with templates, but none of an engine in use.
    """

    members: int
    faces: int
    without: int
    other_engine: int


class Templates:
    """Reads templates, and writes them within the acts of others. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def in_force(self, engine: str, engine_version: str) -> list[Template]:
        """All templates of entries in force that this engine, in this version, can compare."""
        return [part for parts in self.by_resident(engine, engine_version) for part in parts]

    def by_resident(self, engine: str, engine_version: str, *, suspended: bool = False) -> Iterator[list[Template]]:
        """The same, one person's at a time: a hundred thousand people need not be in memory at once.

        Args:
            suspended: The templates of those suspended too.
        """
        values = {"engine": engine, "version": engine_version, "suspended": int(suspended)}
        with self._core.readers.db() as db:
            rows = db.query(_IN_FORCE.format(where=_ENGINE), values)
            with self._core.erasable.reading() as keys:
                for _, group in groupby(rows, key=lambda row: row["entry_id"]):
                    parts = _templates(group, self._core.fields, keys)
                    if parts:
                        yield parts

    def of(self, resident_id: str, *, suspended: bool = False) -> list[Template]:
        """The templates of one person in force, of every engine; the enrolled ones first."""
        values = {"resident": resident_id, "suspended": int(suspended)}
        with self._core.readers.db() as db:
            rows = list(db.query(_IN_FORCE.format(where=_RESIDENT), values))
        with self._core.erasable.reading() as keys:
            return _templates(rows, self._core.fields, keys)

    def counts(self, engines: Iterable[tuple[str, str]]) -> FaceCounts:
        """Count members and faces. `engines` are the names and versions in use."""
        with self._core.readers.db() as db:
            faces = _count(db, "SELECT count(DISTINCT entry_id) FROM templates")
            members = _count(db, f"SELECT count(*) {_ACTIVE}")
            with_any = _count(db, f"SELECT count(*) {_ACTIVE} AND {_HAS.format(which='')}")
            complete, values = "", []
            for engine, version in engines:
                complete += " AND " + _HAS.format(which="AND t.engine = ? AND t.engine_version = ?")
                values += [engine, version]
            with_all = _count(db, f"SELECT count(*) {_ACTIVE}{complete}", *values)
        without, other = members - with_any, with_any - with_all
        return FaceCounts(members, faces, without, other)

    def save(self, act: Act, entry_id: str, templates: tuple[NewTemplate, ...],
             origin: Origin = Origin.ENROLLED) -> None:  # fmt: skip
        """Keep templates of an entry within an act; together they are one batch."""
        batch = new_id()
        keys = self._core.erasable.make(new_id() for _ in templates)
        for template, (slot, key) in zip(templates, keys, strict=True):
            insert(act.db, "templates", {
                **self.to_row(template, slot, key), **act.when(), "entry_id": entry_id, "origin": origin.value,
                "batch": batch, "taken_utc": iso(template.taken or act.now.utc),
            })  # fmt: skip

    def to_row(self, template: NewTemplate, slot: Slot, key: bytes) -> Row:
        """The columns a template brings along, sealed under its own key. Raises ValueError."""
        if not 0 < len(template.vector) <= 65536:
            raise ValueError("a template has between one byte and 64 KiB")
        seal = self._core.fields.seal_erasable
        return {
            "id": slot.row_id,
            "engine": storable(template.engine),
            "engine_version": storable(template.engine_version),
            "vector": seal(template.vector, "templates", "vector", slot.row_id, slot, key),
            "quality": template.quality,
        }

    def delete(self, act: Act, entry_id: str, *origins: Origin) -> int:
        """Delete templates of an entry within an act, all or those of some origins; how many there were."""
        chosen = [origin.value for origin in origins or Origin]
        marks = ", ".join("?" * len(chosen))
        return delete_rows(act, f"entry_id = ? AND origin IN ({marks})", entry_id, *chosen)

    def destroy_keys(self, db: Database) -> int:
        """Destroy the keys of templates that were deleted; how many. After the commit, outside transactions.

        Raises StoreError.
        """
        return self._core.erasable.destroy_doomed(
            lambda row_id: db.execute("SELECT 1 FROM templates WHERE id = ?", [row_id]).fetchone() is not None
        )

    def delete_unreadable(self, act: Act) -> int:
        """Delete rows whose key was destroyed here: an older copy of the file brought them back. Reads every row."""
        rows = list(act.db.query(f"SELECT id, substr(vector, 1, {HEAD_BYTES}) AS head FROM templates"))
        with self._core.erasable.reading() as keys:
            gone = [row["id"] for row in rows
                    if (slot := slot_of(row["head"], row["id"])) is not None and keys.was_destroyed(slot)]  # fmt: skip
        for row_id in gone:
            act.db.execute("DELETE FROM templates WHERE id = ?", [row_id])
        return len(gone)


def delete_rows(act: Act, where: str, *values: object) -> int:
    """Delete templates within an act, their keys with the commit; how many. `where` is SQL of this program."""
    sql = f"SELECT id, substr(vector, 1, {HEAD_BYTES}) AS head FROM templates WHERE {where}"
    rows = list(act.db.query(sql, list(values)))
    slots = (slot_of(row["head"], row["id"]) for row in rows)
    act.core.erasable.doom(slot for slot in slots if slot is not None)
    return int(act.db.execute(f"DELETE FROM templates WHERE {where}", list(values)).rowcount)


def _count(db: Database, sql: str, *values: object) -> int:
    return int(db.execute(sql, list(values)).fetchone()[0])


def _templates(rows: Iterable[Row], fields: FieldCipher, keys: OpenKeys) -> list[Template]:
    """Those that open. One that was deleted since the rows were read is left out."""
    opened = ((row, fields.open_erasable(row["vector"], "templates", "vector", row["id"], keys)) for row in rows)
    return [_template(row, vector) for row, vector in opened if vector is not None]


def _template(row: Row, vector: bytes) -> Template:
    return Template(
        id=row["id"],
        entry_id=row["entry_id"],
        resident_id=row["resident_id"],
        vector=vector,
        engine=row["engine"],
        engine_version=row["engine_version"],
        quality=row["quality"],
        origin=Origin(row["origin"]),
        batch=row["batch"],
        taken=moment(row["taken_utc"] or row["at_utc"]),
    )


_ACTIVE = "FROM whitelist_entries e WHERE e.status = 'active' AND e.suspended_utc IS NULL"
_HAS = "EXISTS (SELECT 1 FROM templates t WHERE t.entry_id = e.id {which})"
_ENGINE = "t.engine = :engine AND t.engine_version = :version ORDER BY e.seq, t.seq"
_RESIDENT = "e.resident_id = :resident ORDER BY t.origin = 'adapted', t.seq"
_IN_FORCE = """
SELECT t.id, t.entry_id, e.resident_id, t.vector, t.engine, t.engine_version, t.quality, t.origin, t.batch, t.taken_utc,
  t.at_utc FROM templates t JOIN whitelist_entries e ON e.id = t.entry_id
WHERE e.status = 'active' AND (:suspended OR e.suspended_utc IS NULL) AND {where}"""
