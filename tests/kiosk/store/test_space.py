"""The disk fills up: nothing is lost, the ballast goes overboard, and no new visit begins."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store.space import Space, SpaceLimits
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, measurement, settled, wang

KIB = 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MiB of its own."""
    if os.geteuid() != 0:
        pytest.skip("mounting a tmpfs needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("tmpfs cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk_takes_the_ballast_then_waits_and_loses_nothing(
    small_disk: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("store write failed (store-full)")
    announced.expect("store idle work: store-")
    limits = SpaceLimits(ballast_bytes=512 * KIB, min_free_bytes=256 * KIB)
    folder, filler = small_disk / "data", small_disk / "filler"
    with Archive.open(folder, clock, limits=limits) as store:
        person = store.register.meet(wang(), clock.now())
        assert person is not None
        assert store.health().accepts_visits
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        filler.write_bytes(bytes(free - 16 * KIB))
        assert (store.health().fault, store.health().accepts_visits) == ("store-full", False)
        saved = [measurement(clock, person.resident_id, raw_frame=os.urandom(60 * KIB)) for _ in range(12)]
        done = Answer()
        for one in saved:
            store.journal.save_measurements((one,), done)
        said = done.wait(12)
        assert not (folder / "ballast").exists()
        assert said[0] is True  # the ballast made room for the first ones
        assert False in said
        waiting = store.health().unsaved
        assert waiting > 0
        filler.unlink()
        clock.advance(31)
        settled(store)
        assert done.said.count(True) == 12
        assert store.health().fault is None
        assert store.records.counts()["measurements"] == 12
    with Archive.open(folder, clock, limits=limits) as store:
        assert store.records.counts()["measurements"] == 12
        assert (folder / "ballast").stat().st_size == 512 * KIB


def test_somebody_known_is_still_met_on_a_full_disk(
    small_disk: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("store")
    limits = SpaceLimits(ballast_bytes=0, min_free_bytes=256 * KIB)
    with Archive.open(small_disk / "data", clock, limits=limits) as store:
        first = store.register.meet(wang(), clock.now())
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        (small_disk / "filler").write_bytes(bytes(free))
        again = store.register.meet(wang(), clock.now())
        assert again == first
        (small_disk / "filler").unlink()


def test_ballast_is_not_loaded_where_it_would_take_the_room_it_is_for(tmp_path: Path) -> None:
    limits = SpaceLimits(ballast_bytes=100 * KIB, min_free_bytes=1000 * KIB)
    assert not Space(tmp_path, limits, free=lambda _: 1099 * KIB).load_ballast()
    assert Space(tmp_path, limits, free=lambda _: 1100 * KIB).load_ballast()
    assert (tmp_path / "ballast").stat().st_size == 100 * KIB
    assert Space(tmp_path, limits, free=lambda _: 999 * KIB).low
    assert not Space(tmp_path, limits, free=lambda _: 1000 * KIB).low


def test_ballast_can_be_dropped_once(tmp_path: Path) -> None:
    space = Space(tmp_path, SpaceLimits(100 * KIB, 0))
    space.load_ballast()
    assert space.drop_ballast()
    assert not space.drop_ballast()
