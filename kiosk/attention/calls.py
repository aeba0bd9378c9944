"""Calls from the moment somebody needs staff until somebody has seen to it: out by every channel, taken, closed.

What the visitor's screen may say follows from here, and only when it is so: told, once a channel that tells has
delivered or a screen before staff shows the call; taken, once somebody goes; unanswered, when nobody went in time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from devices.clock import Clock
from kiosk.archive.alerts import Alerts, LoggedAlert, NoSuchAlert
from kiosk.attention.board import Call
from kiosk.attention.channels.channel import Channel
from kiosk.attention.message import SEEN, Message
from kiosk.visits.events import CallStage, CallStands, VisitEvent
from kiosk.visits.ports import StaffAlert
from kiosk.visits.visitor_words import ALERT_KINDS

VISITS = 32
"""So many visits are remembered; the screen shows one of them."""


@dataclass(slots=True)
class _Visitor:
    """Whoever waits before the screen.

    Attributes:
        ids: Of their calls.
        until_s: When nobody has answered; None while nobody is told.
    """

    stage: CallStage = CallStage.OUT
    ids: set[str] = field(default_factory=set)
    until_s: float | None = None


class Calls:
    """The board of open calls (`CallBoard`), and their way out. Thread-safe.

    Args:
        post: Takes what the visit must know.
        answer_within_s: So long after staff were told somebody must have said that they go.
    """

    def __init__(
        self,
        alerts: Alerts,
        channels: Sequence[Channel],
        clock: Clock,
        post: Callable[[VisitEvent], None],
        *,
        answer_within_s: float,
    ) -> None:
        self._alerts, self._channels, self._clock, self._post = alerts, tuple(channels), clock, post
        self._within_s = answer_within_s
        self._lock = threading.Lock()
        self._visitors: OrderedDict[str, _Visitor] = OrderedDict()
        self._listeners: list[Callable[[], None]] = []

    def start(self) -> None:
        """Begin with every channel."""
        for channel in self._channels:
            channel.start()

    def stop(self) -> None:
        """End them."""
        for channel in self._channels:
            channel.stop()

    def faults(self) -> dict[str, str | None]:
        """Error code of each channel's last try, by its name; None for one that delivered or was not tried."""
        return {channel.name: channel.fault for channel in self._channels}

    # --- what happens -------------------------------------------------------------------------------------------
    def raised(self, alert: StaffAlert) -> None:
        """Somebody is needed: at once, whether or not it is in the store yet."""
        if alert.visit_id is not None and alert.kind in SEEN:
            self._waits(alert.visit_id, alert.alert_id)
        self._carry(Message(alert.alert_id, alert.kind, alert.queue or "", alert.raised.utc))

    def stored(self) -> None:
        """The store has a new alert."""
        self._tell()

    def look(self) -> None:
        """Tell whoever waits that nobody answers, once it is time."""
        now_s = self._clock.now().monotonic_s
        with self._lock:
            late = [visit for visit, v in self._visitors.items() if v.until_s is not None and v.until_s <= now_s]
        for visit in late:
            self._enter(visit, CallStage.UNANSWERED, only_from=(CallStage.TOLD,))

    # --- the board ----------------------------------------------------------------------------------------------
    def open_calls(self) -> tuple[Call, ...]:
        """See `CallBoard`."""
        return tuple(_call(alert) for alert in self.open_alerts())

    def open_alerts(self) -> tuple[LoggedAlert, ...]:
        """The same with the words for staff: for the staff wing alone."""
        return tuple(sorted(self._alerts.open(), key=lambda alert: (_urgency(alert.kind), alert.raised)))

    def take(self, call_id: str, by: str) -> bool:
        """See `CallBoard`."""
        alert = self._named(lambda: self._alerts.take(call_id, by))
        if alert is None or alert.done is not None or alert.taken_by != by:
            return False
        self._answered(alert)
        self._enter_of(alert, CallStage.TAKEN)
        return True

    def give_back(self, call_id: str, by: str) -> bool:
        """See `CallBoard`. The call leaves by every channel once more."""
        alert = self._named(lambda: self._alerts.give_back(call_id, by))
        if alert is None or alert.done is not None or alert.taken is None:
            return False
        self._enter_of(alert, CallStage.OUT)
        self._carry(Message(alert.id, alert.kind, alert.queue or "", alert.raised))
        self._tell()
        return True

    def close(self, call_id: str, by: str, note: str = "") -> bool:
        """See `CallBoard`."""
        alert = self._named(lambda: self._alerts.acknowledge(call_id, by, note or None))
        if alert is None or alert.done is not None:
            return False
        self._answered(alert)
        self._enter_of(alert, CallStage.OUT)
        return True

    def shown(self, call_ids: Iterable[str]) -> None:
        """See `CallBoard`."""
        for call_id in call_ids:
            self._told(call_id)

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """See `CallBoard`."""
        with self._lock:
            self._listeners.append(listener)

        def undo() -> None:
            with self._lock:
                self._listeners = [one for one in self._listeners if one is not listener]

        return undo

    # --- how far a call is --------------------------------------------------------------------------------------
    def _waits(self, visit_id: str, alert_id: str) -> None:
        with self._lock:
            visitor = self._visitors.setdefault(visit_id, _Visitor())
            visitor.ids.add(alert_id)
            if visitor.stage is not CallStage.TAKEN:
                visitor.stage, visitor.until_s = CallStage.OUT, None
            while len(self._visitors) > VISITS:
                self._visitors.popitem(last=False)

    def _carry(self, message: Message) -> None:
        def told(ok: bool) -> None:
            if ok:
                self._told(message.id)

        for channel in self._channels:
            channel.carry(message, told if channel.tells else _nobody)

    def _told(self, alert_id: str) -> None:
        for visit in self._visits_of({alert_id}):
            self._enter(visit, CallStage.TOLD, only_from=(CallStage.OUT,))

    def _answered(self, alert: LoggedAlert) -> None:
        for channel in self._channels:
            channel.take_back(alert.ids)
        self._tell()

    def _enter_of(self, alert: LoggedAlert, stage: CallStage) -> None:
        for visit in self._visits_of(set(alert.ids)):
            self._enter(visit, stage, only_from=tuple(CallStage))

    def _visits_of(self, alert_ids: set[str]) -> list[str]:
        with self._lock:
            return [visit for visit, visitor in self._visitors.items() if visitor.ids & alert_ids]

    def _enter(self, visit: str, stage: CallStage, *, only_from: tuple[CallStage, ...]) -> None:
        """The stage changes and the visit hears it, in one: two threads must not cross."""
        with self._lock:
            visitor = self._visitors.get(visit)
            if visitor is None or visitor.stage is stage or visitor.stage not in only_from:
                return
            visitor.stage = stage
            told = stage is CallStage.TOLD
            visitor.until_s = self._clock.now().monotonic_s + self._within_s if told else None
            self._post(CallStands(visit, stage))

    def _named(self, act: Callable[[], LoggedAlert]) -> LoggedAlert | None:
        try:
            return act()
        except NoSuchAlert:
            return None

    def _tell(self) -> None:
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener()


def _nobody(_: bool) -> None:
    """Of a channel that tells nobody for certain."""


def _call(alert: LoggedAlert) -> Call:
    return Call(alert.id, alert.kind, alert.queue or "", alert.raised, len(alert.ids), alert.taken, alert.taken_by)


def _urgency(kind: str) -> int:
    return ALERT_KINDS.index(kind) if kind in ALERT_KINDS else len(ALERT_KINDS)
