"""Streams of serial monitors and stands: cut anywhere, glued, in noise, broken off, and what nobody may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.decoding import Decoded, Heard, RefusalCode, Refused
from devices.instruments import stand_frames
from devices.instruments.hbp9020_frames import Hbp9020Stream
from devices.instruments.terumo_frames import TerumoStream
from devices.instruments.tm265x_frames import ACKNOWLEDGED, NOT_ACKNOWLEDGED, START, STOP, Tm265xStream
from devices.thermometers.gy614v_frames import Gy614vStream
from tests.support.instrument_frames import frames_of


class Stream(Protocol):
    @property
    def rejected(self) -> int: ...

    def feed(self, data: bytes, at_s: float, /) -> list[Heard]: ...


@dataclass(frozen=True)
class Line:
    """One kind of line: its stream, how a frame stands on the wire, and noise a receiver has to skip."""

    make: Callable[[], Stream]
    end: bytes = b""
    noise: bytes = b"\xff\x00#"


LINES = {
    "hbp-9020": Line(Hbp9020Stream, b"\r"),
    "tm-265x": Line(Tm265xStream, noise=ACKNOWLEDGED + b"\x16\x16#"),
    "terumo": Line(TerumoStream, noise=b"\r\n#"),
    "hw-3030": Line(lambda: stand_frames.StandStream(stand_frames.hw3030, "0D"), b"\r", b"\n"),
    "escape-stand": Line(lambda: stand_frames.StandStream(stand_frames.escapes, "5A4B", "1B"), b"ZK", b"#ZK"),
    "wb-3000": Line(lambda: stand_frames.StandStream(stand_frames.wb3000, "0D0A", "7B302C"), b"\r\n", b"\x00\r\n"),
    "gy-614v": Line(Gy614vStream),
}
READ = {kind: [frame for frame in frames_of(kind) if frame.expect] for kind in LINES}


def values(heard: list[Heard]) -> list[dict[str, float | None]]:
    return [{q.metric: q.value for q in each.outcome.quantities} for each in heard if isinstance(each.outcome, Decoded)]


@pytest.mark.parametrize("kind", LINES)
def test_frames_byte_by_byte_and_glued_in_noise(kind: str) -> None:
    line, expected = LINES[kind], [frame.expect for frame in READ[kind]]
    sent = b"".join(line.noise + frame.data + line.end for frame in READ[kind])
    slowly, at_once = line.make(), line.make()
    drop_by_drop = [heard for byte in sent for heard in slowly.feed(bytes((byte,)), 0.0)]
    assert values(drop_by_drop) == expected
    assert values(at_once.feed(sent, 0.0)) == expected


@pytest.mark.parametrize("kind", LINES)
def test_a_frame_broken_off_is_never_finished_by_what_comes_a_second_later(kind: str) -> None:
    line, frame = LINES[kind], READ[kind][0]
    stream, wire = line.make(), frame.data + line.end
    half = len(wire) // 2
    assert values(stream.feed(wire[:half], 0.0)) == []
    assert values(stream.feed(wire[half:], 1.0)) == []
    stream.feed(line.end, 1.1)
    assert values(stream.feed(wire, 2.5)) == [frame.expect]


@pytest.mark.parametrize("kind", LINES)
@settings(max_examples=40)
@given(data=st.lists(st.binary(max_size=60), max_size=6))
def test_arbitrary_bytes_raise_nothing_and_are_not_kept(kind: str, data: list[bytes]) -> None:
    line = LINES[kind]
    stream = line.make()
    for at, piece in enumerate(data):
        stream.feed(piece, at * 0.1)
    frame = READ[kind][0]
    found = stream.feed(frame.data + line.end, 5.0)
    assert values(found) == [frame.expect]


def test_nobodys_number_leaves_the_stream() -> None:
    bp = Hbp9020Stream().feed(b"bp,31010119500101123X  ,2023/04/27,15:06,140,098,077,068,3\r", 0.0)
    assert [each.raw for each in bp] == [b"bp,00000000000000000000,2023/04/27,15:06,140,098,077,068,3\r"]
    terumo = TerumoStream().feed(b"\x02R1,310101195,210427,153000,128,097,082,084,0000,0000,00000,000\x03?", 0.0)
    assert [each.raw for each in terumo] == [b"\x02R1,000000000,210427,153000,128,097,082,084,0000,0000,00000,000\x03?"]


def test_nobodys_number_is_in_a_broken_record_either() -> None:
    bp = Hbp9020Stream().feed(b"bp,31010119500101123X  ,2023/04/27,15:06,14,098,077,068,3\r", 0.0)
    assert [each.outcome for each in bp] == [Refused(RefusalCode.UNREADABLE)]
    assert bp[0].raw == b"00,00000000000000000000,0000000000,00000,00,000,000,000,0"
    terumo = TerumoStream().feed(b"\x02R1,310101195,210427,153000,12,097,082,084\x03?", 0.0)
    assert [each.outcome for each in terumo] == [Refused(RefusalCode.UNREADABLE)]
    assert terumo[0].raw == b"\x0200,000000000,000000,000000,00,000,000,000\x030"


def test_what_was_on_the_line_before_the_record_costs_nothing() -> None:
    stream = Hbp9020Stream()
    found = stream.feed(b"\x00\xffbp,9999bp,00000000000000000001,2015/08/02,15:42,120,088,080,077,0\r\n", 0.0)
    assert values(found) == [{"sys": 120.0, "dia": 80.0, "pulse": 77.0}]
    assert stream.feed(b"anything\r", 0.1) == []
    assert stream.rejected == 1


def test_a_monitor_that_understood_or_did_not_has_not_measured() -> None:
    stream = Tm265xStream()
    assert stream.feed(ACKNOWLEDGED + NOT_ACKNOWLEDGED + ACKNOWLEDGED, 0.0) == []
    assert (stream.acknowledged, stream.refused, stream.rejected) == (2, 1, 0)


def test_the_error_of_a_monitor_is_told_in_its_own_word() -> None:
    moved = next(frame for frame in frames_of("tm-265x") if frame.name == "A&D TM-2655, somebody moved")
    assert [each.outcome for each in Tm265xStream().feed(moved.data, 0.0)] == [Refused(RefusalCode.DEVICE_ERROR, "E44")]


def test_a_frame_that_begins_again_before_it_ended_is_the_second_one() -> None:
    frame = READ["tm-265x"][0]
    stream = Tm265xStream()
    assert values(stream.feed(frame.data[:30] + frame.data, 0.0)) == [frame.expect]
    assert stream.rejected == 1
    assert (START[-1], STOP[-1]) == (0x07, 0x03)


@pytest.mark.parametrize("check", [0x02, 0x03, 0x06, 0x0D])
def test_a_check_byte_that_looks_like_a_beginning_or_an_end(check: int) -> None:
    record = READ["terumo"][0].data[:-1] + bytes((check,))
    stream = TerumoStream()
    assert len(values(stream.feed(record + record, 0.0))) == 2
    assert stream.rejected == 0


def test_a_beginning_without_end_does_not_grow() -> None:
    for stream, begin in ((TerumoStream(), b"\x02"), (Tm265xStream(), b"\x16\x16\x01")):
        for _ in range(20):
            assert stream.feed(begin + b"9" * 400, 0.0) == []
        assert stream.rejected >= 19
