"""A card a device: its state, its figures, its noise, and the one line of what matters now."""

from __future__ import annotations

from devices.clock import Instant
from devices.events import DeviceState
from kiosk.calibration.records import Calibration, Standing
from kiosk.device_bench.noise import plot
from kiosk.device_bench.parts import BenchParts
from kiosk.device_bench.standing import (
    CAMERA,
    METRICS,
    NOT_MADE,
    READERS,
    Condition,
    Entry,
    calibration_of,
    condition,
    days_left,
    is_soon,
    today,
)
from kiosk.device_bench.view import CardView, FiguresView, StateView
from kiosk.device_bench.watching import Heard
from kiosk.device_bench.words import DASH, ago, decimals_of, digits, lasted, unit_of
from kiosk.sentences import Text, sentence, table

SPAN = 5
"""A plot's half height is at least so many steps of the raw value's last digit."""
_SPAN_S = 0.1


def card(entry: Entry, parts: BenchParts, now: Instant, line: str = "") -> CardView:
    """Of one device, as it is now.

    Args:
        line: Its plot of a moment ago, still good enough while the device works: to make it costs most of a card.
    """
    how = condition(entry, parts)
    calibration = calibration_of(entry, parts, now)
    state = state_of(how, calibration, parts, now)
    return CardView(
        name=entry.name,
        title=entry.title,
        place=entry.where,
        state=state,
        figures=figures(entry, how, parts, now, line),
        matters=_matters(entry, how, calibration, parts, now),
        tone=state.tone if state.tone in ("alarm", "care") else "",
    )


def state_of(how: Condition, calibration: Calibration | None, parts: BenchParts, now: Instant) -> StateView:
    """A fault first, then the calibration, then whether it is there at all."""
    words = table("device-bench.states")
    if how.fault:
        return StateView(words.get(how.fault, words["broken"]), "oct", "alarm")
    if how.state is DeviceState.OPENING:
        return StateView(words["opening"], "wait", "soft")
    if how.state is DeviceState.CLOSED:
        return StateView(words["closed"], "wait", "soft")
    if calibration is not None:
        if is_soon(calibration, today(parts, now)):
            return StateView(words["soon"], "tri", "care")
        if calibration.standing not in (Standing.IN_FORCE, Standing.NONE):
            return StateView(words[calibration.standing.value], "tri", "care")
    return StateView(words["ready"], "ok", "done")


def figures(entry: Entry, how: Condition, parts: BenchParts, now: Instant, line: str = "") -> FiguresView:
    """The two figures of a card. A dash for what is not known."""
    words, ends = table("device-bench.figures"), bool(how.fault)
    if entry.kind in METRICS:
        heard = parts.watch.readings(entry.name)
        return readings_view(entry.name, METRICS[entry.kind], heard, parts, now, ends=ends, line=line)
    if entry.kind in READERS:
        cards = parts.watch.cards(entry.name)
        return FiguresView(
            words["cards"],
            words["median"],
            sentence("device-bench.figures.times", count=cards.read),
            digits(cards.median_s, 1),
            words["seconds"],
            plot(cards.times_s, _SPAN_S) if ends or not line else line,
            ends,
        )
    if entry.kind == CAMERA:
        camera = parts.camera()
        restarts = sentence("device-bench.figures.times", count=camera.restarts)
        return FiguresView(words["restarts"], words["search"], restarts, digits(camera.search_s, 1), words["seconds"])
    return FiguresView()


def readings_view(
    name: str,
    metrics: tuple[str, ...],
    heard: tuple[Heard, ...],
    parts: BenchParts,
    now: Instant,
    *,
    ends: bool,
    line: str = "",
) -> FiguresView:
    """Raw and calibrated of some metrics, 138/86; a dash while the device is away or nothing was read."""
    words = table("device-bench.figures")
    last = heard[-1] if heard and heard[-1].good and not ends else None
    raws = [last.values.get(metric) if last is not None else None for metric in metrics]
    values = [
        None
        if raw is None
        else parts.calibrations.in_force(name, metric, last.at if last is not None else now).apply(raw)
        for metric, raw in zip(metrics, raws, strict=True)
    ]
    if ends or not line:
        first = [value for one in heard if (value := one.values.get(metrics[0])) is not None]
        line = plot(first, SPAN * 10.0 ** -decimals_of(metrics[0]))
    return FiguresView(
        words["raw"],
        words["calibrated"],
        _joined(metrics, raws),
        _joined(metrics, values),
        unit_of(metrics[0]),
        line,
        ends,
    )


def _joined(metrics: tuple[str, ...], values: list[float | None]) -> str:
    if all(value is None for value in values):
        return DASH
    return "/".join(digits(value, decimals_of(metric)) for metric, value in zip(metrics, values, strict=True))


def _matters(entry: Entry, how: Condition, calibration: Calibration | None, parts: BenchParts, now: Instant) -> Text:
    if how.fault:
        return _broken(how, now)
    if calibration is not None:
        return _measures(entry, calibration, parts, now)
    if entry.kind in READERS:
        cards = parts.watch.cards(entry.name)
        if cards.last is None:
            return sentence("device-bench.matters.no-card")
        return sentence("device-bench.matters.cards", failed=cards.failed, ago=ago(cards.last, now))
    words = table("device-bench.matters")
    return words[entry.kind]


def _broken(how: Condition, now: Instant) -> Text:
    words = table("device-bench.broken")
    if how.fault == NOT_MADE or how.since is None:
        return words["not-made"] if how.fault == NOT_MADE else words["now"]
    said = words.get(how.fault, words["other"])
    return said.fill(lasted=lasted(now.monotonic_s - how.since.monotonic_s), tries=how.tries)


def _measures(entry: Entry, calibration: Calibration, parts: BenchParts, now: Instant) -> Text:
    words, left = table("device-bench.standing"), days_left(calibration, today(parts, now))
    if is_soon(calibration, today(parts, now)):
        return words["today"] if not left else sentence("device-bench.standing.soon", days=left)
    if calibration.standing is not Standing.IN_FORCE and calibration.standing is not Standing.NONE:
        return words[calibration.standing.value]
    read = ago(parts.watch.last_read(entry.name), now)
    if calibration.standing is Standing.NONE:
        return sentence("device-bench.standing.none", ago=read)
    due = calibration.due
    if due is None:
        return sentence("device-bench.standing.no-end", ago=read)
    return sentence("device-bench.standing.in-force", ago=read, year=f"{due:%y}", month=due.month)
