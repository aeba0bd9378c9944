"""The endurance run: the lot it draws, and what it says of the machine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from ui.demonstration.endurance import visits
from ui.demonstration.performance import Performance
from ui.demonstration.report import DemonstrationReport
from ui.demonstration.upkeep import Taken, Upkeep

ALL = {"camera", "card-service", "gateway"}
FAULTS = {
    *("unplug-id-reader", "unplug-thermometer", "unplug-camera", "garble-id-reader", "garble-thermometer"),
    *("kill-vision", "kill-card-service", "cut-network"),
}


def test_a_third_comes_by_face_and_every_fault_is_drawn() -> None:
    drawn = visits(300, 7, ALL)
    assert Counter(v.expect.identified_by for v in drawn)["face"] == 100
    said = {v.title.partition("，")[2] for v in drawn}
    assert said == FAULTS | {""}
    assert 90 < sum("，" in v.title for v in drawn) < 150


def test_the_same_seed_draws_the_same_visits() -> None:
    assert visits(40, 3, ALL) == visits(40, 3, ALL)
    assert visits(40, 3, ALL) != visits(40, 4, ALL)
    assert visits(40, 3, ALL)[:20] == visits(20, 3, ALL)


def test_what_the_hall_lacks_is_not_drawn() -> None:
    drawn = visits(100, 1, set())
    assert {v.expect.identified_by for v in drawn} == {"id-card"}
    said = {v.title.partition("，")[2] for v in drawn}
    assert said.isdisjoint({"kill-card-service", "cut-network", "unplug-camera"})


def test_what_a_visit_broke_works_again_at_its_end() -> None:
    for visit in visits(200, 5, ALL):
        broken: set[str] = set()
        for step in visit.steps:
            if step.hall in ("unplug", "kill_card_service") or step.gateway == "down":
                broken.add(step.part or "service")
            if step.hall in ("plug", "start_card_service") or step.gateway == "up":
                broken.discard(step.part or "service")
            if step.hall == "garble":
                (broken.add if step.how else broken.discard)(step.part or "")
        assert broken == set(), visit.id


def test_a_run_looks_at_both_processes_and_at_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "kiosk.db").write_bytes(bytes(3000))
    (tmp_path / "kiosk.db-wal").write_bytes(bytes(1000))
    upkeep = Upkeep(tmp_path, tmp_path / "none.log", lambda: None)
    upkeep.look(1)
    taken = upkeep.taken[0]
    assert taken.screen_mb is not None
    assert taken.screen_mb > 10
    assert taken.screen_fds is not None
    assert taken.screen_fds > 2
    assert taken.threads is not None
    assert taken.threads >= 1
    assert (taken.vision_mb, taken.vision_fds, taken.log_kb, taken.records_kb) == (None, None, 0.0, 4.0)


def test_growth_is_counted_after_the_first_thirty_visits() -> None:
    upkeep = Upkeep(Path(), Path(), lambda: None)
    for visits_so_far in (10, 30, 40, 50):
        upkeep.taken.append(
            Taken(visits_so_far, 100.0 + visits_so_far, None, 40, None, 20, None, 1.0, 10.0 * visits_so_far)
        )
    figures = upkeep.figures()
    assert (figures["warm"]["visits"], figures["end"]["visits"]) == (30, 50)
    assert figures["most"]["screen_mb"] == 150.0
    assert figures["most"]["vision_mb"] is None
    assert figures["records_kb_a_visit"] == 10.0
    report = DemonstrationReport(upkeep=figures)
    assert "  界面进程内存，MB 130.0 → 150.0（150.0）" in report.as_text()
    assert "  识别进程内存，MB 看不到 → 看不到（看不到）" in report.as_text()


def test_without_a_visit_nothing_is_said_of_the_machine() -> None:
    assert Upkeep(Path(), Path(), lambda: None).figures() == {}


class Screen:
    """Stands in for the terminal's screen: says what is shown, and counts touches."""

    def __init__(self, serial: int, deaf: bool, drawn: bool) -> None:
        self.serial, self.deaf, self.drawn, self.touched = serial, deaf, drawn, 0
        self.wing = "visitor"
        self.model = SimpleNamespace(property=lambda name: {"serial": self.serial}[name])
        self.panel = SimpleNamespace(property=lambda name: {"deaf": self.deaf}[name])

    def touch(self, name: str) -> None:
        if not self.drawn:
            raise KeyError(name)
        self.touched += 1


@pytest.mark.parametrize(("serial", "deaf", "drawn"), [(4, False, True), (5, True, True), (5, False, False)])
def test_a_hand_touches_nothing_before_what_is_published_is_drawn_and_hears(
    serial: int, deaf: bool, drawn: bool
) -> None:
    """A machine that does much else shows a view later than it is published; a person presses what they see."""
    screen, looks = Screen(serial, deaf, drawn), []
    hand = Performance.__new__(Performance)
    hand.watcher = SimpleNamespace(view=VisitView(State.RESULT, 5, "好"))  # type: ignore[assignment]

    def call(fn: object, _: float) -> bool:
        looks.append(screen.touched)
        if len(looks) == 3:
            screen.serial, screen.deaf, screen.drawn = 5, False, True
        return bool(fn())  # type: ignore[operator]

    hand.terminal = SimpleNamespace(gui=SimpleNamespace(call=call), shell=screen)  # type: ignore[assignment]
    for _ in range(2):
        with pytest.raises(KeyError):
            hand.touch("button-no-thanks")
    hand.touch("button-no-thanks")
    assert looks == [0, 0, 0]
    assert screen.touched == 1
