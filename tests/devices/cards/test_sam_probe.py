"""The speed of a reader is found by asking, where the line has a speed at all."""

from __future__ import annotations

import os
import pty
import select
import termios
import threading
import tty
from collections.abc import Iterator

import pytest

from devices.cards.sam_probe import BAUDRATES, baudrate_that_answers
from devices.clock import SystemClock
from tests.devices.cards import worked_frames as worked

SPEEDS = {9600: termios.B9600, 19200: termios.B19200, 38400: termios.B38400, 57600: termios.B57600,
          115200: termios.B115200}  # fmt: skip


class SpeedySam:
    """Answers "status" only while the line is set to its own speed."""

    def __init__(self) -> None:
        self.speed = 0
        self._master, self._slave = pty.openpty()
        tty.setraw(self._master)
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ending.set()
        self._thread.join(2)
        os.close(self._master)
        os.close(self._slave)

    def _run(self) -> None:
        while not self._ending.is_set():
            if not select.select([self._master], [], [], 0.02)[0]:
                continue
            os.read(self._master, 4096)
            if termios.tcgetattr(self._slave)[4] == SPEEDS.get(self.speed):
                os.write(self._master, worked.STATUS_OK)


@pytest.fixture
def sam() -> Iterator[SpeedySam]:
    far_end = SpeedySam()
    yield far_end
    far_end.close()


def test_every_usual_speed_can_be_configured() -> None:
    assert BAUDRATES == (9600, 19200, 38400, 57600, 115200)


@pytest.mark.parametrize("speed", [38400, 57600])
def test_a_reader_at_another_speed_is_found(sam: SpeedySam, speed: int) -> None:
    sam.speed = speed
    assert baudrate_that_answers(sam.path, 115200, SystemClock()) == speed


def test_a_port_without_a_reader_has_no_speed() -> None:
    assert baudrate_that_answers("/dev/does-not-exist", 115200, SystemClock()) is None
