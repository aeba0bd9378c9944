"""A store, and people on its whitelist with made-up vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.templates import NewTemplate
from kiosk.faces.engines.engine import Vector, create
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.gallery.stored import packed
from kiosk.ids import new_id
from kiosk.people.resident import Address, Resident
from kiosk.whitelist.consent import Consent, ConsentKind
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import consent, enrolment

SFACE, DLIB = create("sface"), create("dlib")


def direction(seed: int, length: int = 128) -> Vector:
    """A unit vector; two of different seeds are nearly at right angles."""
    vector = np.random.default_rng(seed).standard_normal(length).astype(np.float32)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def like(vector: Vector, cosine: float, seed: int = 99) -> Vector:
    """A unit vector at this cosine to a unit vector."""
    other = direction(seed)
    aside = other - float(other @ vector) * vector
    aside /= np.linalg.norm(aside)
    return (cosine * vector + np.sqrt(1.0 - cosine**2) * aside).astype(np.float32)


def part(vector: Vector, engine: str = "sface", quality: float | None = 0.9, version: str | None = None) -> NewTemplate:
    """One template of an engine in its present version."""
    return NewTemplate(engine, version or create(engine).version, packed(vector), quality)


class Members:
    """Puts fictitious people on the whitelist."""

    def __init__(self, store: Archive) -> None:
        self.store = store

    def add(self, *templates: NewTemplate, consents: Iterable[ConsentKind] = (), address: Address | None = None,
            looks_like: tuple[str, ...] = ()) -> str:  # fmt: skip
        """Somebody new with these templates; the resident id."""
        person = Resident(id=new_id(), name="王桂英", number=None, birth=date(1944, 3, 12))
        given: tuple[Consent, ...] = tuple(consent(kind) for kind in (ConsentKind.FACE, *consents))
        plan = enrolment(resident=replace(person, address=address or Address()), consents=given, templates=templates,
                         looks_like=looks_like)  # fmt: skip
        self.store.whitelist.add(plan, "cli:tester")
        return person.id


class Vision:
    """Holds a gallery as the vision process does; notes what it was asked, in order."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Vector] = {}
        self.compared: set[str] = set()
        self.look_alikes: frozenset[str] = frozenset()
        self.asked: list[str] = []

    def set_gallery(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        self.asked.append("set")
        self.compared = {entry.resident_id for entry in compare_only}
        self.rows = {(entry.resident_id, entry.engine): entry.vector for entry in entries}

    def put(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        self.asked.append("put")
        fresh = {(entry.resident_id, entry.engine): entry.vector for entry in entries}
        beside = {entry.resident_id for entry in compare_only}
        self.rows = {key: vector for key, vector in self.rows.items() if key[0] not in beside} | fresh
        self.compared = (self.compared - {who for who, _ in fresh}) | beside

    def evict(self, resident_id: str) -> None:
        self.asked.append("evict")
        self.compared.discard(resident_id)
        self.rows = {key: vector for key, vector in self.rows.items() if key[0] != resident_id}

    def set_look_alikes(self, resident_ids: Iterable[str]) -> None:
        self.look_alikes = frozenset(resident_ids)

    def measure(self) -> None:
        self.asked.append("measure")

    @property
    def people(self) -> set[str]:
        return {who for who, _ in self.rows}


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def members(store: Archive) -> Members:
    return Members(store)


@pytest.fixture
def vision() -> Vision:
    return Vision()
