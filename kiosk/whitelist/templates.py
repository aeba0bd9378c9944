"""Face templates of the people on the whitelist: numbers an engine compares, never pictures.

A template is pseudonymous, not anonymous: faces can be drawn back from such numbers. It is sealed in the encrypted
file, apart from the name, with the engine that made it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.store.core import Act, Core
from kiosk.store.fields import storable
from kiosk.store.rows import insert, new_id


@dataclass(frozen=True, slots=True, repr=False)
class NewTemplate:
    """A template to be kept. `vector` is what the engine wants back, byte for byte; at most 64 KiB."""

    engine: str
    engine_version: str
    vector: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Template:
    """A template of an entry in force."""

    id: str
    entry_id: str
    resident_id: str
    vector: bytes


class Templates:
    """Reads templates; they are written and deleted with their whitelist entry. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def in_force(self, engine: str, engine_version: str) -> list[Template]:
        """All templates of entries in force that this engine, in this version, can compare."""
        with self._core.readers.db() as db:
            rows = list(db.query(_IN_FORCE, {"engine": engine, "version": engine_version}))
        fields = self._core.fields
        return [
            Template(r["id"], r["entry_id"], r["resident_id"],
                     fields.open_bytes(r["vector"], "templates", "vector", r["id"]))
            for r in rows
        ]  # fmt: skip

    def save(self, act: Act, entry_id: str, templates: tuple[NewTemplate, ...]) -> None:
        """Keep templates of an entry within an act."""
        for template in templates:
            if not 0 < len(template.vector) <= 65536:
                raise ValueError("a template has between one byte and 64 KiB")
            row_id = new_id()
            insert(act.db, "templates", {
                "id": row_id, **act.when(), "entry_id": entry_id, "engine": storable(template.engine),
                "engine_version": storable(template.engine_version),
                "vector": self._core.fields.seal_bytes(template.vector, "templates", "vector", row_id),
            })  # fmt: skip

    def delete(self, act: Act, entry_id: str) -> int:
        """Delete the templates of an entry within an act; how many there were."""
        return int(act.db.execute("DELETE FROM templates WHERE entry_id = ?", [entry_id]).rowcount)


_IN_FORCE = """
SELECT t.id, t.entry_id, e.resident_id, t.vector FROM templates t JOIN whitelist_entries e ON e.id = t.entry_id
WHERE e.status = 'active' AND t.engine = :engine AND t.engine_version = :version ORDER BY t.seq"""
