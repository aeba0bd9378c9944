"""Ids sort by when they were made."""

from __future__ import annotations

from uuid import UUID

from kiosk.ids import new_id


def test_ids_differ_and_sort_by_time_of_making() -> None:
    made = [new_id() for _ in range(2000)]
    assert made == sorted(set(made))
    assert {UUID(one).version for one in made} == {7}
    assert {len(one) for one in made} == {36}
