"""The figures of taking a list over, on as many people as a test has time for."""

from __future__ import annotations

from pathlib import Path

from kiosk.people.id_number import checked
from kiosk.settings import Screen
from tests.support.clock import ManualClock
from ui.benchmarks import imports, office_list
from ui.benchmarks.conditions import Conditions


def test_figures_of_a_list_without_and_with_faces(tmp_path: Path, clock: ManualClock) -> None:
    with Conditions(tmp_path, Screen(), clock, people=30) as conditions:
        figures = [*imports._list(conditions), *imports._faces_written(conditions)]
    values = {figure.name: figure.value for figure in figures}
    aims = {figure.name: figure.aim for figure in figures if figure.aim is not None}
    assert (values["people"], values["faces_people"]) == (30, 30)
    assert all(value > 0 for value in values.values())
    assert aims == {"commit_held_ms": 250, "undo_held_ms": 250, "faces_held_ms": 250, "faces_undo_held_ms": 250,
                    "reader_mb": 512, "list_mb": 512}  # fmt: skip


def test_people_of_the_list_are_different_and_their_numbers_right() -> None:
    numbers = {office_list.number_of(at) for at in range(20_000)}
    assert len(numbers) == 20_000
    assert all(checked(number, imports.TODAY).number == number for number in list(numbers)[:200])
