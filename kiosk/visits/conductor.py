"""Runs the visit: one queue, one thread, one table. Events come in, effects go out, views are published.

All decisions are the table's. The conductor owns what the table must not know: time, threads, ports that may fail.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from zoneinfo import ZoneInfo

from devices.clock import Clock, Instant
from devices.device import where_it_broke
from devices.events import IdentityRead
from kiosk.health_code.profile import load as load_profile
from kiosk.ids import new_id
from kiosk.settings import Settings
from kiosk.visits import companion
from kiosk.visits.closing import close, queue_going_on
from kiosk.visits.draft import Draft, Given
from kiosk.visits.effects import CloseInstrument, Effect, StartTimer, StopFaces, StopTimer
from kiosk.visits.events import TimerFired, VisitEvent
from kiosk.visits.performer import OnVisitorWaits, Performer, Ports
from kiosk.visits.ports import CodeDesk, FaceFinder, Instruments, Journal, OwnDesk, Register, SlipDesk
from kiosk.visits.rules import rules_from
from kiosk.visits.situation import Situation
from kiosk.visits.states import State
from kiosk.visits.steps import Step
from kiosk.visits.table import step
from kiosk.visits.view import VisitView
from kiosk.visits.view_builder import ViewBuilder
from kiosk.visits.visitor_words import load_alert_words, load_words
from kiosk.visits.workers import Executor, Inline, Workers

log = logging.getLogger("kiosk.visits")

BEAT_S = 0.5
MEAN_IDS = 4
"""Of a mean: its group, both pressures and the pulse."""
"""The longest the thread sleeps: countdowns on the screen move on time."""
MOST_EVENTS = 10_000
"""Events handled in one go before time is looked at again."""

Publish = Callable[[VisitView], None]
OnTransition = Callable[[State, str, Instant], None]


class Conductor:
    """The visit of one terminal.

    Args:
        publish: Given every new view, on the visit's thread (or the caller's, when synchronous). Must not block.
        steps: What can be measured, in the order of the menu.
        slips: Where slips are printed; None where they cannot be.
        own: What people ask of what is kept of them; None where nothing is.
        last_queue_number: The number given out last on this day, before the terminal was started anew.
        on_visitor_waits: Told, on the visit's thread, that somebody waits while an inner wing is shown. Must not block.
        on_transition: Given state, reason and time of every change of what is on the screen.
        synchronous: No threads; the caller lets things happen by `drain` and `tick`. For tests.

    Raises:
        kiosk.visits.visitor_words.WordsError: a word is missing.
        kiosk.health_code.profile.ProfileError: the code profile cannot be used.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        codes: CodeDesk,
        register: Register,
        journal: Journal,
        faces: FaceFinder,
        steps: tuple[Step, ...],
        instruments: Instruments,
        slips: SlipDesk | None = None,
        own: OwnDesk | None = None,
        clock: Clock,
        publish: Publish,
        on_transition: OnTransition | None = None,
        on_visitor_waits: OnVisitorWaits = lambda _: None,
        last_queue_number: int | None = None,
        synchronous: bool = False,
    ) -> None:
        profile, words = load_profile(settings.health_code.profile), load_words(steps)
        self._clock, self._publish, self._on_transition = clock, publish, on_transition
        self._rules = rules_from(settings, profile, steps)
        self._zone = ZoneInfo(settings.hall.time_zone)
        self._builder = ViewBuilder(settings, profile, self._rules, words)
        self._executor: Executor = Inline() if synchronous else Workers(clock)
        ports = Ports(codes, register, journal, faces, instruments, slips, own)
        self._performer = Performer(
            ports, settings, profile, words, load_alert_words(), clock, self._executor, self.post, on_visitor_waits
        )
        self._events: queue.SimpleQueue[VisitEvent] = queue.SimpleQueue()
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._situation = queue_going_on(self._today(), last_queue_number)
        self._timers: dict[str, tuple[int, float]] = {}
        self._view: VisitView | None = None

    def _today(self) -> str:
        return self._clock.now().utc.astimezone(self._zone).date().isoformat()

    @property
    def situation(self) -> Situation:
        """Where the visit stands now."""
        return self._situation

    def reads_a_helper(self, event: object) -> bool:
        """Whether a reader tells of a helper's card: of one who works here too, it opens no wing. From any thread."""
        return isinstance(event, IdentityRead) and companion.takes_cards(self._situation)

    def post(self, event: VisitEvent) -> None:
        """Something happened. Safe from any thread; returns at once."""
        self._events.put(event)
        self._wake.set()

    def start(self) -> None:
        """Publish the first view and begin."""
        self._executor.start()
        self._thread = threading.Thread(target=self._run, name="visit", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 3.0) -> None:
        """End the thread. A visit that is open is logged as stopped."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout_s)
        self._executor.stop()
        if self._situation.visit is not None:
            self._close_calmly("stopped")

    # --- what the thread does, or a test --------------------------------------------------------------------------
    def drain(self) -> None:
        """Handle everything that has been posted, and what follows from it; then publish."""
        for _ in range(MOST_EVENTS):
            try:
                event = self._events.get_nowait()
            except queue.Empty:
                break
            self._take(event)
        self._show()

    def tick(self) -> None:
        """Let timers fire that have run out; handle what follows; publish."""
        self._executor.check()
        now_s = self._clock.now().monotonic_s
        due = sorted((at_s, name, serial) for name, (serial, at_s) in self._timers.items() if at_s <= now_s)
        for _, name, serial in due:
            if self._timers.get(name, (None, 0.0))[0] == serial:
                del self._timers[name]
                self._take(TimerFired(name, serial))
        self.drain()

    def next_due_s(self) -> float | None:
        """When the next timer runs out, on the monotonic clock; None when none runs."""
        return min((at_s for _, at_s in self._timers.values()), default=None)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self.tick()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next event may be fine
                log.error("the visit stumbled: %s", where_it_broke(error))
            if self._events.empty():
                self._clock.wait(self._wake, self._pause_s())

    def _pause_s(self) -> float:
        due_s = self.next_due_s()
        if due_s is None:
            return BEAT_S
        return min(max(due_s - self._clock.now().monotonic_s, 0.0), BEAT_S)

    # --- one event ------------------------------------------------------------------------------------------------
    def _take(self, event: VisitEvent) -> None:
        now = self._clock.now()
        given = Given(new_id(), self._today(), tuple(new_id() for _ in range(MEAN_IDS)))
        before = self._situation
        try:
            made = step(before, event, self._rules, given)
        except Exception as error:  # noqa: BLE001 - a defect in the table must not leave a dead screen
            log.error("%s in %s failed: %s", type(event).__name__, before.state.value, where_it_broke(error))
            self._close_calmly("failed")
            return
        self._follow(before, made.situation, made.effects, made.reason, now)

    def _follow(
        self, before: Situation, after: Situation, effects: tuple[Effect, ...], reason: str, now: Instant
    ) -> None:
        self._situation = after
        moved = after.state is not before.state
        if moved or after.visit_id != before.visit_id:
            for visit_id in {v for v in (before.visit_id, after.visit_id) if v is not None}:
                self._performer.logbook.note(visit_id, after.state, reason, now)
        for effect in effects:
            if isinstance(effect, StartTimer):
                self._timers[effect.timer] = (effect.serial, now.monotonic_s + effect.seconds)
            elif isinstance(effect, StopTimer):
                self._timers.pop(effect.timer, None)
            else:
                self._performer.perform(effect)
        if moved and self._on_transition is not None:
            try:
                self._on_transition(after.state, reason, now)
            except Exception as error:  # noqa: BLE001 - an onlooker must not stop the visit
                log.error("an onlooker of the visit failed: %s", where_it_broke(error))

    def _close_calmly(self, outcome: str) -> None:
        """Back to the attract screen from anywhere, by the table's own way or, if that is broken, without it."""
        before, now = self._situation, self._clock.now()
        draft = Draft(before, self._rules, Given(new_id()))
        try:
            close(draft, outcome, outcome)
            after, effects = draft.s, tuple(draft.effects)
        except Exception as error:  # noqa: BLE001 - see `_take`
            log.error("closing a visit failed: %s", where_it_broke(error))
            after = Situation(serial=before.serial + 1, timer_serial=before.timer_serial, terminal=before.terminal)
            opened = before.current.self_check.opened
            effects = (StopFaces(), *([CloseInstrument(opened)] if opened is not None else []))
            self._timers.clear()
        self._follow(before, after, effects, outcome, now)

    def _show(self) -> None:
        view = self._drawn()
        if view is None:
            self._close_calmly("failed")
            view = self._drawn() or self._builder.last_resort(self._situation.serial)
        if view == self._view:
            return
        self._view = view
        try:
            self._publish(view)
        except Exception as error:  # noqa: BLE001 - the screen's trouble is the screen's
            log.error("a view could not be published: %s", where_it_broke(error))

    def _drawn(self) -> VisitView | None:
        """The view of this moment; None when it cannot be made, so that an old one does not stay."""
        deadlines = {name: at_s for name, (_, at_s) in self._timers.items()}
        try:
            return self._builder.build(self._situation, self._clock.now(), deadlines)
        except Exception as error:  # noqa: BLE001 - see `_show`
            log.error("no view of %s: %s", self._situation.state.value, where_it_broke(error))
            return None
