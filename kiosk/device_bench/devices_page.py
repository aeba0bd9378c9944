"""All devices of the terminal, a card each, live."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from devices.clock import Instant
from kiosk.accounts.permissions import Permission
from kiosk.desk.page import Context, Page, action
from kiosk.device_bench.cards import card
from kiosk.device_bench.live import Live
from kiosk.device_bench.parts import BenchParts
from kiosk.device_bench.self_test import LOOKED_AT
from kiosk.device_bench.standing import CAMERA, Entry, entries
from kiosk.device_bench.view import CardView, DevicesView
from kiosk.sentences import NO_WORDS, Text, sentence, table

CARDS = 8
"""On one screen: as many as an eye takes in."""
PLOT_EVERY_S = 1.0
"""How often the lines of noise are drawn anew; the figures are at once."""
_READ = Permission.WIRE_READ


class DevicesPage(Page):
    """See the module.

    Args:
        leads: Pages there are besides, of "self-test", "learn" and "camera".
        tested: What came of the last self-test of each step, by its id; slow.
    """

    name = "devices"
    needs = _READ

    def __init__(
        self,
        context: Context,
        parts: BenchParts,
        leads: Collection[str] = (),
        tested: Callable[[], Mapping[str, Text]] | None = None,
    ) -> None:
        super().__init__(context)
        self._parts, self._leads = parts, leads
        self._live = Live(context, parts)
        self._entries = entries(parts)
        self._page = 0
        self._tested = tested
        self._last: Mapping[str, Text] | None = None
        self._lines: dict[str, tuple[float, str]] = {}

    @action(needs=_READ)
    def look(self, device: str) -> None:
        """One device; the camera has a page of its own."""
        if device == CAMERA and "camera" in self._leads:
            self.context.open("camera")
        elif any(entry.name == device for entry in self._entries):
            self.context.open("device", device=device)

    @action(needs=Permission.DEVICES_CALIBRATE)
    def self_test(self) -> None:
        """全部自检."""
        if "self-test" in self._leads:
            self.context.open("self-test")

    @action(needs=Permission.DEVICES_LEARN)
    def learn(self) -> None:
        """认识新设备."""
        if "learn" in self._leads:
            self.context.open("learn")

    @action(needs=_READ)
    def newer(self) -> None:
        """The cards before those that are shown."""
        self._turn(-1)

    @action(needs=_READ)
    def older(self) -> None:
        """The cards after them."""
        self._turn(1)

    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._live.begin()
        self._look_up()

    def taken_up(self) -> None:
        """See `Page`."""
        self._live.begin()
        self._look_up()

    def set_aside(self) -> None:
        """See `Page`."""
        self._live.end()

    def left(self) -> None:
        """See `Page`."""
        self._live.end()

    def tick(self, now: Instant) -> None:
        """See `Page`."""
        self._live.ask(*self._parts.devices)

    def view(self) -> DevicesView:
        """See `Page`."""
        every, now = self._entries, self.context.clock.now()
        pages, first = self._pages(), self._page * CARDS
        return DevicesView(
            note=sentence("device-bench.note.devices", count=len(every)),
            cards=tuple(self._card(entry, now) for entry in every[first : first + CARDS]),
            place=sentence("device-bench.note.page", page=self._page + 1, pages=pages) if pages > 1 else NO_WORDS,
            newer=self._page > 0,
            older=self._page + 1 < pages,
            may_test="self-test" in self._leads,
            may_learn="learn" in self._leads and self.context.allowed(Permission.DEVICES_LEARN),
        )

    def _look_up(self) -> None:
        if self._tested is not None:
            self.context.work(self._tested, self._known, lambda _: None)

    def _known(self, last: Mapping[str, Text]) -> None:
        self._last = last

    def _card(self, entry: Entry, now: Instant) -> CardView:
        drawn_s, line = self._lines.get(entry.name, (-PLOT_EVERY_S, ""))
        due = now.monotonic_s - drawn_s >= PLOT_EVERY_S
        made = card(entry, self._parts, now, "" if due else line)
        if due or made.figures.plot != line:
            self._lines[entry.name] = now.monotonic_s, made.figures.plot
        if self._last is None or made.tone or entry.kind not in LOOKED_AT:
            return made
        return replace(made, matters=self._last.get(entry.name, table("device-bench.tested")["never"]))

    def _turn(self, step: int) -> None:
        self._page = min(max(0, self._page + step), self._pages() - 1)
        self.context.turn()

    def _pages(self) -> int:
        return max(1, -(-len(self._entries) // CARDS))
