"""What is said to be recorded has been committed."""

from __future__ import annotations

from kiosk.visits.states import Button, State
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import pressure, pressure_arrived


def at_the_cuff(commits: bool) -> Hall:
    hall = Hall().card().warm()
    hall.desks.commits = commits
    return hall.press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)


def test_a_value_the_store_has_not_committed_is_not_said_to_be_recorded() -> None:
    hall = at_the_cuff(commits=False)
    hall.on(pressure_arrived(hall.visit, pressure(128, 82)))
    assert (hall.view.state, hall.view.lead) == (State.VALUE, "正在记，一会儿就好")
    assert [b.label for b in hall.view.buttons if b.button is Button.CONTINUE] == ["好，继续"]


def test_a_committed_value_is_said_to_be_recorded() -> None:
    hall = at_the_cuff(commits=True)
    hall.on(pressure_arrived(hall.visit, pressure(128, 82)))
    assert (hall.view.state, hall.view.lead) == (State.VALUE, "记下了，下次来可以比一比")
    assert [b.label for b in hall.view.buttons if b.button is Button.CONTINUE] == ["记好了，继续"]
