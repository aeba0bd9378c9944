"""What the director sees of the terminal: the transitions in order, and the newest view."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from devices.clock import Instant
from kiosk.desk.view import StaffView
from kiosk.visits.states import State
from kiosk.visits.view import VisitView


@dataclass(frozen=True, slots=True)
class Seen:
    """One transition."""

    state: State
    reason: str
    at: Instant


class Watcher:
    """Collects from the visit's thread; lets another thread wait for what it wants to see."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._seen: list[Seen] = []
        self._mark = 0
        self.view: VisitView | None = None
        self.staff: StaffView | None = None

    def transition(self, state: State, reason: str, at: Instant) -> None:
        """`Kiosk`'s `on_transition`."""
        with self._news:
            self._seen.append(Seen(state, reason, at))
            self._news.notify_all()

    def published(self, view: VisitView) -> None:
        """A new view is on its way to the screen."""
        with self._news:
            self.view = view
            self._news.notify_all()

    def staff_published(self, view: StaffView) -> None:
        """A new view of the staff wing is on its way to the screen."""
        with self._news:
            self.staff = view
            self._news.notify_all()

    def begin(self) -> None:
        """From now on a new visit is watched."""
        with self._news:
            self._seen, self._mark = [], 0

    def path(self) -> list[Seen]:
        """The transitions since `begin`."""
        with self._news:
            return list(self._seen)

    def wait_state(self, state: State, timeout_s: float) -> bool:
        """Until the terminal stands in a state, or has passed through it since the last state waited for."""
        deadline = time.monotonic() + timeout_s
        with self._news:
            while True:
                for place in range(self._mark, len(self._seen)):
                    if self._seen[place].state is state:
                        self._mark = place + 1
                        return True
                if self.view is not None and self.view.state is state:
                    self._mark = len(self._seen)
                    return True
                if not self._wait_until(deadline):
                    return False

    def wait_view(self, wanted: Callable[[VisitView], bool], timeout_s: float) -> bool:
        """Until the newest view is as wanted."""
        deadline = time.monotonic() + timeout_s
        with self._news:
            while self.view is None or not wanted(self.view):
                if not self._wait_until(deadline):
                    return False
            return True

    def wait_staff(self, wanted: Callable[[StaffView], bool], timeout_s: float) -> bool:
        """Until the newest view of the staff wing is as wanted."""
        deadline = time.monotonic() + timeout_s
        with self._news:
            while self.staff is None or not wanted(self.staff):
                if not self._wait_until(deadline):
                    return False
            return True

    def _wait_until(self, deadline: float) -> bool:
        left = deadline - time.monotonic()
        return left > 0 and (self._news.wait(min(left, 0.2)) or time.monotonic() < deadline)
