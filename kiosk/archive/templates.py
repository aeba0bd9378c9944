"""Face templates of the people on the whitelist: numbers an engine compares, never pictures.

A template is pseudonymous, not anonymous: faces can be drawn back from such numbers. It is sealed in the encrypted
file, apart from the name, with the engine that made it. Every part a person gave is kept; what is searched is their
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
from kiosk.store.fields import FieldCipher, storable
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
            for _, group in groupby(rows, key=lambda row: row["entry_id"]):
                yield [_template(row, self._core.fields) for row in group]

    def of(self, resident_id: str, *, suspended: bool = False) -> list[Template]:
        """The templates of one person in force, of every engine; the enrolled ones first."""
        values = {"resident": resident_id, "suspended": int(suspended)}
        with self._core.readers.db() as db:
            rows = list(db.query(_IN_FORCE.format(where=_RESIDENT), values))
        return [_template(row, self._core.fields) for row in rows]

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
        for template in templates:
            if not 0 < len(template.vector) <= 65536:
                raise ValueError("a template has between one byte and 64 KiB")
            row_id = new_id()
            insert(act.db, "templates", {
                "id": row_id, **act.when(), "entry_id": entry_id, "engine": storable(template.engine),
                "engine_version": storable(template.engine_version),
                "vector": self._core.fields.seal_bytes(template.vector, "templates", "vector", row_id),
                "quality": template.quality, "origin": origin.value, "batch": batch,
                "taken_utc": iso(template.taken or act.now.utc),
            })  # fmt: skip

    def delete(self, act: Act, entry_id: str, *origins: Origin) -> int:
        """Delete templates of an entry within an act, all or those of some origins; how many there were."""
        chosen = [origin.value for origin in origins or Origin]
        marks = ", ".join("?" * len(chosen))
        sql = f"DELETE FROM templates WHERE entry_id = ? AND origin IN ({marks})"
        return int(act.db.execute(sql, [entry_id, *chosen]).rowcount)


def _count(db: Database, sql: str, *values: object) -> int:
    return int(db.execute(sql, list(values)).fetchone()[0])


def _template(row: Row, fields: FieldCipher) -> Template:
    return Template(
        id=row["id"],
        entry_id=row["entry_id"],
        resident_id=row["resident_id"],
        vector=fields.open_bytes(row["vector"], "templates", "vector", row["id"]),
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
