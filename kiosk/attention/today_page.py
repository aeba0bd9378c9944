"""The first page of the staff wing: who waits, taken with 我去 and closed with a note; who came; how devices are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from devices.clock import Instant
from devices.events import DeviceStateChanged
from kiosk.accounts.permissions import Permission
from kiosk.archive.alerts import LoggedAlert
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.callers import Caller
from kiosk.archive.footfall import Came
from kiosk.attention import devices, follow_ups, hours, look_back
from kiosk.attention.calls import Calls
from kiosk.attention.message import PEOPLE
from kiosk.attention.rows import is_again, row, urgency
from kiosk.attention.view import MOST_ROWS, TodayView, WayCount
from kiosk.desk.page import Context, Page, action
from kiosk.people.names import mask_name
from kiosk.sentences import NO_WORDS, Text, fault_sentences, sentence, table
from kiosk.settings import Settings
from kiosk.store.errors import StoreError

LOOK_S = 5.0
"""Who came and how long somebody waits are looked at so often; a new call is seen at once."""


@dataclass(frozen=True, slots=True)
class TodayParts:
    """What the page is made of.

    Attributes:
        states: What each device announced last, by name.
        camera_works: Whether the camera does.
        home_calls: How many are to be looked in on; slow, no words where nobody is.
    """

    calls: Calls
    archive: ArchiveContents
    settings: Settings
    states: Callable[[], Mapping[str, DeviceStateChanged]]
    camera_works: Callable[[], bool]
    home_calls: Callable[[], Text] = lambda: NO_WORDS


class TodayPage(Page):
    """See the module. Masked names and buildings only; nothing of them stays once it is left."""

    name = "today"
    needs = Permission.TODAY_READ

    def __init__(self, context: Context, parts: TodayParts) -> None:
        super().__init__(context)
        self._parts, self._zone = parts, ZoneInfo(parts.settings.hall.time_zone)
        self._undo: Callable[[], None] = lambda: None
        self._alerts: list[LoggedAlert] = []
        self._callers: dict[str, Caller] = {}
        self._names: dict[str, str] = {}
        self._came: list[Came] = []
        self._usual = hours.Usual({}, 0, False)
        self._usual_of = ""
        self._first, self._closing = 0, ""
        self._seen_s = 0.0
        self._look_back = NO_WORDS, NO_WORDS
        self._follow_ups = self._home_calls = NO_WORDS
        self._awake = False

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """Read everything, and hear of every change from now on."""
        self._undo = self._parts.calls.on_change(lambda: self.context.later(self._look))
        self.taken_up()

    def taken_up(self) -> None:
        """Somebody looks at it."""
        self._awake = True
        self._look()
        self._look_back_waits()
        self._follow_ups_wait()
        self._home_calls_wait()

    def set_aside(self) -> None:
        """Nobody looks: no call counts as shown."""
        self._awake = False

    def left(self) -> None:
        """Nothing personal stays."""
        self._undo()
        self._awake = False
        self._alerts, self._callers, self._names, self._came = [], {}, {}, []

    def tick(self, now: Instant) -> None:
        """Time goes on."""
        if now.monotonic_s - self._seen_s >= LOOK_S:
            self._look()

    # --- what staff do ------------------------------------------------------------------------------------------
    @action(needs=Permission.CALL_TAKE)
    def take(self, call: str) -> None:
        """我去."""
        calls, me = self._parts.calls, self.context.session.login
        self.context.work(lambda: calls.take(call, me), lambda ok: self._done(call, ok), self._failed)

    @action(needs=Permission.CALL_TAKE)
    def close(self, call: str) -> None:
        """帮好了: how it was is asked first."""
        if any(alert.id == call for alert in self._shown()):
            self._closing = call
            self.context.turn()

    @action(needs=Permission.CALL_TAKE)
    def note(self, call: str, note: int) -> None:
        """How it was; the call is closed with it."""
        notes = self._notes()
        if call != self._closing or not 0 <= note < len(notes):
            return
        calls, me, words = self._parts.calls, self.context.session.login, str(notes[note])
        self.keep()
        self.context.work(lambda: calls.close(call, me, words), lambda ok: self._done(call, ok), self._failed)

    @action(needs=Permission.CALL_TAKE)
    def keep(self) -> None:
        """Not closed yet."""
        self._closing = ""
        self.context.turn()

    @action(needs=Permission.CALL_TAKE)
    def give_back(self, call: str) -> None:
        """Whoever goes does not go after all."""
        calls, me = self._parts.calls, self.context.session.login
        self.keep()
        self.context.work(lambda: calls.give_back(call, me), lambda ok: self._done(call, ok), self._failed)

    @action(needs=Permission.TODAY_READ)
    def more(self) -> None:
        """The next rows, and after the last the first again."""
        self._first = self._first + MOST_ROWS if self._first + MOST_ROWS < len(self._alerts) else 0
        self.context.turn()
        self._showing()

    @action(needs=Permission.LOOK_BACK_FOLLOW)
    def follow_up(self) -> None:
        """The readings a device that was found wrong may have misjudged."""
        self.context.open("look-back")

    @action(needs=Permission.ANNOUNCEMENTS_KEEP)
    def announce(self) -> None:
        """What the hall announces on its first screen."""
        self.context.open("announcements")

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def come_again(self) -> None:
        """Those who were to be measured again, or are to see the family doctor."""
        self.context.open("follow-ups")

    @action(needs=Permission.HOME_CALLS_KEEP)
    def look_in(self) -> None:
        """Those to be looked in on at home."""
        self.context.open("home-calls")

    def _done(self, call: str, ok: bool) -> None:
        self._look()
        if not ok:
            other = next((a.taken_by for a in self._alerts if a.id == call and a.taken_by), None)
            closed = sentence("attention.said.closed")
            self.context.tell(sentence("attention.said.gone", who=self._name_of(other)) if other else closed)

    def _failed(self, error: Exception) -> None:
        said = fault_sentences(error.code).staff if isinstance(error, StoreError) else None
        self.context.tell(said or sentence("attention.said.not-kept"))
        self._look()

    # --- what it knows ------------------------------------------------------------------------------------------
    def _look(self) -> None:
        before = [alert.id for alert in self._shown()]
        now = self.context.clock.now()
        self._seen_s = now.monotonic_s
        self._alerts = sorted(self._parts.calls.open_alerts(), key=urgency)
        if self._first >= len(self._alerts):
            self._first = 0
        self._callers = self._parts.archive.callers.of(a.resident_id for a in self._shown() if a.resident_id)
        self._count(now.utc)
        if self._closing and self._closing not in {alert.id for alert in self._shown()}:
            self._closing = ""
        if before != [alert.id for alert in self._shown()]:
            self.context.turn()  # a finger on its way to one person's 我去 must not take another's
        self._showing()

    def _look_back_waits(self) -> None:
        """Whether somebody is to be called back. That changes only while somebody else is in, or on another page."""

        def then(said: tuple[Text, Text]) -> None:
            self._look_back = said

        look_backs = self._parts.archive.look_backs
        self.context.work(lambda: look_back.waits(look_backs), then, lambda _: None)

    def _follow_ups_wait(self) -> None:
        """Whether somebody did not come to be measured again: that changes with the day, or on the page of its own."""

        def then(said: Text) -> None:
            self._follow_ups = said

        kept = self._parts.archive.follow_ups
        self.context.work(lambda: follow_ups.waits(kept), then, lambda _: None)

    def _home_calls_wait(self) -> None:
        """Whether somebody is to be looked in on: that changes with the day, or on the page of its own."""

        def then(said: Text) -> None:
            self._home_calls = said

        self.context.work(self._parts.home_calls, then, lambda _: None)

    def _count(self, now: datetime) -> None:
        local = now.astimezone(self._zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        self._came = self._parts.archive.footfall.since(midnight)
        if self._usual_of != local.date().isoformat():
            self._usual_of = local.date().isoformat()
            earlier = self._parts.archive.footfall.since(midnight - timedelta(weeks=hours.WEEKS), midnight)
            self._usual = hours.usual(earlier, local.date(), self._zone)

    def _showing(self) -> None:
        if self._awake:
            self._parts.calls.shown([alert.id for alert in self._shown()])

    def _shown(self) -> list[LoggedAlert]:
        return self._alerts[self._first : self._first + MOST_ROWS]

    def _name_of(self, login: str) -> str:
        """A colleague's masked name; a login nobody has any more is shown as it stands in the record."""
        if login not in self._names:
            known = {account.login: mask_name(account.name) for account in self._parts.archive.accounts.known()}
            self._names = {**known, login: known.get(login, login)}
        return self._names[login]

    @staticmethod
    def _notes() -> tuple[Text, ...]:
        return tuple(table("attention.notes").values())

    # --- what it shows ------------------------------------------------------------------------------------------
    def view(self) -> TodayView:
        """See `Page`."""
        now, me = self.context.clock.now().utc, self.context.session.login
        local = now.astimezone(self._zone)
        waiting = [alert for alert in self._alerts if alert.kind in PEOPLE and alert.taken is None]
        shown = self._shown()
        parts = self._parts
        known = devices.rows(
            parts.settings,
            parts.states(),
            camera_works=parts.camera_works(),
            channel_faults=parts.calls.faults(),
        )
        return TodayView(
            date=_day(local),
            came=len(self._came),
            came_usual=self._usual.until(local.hour),
            waiting=len(waiting),
            again=sum(is_again(alert) for alert in waiting),
            rows=tuple(row(a, self._callers, now, self._zone, me=me, name_of=self._name_of) for a in shown),
            more=max(0, len(self._alerts) - self._first - MOST_ROWS),
            first_row=self._first,
            hours=hours.bars(hours.by_hour(self._came, self._zone), self._usual, local),
            how_usual=_how_usual(self._usual, local),
            ways=_ways(self._came),
            devices=known,
            devices_work=sum(device.works for device in known),
            devices_all=len(known),
            closing=self._closing,
            notes=self._notes() if self._closing else (),
            follow_ups=self._follow_ups,
            home_calls=self._home_calls,
            look_back=self._look_back[0],
            look_back_short=self._look_back[1],
        )


def _weekday(local: datetime) -> Text:
    return table("attention.weekdays")[str(local.weekday())]


def _day(local: datetime) -> Text:
    return sentence("attention.date.day", month=local.month, day=local.day, weekday=_weekday(local))


def _how_usual(usual: hours.Usual, local: datetime) -> Text:
    if not usual.days:
        return sentence("attention.usual.none")
    if usual.weekday:
        return sentence("attention.usual.weekday", weekday=_weekday(local))
    return sentence("attention.usual.days", days=usual.days)


def _ways(came: list[Came]) -> tuple[WayCount, ...]:
    words, counts = table("attention.ways"), dict.fromkeys(table("attention.ways"), 0)
    for one in came:
        counts[_way(one.identified_by)] += 1
    return tuple(WayCount(way, words[way], count) for way, count in counts.items())


def _way(identified_by: str | None) -> str:
    if identified_by is None:
        return "nobody"
    if identified_by == "face":
        return "face"
    return "both" if identified_by.endswith("+face") else "card"
