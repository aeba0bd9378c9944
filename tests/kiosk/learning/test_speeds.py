"""The speed of a line is found by what comes: bits resampled as a receiver at another speed would see them."""

from __future__ import annotations

from typing import ClassVar

import pytest

from devices.errors import WireLost
from devices.lines.profile import Line
from devices.simulators.unknown_devices import pressure_frame, scale_line
from devices.wires import SerialLine
from kiosk.learning.heard import MOST_BYTES, Heard
from kiosk.learning.listening import Listening
from kiosk.learning.speeds import RATES, SpeedSearch, is_slow, seven_bits
from tests.support.clock import ManualClock
from tests.support.uart import received

WEIGHTS = [scale_line(62.0 + i / 10) for i in range(60)]


def found(messages: list[bytes], sent_at: int, every_s: float) -> tuple[SpeedSearch, float]:
    """Listen every 20 ms to a device that sends a message now and then; the search and how long it took."""
    search, now, sent = SpeedSearch(0.0), 0.0, 0
    while not search.settled and now < 60:
        now = round(now + 0.02, 2)
        data = b""
        if now >= sent * every_s and sent < len(messages):
            data = received(messages[sent], sent_at, search.rate)
            sent += 1
        search.take(data, now)
    return search, now


def test_a_receiver_at_the_same_speed_reads_what_was_sent() -> None:
    assert received(b"ST,GS,  +62.5kg\r\n", 9600, 9600) == b"ST,GS,  +62.5kg\r\n"
    assert received(b"ST", 9600, 19200) != b"ST"


@pytest.mark.parametrize("rate", RATES)
def test_a_display_sent_ten_times_a_second_is_found_in_three_seconds(rate: int) -> None:
    search, took_s = found(WEIGHTS, rate, 0.1)
    assert (search.rate, search.sure) == (rate, True)
    assert took_s <= 3.0


@pytest.mark.parametrize("rate", [9600, 19200, 115200])
def test_a_device_that_speaks_once_a_measurement_is_waited_for(rate: int) -> None:
    frames = [pressure_frame(110 + 7 * i, 70 + 3 * i, 60 + i) for i in range(20)]
    search, _ = found(frames, rate, 2.0)
    assert (search.rate, search.sure) == (rate, True)


def test_silence_settles_nothing() -> None:
    search, _ = found([], 9600, 1.0)
    assert (search.settled, search.rate, search.heard.total) == (False, 9600, 0)


def test_noise_at_every_speed_is_settled_and_not_sure() -> None:
    search, now = SpeedSearch(0.0), 0.0
    state = 1
    while not search.settled and now < 60:
        now += 0.02
        noise = []
        for _ in range(13):
            state = state * 1103515245 + 12345 & 0x7FFFFFFF
            noise.append(state >> 16 & 0xFF)
        search.take(bytes(noise), now)
    assert (search.settled, search.sure) == (True, False)


@pytest.mark.parametrize("parity", ["E", "O"])
def test_text_of_seven_bits_is_recognised_by_its_parity(parity: str) -> None:
    heard = received(b"ST,GS,  +62.5kg\r\n" * 2, 9600, 9600, parity=parity)
    assert seven_bits(heard) == Line(parity=parity, bytesize=7)  # type: ignore[arg-type]
    assert seven_bits(b"ST,GS,  +62.5kg\r\n") is None
    search = SpeedSearch(0.0)
    search.take(heard, 0.02)
    search.take(b"", 0.2)
    assert (search.rate, search.sure) == (9600, True)


def test_a_slower_sender_is_left_at_once() -> None:
    slow = received(pressure_frame(128, 76, 70), 1200, 9600)
    assert is_slow(slow)
    search = SpeedSearch(0.0)
    search.take(slow, 0.02)
    assert search.take(b"", 0.1)
    assert search.rate == 19200


def test_no_more_is_kept_than_is_needed() -> None:
    heard = Heard()
    for i in range(2000):
        heard.add(bytes(100), 0.1 * i)
    assert heard.total == 200000
    assert len(heard.data) <= MOST_BYTES
    heard.add(bytes(90000), 1000.0)
    assert len(heard.data) <= MOST_BYTES


class Text:
    """A port that says one line in seven bits again and again, and then is gone."""

    opened: ClassVar[list[SerialLine]] = []

    def __init__(self, line: SerialLine) -> None:
        self.opened.append(line)
        self.left = 60

    def read_some(self) -> bytes:
        self.left -= 1
        if not self.left:
            raise WireLost("gone")
        right = (self.opened[-1].bytesize, self.opened[-1].parity) == (7, "E")
        line = b"ST,GS,  +62.5kg\r\n"
        return line if right else received(line, 9600, 9600, parity="E")

    def close(self) -> None:
        return


def test_a_port_is_opened_again_with_the_parity_that_was_recognised(clock: ManualClock) -> None:
    listening = Listening("x", clock, opener=lambda url, line, _: Text(line))
    listening.listen()
    assert listening.fault == "wire-lost"
    assert [(line.bytesize, line.parity) for line in Text.opened] == [(8, "N"), (7, "E")]
    assert listening.line == Line(parity="E", bytesize=7)
    assert {data for burst in listening.bursts for data in burst.data.split(b"\r\n") if data} == {b"ST,GS,  +62.5kg"}
