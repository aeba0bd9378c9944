"""Thermal arrays and cameras: whole frames only, the rule of their check found out, the warmest spot."""

from __future__ import annotations

import numpy as np
import pytest

from devices.decoding import Decoded, Outcome, RefusalCode, Refused
from devices.thermometers.gymcu90640_frames import (
    HEAD,
    LENGTH,
    RULES,
    Gymcu90640Stream,
    decode,
    holding,
    picture,
)
from devices.thermometers.thermal import lepton, lepton_celsius, warmest

UNREADABLE = Refused(RefusalCode.UNREADABLE)


def frame(rule: str, *, wall: float = 22.0, forehead: float = 34.5, at: tuple[int, int] = (10, 4)) -> bytes:
    """A frame of an array before a wall with a forehead of three by three pixels, columns as the module sends them."""
    pixels = np.full((24, 32), round(wall * 100), "<i2")
    pixels[at[0] : at[0] + 3, at[1] : at[1] + 3] = round(forehead * 100)
    body = HEAD + pixels.tobytes() + (2400).to_bytes(2, "little")
    return body + RULES[rule](body).to_bytes(2, "little")


def degrees(outcome: Outcome) -> float | None:
    assert isinstance(outcome, Decoded)
    return outcome.value("temp_object")


@pytest.mark.parametrize("rule", ["words", "bytes"])
def test_the_rule_of_the_check_is_found_by_three_frames(rule: str) -> None:
    stream = Gymcu90640Stream()
    first = [len(stream.feed(frame(rule, wall=20.0 + n), 0.0)) for n in range(4)]
    assert (first, stream.rule) == ([0, 0, 1, 1], rule)


def test_once_found_the_other_rule_proves_nothing() -> None:
    stream = Gymcu90640Stream()
    for n in range(3):
        stream.feed(frame("words", wall=20.0 + n), 0.0)
    assert stream.feed(frame("bytes"), 0.0) == []
    assert stream.rejected == 1


def test_frames_cut_anywhere_among_noise_and_false_heads() -> None:
    stream = Gymcu90640Stream()
    sent = b"".join(b"\x00\x5a" + HEAD + bytes((n,)) * 7 + frame("words", wall=20.0 + n) for n in range(6))
    heard = [each for at in range(0, len(sent), 97) for each in stream.feed(sent[at : at + 97], 0.0)]
    assert [degrees(each.outcome) for each in heard] == [34.5] * 4


def test_of_twenty_frames_five_spoilt_ones_are_lost_and_no_other() -> None:
    stream = Gymcu90640Stream()
    for n in range(3):
        stream.feed(frame("bytes", wall=20.0 + n), 0.0)
    sent = [bytearray(frame("bytes", wall=15.0 + n / 2)) for n in range(20)]
    for n in (0, 4, 9, 10, 19):
        sent[n][700 + n] ^= 0x04
    assert len([each for data in sent for each in stream.feed(bytes(data), 0.0)]) == 15
    assert stream.rejected == 5


def test_a_head_among_the_pixels_is_no_frame() -> None:
    stream = Gymcu90640Stream()
    data = bytearray(frame("words"))
    data[100:104] = HEAD
    body = bytes(data[:-2])
    again = body + RULES["words"](body).to_bytes(2, "little")
    for _ in range(3):
        heard = stream.feed(again, 0.0)
    assert len(heard) == 1
    assert stream.rejected == 0


def test_left_and_right_are_put_back() -> None:
    seen = picture(frame("words", at=(10, 0)))
    assert seen.shape == (24, 32)
    assert seen[11, 30] == pytest.approx(34.5)
    assert seen[11, 1] == pytest.approx(22.0)


def test_the_warmest_spot_and_not_the_warmest_pixel() -> None:
    seen = picture(frame("words")).copy()
    seen[20, 20] = 60.0
    assert degrees(warmest(seen)) == 34.5


@pytest.mark.parametrize(
    ("rows", "columns", "flag"),
    [(slice(8, 16), slice(8, 16), "filled-1.00"), (slice(8, 11), slice(8, 11), "filled-0.36"),
     (slice(0, 5), slice(0, 5), "filled-1.00"),
     (slice(0, 3), slice(0, 9), "filled-0.60"), (slice(8, 12), slice(8, 16), "filled-0.80")],
)  # fmt: skip
def test_picture_says_how_much_around_its_warmest_spot_is_like_it(rows: slice, columns: slice, flag: str) -> None:
    seen = np.full((24, 32), 22.0, np.float32)
    seen[rows, columns] = 34.5
    found = warmest(seen)
    assert isinstance(found, Decoded)
    assert found.flags == (flag,)


@pytest.mark.parametrize("wall", [9.0, 61.0])
def test_a_picture_outside_the_limits_has_no_temperature(wall: float) -> None:
    assert warmest(np.full((24, 32), wall, np.float32)) == Refused(RefusalCode.OUT_OF_RANGE)


def test_what_is_no_picture_is_refused() -> None:
    hole = np.full((24, 32), 34.0, np.float32)
    hole[3, 3] = np.nan
    for bad in (hole, np.full((2, 32), 34.0, np.float32), np.full(32, 34.0, np.float32)):
        assert warmest(bad) == UNREADABLE


def test_every_beginning_and_changes_all_over_a_frame_end_in_a_refusal() -> None:
    good = frame("words")
    assert degrees(decode(good)) == 34.5
    for length in range(0, LENGTH, 7):
        assert decode(good[:length]) == UNREADABLE
    for at in range(LENGTH):
        changed = good[:at] + bytes((good[at] ^ 0x10,)) + good[at + 1 :]
        assert holding(changed) == frozenset()


def test_a_lepton_sends_hundredths_of_a_kelvin() -> None:
    raw = np.full((120, 160), 29515, np.uint16)
    raw[60:63, 80:83] = 30965
    seen = lepton_celsius(raw)
    assert seen is not None
    assert seen[61, 81] == pytest.approx(36.5, abs=1e-4)
    assert degrees(lepton(raw)) == 36.5


def test_a_lepton_with_gain_control_sends_no_temperatures() -> None:
    assert lepton(np.full((120, 160), 8000, np.uint16)) == Refused(RefusalCode.OUT_OF_RANGE)


@pytest.mark.parametrize(
    "raw", [np.full((120, 160), 30000, np.int32), np.full((120, 161), 30000, np.uint16), np.zeros((0, 0), np.uint16)]
)
def test_another_picture_is_none_of_a_leptons(raw: np.ndarray) -> None:
    assert lepton(raw) == UNREADABLE
