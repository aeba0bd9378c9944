"""Records of the HBP-9030, to the byte, and everything that is not one."""

from __future__ import annotations

import string
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.instruments.hbp9030_frames import Record, RecordFramer, Unreadable, parse_record

PUBLISHED = b"2026,11,22,08,30,11111111111111111111,0,128,076,070,0"


def record_line(sys: int, dia: int, pulse: int, movement: int, patient: str) -> bytes:
    return f"2026,11,22,08,30,{patient},0,{sys:03},{dia:03},{pulse:03},{movement}\r\n".encode("ascii")


patients = st.text(string.ascii_letters + string.digits + " -/", min_size=20, max_size=20)
lines = st.builds(
    record_line, st.integers(0, 999), st.integers(0, 999), st.integers(0, 999), st.integers(0, 9), patients
)
noise_lines = st.binary(max_size=80).map(lambda b: b.replace(b"\n", b"") + b"\r\n")


def test_the_published_record() -> None:
    record = parse_record(PUBLISHED)
    assert record is not None
    assert len(PUBLISHED) == 53
    assert record.taken == datetime(2026, 11, 22, 8, 30)
    assert (record.sys, record.dia, record.pulse, record.error, record.movement) == (128, 76, 70, 0, 0)
    assert record.raw == b"2026,11,22,08,30,00000000000000000000,0,128,076,070,0\r\n"


def test_an_error_record_has_no_values_blank_or_not() -> None:
    for numbers in (b"   ,   ,   ", b"128,076,070"):
        record = parse_record(PUBLISHED.replace(b"0,128,076,070", b"3," + numbers))
        assert record is not None
        assert (record.error, record.sys, record.dia, record.pulse) == (3, None, None, None)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"128", b"12a"),
        (b"128", b" 28"),
        (b"128", b"+28"),
        (b"128,076,070", b"   ,   ,   "),  # no error, no values
        (b"0,128,076,070", b"2,128,   ,070"),
        (b"2026,11", b"2026,13"),
        (b"11,22", b"02,30"),
        (b"08,30", b"24,30"),
        (b"08,30", b"08;30"),
        (b"1111111111,0", b"11111,1111,0"),  # a comma in the identification
        (b"070,0", b"070,0 "),
        (b"070,0", b"070,"),
        (b"2026", b"02026"),
        (b"128", b"\xb2\xb3\xb9"),  # digits of another alphabet
    ],
)
def test_a_line_that_is_not_a_record_to_the_byte_is_none(good: bytes, bad: bytes) -> None:
    line = PUBLISHED.replace(good, bad, 1)
    assert line != PUBLISHED
    assert parse_record(line) is None


@pytest.mark.parametrize("end", [b"\n", b"0\n", b" \n", b"\r\r\n", b"\x00\r\n"])
def test_a_record_ends_in_carriage_return_and_line_feed_and_nothing_else(end: bytes) -> None:
    (found,) = RecordFramer().feed(PUBLISHED + end, 0.0)
    assert isinstance(found, Unreadable)


def test_a_line_without_end_does_not_grow_and_costs_only_itself() -> None:
    framer = RecordFramer()
    for _ in range(100):
        assert framer.feed(b"9" * 100, 0.0) == []
    assert framer.rejected == 1
    assert framer.feed(b"999\r\n", 0.0) == []
    assert [type(f) for f in framer.feed(PUBLISHED + b"\r\n", 0.0)] == [Record]


def test_the_beginning_of_a_line_is_given_up_and_never_continued() -> None:
    framer = RecordFramer()
    assert framer.feed(PUBLISHED[:30], 0.0) == []
    assert [type(f) for f in framer.feed(PUBLISHED + b"\r\n", 1.5)] == [Record]
    assert framer.rejected == 1


def test_the_shape_of_an_unreadable_line_tells_nothing() -> None:
    (found,) = RecordFramer().feed(b"2026,11,22,08,30,WANG GUIYING 1944   ,0,1x8,076,070,0\r\n", 0.0)
    assert isinstance(found, Unreadable)
    assert set(found.shape) <= set(b"0,\r")


@given(st.lists(st.binary(max_size=70), max_size=10))
def test_any_bytes_at_any_pace_do_no_harm(chunks: list[bytes]) -> None:
    framer = RecordFramer()
    for at_s, chunk in enumerate(chunks):
        for found in framer.feed(chunk, at_s * 0.4):
            assert isinstance(found, Record | Unreadable)


@given(st.lists(st.one_of(lines, noise_lines), max_size=10), st.lists(st.integers(0, 60), max_size=12))
def test_every_record_between_lines_of_noise_is_recovered(parts: list[bytes], sizes: list[int]) -> None:
    stream, framer, found = b"".join(parts), RecordFramer(), []
    expected = [record.raw for part in parts if (record := parse_record(part[:-2])) is not None]
    for size in [*sizes, len(stream)]:
        found += [f.raw for f in framer.feed(stream[:size], 0.0) if isinstance(f, Record)]
        stream = stream[size:]
    assert found == expected


@given(lines, st.integers(0, 54))
def test_no_line_one_byte_short_is_a_record(line: bytes, at: int) -> None:
    assert not [f for f in RecordFramer().feed(line[:at] + line[at + 1 :], 0.0) if isinstance(f, Record)]


@given(lines)
def test_the_identification_is_in_nothing_that_is_handed_on(line: bytes) -> None:
    record = parse_record(line[:-2])
    assert record is not None
    assert record.raw[17:37] == b"0" * 20
    assert record.raw[:17] + record.raw[37:] == line[:17] + line[37:]
