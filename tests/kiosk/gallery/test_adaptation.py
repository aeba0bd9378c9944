"""Slow updating: only where hall and person want it, only of the same face, once a month, and to be undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.templates import Origin, Template
from kiosk.faces.engines.engine import Vector
from kiosk.faces.protocol.messages import HolderVector, Sample
from kiosk.gallery.adaptation import Adaptation
from kiosk.gallery.keeper import GalleryKeeper
from kiosk.gallery.stored import fused
from kiosk.settings import Faces
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.gallery.conftest import DLIB, SFACE, Members, Vision, direction, like, part
from tests.support.clock import ManualClock
from tests.support.store_rows import consent

ENROLLED = direction(1)
AGED = like(ENROLLED, 0.8)
MONTH_S = timedelta(days=30).total_seconds()


def sample(vector: Vector, quality: float = 0.8, engine: str = "sface", version: str | None = None) -> Sample:
    real = SFACE if engine == "sface" else DLIB
    return Sample(engine, version or real.version, vector, quality)


class Hall:
    """王桂英 on the list with one template and both consents, a month ago."""

    def __init__(self, store: Archive, members: Members, clock: ManualClock, **faces: object) -> None:
        self.store, self.clock = store, clock
        self.wang = members.add(part(ENROLLED, quality=1.0), consents=[ConsentKind.ADAPTATION])
        clock.advance(MONTH_S)
        self.adaptation = Adaptation(store, Faces(**{"adapt": True, **faces}))  # type: ignore[arg-type]

    def visit(self, vector: Vector = AGED, quality: float = 0.8) -> list[Vector]:
        """A visit the card confirmed; the updates kept afterwards, oldest first."""
        self.adaptation.offer(HolderVector(self.wang, (sample(vector, quality),)))
        self.store.settle()
        return self.updates()

    def updates(self) -> list[Vector]:
        return [np.frombuffer(p.vector, "<f4") for p in self.parts() if p.origin is Origin.ADAPTED]

    def parts(self) -> list[Template]:
        return self.store.templates.of(self.wang)

    def audit(self) -> list[str]:
        with self.store._core.readers.db() as db:
            return [row[0] for row in db.execute("SELECT action FROM audit ORDER BY seq")]


@pytest.fixture
def hall(store: Archive, members: Members, clock: ManualClock) -> Hall:
    return Hall(store, members, clock)


def test_visit_a_month_later_adds_one_part_beside_the_enrolled_one(hall: Hall) -> None:
    (kept,) = hall.visit()
    np.testing.assert_allclose(kept, AGED, atol=1e-6)
    assert [part.origin for part in hall.parts()] == [Origin.ENROLLED, Origin.ADAPTED]
    assert hall.parts()[1].quality == pytest.approx(0.8)
    assert hall.audit()[-1] == "template.updated"


def test_setting_of_the_hall_is_off_unless_switched_on(store: Archive, members: Members, clock: ManualClock) -> None:
    assert Faces().adapt is False
    assert Hall(store, members, clock, adapt=False).visit() == []


@pytest.mark.parametrize("kinds", [[], [ConsentKind.HEALTH, ConsentKind.SHARING]])
def test_without_its_own_consent_nothing_is_updated(
    store: Archive, members: Members, clock: ManualClock, kinds: list[ConsentKind]
) -> None:
    hall = Hall(store, members, clock)
    hall.wang = members.add(part(ENROLLED), consents=kinds)
    clock.advance(MONTH_S)
    assert hall.visit() == []


@pytest.mark.parametrize(
    ("likeness", "quality"),
    [(0.54, 0.9), (0.30, 0.9), (0.98, 0.9), (0.8, 0.4)],
    ids=["only just like", "somebody else", "the very picture", "a poor frame"],
)
def test_face_that_is_not_clearly_the_same_and_well_seen_is_not_learnt(
    hall: Hall, likeness: float, quality: float
) -> None:
    assert hall.visit(like(ENROLLED, likeness), quality) == []


def test_at_most_one_a_month(hall: Hall) -> None:
    hall.visit()
    hall.clock.advance(MONTH_S - 60)
    assert len(hall.visit(like(ENROLLED, 0.7))) == 1
    hall.clock.advance(61)
    assert len(hall.visit(like(ENROLLED, 0.7))) == 2


def test_not_in_the_month_after_registration(store: Archive, members: Members, clock: ManualClock) -> None:
    hall = Hall(store, members, clock)
    store.upkeep.re_enrol(hall.wang, (part(ENROLLED),), "cli:tester")
    clock.advance(MONTH_S - 60)
    assert hall.visit() == []


def test_fourth_update_takes_the_place_of_the_oldest(hall: Hall) -> None:
    vectors = [like(ENROLLED, 0.7, seed) for seed in range(20, 24)]
    for vector in vectors:
        hall.visit(vector)
        hall.clock.advance(MONTH_S)
    kept = hall.updates()
    assert len(kept) == 3
    for vector, expected in zip(kept, vectors[1:], strict=True):
        np.testing.assert_allclose(vector, expected, atol=1e-6)
    assert [part.origin for part in hall.parts()].count(Origin.ENROLLED) == 1


def test_small_steps_lead_nowhere_a_chain_is_judged_by_what_was_enrolled(hall: Hall) -> None:
    """Each face is like the one before it; after four steps it would be somebody else."""
    aside = like(ENROLLED, 0.0)
    learnt = []
    for step in range(1, 13):
        turn = np.radians(15 * step)
        face = (np.cos(turn) * ENROLLED + np.sin(turn) * aside).astype(np.float32)
        before = len(hall.updates())
        hall.visit(face)
        hall.clock.advance(MONTH_S)
        if len(hall.updates()) > before:
            learnt.append(15 * step)
    assert learnt == [15, 30, 45]  # cos 60° = 0.50 is below what is clearly the same
    whole = fused(hall.parts(), SFACE)
    assert float(whole @ ENROLLED) > 0.9


def test_undoing_leaves_what_was_enrolled_and_keeps_away_for_a_month(hall: Hall) -> None:
    hall.visit()
    assert hall.store.upkeep.undo_adaptation(hall.wang, "cli:tester") == 1
    assert [part.origin for part in hall.parts()] == [Origin.ENROLLED]
    assert hall.visit() == []
    hall.clock.advance(MONTH_S)
    assert len(hall.visit()) == 1
    assert "template.update-undone" in hall.audit()


def test_withdrawn_consent_deletes_the_updates_at_once_and_no_more_come(hall: Hall) -> None:
    vision = Vision()
    GalleryKeeper(hall.store, vision, Faces()).start()
    hall.visit()
    hall.clock.advance(1)
    assert hall.store.upkeep.withdraw(hall.wang, "cli:tester") == 1
    np.testing.assert_allclose(vision.rows[hall.wang, "sface"], ENROLLED, atol=1e-6)
    (entry,) = hall.store.whitelist.entries()
    assert (entry.consents, entry.templates, entry.adapted) == (("face",), 1, 0)
    hall.clock.advance(2 * MONTH_S)
    assert hall.visit() == []
    assert hall.audit()[-1] == "consent.withdrawn"


def test_consent_given_later_counts_from_then(store: Archive, members: Members, clock: ManualClock) -> None:
    hall = Hall(store, members, clock)
    hall.wang = members.add(part(ENROLLED))
    clock.advance(MONTH_S)
    assert hall.visit() == []
    store.upkeep.agree(hall.wang, consent(ConsentKind.ADAPTATION), "cli:tester")
    assert len(hall.visit()) == 1


def test_updated_gallery_is_searched_without_a_restart(hall: Hall) -> None:
    vision = Vision()
    GalleryKeeper(hall.store, vision, Faces()).start()
    hall.visit()
    hall.store.whitelist.notice_changes()
    vector = vision.rows[hall.wang, "sface"]
    assert float(vector @ AGED) > 0.8 + 0.01
    assert float(vector @ ENROLLED) > 0.9


def test_clock_that_was_put_back_stops_updating(hall: Hall) -> None:
    hall.store.audit.note("cli:tester", "test.done")
    hall.clock.set_wall(datetime(2026, 1, 1, tzinfo=UTC))
    assert hall.visit() == []


def test_suspended_and_revoked_members_are_not_updated(hall: Hall) -> None:
    hall.store.whitelist.suspend(hall.wang, "cli:tester", "x")
    assert hall.visit() == []
    hall.store.whitelist.suspend(hall.wang, "cli:tester", "x", resume=True)
    hall.store.whitelist.revoke(hall.wang, "cli:tester", "x")
    hall.adaptation.offer(HolderVector(hall.wang, (sample(AGED),)))
    hall.store.settle()
    assert hall.parts() == []


def test_registered_anew_while_the_update_was_under_way_it_is_dropped(hall: Hall) -> None:
    judged_by = frozenset(part.id for part in hall.parts())
    hall.store.upkeep.re_enrol(hall.wang, (part(direction(7)),), "cli:tester")
    hall.clock.advance(2 * MONTH_S)
    update = hall.store.upkeep.adapt(hall.wang, (part(AGED),), judged_by).result(5)
    assert (update.kept, update.reason) == (False, "enrolled-anew")


def test_frames_of_another_engine_or_version_are_no_update(hall: Hall) -> None:
    for odd in (sample(AGED, version="old"), sample(direction(3), engine="dlib"), sample(direction(3, 64))):
        hall.adaptation.offer(HolderVector(hall.wang, (odd,)))
        hall.store.settle()
    assert hall.updates() == []


def test_with_a_second_opinion_both_engines_are_updated_together(
    store: Archive, members: Members, clock: ManualClock
) -> None:
    hall = Hall(store, members, clock, second_opinion=True)
    theirs = 0.3 * direction(5)
    hall.wang = members.add(part(ENROLLED), part(theirs, "dlib"), consents=[ConsentKind.ADAPTATION])
    clock.advance(MONTH_S)
    samples = (sample(AGED), sample((theirs + 0.2 * direction(6)).astype(np.float32), engine="dlib"))
    hall.adaptation.offer(HolderVector(hall.wang, samples))
    store.settle()
    adapted = [part for part in hall.parts() if part.origin is Origin.ADAPTED]
    assert [part.engine for part in adapted] == ["sface", "dlib"]
    assert len({part.batch for part in adapted}) == 1
