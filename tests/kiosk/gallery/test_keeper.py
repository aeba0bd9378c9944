"""The vision process knows whom the whitelist names, each as one fused vector, and nobody else."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from kiosk.archive.archive import Archive
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.matching.policy import Policy
from kiosk.gallery.keeper import GalleryKeeper
from kiosk.gallery.narrowing import Narrowing
from kiosk.gallery.service import GalleryService
from kiosk.people.resident import Address
from kiosk.settings import Faces, Hall, Settings
from tests.kiosk.gallery.conftest import SFACE, Members, Vision, direction, like, part
from tests.support.clock import ManualClock
from tests.support.office_list import candidate, taken
from tests.support.store_rows import visit


def keeper_of(store: Archive, vision: Vision, **faces: object) -> GalleryKeeper:
    return GalleryKeeper(store, vision, Faces(**faces))  # type: ignore[arg-type]


def test_three_parts_are_one_fused_vector_the_better_weighing_more(
    store: Archive, members: Members, vision: Vision
) -> None:
    one, two = direction(1), direction(2)
    wang = members.add(part(one, quality=0.9), part(two, quality=0.3))
    keeper_of(store, vision).start()
    (vector,) = vision.rows.values()
    expected = SFACE.fuse(np.stack([one, two]), np.array([0.9, 0.3], np.float32))
    np.testing.assert_allclose(vector, expected, atol=1e-6)
    assert (vision.people, vision.asked) == ({wang}, ["set"])
    assert float(vector @ one) > float(vector @ two)


def test_new_member_is_put_in_without_sending_the_others_again(
    store: Archive, members: Members, vision: Vision
) -> None:
    keeper_of(store, vision).start()
    wang = members.add(part(direction(1)))
    assert (vision.people, vision.asked) == ({wang}, ["set", "put"])


def test_second_opinion_gets_its_own_rows(store: Archive, members: Members, vision: Vision) -> None:
    wang = members.add(part(direction(1)), part(direction(2), "dlib"))
    chen = members.add(part(direction(3)))
    keeper_of(store, vision, second_opinion=True).start()
    assert set(vision.rows) == {(wang, "sface"), (wang, "dlib"), (chen, "sface")}


def test_without_second_opinion_only_the_engine_in_use_is_handed_over(
    store: Archive, members: Members, vision: Vision
) -> None:
    wang = members.add(part(direction(1)), part(direction(2), "dlib"))
    keeper_of(store, vision).start()
    assert set(vision.rows) == {(wang, "sface")}


def test_revoked_member_is_gone_when_the_call_returns(store: Archive, members: Members, vision: Vision) -> None:
    wang = members.add(part(direction(1)))
    keeper_of(store, vision).start()
    assert store.whitelist.revoke(wang, "cli:tester", "asked")
    assert (vision.people, vision.asked) == (set(), ["set", "evict"])


def test_suspended_member_is_gone_when_the_call_returns_and_comes_back(
    store: Archive, members: Members, vision: Vision
) -> None:
    wang = members.add(part(direction(1)))
    keeper_of(store, vision).start()
    store.whitelist.suspend(wang, "cli:tester", "住院")
    assert (vision.people, vision.asked) == (set(), ["set", "evict"])
    store.whitelist.suspend(wang, "cli:tester", "出院", resume=True)
    assert vision.people == {wang}


def test_re_enrolment_replaces_the_vector_and_leaves_no_row_of_an_engine_that_is_gone(
    store: Archive, members: Members, vision: Vision
) -> None:
    wang = members.add(part(direction(1)), part(direction(2), "dlib"))
    keeper_of(store, vision, second_opinion=True).start()
    assert store.upkeep.re_enrol(wang, (part(direction(5)),), "cli:tester") == 2
    assert set(vision.rows) == {(wang, "sface")}
    np.testing.assert_allclose(vision.rows[wang, "sface"], direction(5), atol=1e-6)


@pytest.mark.parametrize(
    "odd",
    [part(direction(1), version="old"), part(direction(1, 64)), part(np.full(128, np.nan, np.float32))],
    ids=["version", "length", "not a number"],
)
def test_part_that_cannot_be_compared_stays_out(store: Archive, members: Members, vision: Vision, odd: object) -> None:
    members.add(odd)  # type: ignore[arg-type]
    keeper_of(store, vision).start()
    assert vision.people == set()


def test_counts_of_members_who_can_and_cannot_be_found(store: Archive, members: Members, vision: Vision) -> None:
    members.add(part(direction(1)), part(direction(2), "dlib"))
    members.add(part(direction(3)))
    members.add()
    resting = members.add(part(direction(4)))
    store.whitelist.suspend(resting, "cli:tester", "x")
    keeper = keeper_of(store, vision, second_opinion=True)
    keeper.start()
    counts = keeper.counts
    assert (counts.members, counts.faces, counts.without, counts.other_engine) == (3, 3, 1, 1)
    store.whitelist.revoke(resting, "cli:tester", "x")
    assert keeper.counts.faces == 2


class SlowVision(Vision):
    """Takes a whole gallery only when `go` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.came, self.go = threading.Event(), threading.Event()

    def set_gallery(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        given = list(entries)
        self.came.set()
        assert self.go.wait(5)
        super().set_gallery(given, compare_only)


def test_revocation_during_a_reload_does_not_wait_for_it_and_is_not_undone_by_it(
    store: Archive, members: Members
) -> None:
    wang = members.add(part(direction(1)))
    vision = SlowVision()
    keeper = keeper_of(store, vision)
    loading = threading.Thread(target=keeper.start)
    loading.start()
    assert vision.came.wait(5)
    store.whitelist.revoke(wang, "cli:tester", "asked")  # returns while the gallery is still being handed over
    assert vision.asked == ["evict"]
    vision.go.set()
    loading.join(5)
    assert (vision.people, vision.asked) == (set(), ["evict", "set", "evict"])


def test_revocation_while_a_change_of_the_same_person_is_handed_over_wins(store: Archive, members: Members) -> None:
    class RevokingVision(Vision):
        """The moment a vector is handed over, its owner is revoked."""

        def put(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
            given = list(entries)
            revoking = threading.Thread(target=store.whitelist.revoke, args=(given[0].resident_id, "cli:tester", "x"))
            revoking.start()
            revoking.join(5)
            super().put(given, compare_only)

    vision = RevokingVision()
    keeper_of(store, vision).start()
    members.add(part(direction(1)))
    assert vision.people == set()


def test_revoked_or_suspended_by_another_program_they_are_gone_within_a_second(
    store: Archive, members: Members, vision: Vision, tmp_path: Path, clock: ManualClock
) -> None:
    wang, chen = members.add(part(direction(1))), members.add(part(direction(2)))
    keeper_of(store, vision).start()
    with Archive.open(tmp_path / "data", clock) as other:
        other.whitelist.revoke(wang, "cli:tester", "本人要求")
        other.whitelist.suspend(chen, "cli:tester", "住院")
    store.settle()
    clock.advance(0.6)  # the writer looks twice a second
    for _ in range(500):
        if not vision.people:
            break
        threading.Event().wait(0.01)
    assert vision.people == set()


# --- look-alikes staff declared ---------------------------------------------------------------------------------------
def test_declared_twins_are_told_at_the_start_and_when_the_second_is_enrolled(
    store: Archive, members: Members, vision: Vision
) -> None:
    wang = members.add(part(direction(1)))
    keeper_of(store, vision).start()
    assert vision.look_alikes == set()
    twin = members.add(part(like(direction(1), 0.95)), looks_like=(wang,))
    assert vision.look_alikes == {wang, twin}
    later = Vision()
    keeper_of(store, later).start()
    assert later.look_alikes == {wang, twin}


def test_twin_left_alone_is_no_look_alike_any_more(store: Archive, members: Members, vision: Vision) -> None:
    wang = members.add(part(direction(1)))
    twin = members.add(part(like(direction(1), 0.95)), looks_like=(wang,))
    keeper_of(store, vision).start()
    store.whitelist.revoke(wang, "cli:tester", "本人要求")
    assert (vision.look_alikes, vision.people) == (set(), {twin})


def test_pair_that_was_only_measured_is_left_to_the_measurement(
    store: Archive, members: Members, vision: Vision
) -> None:
    wang, chen = members.add(part(direction(1))), members.add(part(direction(2)))
    policy = Policy(accept=0.6, doubt=0.4, margin=0.05, frames=4, one_to_one=0.5, fpir=0.001, people=2)
    store.face_policies.keep(policy, SFACE.name, SFACE.version, "nightly", [(wang, chen)])
    keeper_of(store, vision).start()
    assert len(store.look_alikes.all()) == 1
    assert vision.look_alikes == set()


# --- narrowing ------------------------------------------------------------------------------------------------------
def narrowed(store: Archive, clock: ManualClock, hall: Hall, within: str) -> tuple[Vision, GalleryKeeper]:
    vision, faces = Vision(), Faces(search_within=within)  # type: ignore[arg-type]
    keeper = GalleryKeeper(store, vision, faces, Narrowing(store.whereabouts, faces, hall, clock))
    keeper.start()
    return vision, keeper


@pytest.mark.parametrize(
    ("within", "hall", "found"),
    [
        ("all", Hall(committee="甲居委"), {"a", "b", "c", "d"}),
        ("committee", Hall(committee="甲居委"), {"a", "b"}),
        ("committee", Hall(), {"a", "b", "c", "d"}),
        ("building", Hall(committee="甲居委", building="3号楼"), {"a"}),
        ("building", Hall(building="3号楼"), {"a", "c"}),
        ("building", Hall(committee="甲居委"), {"a", "b", "c", "d"}),
    ],
)
def test_only_those_of_the_place_are_searched(
    store: Archive, members: Members, clock: ManualClock, within: str, hall: Hall, found: set[str]
) -> None:
    homes = {"a": ("甲居委", "3号楼"), "b": (" 甲居委", "4号楼"), "c": ("乙居委", "3号楼 "), "d": (None, None)}
    ids = {
        members.add(part(direction(i)), address=Address(committee=committee, building=building)): name
        for i, (name, (committee, building)) in enumerate(homes.items())
    }
    vision, _ = narrowed(store, clock, hall, within)
    assert {ids[who] for who in vision.people} == found
    assert {ids[who] for who in vision.compared} == {"a", "b", "c", "d"} - found


def test_new_member_of_another_place_is_compared_with_their_card_and_not_searched(
    store: Archive, members: Members, clock: ManualClock
) -> None:
    vision, _ = narrowed(store, clock, Hall(committee="甲居委"), "committee")
    far = members.add(part(direction(1)), address=Address(committee="乙居委"))
    assert (vision.people, vision.compared) == (set(), {far})
    near = members.add(part(direction(2)), address=Address(committee="甲居委"))
    assert (vision.people, vision.compared) == ({near}, {far})
    store.whitelist.revoke(far, "cli:tester", "本人要求")
    assert vision.compared == set()


def test_who_came_or_was_enrolled_lately_is_expected(store: Archive, members: Members, clock: ManualClock) -> None:
    regular, gone, back = (members.add(part(direction(i))) for i in range(3))
    clock.advance(timedelta(days=91).total_seconds())
    fresh = members.add(part(direction(7)))
    store.journal.save_visit(visit(clock, regular), lambda _: None)
    store.settle()
    vision, keeper = narrowed(store, clock, Hall(), "expected")
    assert vision.people == {regular, fresh}
    assert vision.compared == {gone, back}
    store.upkeep.re_enrol(back, (part(like(direction(2), 0.9)),), "cli:tester")
    assert (vision.people, vision.compared) == ({regular, fresh, back}, {gone})
    clock.advance(timedelta(days=89).total_seconds())
    keeper.reload()
    assert vision.people == {regular, fresh, back}
    clock.advance(timedelta(days=2).total_seconds())
    keeper.reload()
    assert (vision.people, vision.compared) == (set(), {regular, gone, back, fresh})


def test_load_that_is_told_to_stop_hands_nothing_over(store: Archive, members: Members, vision: Vision) -> None:
    members.add(part(direction(1)))
    keeper = keeper_of(store, vision)
    keeper.stop()
    keeper.start()
    assert vision.asked == []


def test_part_of_the_kiosk_loads_beside_the_start_and_ends_with_it(
    store: Archive, members: Members, clock: ManualClock
) -> None:
    wang, vision = members.add(part(direction(1))), SlowVision()
    service = GalleryService(store, vision, Settings(), clock, ZoneInfo("Asia/Shanghai"), is_idle=lambda: True)
    service.start()
    assert vision.came.wait(5)
    assert vision.people == set()
    vision.go.set()
    service.stop()
    assert (vision.people, vision.asked) == ({wang}, ["set"])  # without a camera nothing is measured
    service.stop()


def test_status_of_a_closed_store_is_its_fault_and_no_crash(store: Archive, vision: Vision, clock: ManualClock) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    service = GalleryService(store, vision, Settings(), clock, zone, is_idle=lambda: True)
    store.close()
    assert service.status() == {"fault": "store-closed"}


def test_office_list_is_read_once_and_who_it_takes_off_is_gone_at_once(
    store: Archive, vision: Vision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.archive.change_feed.MANY", 2)
    keeper = keeper_of(store, vision)
    keeper.start()
    faces = {2: (part(direction(1)),), 3: (part(direction(2)),), 4: (part(direction(3)),)}
    import_id = taken(store, candidate(0), candidate(1), candidate(2), faces=faces)
    _settled(keeper)
    assert (len(vision.people), vision.asked) == (3, ["set", "set"])
    store.imports.undo(import_id, "staff")
    assert vision.people == set()
    _settled(keeper)
    assert vision.asked == ["set", "set", "evict", "evict", "evict", "set"]
    keeper.stop()


def _settled(keeper: GalleryKeeper) -> None:
    thread = keeper._reloading
    if thread is not None:
        thread.join(5)
        assert not thread.is_alive()
