"""One device: what it reads just now, how it was, what to do, its calibration in force, and the bytes of its wire."""

from __future__ import annotations

from dataclasses import replace

from devices.clock import Instant
from kiosk.accounts.permissions import Permission
from kiosk.calibration.records import Calibration, Standing
from kiosk.desk.page import Context, Page, action
from kiosk.device_bench.cards import card, readings_view, state_of
from kiosk.device_bench.live import Live, Requestable
from kiosk.device_bench.noise import noise
from kiosk.device_bench.parts import BenchParts
from kiosk.device_bench.standing import METRICS, Condition, Entry, condition, entries
from kiosk.device_bench.view import DeviceView, LineView, MetricView, ToldView, WireRowView
from kiosk.device_bench.watching import Told
from kiosk.device_bench.wire_rows import wire_rows, wire_text
from kiosk.device_bench.words import DASH, day_words, decimals_of, digits, lasted, unit_of
from kiosk.sentences import NO_WORDS, Refusal, Text, fault_sentences, sentence, table
from kiosk.sticks import the_stick, write

HISTORY = 5
ROWS = 14
"""Lines of the wire log on a page."""
_READ = Permission.WIRE_READ


class DevicePage(Page):
    """See the module."""

    name = "device"
    needs = _READ

    def __init__(self, context: Context, parts: BenchParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._live = Live(context, parts)
        self._entry: Entry | None = None
        self._metric = ""
        self._wire_shown = self._busy = False
        self._wire_page = 0

    # --- what is done on it -------------------------------------------------------------------------------------------
    @action(needs=_READ)
    def back(self) -> None:
        """To all devices."""
        self.context.open("devices")

    @action(needs=_READ)
    def metric(self, key: str) -> None:
        """Another one of what it reads."""
        if self._entry is not None and key in self._metrics(self._entry):
            self._metric = key

    @action(needs=Permission.DEVICES_CALIBRATE)
    def calibrate(self) -> None:
        """去校准."""
        if self._entry is not None and self._entry.kind in METRICS:
            self.context.open("calibrate", device=self._entry.name, metric=self._metric)

    @action(needs=_READ)
    def wire(self, shown: bool) -> None:
        """Show the bytes of the wire, or the figures again."""
        self._wire_shown, self._wire_page = shown, 0
        self.context.turn()

    @action(needs=_READ)
    def newer(self) -> None:
        """Later lines of the wire log."""
        self._wire_page = max(0, self._wire_page - 1)

    @action(needs=_READ)
    def older(self) -> None:
        """Earlier ones."""
        self._wire_page = min(self._wire_page + 1, self._wire_pages() - 1)

    @action(needs=_READ)
    def export(self) -> None:
        """The wire log as a text file on a stick."""
        entry = self._entry
        device = self._parts.devices.get(entry.name) if entry is not None else None
        if entry is None or device is None or self._busy:
            return
        now, zone, by = self.context.clock.now(), self._parts.zone, self.context.session.login
        head = (
            f"{entry.name} {entry.model} {entry.place}",
            f"{day_words(now, zone)} {zone.key}",
            "> sent, < received; [N]: N bytes left out",
        )
        content = wire_text(device.wire_log.entries(), zone, head).encode()
        name = f"wire-{entry.name}-{now.utc.astimezone(zone):%Y%m%d-%H%M%S}.txt"

        def job() -> str:
            path = write(the_stick(self._parts.sticks()), name, content)
            self._parts.trail.note(by, "devices.wire-exported", device=entry.name, file=path.name)
            return path.name

        self._busy = True
        self.context.work(job, self._exported, self._not_exported)

    def _exported(self, name: str) -> None:
        self._busy = False
        self.context.tell(sentence("device-bench.exported", file=name))

    def _not_exported(self, error: Exception) -> None:
        self._busy = False
        self.context.tell(error.sentence if isinstance(error, Refusal) else sentence("device-bench.not-exported"))

    # --- the page -----------------------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`. `device` is its name."""
        every = entries(self._parts)
        self._entry = next((entry for entry in every if entry.name == values.get("device")), None)
        if self._entry is None:
            self.context.open("devices")
            return
        self._metric = next(iter(self._metrics(self._entry)), "")
        self._live.begin()

    def taken_up(self) -> None:
        """See `Page`."""
        self._live.begin()

    def set_aside(self) -> None:
        """See `Page`."""
        self._live.end()

    def left(self) -> None:
        """See `Page`."""
        self._live.end()

    def tick(self, now: Instant) -> None:
        """See `Page`."""
        if self._entry is not None:
            self._live.ask(self._entry.name)
            self.context.keep_open()

    def view(self) -> DeviceView:
        """See `Page`."""
        assert self._entry is not None
        words = table("device-bench.metrics")
        entry, parts, now = self._entry, self._parts, self.context.clock.now()
        how = condition(entry, parts)
        calibration = parts.calibrations.in_force(entry.name, self._metric, now) if self._metric else None
        device = parts.devices.get(entry.name)
        rows, first = self._rows() if self._wire_shown else (), self._wire_page * ROWS
        shown = card(entry, parts, now)
        if self._metric:
            heard = parts.watch.readings(entry.name)
            figures = readings_view(entry.name, (self._metric,), heard, parts, now, ends=bool(how.fault))
            shown = replace(shown, figures=figures)
        return DeviceView(
            card=shown,
            asked=isinstance(device, Requestable),
            since=_since(how, now),
            todo=how.todo or NO_WORDS,
            noise=self._noise(entry),
            calibration=_calibration(calibration, unit_of(self._metric)),
            may_calibrate=bool(self._metric) and self.context.allowed(Permission.DEVICES_CALIBRATE),
            history=self._history(entry),
            metrics=tuple(MetricView(key, words[key]) for key in self._metrics(entry)),
            metric=self._metric,
            wire=rows[first : first + ROWS] if self._wire_shown else None,
            place=sentence("device-bench.note.page", page=self._wire_page + 1, pages=self._wire_pages()),
            newer=self._wire_page > 0,
            older=self._wire_page + 1 < self._wire_pages(),
            no_wire=NO_WORDS if device is not None else sentence("device-bench.no-wire"),
            busy=self._busy,
        )

    def _metrics(self, entry: Entry) -> tuple[str, ...]:
        """What a card shows of its kind."""
        return METRICS.get(entry.kind, ())

    def _rows(self) -> tuple[WireRowView, ...]:
        device = self._parts.devices.get(self._entry.name) if self._entry is not None else None
        return () if device is None else wire_rows(device.wire_log.entries(), self._parts.zone)

    def _wire_pages(self) -> int:
        return max(1, -(-len(self._rows()) // ROWS)) if self._wire_shown else 1

    def _noise(self, entry: Entry) -> tuple[LineView, ...]:
        if not self._metric:
            return ()
        words, decimals, unit = table("device-bench.noise"), decimals_of(self._metric), unit_of(self._metric)
        heard = self._parts.watch.readings(entry.name)
        of = noise([value for one in heard if (value := one.values.get(self._metric)) is not None])
        return (
            LineView(words["n"], str(of.n)),
            LineView(words["s"], f"{digits(of.s, decimals + 1)} {unit}"),
            LineView(words["least"], f"{digits(of.least, decimals)} {unit}"),
            LineView(words["most"], f"{digits(of.most, decimals)} {unit}"),
        )

    def _history(self, entry: Entry) -> tuple[ToldView, ...]:
        told = self._parts.watch.states(entry.name)[-HISTORY:]
        return tuple(self._told(one) for one in reversed(told))

    def _told(self, told: Told) -> ToldView:
        how = Condition(told.state, told.fault or "", told.at)
        state = state_of(how, None, self._parts, told.at)
        why = fault_sentences(told.fault).technician if told.fault else NO_WORDS
        return ToldView(day_words(told.at, self._parts.zone), state, why)


def _since(how: Condition, now: Instant) -> Text:
    if how.since is None:
        return sentence("device-bench.since.unknown")
    return sentence("device-bench.since.so", lasted=lasted(now.monotonic_s - how.since.monotonic_s))


def _calibration(calibration: Calibration | None, unit: str) -> tuple[LineView, ...]:
    if calibration is None:
        return ()
    words, standing = table("device-bench.certificate"), table("device-bench.standing-words")
    tone = {Standing.IN_FORCE: "done", Standing.NONE: "soft"}.get(calibration.standing, "care")
    rows = [LineView(words["standing"], standing[calibration.standing.value], tone)]
    if calibration.standing is Standing.NONE:
        return tuple(rows)
    u = DASH if calibration.expanded_u is None else f"{calibration.expanded_u:.2g} {unit}"
    return (
        *rows,
        LineView(words["number"], calibration.number or DASH),
        LineView(words["due"], DASH if calibration.due is None else f"{calibration.due:%Y-%m-%d}"),
        LineView(words["u"], u),
    )
