"""The conductor on a thread of its own: it serves, sleeps until something is due, and ends."""

from __future__ import annotations

import threading

from devices.events import CardArrived, CardKind, IdentityRead
from kiosk.instruments.rows import STEPS
from kiosk.settings import Settings
from kiosk.visits.conductor import Conductor, Publish
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from tests.kiosk.visits.hall import Desks
from tests.kiosk.visits.people import DOCUMENT, FIRST, NOW
from tests.support.clock import ManualClock


def conductor_of(desks: Desks, clock: ManualClock, publish: Publish) -> Conductor:
    return Conductor(
        Settings(),
        codes=desks,
        register=desks,
        journal=desks,
        faces=desks,
        steps=STEPS,
        instruments=desks,
        clock=clock,
        publish=publish,
    )


def test_conductor_on_its_own_thread_serves_a_visit_and_stops() -> None:
    shown = threading.Event()
    views: list[VisitView] = []

    def publish(view: VisitView) -> None:
        views.append(view)
        if view.state is State.CHECKING:
            shown.set()

    desks = Desks()
    conductor = conductor_of(desks, ManualClock(), publish)
    conductor.start()
    conductor.post(CardArrived(FIRST, CardKind.ID_CARD, NOW))
    conductor.post(IdentityRead(FIRST, DOCUMENT, NOW))
    assert shown.wait(5)
    conductor.stop()
    assert views[0].state is State.ATTRACT
    assert desks.visits[-1].outcome == "stopped"


class WaitedOn(ManualClock):
    """A clock that keeps how long its threads asked to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []
        self.asked = threading.Semaphore(0)

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        self.waits.append(round(timeout_s, 3))
        self.asked.release()
        return super().wait(event, timeout_s)


def test_thread_sleeps_until_something_is_due_and_no_longer_than_a_beat() -> None:
    desks, clock = Desks(), WaitedOn()
    conductor = conductor_of(desks, clock, lambda _: None)
    conductor.start()
    assert clock.asked.acquire(timeout=5)
    conductor.post(CardArrived(FIRST, CardKind.ID_CARD, NOW))  # its reader must answer within 5 s
    assert clock.asked.acquire(timeout=5)
    clock.advance(4.8)
    assert clock.asked.acquire(timeout=5)
    ticks = list(clock.waits)
    conductor.stop()
    assert (ticks[0], ticks[-1]) == (0.5, 0.2)
    assert 3 <= len(ticks) <= 4  # one more where the card was taken up before its call to wake up came
