"""The SAM's frames, against bytes worked out by hand, and against whatever a wire may bring."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards import sam_frames as sam
from devices.cards.sam_frames import Answer, SamFramer, Sw3
from devices.errors import ProtocolError
from tests.devices.cards import worked_frames as worked


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (sam.RESET, "AAAAAA9669 0003 10FF EC"),
        (sam.STATUS, "AAAAAA9669 0003 11FF ED"),
        (sam.SAM_IDENTITY, "AAAAAA9669 0003 12FF EE"),
        (sam.FIND, "AAAAAA9669 0003 2001 22"),
        (sam.SELECT, "AAAAAA9669 0003 2002 21"),
        (sam.READ_BASE, "AAAAAA9669 0003 3001 32"),
        (sam.READ_ADDRESS, "AAAAAA9669 0003 3003 30"),
    ],
)
def test_commands_go_out_as_published(command: sam.Command, frame: str) -> None:
    assert command.frame() == bytes.fromhex(frame)


def test_the_worked_read_answer_has_its_length_and_checksum() -> None:
    assert len(worked.READ_FRAME) == 1295
    answer = sam.parse_answer(sam.parse_frame(worked.READ_FRAME))
    assert (answer.sw1, answer.sw2, answer.sw3) == (0, 0, Sw3.OK)
    assert sam.parse_base_information(answer.data) == (worked.TEXT, worked.PHOTO)
    assert answer.frame() == worked.READ_FRAME


def test_an_answer_with_fingerprint_is_a_whole_frame_and_never_taken_for_one_without() -> None:
    assert len(worked.FINGERPRINT_FRAME) == 2321
    answer = sam.parse_answer(sam.parse_frame(worked.FINGERPRINT_FRAME))
    assert len(answer.data) == 6 + 256 + 1024 + 1024
    with pytest.raises(ProtocolError, match="read answer of 2310 bytes: TerminatedError"):
        sam.parse_base_information(answer.data)


def test_the_worked_address_answer_is_81_bytes() -> None:
    assert len(worked.ADDRESS_FRAME) == 81
    answer = sam.parse_answer(sam.parse_frame(worked.ADDRESS_FRAME))
    assert answer.data == worked.NEWEST_ADDRESS
    assert sam.READ_ADDRESS.fits(answer)


def test_the_sam_id_reads_as_printed_on_the_reader() -> None:
    answer = sam.parse_answer(sam.parse_frame(worked.SAM_ID_FRAME))
    assert sam.parse_sam_id(answer.data) == "05.01-20200101-0000012345-0000067890"


@pytest.mark.parametrize("data", [b"", bytes(15), bytes(17), b"\x05\x01\x01\x00" + bytes(12)])
def test_a_sam_id_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        sam.parse_sam_id(data)


def test_the_two_lengths_cut_the_read_answer_not_fixed_offsets() -> None:
    assert sam.parse_base_information(bytes.fromhex("0002 0003 AABB 010203")) == (b"\xaa\xbb", b"\x01\x02\x03")


@pytest.mark.parametrize("data", [b"", b"\x01", bytes.fromhex("0002 0003 AABB 0102"), bytes.fromhex("00010000AABB")])
def test_lengths_that_do_not_add_up_break_the_read_answer(data: bytes) -> None:
    with pytest.raises(ProtocolError, match=f"read answer of {len(data)} bytes"):
        sam.parse_base_information(data)


def test_a_status_byte_is_named_for_the_log() -> None:
    assert sam.sw3_name(0x41) == "READ_FAILED (41)"
    assert sam.sw3_name(0x77) == "unknown (77)"


def test_an_answer_shows_its_status_and_never_its_data() -> None:
    answer = sam.parse_answer(sam.parse_frame(worked.READ_FRAME))
    assert repr(answer) == "<Answer OK (90) 1284 bytes>"


@pytest.mark.parametrize(
    ("command", "answer", "fits"),
    [
        (sam.SELECT, Answer(0, 0, 0x90, bytes(8)), True),
        (sam.SELECT, Answer(0, 0, 0x90), False),  # a status answer that came twice
        (sam.SELECT, Answer(0, 0, 0x9F, bytes(4)), False),  # a find answer that came twice
        (sam.FIND, Answer(0, 0, 0x81), False),
        (sam.FIND, Answer(0, 0, 0x80), True),
        (sam.STATUS, Answer(0, 0, 0x80), False),
        (sam.STATUS, Answer(0, 0, 0x66), True),
        (sam.READ_ADDRESS, Answer(0, 0, 0x90, bytes(1284)), False),  # the read answer that came twice
        (sam.READ_BASE, Answer(0, 0, 0x77), True),  # a status nobody documented
    ],
)
def test_an_answer_must_fit_its_question(command: sam.Command, answer: Answer, fits: bool) -> None:
    assert command.fits(answer) is fits


def take_all(framer: SamFramer) -> tuple[list[bytes], list[str]]:
    """Every good body and every complaint, until the framer wants more."""
    bodies: list[bytes] = []
    complaints: list[str] = []
    while True:
        try:
            body = framer.take()
        except ProtocolError as error:
            complaints.append(str(error))
            continue
        if body is None:
            return bodies, complaints
        bodies.append(body)


def test_a_wrong_checksum_is_told_by_length_only_and_the_next_frame_is_found() -> None:
    framer = SamFramer()
    framer.feed(worked.READ_FRAME[:-1] + b"\x00" + worked.NO_CARD)
    assert take_all(framer) == ([bytes.fromhex("000080")], ["frame of 1295 bytes: ChecksumError"])


@pytest.mark.parametrize("length", ["0000", "0002", "1001", "FFFF"])
def test_an_impossible_length_is_told_and_the_next_frame_is_found(length: str) -> None:
    framer = SamFramer()
    framer.feed(worked.PREAMBLE + bytes.fromhex(length) + worked.FOUND)
    bodies, complaints = take_all(framer)
    assert bodies == [bytes.fromhex("00009F00000000")]
    assert complaints == [f"frame length {int(length, 16)}, allowed 3 to 4096"]


def test_a_frame_that_began_inside_a_cut_one_is_found() -> None:
    framer = SamFramer()
    framer.feed(worked.READ_FRAME[:600] + worked.READ_FRAME + bytes(100))
    bodies, complaints = take_all(framer)
    assert bodies == [worked.READ_BODY]
    assert len(complaints) == 1


def test_a_half_frame_is_forgotten_on_reset() -> None:
    framer = SamFramer()
    framer.feed(worked.FOUND[:9])
    framer.reset()
    framer.feed(worked.FOUND[9:] + worked.NO_CARD)
    assert take_all(framer) == ([bytes.fromhex("000080")], [])


def test_a_body_too_long_for_a_frame_is_not_built() -> None:
    with pytest.raises(ValueError, match="4096 bytes"):
        sam.build_frame(bytes(4096))


bodies = st.binary(min_size=3, max_size=400)
noise = st.binary(max_size=40).filter(lambda b: b"\xaa\xaa\xaa" not in b and not b.endswith(b"\xaa"))


@given(bodies)
def test_what_is_built_is_parsed_back(body: bytes) -> None:
    assert sam.parse_frame(sam.build_frame(body)) == body


@given(st.lists(st.tuples(noise, bodies), min_size=1, max_size=6), st.data())
def test_split_glued_and_noisy_streams_deliver_every_good_frame(
    parts: list[tuple[bytes, bytes]], data: st.DataObject
) -> None:
    stream = b"".join(dirt + sam.build_frame(body) for dirt, body in parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    framer, received = SamFramer(), []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        framer.feed(stream[start:end])
        good, complaints = take_all(framer)
        assert complaints == []
        received += good
    assert received == [body for _, body in parts]


@given(st.lists(st.binary(max_size=60) | st.just(worked.PREAMBLE), max_size=12))
def test_arbitrary_bytes_raise_nothing_but_protocol_errors(chunks: list[bytes]) -> None:
    framer = SamFramer()
    for chunk in chunks:
        framer.feed(chunk)
        for body in take_all(framer)[0]:
            sam.parse_answer(body) if len(body) >= 3 else None


@given(st.binary(max_size=1400))
def test_arbitrary_frames_and_answers_raise_nothing_but_protocol_errors(data: bytes) -> None:
    for parse in (sam.parse_frame, sam.parse_answer, sam.parse_base_information, sam.parse_sam_id):
        try:
            parse(data)
        except ProtocolError:
            continue


@given(st.integers(0, 1294), st.integers(1, 255))
def test_one_changed_byte_anywhere_never_passes_for_the_frame(place: int, flip: int) -> None:
    broken = bytearray(worked.READ_FRAME)
    broken[place] ^= flip
    framer = SamFramer()
    framer.feed(bytes(broken))
    assert take_all(framer)[0] == []
