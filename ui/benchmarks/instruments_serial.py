"""Of `instruments`: frames over a serial wire, some of them broken on the way, through a driver to its readings."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter

from devices.events import DeviceEvent, DeviceState, DeviceStateChanged, Quality, ReadingTaken
from devices.instruments.pressure_monitors import Tm265x
from devices.simulators.speaking_instruments import Tm265xSimulator
from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure

FRAMES = 10_000
FEW = 400
"""With `--runs 1`: enough to see that it works."""
BROKEN_SHARE = 0.05
SILENT_S = 5.0
"""Nothing came for so long: no more will."""

Values = tuple[float, ...]


class _Wire(Tm265xSimulator):
    """Breaks one byte of some frames, between the byte that opens a frame and the one that closes it.

    Of an A&D frame every such byte is under its check byte: a reading made of one would be invented.
    """

    def __init__(self) -> None:
        super().__init__()
        self.chance = random.Random(20261129)
        self.broken = False

    def send_raw(self, data: bytes) -> None:
        if self.broken:
            place = self.chance.randrange(3, len(data) - 2)
            data = data[:place] + bytes((data[place] ^ (1 << self.chance.randrange(7)),)) + data[place + 1 :]
        super().send_raw(data)


class _Heard:
    """What the driver told of."""

    def __init__(self) -> None:
        self.good: list[Values] = []
        self.refused = 0
        self.ready = threading.Event()
        self.moved_s = time.monotonic()

    def __call__(self, event: DeviceEvent) -> None:
        match event:
            case DeviceStateChanged(state=DeviceState.READY):
                self.ready.set()
            case ReadingTaken(reading) if reading.quality is Quality.INVALID:
                self.refused += 1
            case ReadingTaken(reading):
                self.good.append(tuple(q.value for q in reading.quantities if q.value is not None))
        self.moved_s = time.monotonic()


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """Frames a second; whole ones that became no reading, and readings that nobody measured."""
    count = FEW if conditions.runs == 1 else FRAMES
    sent, heard, taken_s = _through(count)
    told = Counter(heard.good)
    lost, invented = Counter(sent) - told, told - Counter(sent)
    broken = count - len(sent)
    missed = sentence("bench.instruments.serial-lost", count=count, broken=broken)
    false = sentence("bench.instruments.serial-invented", count=count, broken=broken)
    return [
        Figure("serial_frames_per_s", sentence("bench.instruments.serial-rate"), count / taken_s),
        Figure("serial_lost", missed, lost.total(), aim=0),
        Figure("serial_invented", false, invented.total(), aim=0),
    ], count


def _through(count: int) -> tuple[list[Values], _Heard, float]:
    """Send so many frames; the values of the whole ones, what was heard, and how long it took."""
    wire, heard = _Wire(), _Heard()
    sent: list[Values] = []
    wire.plug()
    device = Tm265x("bench", url=wire.path)
    device.start(heard)
    try:
        if not heard.ready.wait(SILENT_S):
            raise RuntimeError("the driver did not open its port")
        began_s = time.monotonic()
        for number in range(count):
            sys, dia, pulse = 120 + number % 80, 60 + number // 80 % 40, 50 + number // 3200 % 60
            wire.broken = wire.chance.random() < BROKEN_SHARE
            wire.measure(sys, dia, pulse)
            if not wire.broken:
                sent.append((float(sys), float(dia), float(pulse)))
        while len(heard.good) < len(sent) and time.monotonic() - heard.moved_s < SILENT_S:
            time.sleep(0.01)
        return sent, heard, heard.moved_s - began_s
    finally:
        device.stop()
        wire.close()
