"""What all thermometers share: they measure when asked, and every request gets an answer."""

from __future__ import annotations

import threading
from abc import abstractmethod
from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import Device, DeviceKind
from devices.events import DeviceState, Quality, Quantity, Reading, ReadingTaken

NO_ANSWER = "no-answer"
"""Flag of the reading that answers a request the thermometer itself did not answer."""


class Thermometer(Device):
    """A thermometer that takes one measurement per request.

    A driver fills `_measure` and `_idle` besides the hooks of `Device`. Each request ends in one `ReadingTaken`, on the
    device's thread: the measurement, or, when the thermometer fails or is in fault, an INVALID reading with the flag
    "no-answer" and no values. A request made while another is waiting or being served is answered together with it, by
    a measurement begun after the later one: the person before the sensor may have changed. `Reading.at` is when the
    measurement began, so that a reading older than a request is never taken for its answer. A request to a device in
    fault makes it try to reopen at once. A device that was not started, or was stopped, answers nothing.

    Attributes:
        METRICS: Names of the quantities in every reading of this driver, all in degrees Celsius.
    """

    kind = DeviceKind.THERMOMETER
    METRICS: ClassVar[tuple[str, ...]] = ("temp_object",)

    def __init__(self, name: str, *, clock: Clock | None = None, backoff: Backoff | None = None) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._requested = threading.Event()
        self._serving = False

    def request(self) -> None:
        """Ask for one measurement now. Returns at once; safe from any thread."""
        self._requested.set()
        self._wake.set()

    @abstractmethod
    def _measure(self) -> Reading:
        """Take one measurement, within a few seconds and giving up early when `_stopping` is set.

        The reading's `at` is the moment this was called.
        Raises DeviceError when the device has to be reopened.
        """

    @abstractmethod
    def _idle(self) -> None:
        """Wait by `_pause` for the next request, looking after the device meanwhile. Raises DeviceError."""

    def _turn(self) -> None:
        if not self._requested.is_set():
            self._idle()
            return
        self._requested.clear()
        self._serving = True
        reading = self._measure()
        if self._requested.is_set() and not self._stopping.is_set():
            return
        self._serving = False
        self._emit(ReadingTaken(reading))

    def _enter(self, state: DeviceState, fault: str | None = None) -> None:
        super()._enter(state, fault)
        if state in (DeviceState.FAULT, DeviceState.CLOSED) and (self._serving or self._requested.is_set()):
            self._requested.clear()
            self._serving = False
            self._emit(ReadingTaken(self._no_answer()))

    def _no_answer(self) -> Reading:
        nothing = tuple(Quantity(metric, None, "Cel") for metric in self.METRICS)
        return Reading(self.name, nothing, Quality.INVALID, b"", self.clock.now(), flags=(NO_ANSWER,))
