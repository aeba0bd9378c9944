"""From what was heard to frames, their checksum, and the places of numbers: literal devices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from devices.lines.checksums import CHECKSUMS
from devices.lines.profile import Checksum, Field, Frame
from devices.simulators.unknown_devices import pressure_frame, scale_line
from kiosk.learning.finding import places, typed
from kiosk.learning.framing import guesses
from kiosk.learning.proving import checksums

LINES = [scale_line(62.5), scale_line(62.6), scale_line(71.3)]
FRAMES = [pressure_frame(118, 72, 66), pressure_frame(131, 84, 71), pressure_frame(128, 76, 70)]


def sealed(kind: str, body: bytes, endian: str = "little") -> bytes:
    return body + CHECKSUMS[kind].make(body).to_bytes(CHECKSUMS[kind].width, endian)  # type: ignore[arg-type]


def test_lines_are_cut_at_their_end() -> None:
    (guess,) = guesses(LINES)
    assert guess.frame == Frame(way="lines", end="0D0A")
    assert guess.frames == tuple(line[:-2] for line in LINES)


def test_a_line_heard_from_its_middle_is_no_frame() -> None:
    (guess,) = guesses([LINES[0][7:], LINES[1], LINES[2]])
    assert guess.frames == (LINES[1][:-2], LINES[2][:-2])


def test_equal_lengths_are_cut_by_what_they_begin_with() -> None:
    best = guesses(FRAMES)[0]
    assert (best.frame.way, best.frame.start, best.frame.length) == ("fixed", "FD FD", 10)
    assert best.frames == tuple(FRAMES)


def test_frames_without_a_pause_between_them_are_taken_apart() -> None:
    assert guesses([b"".join(FRAMES * 2)])[0].frames == tuple(FRAMES * 2)


def test_lengths_that_differ_are_read_from_the_frame() -> None:
    sent = [b"\xaa\x55\x03abc", b"\xaa\x55\x05abcde", b"\xaa\x55\x04abcd", b"\xaa\x55\x05edcba"]
    best = guesses(sent)[0]
    assert (best.frame.way, best.frame.start, best.frame.count_at, best.frame.count_plus) == ("counted", "AA 55", 2, 3)
    assert best.frames == tuple(sent)


def test_one_message_is_a_frame_until_more_come() -> None:
    (guess,) = guesses([FRAMES[0]])
    assert (guess.frames, guess.share) == ((FRAMES[0],), 0.0)


@pytest.mark.parametrize("kind", ["sum8", "negative8", "xor8", "sum16", "crc16-modbus", "crc16-xmodem"])
def test_each_checksum_is_recognised(kind: str) -> None:
    frames = [sealed(kind, bytes([0xAA, 0x10, value, 255 - value, value // 3])) for value in (17, 99, 180, 201)]
    found = checksums(Frame(way="fixed", start="AA", length=len(frames[0])), frames)
    assert (kind, 0) in [(check.kind, check.first) for check in found]


def test_the_sum_of_the_unknown_devices() -> None:
    assert checksums(guesses(FRAMES)[0].frame, FRAMES)[0] == Checksum(kind="sum8", first=2)
    lines = [line[:-2] for line in LINES]
    assert checksums(guesses(LINES)[0].frame, lines)[0] == Checksum(kind="xor8", gap=1, text=True)


def test_one_spoilt_frame_in_twenty_does_not_hide_the_sum() -> None:
    frames = [pressure_frame(100 + i, 70, 60) for i in range(19)]
    spoilt = FRAMES[0][:-1] + b"\x00"
    frame = Frame(way="fixed", start="FD FD", length=10)
    assert checksums(frame, [*frames, spoilt])[0] == Checksum(kind="sum8", first=2)
    assert checksums(frame, [*frames[:18], spoilt]) == ()


def test_of_many_lines_the_first_may_have_been_heard_from_its_middle() -> None:
    lines = [b"W %d kg\r\n" % weight for weight in (9, 10, 8, 100, 7, 6, 5, 4, 3)]
    (guess,) = guesses([b"".join([b"12345678 kg\r\n", *lines])])
    assert guess.frames == tuple(line[:-2] for line in lines)


def test_frames_that_are_all_alike_prove_nothing() -> None:
    assert checksums(Frame(way="fixed", start="FD FD", length=10), [FRAMES[0]] * 9) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [("62.5", "62.5"), ("６２．５", "62.5"), ("62,5", "62.5"), (" 128 ", "128"), ("-1.5", "-1.5"), ("1e3", None),
     ("", None), ("六十", None), ("1.2.3", None), ("nan", None)],
)  # fmt: skip
def test_numbers_as_people_type_them(text: str, number: str | None) -> None:
    assert typed(text) == (None if number is None else Decimal(number))


def found(frame: Frame, check: Checksum, data: bytes, value: str, metric: str, unit: str) -> Field:
    return places(frame, check, [(data, Decimal(value))], metric, unit)[0]


def test_a_number_in_a_column_brings_the_unit_behind_it() -> None:
    check = Checksum(kind="xor8", gap=1, text=True)
    assert found(Frame(), check, LINES[0][:-2], "62.5", "weight", "kg") == Field(
        metric="weight", unit="kg", way="column", column=3, follows="kg"
    )


@pytest.mark.parametrize(
    ("data", "value", "field"),
    [
        ("AA00800000", "128", Field(metric="sys", unit="mm[Hg]", way="bytes", at=1, length=2)),
        ("AA80000000", "128", Field(metric="sys", unit="mm[Hg]", way="bytes", at=1, length=2, endian="little")),
        ("AA01280000", "128", Field(metric="sys", unit="mm[Hg]", way="bytes", at=1, length=2, number="bcd")),
        ("AA31323800", "128", Field(metric="sys", unit="mm[Hg]", way="bytes", at=1, length=3, number="ascii")),
        ("AA00AB0000", "17.1", Field(metric="sys", unit="kPa", way="bytes", at=1, length=2, scale=0.1)),
    ],
)
def test_a_number_in_bytes(data: str, value: str, field: Field) -> None:
    frame = Frame(way="fixed", start="AA", length=5)
    assert found(frame, Checksum(), bytes.fromhex(data), value, "sys", field.unit) == field


def test_two_displays_tell_places_apart_that_one_does_not() -> None:
    frame = Frame(way="fixed", start="AA", length=3)
    one, other = bytes.fromhex("AA4646"), bytes.fromhex("AA4650")
    assert len(places(frame, Checksum(), [(one, Decimal(70))], "pulse", "/min")) == 2
    both = places(frame, Checksum(), [(one, Decimal(70)), (other, Decimal(80))], "pulse", "/min")
    assert [field.at for field in both] == [2]
