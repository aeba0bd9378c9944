"""Devices by profile: the suite of all serial instruments on two unknown ones, and what is their own."""

from __future__ import annotations

import os
import pty
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.device import Device
from devices.events import DeviceState, Quality, ReadingTaken
from devices.instruments.line_device import LineBloodPressure, LineScale
from devices.lines.file import load
from devices.lines.talk import LineTalk
from devices.simulators.pty_port import PtyPort
from devices.simulators.unknown_devices import (
    BLOOD_PRESSURE_PROFILE,
    SCALE_PROFILE,
    UnknownPressureMonitor,
    UnknownScale,
)
from devices.thermometers.line_thermometer import LineThermometer
from devices.wire_log import WireLog
from tests.conftest import AnnouncedLog
from tests.contract.serial_instrument_contract import SerialInstrumentContract, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog

SOON = Backoff(first_s=0.05, cap_s=0.1)
THERMOMETER_PROFILE = """\
title = "Unknown thermometer"
kind = "thermometer"
frame = { way = "fixed", start = "AA", length = 4 }
checksum = { kind = "sum8" }
field = [{ metric = "temp_object", way = "bytes", at = 1, length = 2, unit = "Cel", scale = 0.01 }]
poll = { send = "A5 01", every_s = 0.1 }
"""


def profile(folder: Path, text: str) -> str:
    file = folder / "learnt.toml"
    file.write_text(text)
    return str(file)


class ScaleBench:
    def __init__(self, folder: Path) -> None:
        self.simulator = UnknownScale(folder / "wire")
        self.simulator.start()
        self.device: Device = LineScale(
            "scale", url=str(folder / "wire"), profile=profile(folder, SCALE_PROFILE), backoff=SOON
        )
        self.faults = self.simulator.faults
        self.first: dict[str, float] = {"weight": 62.5}
        self.second: dict[str, float] = {"weight": 71.3}
        self.noise = b"\x00\xfescale v1.2, ok\r\n"

    def measure_first(self) -> None:
        self.simulator.weigh(62.5)

    def measure_second(self) -> None:
        self.simulator.weigh(71.3)

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


class PressureBench:
    def __init__(self, folder: Path) -> None:
        self.simulator = UnknownPressureMonitor(folder / "wire")
        self.simulator.start()
        self.device: Device = LineBloodPressure(
            "cuff", url=str(folder / "wire"), profile=profile(folder, BLOOD_PRESSURE_PROFILE), backoff=SOON
        )
        self.faults = self.simulator.faults
        self.first: dict[str, float] = {"sys": 128, "dia": 76, "pulse": 70}
        self.second: dict[str, float] = {"sys": 144, "dia": 92, "pulse": 76}
        self.noise = b"\x00\xfe\x55boot"

    def measure_first(self) -> None:
        self.simulator.measure(128, 76, 70)

    def measure_second(self) -> None:
        self.simulator.measure(144, 92, 76)

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


class TestTextContract(SerialInstrumentContract):
    units = {"weight": "kg"}  # noqa: RUF012

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[ScaleBench]:
        made = ScaleBench(tmp_path)
        yield made
        made.device.stop()
        made.simulator.close()


class TestBytesContract(SerialInstrumentContract):
    units = {"sys": "mm[Hg]", "dia": "mm[Hg]", "pulse": "/min"}  # noqa: RUF012

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[PressureBench]:
        made = PressureBench(tmp_path)
        yield made
        made.device.stop()
        made.simulator.close()


def test_a_profile_mended_while_the_terminal_runs_makes_the_device_work(
    tmp_path: Path, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("ProfileNotUsable: frame.start: no-start")
    simulator = UnknownPressureMonitor(tmp_path / "wire")
    simulator.start()
    file = profile(tmp_path, BLOOD_PRESSURE_PROFILE.replace("FD FD", ""))
    device = LineBloodPressure("cuff", url=str(tmp_path / "wire"), profile=file, backoff=SOON)
    device.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "line-profile"
    profile(tmp_path, BLOOD_PRESSURE_PROFILE)
    events.wait_state(DeviceState.READY)
    assert device.stop()
    simulator.close()


class Asked:
    """A thermometer that answers `A5 01` with a frame, or nothing."""

    def __init__(self) -> None:
        self.celsius: float | None = None
        self.questions = 0
        self.port = PtyPort(self._heard)
        self.port.plug()

    def _heard(self, data: bytes) -> None:
        self.questions += data.count(b"\xa5\x01")
        if self.celsius is not None:
            body = b"\xaa" + round(self.celsius * 100).to_bytes(2)
            self.port.send(body + bytes([sum(body) & 0xFF]))


@pytest.fixture
def asked() -> Iterator[Asked]:
    made = Asked()
    yield made
    made.port.close()


def test_a_thermometer_is_asked_and_answers_a_request(tmp_path: Path, asked: Asked, events: EventLog) -> None:
    asked.celsius = 34.21
    device = LineThermometer("brow", url=asked.port.path, profile=profile(tmp_path, THERMOMETER_PROFILE), backoff=SOON)
    device.start(events)
    events.wait_state(DeviceState.READY)
    device.request()
    reading = events.wait_for(ReadingTaken).reading
    assert (values_of(reading), reading.quality) == ({"temp_object": 34.21}, Quality.GOOD)
    assert device.stop()


def test_a_thermometer_that_does_not_answer_its_questions_is_a_fault(
    tmp_path: Path, asked: Asked, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("DeviceTimeout: asked 5 times, no good frame came")
    device = LineThermometer("brow", url=asked.port.path, profile=profile(tmp_path, THERMOMETER_PROFILE), backoff=SOON)
    device.start(events)
    events.wait_state(DeviceState.READY)
    device.request()
    reading = events.wait_for(ReadingTaken).reading
    assert (reading.quality, reading.flags) == (Quality.INVALID, ("no-answer",))
    assert events.wait_state(DeviceState.FAULT).fault == "device-timeout"
    assert device.stop()


@pytest.mark.parametrize(
    ("answer", "sent", "answers"),
    [
        ('{ send = "06" }', bytes.fromhex("FDFD0601008000 4C4619"), b"\x06"),
        ('{ send = "06", to = "05" }', b"\x05..\x05", b"\x06\x06"),
    ],
)
def test_a_device_that_waits_for_an_answer_gets_it(
    tmp_path: Path, events: EventLog, answer: str, sent: bytes, answers: bytes
) -> None:
    master, slave = pty.openpty()
    tty.setraw(master)
    text = f"answer = {answer}\n" + BLOOD_PRESSURE_PROFILE
    device = LineBloodPressure("cuff", url=os.ttyname(slave), profile=profile(tmp_path, text), backoff=SOON)
    device.start(events)
    events.wait_state(DeviceState.READY)
    os.write(master, sent)
    got = b""
    while len(got) < len(answers):
        got += os.read(master, 16)
    assert got == answers
    assert device.stop()
    os.close(master)
    os.close(slave)


@pytest.fixture
def talk(tmp_path: Path, asked: Asked, clock: ManualClock) -> Iterator[LineTalk]:
    profile(tmp_path, THERMOMETER_PROFILE)
    made = LineTalk(load(tmp_path / "learnt.toml", "thermometer"), asked.port.path, clock, WireLog(clock))
    yield made
    made.close()


def test_a_device_that_answers_is_asked_for_ever(talk: LineTalk, asked: Asked, clock: ManualClock) -> None:
    asked.celsius = 34.21
    for _ in range(12):
        clock.advance(0.1)
        talk.listen()
        talk.listen()
    assert asked.questions == 12


def test_what_came_before_a_question_is_no_answer(talk: LineTalk, asked: Asked) -> None:
    asked.port.send(bytes.fromhex("AA0D5D14"))
    while not talk.wire._port.in_waiting:
        pass
    talk.ask_now()
    assert talk.listen() == []
