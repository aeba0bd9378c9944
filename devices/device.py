"""The one life every device lives: open, turn after turn, and again after a fault with growing patience."""

from __future__ import annotations

import logging
import threading
import traceback
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum

from devices.backoff import Backoff
from devices.clock import Clock, SystemClock
from devices.errors import DeviceError, DeviceNotAvailable
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged, Sink
from devices.wire_log import WireLog

log = logging.getLogger("kiosk.devices")

QUIET_S = 30.0
"""A device that worked so long without a fault is well again: its next failure is a first one."""


def where_it_broke(error: BaseException) -> str:
    """Type and place of an exception, without its message: a message may quote what was on a card."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return f"{type(error).__name__} in " + " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))


class DeviceKind(StrEnum):
    """What a device is for; the kiosk asks for devices by kind, never by model."""

    ID_CARD_READER = "id-card-reader"
    SMART_CARD_READER = "smart-card-reader"
    THERMOMETER = "thermometer"
    BLOOD_PRESSURE = "blood-pressure"
    SCALE = "scale"  # of weight; some tell body composition or height
    OXIMETER = "oximeter"
    GLUCOSE_METER = "glucose-meter"
    CLINICAL_THERMOMETER = "clinical-thermometer"  # touches the body: under the arm, in the ear
    HEART_RATE = "heart-rate"  # a belt or band
    SIGNAL = "signal"  # a lamp or buzzer for staff
    PRINTER = "printer"  # of slips


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a device that works.

    Attributes:
        code: What it is; a key of `doctor.remark` in the catalogue of sentences.
        names: What it is about.
    """

    code: str
    names: tuple[str, ...]


class Device(ABC):
    """A device with its own thread.

    A driver fills three hooks: `_open` (raises DeviceError when it cannot), `_turn` (one round of its work, at most
    about a second, raising DeviceError to be reopened) and `_close` (never raises). The base owns the thread, the
    states, the back-off and the stop. Any other exception is a bug: it is logged and treated as a fault, so that a
    hall does not go dark for it.

    Attributes:
        name: The name given in the configuration, such as "id-reader".
        kind: What the device is for.
        wire_log: The last bytes of its wire. Empty for a driver that does not tap its wire.
        failures: How often in a row it did not open, or broke; 0 once it has worked quietly.
    """

    kind: DeviceKind

    def __init__(self, name: str, *, clock: Clock | None = None, backoff: Backoff | None = None) -> None:
        self.name = name
        self.clock: Clock = clock or SystemClock()
        self._backoff = backoff or Backoff()
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._sink: Sink | None = None
        self._expected = threading.Event()
        self.wire_log = WireLog(self.clock)
        self.failures = 0
        self._state = DeviceState.CLOSED
        self._fault: str | None = None

    @property
    def state(self) -> DeviceState:
        """The state last announced."""
        return self._state

    @property
    def fault(self) -> str | None:
        """The error code of the present fault, None when there is none."""
        return self._fault

    @property
    def serial(self) -> str | None:
        """Serial number as the device itself told it over its wire; None where its protocol has none, or not yet."""
        return None

    @property
    def remark(self) -> Remark | None:
        """What a technician should know although the device works; None when there is nothing."""
        return None

    def start(self, sink: Sink) -> None:
        """Begin life; events go to `sink` on the device's thread. Starting twice is an error."""
        if self._thread is not None:
            raise RuntimeError(f"device {self.name} is already started")
        self._sink = sink
        self._stopping.clear()
        self._thread = threading.Thread(target=self._live, name=f"device-{self.name}", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 3.0) -> bool:
        """End life; true when the thread has ended in time. Safe to call again."""
        self._stopping.set()
        self._wake.set()
        self._interrupt()
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        ended = not self._thread.is_alive()
        if ended:
            self._thread = None
        return ended

    def expect(self, somebody: bool) -> None:
        """Say whether somebody is near who may use the device at any moment. Any thread may call it.

        A driver that has to look for itself looks more often then; others need not care.
        """
        if somebody and not self._expected.is_set():
            self._expected.set()
            self._wake.set()
        elif not somebody:
            self._expected.clear()

    def _is_expected(self) -> bool:
        return self._expected.is_set()

    @abstractmethod
    def _open(self) -> None:
        """Open the wire and greet the device."""

    @abstractmethod
    def _turn(self) -> None:
        """Do one round of work."""

    @abstractmethod
    def _close(self) -> None:
        """Release the wire; called after every `_open` that succeeded or failed half-way."""

    def _interrupt(self) -> None:
        """Break a blocking call of `_turn` from another thread. Drivers that only wait by `_pause` need nothing."""

    def _emit(self, event: DeviceEvent) -> None:
        if self._sink is None:
            return
        try:
            self._sink(event)
        except Exception as error:  # noqa: BLE001 - who hears of a device must not take it down
            log.error("%s: the receiver of %s: %s", self.name, type(event).__name__, where_it_broke(error))

    def _pause(self, seconds: float) -> bool:
        """Wait, woken early by `stop` or by `_wake`; true when the device should go on."""
        self.clock.wait(self._wake, seconds)
        if not self._stopping.is_set():
            self._wake.clear()
        return not self._stopping.is_set()

    def _enter(self, state: DeviceState, fault: str | None = None) -> None:
        if (state, fault) == (self._state, self._fault):
            return
        self._state, self._fault = state, fault
        log.info("%s: %s%s", self.name, state.value, f" ({fault})" if fault else "")
        self._emit(DeviceStateChanged(self.name, state, fault, self.clock.now()))

    def _live(self) -> None:
        self.failures = 0
        while not self._stopping.is_set():
            opened_at: float | None = None
            try:
                if self.failures == 0:
                    self._enter(DeviceState.OPENING)
                self._open()
                opened_at = self.clock.now().monotonic_s
                self._enter(DeviceState.READY)
                while not self._stopping.is_set():
                    self._turn()
            except DeviceError as error:
                if self._stopping.is_set():
                    break  # a call broken off by `stop` is no fault
                code = error.code
                level = logging.INFO if isinstance(error, DeviceNotAvailable) and self.failures else logging.WARNING
                if code != self._fault:
                    log.log(level, "%s: %s: %s", self.name, type(error).__name__, error)
            except Exception as error:  # noqa: BLE001 - a bug in one driver must not take the hall down
                code = "driver-bug"
                log.error("%s: %s", self.name, where_it_broke(error))
            else:
                break
            finally:
                self._close()
            if opened_at is not None and self.clock.now().monotonic_s - opened_at >= QUIET_S:
                self.failures = 0
            self.failures += 1
            self._enter(DeviceState.FAULT, code)
            self._pause(self._backoff.wait_s(self.failures))
        self._enter(DeviceState.CLOSED)
