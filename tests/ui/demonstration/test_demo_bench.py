"""What the technician of the demonstration finds on the bench."""

from __future__ import annotations

from datetime import date

from kiosk.archive.archive import Archive
from tests.kiosk.archive.conftest import folder, store
from ui.demonstration.demo_bench import put_out

__all__ = ["folder", "store"]

TODAY = date(2026, 11, 22)


def test_bench_has_a_black_body_whose_certificate_holds_and_one_that_is_overdue(store: Archive) -> None:
    put_out(store.calibrations, TODAY)
    bodies = [one for one in store.calibrations.references() if one.kind == "black-body"]
    assert sorted(one.is_overdue(TODAY) for one in bodies) == [False, True]
    assert all(one.low <= 35 and one.high >= 41 for one in bodies)


def test_second_demonstration_in_the_same_folder_adds_none(store: Archive) -> None:
    put_out(store.calibrations, TODAY)
    put_out(store.calibrations, date(2026, 11, 29))
    assert len(store.calibrations.references()) == 4
