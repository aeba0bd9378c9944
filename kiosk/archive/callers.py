"""Who an alert is about, as staff may see it on a screen: a masked name and the building."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.people.names import mask_name
from kiosk.store.core import Core
from kiosk.store.rows import one


@dataclass(frozen=True, slots=True, repr=False)
class Caller:
    """A resident without anything that says which door is theirs.

    Attributes:
        name: 王*英; empty where none is known.
        building: As it was noted, such as 3 号楼; empty where it is not known.
    """

    name: str
    building: str


class Callers:
    """Reads residents by their ids. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, resident_ids: Iterable[str]) -> dict[str, Caller]:
        """Those that are still known."""
        opened, found = self._core.fields.open, dict[str, Caller]()
        with self._core.readers.db() as db:
            for resident_id in sorted(set(resident_ids)):
                row = one(db, "SELECT name, name_foreign, building FROM residents WHERE id = ?", resident_id)
                if row is None:
                    continue
                own = opened(row["name"], "residents", "name", resident_id)
                name = own or opened(row["name_foreign"], "residents", "name_foreign", resident_id)
                building = opened(row["building"], "residents", "building", resident_id)
                found[resident_id] = Caller(mask_name(name) if name else "", (building or "").strip())
        return found
