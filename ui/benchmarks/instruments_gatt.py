"""Of `instruments`: indications of one Bluetooth connection, over the virtual air, through bleak and a driver."""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import timedelta
from typing import Any

from devices.decoding import Decoded
from devices.events import DeviceEvent, Quality, ReadingTaken
from devices.instruments.gatt_pressure import GattBloodPressure
from devices.wires_gatt import Radio
from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure

INDICATIONS = 1_000
FEW = 50
"""With `--runs 1`: enough to see that it works."""
WITHIN_S = 60.0
ADDRESS = "C0:26:DA:00:12:34"

Values = tuple[float, ...]


class _Observed(GattBloodPressure):
    """The driver, noting what reaches it."""

    def __init__(self, name: str, **named: Any) -> None:
        super().__init__(name, **named)
        self.came: list[bytes] = []
        self.first_s = self.last_s = 0.0

    def _on_value(self, uuid: str, raw: bytes) -> None:
        self.last_s = time.monotonic()
        self.first_s = self.first_s or self.last_s
        self.came.append(raw)
        super()._on_value(uuid, raw)


class _Told:
    def __init__(self) -> None:
        self.good: list[Values] = []
        self.settled = threading.Event()

    def __call__(self, event: DeviceEvent) -> None:
        if isinstance(event, ReadingTaken):
            if event.reading.quality is Quality.GOOD:
                self.good.append(tuple(q.value for q in event.reading.quantities if q.value is not None))
            self.settled.set()


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """Indications a second, none lost or invented; and that of a whole memory the newest value alone is told.

    Without bumble, which is installed for tests and demonstration, there is nothing to measure with, and no figure.
    """
    try:
        from devices.simulators.gatt_air import Air
        from devices.simulators.gatt_cuff import GattCuff
    except ImportError:
        return [], 0
    count = FEW if conditions.runs == 1 else INDICATIONS
    air = Air()
    radio = Radio(air.backend())
    cuff = GattCuff(radio, air, ADDRESS, "bench")
    device, told = _Observed("bench", address=ADDRESS, radio=radio), _Told()
    numbers = [(100 + n % 90, 50 + n // 90, 60 + n % 30) for n in range(count)]
    sent: list[Values] = [tuple(map(float, each)) for each in numbers]
    now = cuff.now()
    kept = [
        cuff.value(sys, dia, pulse, now - timedelta(minutes=10, seconds=count - n))
        for n, (sys, dia, pulse) in enumerate(numbers[:-1])
    ]
    cuff.switch_on()
    device.start(told)
    try:
        cuff.memory = kept
        cuff.measure(*numbers[-1])
        if not told.settled.wait(WITHIN_S):
            raise RuntimeError("the driver told nothing")
    finally:
        device.stop()
        cuff.switch_off()
    read = [_values(device, raw) for raw in device.came]
    lost, invented = Counter(sent) - Counter(read), Counter(read) - Counter(sent)
    taken_s = max(device.last_s - device.first_s, 1e-6)
    stray = len(told.good) - 1 if sent[-1] in told.good else len(told.good) + 1
    return [
        Figure("gatt_indications_per_s", sentence("bench.instruments.gatt-rate"), (len(read) - 1) / taken_s),
        Figure("gatt_lost", sentence("bench.instruments.gatt-lost", count=count), lost.total(), aim=0),
        Figure("gatt_invented", sentence("bench.instruments.gatt-invented", count=count), invented.total(), aim=0),
        Figure("gatt_told_amiss", sentence("bench.instruments.gatt-told", count=count), stray, aim=0),
    ], count


def _values(device: GattBloodPressure, raw: bytes) -> Values:
    decode = next(iter(device.role.decoders.values()))
    outcome = decode(raw)
    if not isinstance(outcome, Decoded):
        return ()
    return tuple(q.value for q in outcome.quantities if q.metric in device.metrics and q.value is not None)
