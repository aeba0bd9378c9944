"""The vision process knows whom the whitelist names, and nobody else."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.faces.engines.engine import create
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.gallery_keeper import GalleryKeeper
from kiosk.settings import Faces
from kiosk.store.store import Store
from kiosk.whitelist.templates import NewTemplate
from tests.support.clock import ManualClock
from tests.support.store_rows import enrolment

VECTOR = np.arange(128, dtype=np.float32).tobytes()


class Vision:
    """Holds a gallery as the vision process does. `slow` is waited for before a new one is taken."""

    def __init__(self) -> None:
        self.people: list[str] = []
        self.asked: list[str] = []
        self.arrived, self.slow = threading.Event(), threading.Event()
        self.slow.set()

    def set_gallery(self, entries: Iterable[GalleryEntry]) -> None:
        self.asked.append("set")
        self.arrived.set()
        assert self.slow.wait(5)
        self.people = [entry.resident_id for entry in entries]

    def evict(self, resident_id: str) -> None:
        self.asked.append("evict")
        self.people = [known for known in self.people if known != resident_id]


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    with Store.open(tmp_path / "data", clock) as opened:
        yield opened


@pytest.fixture
def vision() -> Vision:
    return Vision()


@pytest.fixture
def keeper(store: Store, vision: Vision) -> GalleryKeeper:
    return GalleryKeeper(store, vision, Faces())  # type: ignore[arg-type]


def add(store: Store, **changes: object) -> str:
    """Put 王桂英 on the whitelist with one template of the present engine; her resident id."""
    engine = create("dlib")
    templates = (NewTemplate(engine.name, engine.version, VECTOR),)
    store.whitelist.add(enrolment(**{"templates": templates, **changes}), "cli:tester")
    return store.whitelist.entries()[0].resident.id


def test_members_of_before_are_there_from_the_start(store: Store, vision: Vision, keeper: GalleryKeeper) -> None:
    wang = add(store)
    keeper.start()
    assert vision.people == [wang]


def test_new_member_is_recognised_at_once(store: Store, vision: Vision, keeper: GalleryKeeper) -> None:
    keeper.start()
    assert vision.people == []
    wang = add(store)
    assert vision.people == [wang]


def test_revoked_member_is_gone_when_the_call_returns(store: Store, vision: Vision, keeper: GalleryKeeper) -> None:
    wang = add(store)
    keeper.start()
    assert store.whitelist.revoke(wang, "cli:tester", "asked")
    assert (vision.people, vision.asked) == ([], ["set", "evict"])


def test_templates_of_another_engine_stay_out(store: Store, vision: Vision, keeper: GalleryKeeper) -> None:
    add(store, templates=(NewTemplate("dlib", "0.1-old", VECTOR),))
    keeper.start()
    assert vision.people == []


def test_revocation_during_a_reload_is_not_undone_by_it(store: Store, vision: Vision, keeper: GalleryKeeper) -> None:
    wang = add(store)
    vision.slow.clear()
    loading = threading.Thread(target=keeper.start)
    loading.start()
    assert vision.arrived.wait(5)
    revoking = threading.Thread(target=store.whitelist.revoke, args=(wang, "cli:tester", "asked"))
    revoking.start()
    revoking.join(0.2)
    vision.slow.set()
    loading.join(5)
    revoking.join(5)
    assert (vision.people, vision.asked) == ([], ["set", "evict"])
