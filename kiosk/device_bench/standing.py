"""How the devices of a terminal stand: state, since when, tries, and whether their calibration holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from devices import catalogue
from devices.clock import Instant
from devices.device import DeviceKind
from devices.events import DeviceState
from kiosk.calibration.records import Calibration, Standing
from kiosk.device_bench.parts import BenchParts
from kiosk.sentences import Text, fault_sentences, table

CAMERA, CHIME = "camera", "chime"
"""No devices of the catalogue, and on the bench all the same."""
NOT_MADE = "device-not-available"
SOON_DAYS = 14
"""A calibration that ends so soon is said to be due."""

METRICS: dict[str, tuple[str, ...]] = {
    DeviceKind.THERMOMETER: ("temp_object",),
    DeviceKind.BLOOD_PRESSURE: ("sys", "dia"),
    DeviceKind.SCALE: ("weight",),
    DeviceKind.OXIMETER: ("spo2", "pulse"),
    DeviceKind.GLUCOSE_METER: ("glucose_random", "glucose_fasting"),
    DeviceKind.CLINICAL_THERMOMETER: ("temp_clinical",),
    DeviceKind.HEART_RATE: ("pulse",),
}
"""What a card shows of a kind that measures."""
READERS = frozenset({DeviceKind.ID_CARD_READER.value, DeviceKind.SMART_CARD_READER.value})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the bench.

    Attributes:
        kind: That of the device, or CAMERA or CHIME.
        place: Where it is plugged in; "" where that is not said.
        alike: There is another one of its kind: only its name tells them apart.
    """

    name: str
    kind: str
    title: Text
    model: str
    place: str
    alike: bool = False

    @property
    def where(self) -> str:
        """What stands below its title."""
        return " · ".join(part for part in (self.name if self.alike else self.model, self.place) if part)


@dataclass(frozen=True, slots=True)
class Condition:
    """How one is.

    Attributes:
        state: None where it was never heard of.
        fault: Error code while something is wrong, else "".
        since: Since when it is so; None where that is not known.
        tries: How often in a row it did not open.
    """

    state: DeviceState | None
    fault: str
    since: Instant | None
    tries: int = 0

    @property
    def todo(self) -> Text | None:
        """What to do, for a technician; None when nothing is to be done."""
        return fault_sentences(self.fault).technician if self.fault else None


def entries(parts: BenchParts) -> tuple[Entry, ...]:
    """Every device of the configuration in its order, then the camera and the sound where there are."""
    return tuple(_entries(parts))


def _entries(parts: BenchParts) -> Iterator[Entry]:
    words = table("device-bench.kinds")
    configured = [d for d in parts.settings.devices if d.model in catalogue.MODELS]
    several = Counter(catalogue.MODELS[d.model].kind for d in configured)
    for device in configured:
        model = catalogue.MODELS[device.model]
        place = str(device.options.get(model.place, "")).rpartition("/")[2]
        alike = several[model.kind] > 1
        yield Entry(device.name, model.kind.value, words[model.kind.value], device.model, place, alike)
    if parts.settings.camera.source:
        source = parts.settings.camera.source  # an address may hold a password, a file of the system does not
        place = source.removeprefix("/dev/") if source.startswith("/dev/") else ""
        yield Entry(CAMERA, CAMERA, words["camera"], "", place)
    if parts.settings.calls.chime:
        yield Entry(CHIME, CHIME, words["chime"], "", parts.settings.calls.chime_device)


def condition(entry: Entry, parts: BenchParts) -> Condition:
    """How it is just now."""
    if entry.kind == CAMERA:
        return Condition(None, "" if parts.camera().works else "camera-gone", None)
    if entry.kind == CHIME:
        return Condition(None, parts.chime_fault() or "", None)
    device = parts.devices.get(entry.name)
    if device is None:
        return Condition(DeviceState.FAULT, NOT_MADE, None)
    told = parts.states().get(entry.name)
    if told is None:
        return Condition(device.state, device.fault or "", None)
    since = told.at
    for earlier in reversed(parts.watch.states(entry.name)):
        if (earlier.state is DeviceState.READY) != (told.state is DeviceState.READY):
            break
        since = earlier.at
    fault = (told.fault or "device") if told.state is DeviceState.FAULT else ""
    return Condition(told.state, fault, since, device.failures)


def calibration_of(entry: Entry, parts: BenchParts, now: Instant) -> Calibration | None:
    """Of the metrics a card shows the one that stands worst; None for what does not measure."""
    found = [parts.calibrations.in_force(entry.name, metric, now) for metric in METRICS.get(entry.kind, ())]
    return max(found, key=lambda one: _worse(one, today(parts, now)), default=None)


def today(parts: BenchParts, now: Instant) -> date:
    """The hall's day."""
    return now.utc.astimezone(parts.zone).date()


def days_left(calibration: Calibration, day: date) -> int | None:
    """Days on which it still holds after this one; None for one without an end."""
    return None if calibration.due is None else (calibration.due - day).days


def is_soon(calibration: Calibration, day: date) -> bool:
    """Whether it holds and ends soon."""
    left = days_left(calibration, day)
    return calibration.standing is Standing.IN_FORCE and left is not None and left <= SOON_DAYS


def _worse(calibration: Calibration, day: date) -> tuple[int, int]:
    order = (Standing.IN_FORCE, Standing.NONE, Standing.OVERRIDDEN, Standing.DUE, Standing.MOVED, Standing.FAILED)
    left = days_left(calibration, day)
    return order.index(calibration.standing), 0 if left is None else -left
