"""The speed of a line is found by what comes: bits resampled as a receiver at another speed would see them."""

from __future__ import annotations

import pytest

from devices.lines.profile import Line
from devices.simulators.unknown_devices import pressure_frame, scale_line
from kiosk.learning.speeds import RATES, SpeedSearch, seven_bits
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
    search, _ = found([scale_line(62.5)] * 3, 9600, 0.1)
    assert search.sure
