"""The nightly self-check: has the gallery measured when nobody is served, keeps the thresholds on record, and tells
staff quietly what they should know. The thresholds themselves are made in the vision process.
"""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable
from datetime import datetime, time, tzinfo
from typing import Protocol

from devices.clock import Clock
from kiosk.archive.archive import Archive
from kiosk.archive.face_policies import MadeBy
from kiosk.daily import Daily
from kiosk.faces.engines.engine import create
from kiosk.faces.matching.policy import Policy
from kiosk.faces.protocol.messages import PolicySet
from kiosk.ids import new_id
from kiosk.sentences import sentence
from kiosk.settings import Faces
from kiosk.visits.ports import StaffAlert

log = logging.getLogger("kiosk.gallery")

ASK_AGAIN_S = 900.0
"""A measurement that was asked for and did not come is asked for again."""
ALERT = "faces"
"""Kind of the alerts: for the list staff look at, without a sound."""


class Measured(Protocol):
    """What is measured: the gallery and its keeper."""

    def reload(self) -> None:
        """Hand the gallery over anew."""


class NightlyCheck:
    """Once a day, at its hour.

    Args:
        measure: Has the vision process measure its gallery; the answer comes to `heard`.
        gallery: Reloaded before each measurement: who is expected changes with the days.
        is_idle: Whether nobody is served now.
        zone: The hall's.
    """

    def __init__(
        self,
        store: Archive,
        faces: Faces,
        clock: Clock,
        zone: tzinfo,
        *,
        measure: Callable[[], None],
        gallery: Measured,
        is_idle: Callable[[], bool],
    ) -> None:
        self._store, self._clock = store, clock
        self._measure, self._gallery = measure, gallery
        engine = create(faces.engine, faces.runtime)
        self._engine, self._version = engine.name, engine.version
        self._said: queue.SimpleQueue[PolicySet] = queue.SimpleQueue()
        self._was_asked = False
        self._is_first = True
        self._daily = Daily(
            "face-check",
            clock,
            time.fromisoformat(faces.check_at),
            zone,
            again_s=ASK_AGAIN_S,
            last=self._last,
            is_idle=is_idle,
            work=self._ask,
            each_look=self._keep_said,
        )

    def start(self) -> None:
        """Begin to wait; a check that was missed is made as soon as nobody is served. Nothing begins after `stop`."""
        self._daily.start()

    def stop(self) -> None:
        """End the wait. Safe to call again, and before `start`."""
        self._daily.stop()

    def heard(self, said: PolicySet) -> None:
        """The vision process has put a policy in force: it does after every change of its gallery. Returns at once."""
        self._said.put(said)
        self._daily.wake()

    def _ask(self) -> None:
        self._was_asked = True
        self._gallery.reload()
        self._measure()

    def _keep_said(self) -> None:
        while not self._said.empty():
            self._keep(self._said.get())

    def _last(self) -> datetime | None:
        history = self._store.face_policies.history(self._engine, self._version, limit=50)
        return next((kept.made for kept in history if kept.made_by == "nightly"), None)

    def _keep(self, said: PolicySet) -> None:
        before = self._store.face_policies.in_force(self._engine, self._version)
        made_by: MadeBy = "nightly" if self._was_asked else "start" if self._is_first else "change"
        self._is_first = False
        if made_by != "nightly" and before is not None and _same(before.policy, said.policy):
            return  # a restarted vision process says what is known
        pairs = [(pair.resident_id, pair.other_id) for pair in said.pairs] if said.was_measured else None
        news = self._store.face_policies.keep(said.policy, self._engine, self._version, made_by, pairs)
        if made_by == "nightly":
            self._was_asked = False
        log.info("faces: thresholds for %d people, %d new look-alike pairs", said.policy.people, len(news))
        if news:
            self._alert(sentence("notices.look-alikes", pairs=len(news)))
        if not said.policy.search and (before is None or before.policy.search):
            self._alert(sentence("notices.list-too-large"))

    def _alert(self, text: str) -> None:
        alert = StaffAlert(new_id(), None, None, ALERT, text, self._clock.now())
        self._store.journal.save_alert(alert, lambda _: None)


def _same(one: Policy, other: Policy) -> bool:
    """Equal but for what is not kept with a policy."""
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("accept", "doubt", "margin", "frames", "one_to_one", "fpir", "people", "second_opinion", "search")
    )
