"""`kiosk calibrate run … --from-wire`: points are read from the device itself, each when somebody says it is set."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from devices import catalogue
from devices.errors import DeviceNotAvailable
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged, Quality, Reading, ReadingTaken
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Environment, Run, SetPoint, Stage, Way
from kiosk.calibration.typed import number
from kiosk.certificates.figures import plain, with_unit
from kiosk.commands.context import Context, Refused
from kiosk.device_bench.live import Requestable
from kiosk.doctor.run_lock import is_running
from kiosk.ids import new_id
from kiosk.measurements.catalogue import metric
from kiosk.sentences import Text, fault_sentences, sentence, table

if TYPE_CHECKING:
    from devices.device import Device
    from kiosk.calibration.methods import Method
    from kiosk.calibration.references import Reference

OPEN_S = 10.0
READING_S = 6.0
TRIES = 3
"""A reading the device itself calls invalid is asked for again so often."""
_LONGEST = 64


class WireBench:
    """One device, opened for a calibration. `with` closes it.

    Raises Refused where a terminal runs, it does not open, or it does not measure when it is asked to.
    """

    def __init__(self, context: Context, name: str) -> None:
        if is_running(context.data_dir):
            raise Refused(sentence("certificates.command.wire-held"))
        entry = next(each for each in context.settings.devices if each.name == name)
        try:
            self._device: Device = catalogue.create(entry.model, name, dict(entry.options), context.clock, context.zone)
        except DeviceNotAvailable as error:
            raise Refused(str(error)) from error
        if not isinstance(self._device, Requestable):
            raise Refused(sentence("certificates.command.wire-never", device=name))
        self._clock, self._news = context.clock, threading.Event()
        self._state: DeviceStateChanged | None = None
        self._reading: Reading | None = None

    def __enter__(self) -> WireBench:
        self._device.start(self._told)
        self._wait(OPEN_S, lambda: self._state is not None)
        if self._state is None or self._state.state is not DeviceState.READY:
            fault = (self._state.fault if self._state is not None else None) or "device-timeout"
            self._device.stop()
            raise Refused(fault_sentences(fault).technician, code=fault)
        return self

    def __exit__(self, *_: object) -> None:
        self._device.stop()

    def read(self, name: str) -> float:
        """One raw value. Raises Refused when none comes."""
        assert isinstance(self._device, Requestable)
        for _ in range(TRIES):
            self._reading = None
            self._device.request()
            self._wait(READING_S, lambda: self._reading is not None)
            reading: Reading | None = self._reading
            value = None if reading is None or reading.quality is not Quality.GOOD else reading.value(name)
            if value is not None:
                return value
        raise Refused(sentence("certificates.command.wire-no-value"))

    def _told(self, event: DeviceEvent) -> None:
        if isinstance(event, ReadingTaken):
            self._reading = event.reading
        elif isinstance(event, DeviceStateChanged) and event.state in (DeviceState.READY, DeviceState.FAULT):
            self._state = event
        self._news.set()

    def _wait(self, seconds: float, done: Callable[[], bool]) -> None:
        until_s = self._clock.now().monotonic_s + seconds
        while not done() and (left_s := until_s - self._clock.now().monotonic_s) > 0:
            self._clock.wait(self._news, left_s)
            self._news.clear()


class WireRuns:
    """The runs of one calibration, asked for and read point by point."""

    def __init__(self, context: Context, method: Method, reference: Reference, device: str, name: str, by: str) -> None:
        self._context, self._method, self._reference = context, method, reference
        self._device, self._metric, self._by = device, name, by
        self._id = new_id()
        self._environment = Environment()

    def ask_environment(self) -> None:
        """What the method wants to know of the room."""
        words, units = table("calibrating.fields"), table("calibrating.field-units")
        said = {
            name: _number(sentence("certificates.command.ask", what=words[name], unit=units.get(name, "")))
            for name in self._method.environment
        }
        self._environment = Environment(**said)

    def read(self, bench: WireBench, stage: Stage) -> Run:
        """One run through the points of the method."""
        begun = self._now()
        points = tuple(self._point(bench, stage, nominal) for nominal in self._method.points)
        return Run(
            id=new_id(), calibration_id=self._id, stage=stage, device=self._device, metric=self._metric,
            unit=self._method.unit, method=self._method.id, points=points, reference_id=self._reference.id,
            environment=self._environment, begun=begun, ended=self._now(), by=self._by, way=Way.WIRE,
            resolution=10.0 ** -metric(self._metric).decimals,
        )  # fmt: skip

    def _point(self, bench: WireBench, stage: Stage, nominal: float) -> SetPoint:
        from kiosk.calibration.words import stage as stage_word

        at = with_unit(plain(nominal), self._method.unit)
        asked = sentence("certificates.command.ask-point", stage=stage_word(stage.value), at=at)
        reference = _number(asked, nominal)
        readings = tuple(bench.read(self._metric) for _ in range(self._method.readings))
        shown = "  ".join(f"{value:g}" for value in readings)
        print(sentence("certificates.command.point-read", at=at, readings=shown), file=sys.stderr, flush=True)
        return SetPoint(reference, readings)

    def _now(self) -> datetime:
        return self._context.clock.now().utc


def refuse_unfit(method: Method) -> None:
    """Raises Refused for a method that cannot be read over a wire point by point."""
    if Way.WIRE not in method.ways or method.both_ways or method.digital_rounding or not method.points:
        raise Refused(sentence("certificates.command.wire-method", method=method.id))


def _number(asked: Text, usual: float | None = None) -> float:
    """A number from the keyboard, or a line of standard input; an empty line is the usual one."""
    print(asked, end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline(_LONGEST)
    if not typed:
        raise Refused(sentence("certificates.command.ask-ended"))
    if not typed.strip() and usual is not None:
        return usual
    try:
        return number(typed)
    except CalibrationRefused as refused:
        from kiosk.calibration.words import of_refusal

        raise Refused(of_refusal(refused), code=refused.code) from refused
