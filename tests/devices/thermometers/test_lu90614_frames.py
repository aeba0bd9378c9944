"""The LU90614's bytes, against published replies and against garbage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.thermometers.lu90614_frames import (
    MEASURE,
    SET_BODY_MODE,
    SET_OBJECT_MODE,
    Mode,
    ReplyFramer,
    parse_reply,
)

PUBLISHED = bytes.fromhex("FEAC24342212000036")


def reply_bytes(mode: int, whole: int, hundredths: int, rest: bytes = b"\x22\x12\x00\x00") -> bytes:
    head = bytes([0xFE, mode, whole, hundredths]) + rest
    return head + bytes([sum(head) & 0xFF])


replies = st.builds(
    reply_bytes,
    st.sampled_from([0xAA, 0xAC]),
    st.integers(0, 255),
    st.integers(0, 99),
    st.binary(min_size=4, max_size=4),
)
pieces = st.lists(st.one_of(replies, st.binary(max_size=12)), max_size=12)


def in_chunks(stream: bytes, sizes: list[int]) -> list[bytes]:
    chunks = []
    for size in sizes:
        chunks.append(stream[:size])
        stream = stream[size:]
    return [*chunks, stream]


def test_the_published_reply_is_a_body_of_36_52() -> None:
    reply = parse_reply(PUBLISHED)
    assert reply is not None
    assert (reply.mode, reply.value_c, reply.raw) == (Mode.BODY, 36.52, PUBLISHED)


def test_commands_carry_the_sum_of_their_bytes() -> None:
    for command in (SET_BODY_MODE, SET_OBJECT_MODE, MEASURE):
        assert len(command) == 3
        assert command[2] == (command[0] + command[1]) & 0xFF


def test_an_unknown_mode_hundredths_above_99_and_a_wrong_sum_are_no_replies() -> None:
    assert parse_reply(reply_bytes(0xAB, 36, 52)) is None
    assert parse_reply(reply_bytes(0xAC, 36, 100)) is None
    assert parse_reply(PUBLISHED[:-1] + b"\x37") is None
    assert parse_reply(PUBLISHED[:-1]) is None


def test_a_broken_reply_is_counted_and_the_next_one_is_found() -> None:
    framer = ReplyFramer()
    assert framer.feed(PUBLISHED[:5] + b"\xff" + PUBLISHED[6:]) == []
    assert [r.value_c for r in framer.feed(PUBLISHED)] == [36.52]
    assert framer.rejected == 1


def test_replies_without_a_gap_are_all_found() -> None:
    assert [r.raw for r in ReplyFramer().feed(PUBLISHED * 3)] == [PUBLISHED] * 3


def test_a_reply_that_contains_its_own_start_byte_is_one_reply() -> None:
    tricky = reply_bytes(0xAA, 34, 20, b"\xfe\xaa\xfe\xac")
    assert [r.raw for r in ReplyFramer().feed(b"\xfe" + tricky)] == [tricky]


@given(pieces, st.lists(st.integers(0, 20), max_size=8))
def test_any_bytes_in_any_chunks_give_the_same_replies_as_at_once(parts: list[bytes], sizes: list[int]) -> None:
    stream = b"".join(parts)
    framer = ReplyFramer()
    found = [r.raw for chunk in in_chunks(stream, sizes) for r in framer.feed(chunk)]
    assert found == [r.raw for r in ReplyFramer().feed(stream)]
    assert all(parse_reply(raw) is not None for raw in found)


@given(st.lists(st.tuples(st.binary(max_size=12).map(lambda b: b.replace(b"\xfe", b"")), replies), max_size=8))
def test_every_good_reply_between_garbage_is_recovered(parts: list[tuple[bytes, bytes]]) -> None:
    found = [r.raw for r in ReplyFramer().feed(b"".join(garbage + reply for garbage, reply in parts))]
    assert found == [reply for _, reply in parts]


@given(replies, st.integers(1, 8), st.integers(1, 255))
def test_a_reply_with_one_damaged_byte_is_never_accepted_as_a_whole(raw: bytes, at: int, flip: int) -> None:
    damaged = raw[:at] + bytes([raw[at] ^ flip]) + raw[at + 1 :]
    assert parse_reply(damaged) is None
