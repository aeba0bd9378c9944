"""The SAM protocol of resident ID card readers, as bytes on the wire.

    AA AA AA 96 69 | LEN (2, big-endian) | body | CHK

LEN counts body and CHK. CHK is the XOR of LEN and body. To the SAM the body is CMD PARA DATA; from the SAM it is
SW1 SW2 SW3 DATA. Sources: four open programs that speak it (IDM20, iDR200, A905 and a Delphi class); the standard
behind it, GA 467, was not at hand. Left out on purpose: commands that change the reader (60 baud rate, 61 radio bytes)
and the one that reads fingerprints (30 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from operator import xor
from typing import Any

from construct import (
    Byte,
    Bytes,
    Checksum,
    Const,
    ConstructError,
    GreedyBytes,
    Int16ub,
    Int32ul,
    RawCopy,
    Rebuild,
    Struct,
    Terminated,
    len_,
    this,
)

from devices.errors import ProtocolError

PREAMBLE = bytes.fromhex("AAAAAA9669")
SHORTEST, LONGEST = 3, 4096
"""Range of LEN that is believed; anything else is line noise that looks like a preamble."""

TEXT_BYTES, PHOTO_BYTES, ADDRESS_BYTES = 256, 1024, 70


def checksum(data: bytes) -> int:
    """XOR of all bytes."""
    return reduce(xor, data, 0)


FRAME = Struct(
    "preamble" / Const(PREAMBLE),
    "sealed" / RawCopy(Struct("length" / Rebuild(Int16ub, len_(this.body) + 1), "body" / Bytes(this.length - 1))),
    "checksum" / Checksum(Byte, checksum, this.sealed.data),
    Terminated,
)
COMMAND = Struct("cmd" / Byte, "para" / Byte, "data" / GreedyBytes)
ANSWER = Struct("sw1" / Byte, "sw2" / Byte, "sw3" / Byte, "data" / GreedyBytes)
BASE_INFORMATION = Struct(
    "text_length" / Rebuild(Int16ub, len_(this.text)),
    "photo_length" / Rebuild(Int16ub, len_(this.photo)),
    "text" / Bytes(this.text_length),
    "photo" / Bytes(this.photo_length),
    Terminated,
)
SAM_ID = Struct(
    "maker" / Byte, Const(b"\0"), "kind" / Byte, Const(b"\0"), "date" / Int32ul, "serial" / Int32ul, "check" / Int32ul
)


class Sw3(IntEnum):
    """Third status byte. Values found in several vendors' tables."""

    OK = 0x90
    FOUND = 0x9F
    ITEM_EMPTY = 0x91
    BAD_CHECKSUM = 0x10
    BAD_LENGTH = 0x11
    BAD_COMMAND = 0x21
    NOT_PERMITTED = 0x23
    UNKNOWN_COMMAND = 0x24
    CARD_REJECTS_SAM = 0x31
    SAM_REJECTS_CARD = 0x32
    INFORMATION_NOT_VERIFIED = 0x33
    UNKNOWN_CARD = 0x40
    READ_FAILED = 0x41
    NO_RANDOM = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NO_CARD = 0x80
    SELECT_FAILED = 0x81


REFUSALS = frozenset(
    {
        Sw3.BAD_CHECKSUM,
        Sw3.BAD_LENGTH,
        Sw3.BAD_COMMAND,
        Sw3.NOT_PERMITTED,
        Sw3.UNKNOWN_COMMAND,
        Sw3.CARD_REJECTS_SAM,
        Sw3.SAM_REJECTS_CARD,
        Sw3.INFORMATION_NOT_VERIFIED,
        Sw3.UNKNOWN_CARD,
        Sw3.READ_FAILED,
        Sw3.NO_RANDOM,
        Sw3.SELF_TEST_FAILED,
        Sw3.NOT_AUTHORISED,
    }
)
"""Answers any command may get."""


def sw3_name(value: int) -> str:
    """Name of a status byte for a log line, such as "READ_FAILED (41)"; unknown ones as their digits."""
    try:
        return f"{Sw3(value).name} ({value:02X})"
    except ValueError:
        return f"unknown ({value:02X})"


@dataclass(frozen=True, slots=True)
class Command:
    """One question to the SAM.

    Attributes:
        answers: SW3 → number of data bytes that answer must carry, None where any number is taken.
        timeout_s: How long a SAM is known to need, with room.
        not_lengths, longest: Numbers of data bytes that show a late answer to another question.
    """

    name: str
    cmd: int
    para: int
    answers: dict[int, int | None]
    timeout_s: float
    not_lengths: frozenset[int] = frozenset()
    longest: int = LONGEST

    def frame(self) -> bytes:
        """The whole frame to send."""
        return build_frame(COMMAND.build({"cmd": self.cmd, "para": self.para, "data": b""}))

    def fits(self, answer: Answer) -> bool:
        """Whether this can be the answer to this command, and not a late or repeated one to another."""
        if len(answer.data) in self.not_lengths or len(answer.data) > self.longest:
            return False
        if answer.sw3 in self.answers:
            expected = self.answers[answer.sw3]
            return expected is None or len(answer.data) == expected
        return answer.sw3 in REFUSALS or answer.sw3 not in Sw3._value2member_map_


RESET = Command("reset SAM", 0x10, 0xFF, {Sw3.OK: 0}, 1.5)
STATUS = Command("SAM status", 0x11, 0xFF, {Sw3.OK: 0}, 1.0)
SAM_IDENTITY = Command("SAM id", 0x12, 0xFF, {Sw3.OK: None}, 1.0)  # any length: it is often wrong at power-up
FIND = Command("find card", 0x20, 0x01, {Sw3.FOUND: 4, Sw3.NO_CARD: 0}, 1.0)
SELECT = Command("select card", 0x20, 0x02, {Sw3.OK: 8, Sw3.SELECT_FAILED: 0}, 1.0)
_OF_SELECT, _OF_FIND, _OF_SAM_ID = 8, 4, 16
READ_BASE = Command("read text and photo", 0x30, 0x01, {Sw3.OK: None}, 3.0,
                    frozenset({_OF_SELECT, _OF_FIND, _OF_SAM_ID, ADDRESS_BYTES}))  # fmt: skip
"""A late 90 without data (to "status" or "reset") is left to its parser: a read refused so is an answer too."""
READ_ADDRESS = Command("read newest address", 0x30, 0x03, {Sw3.OK: None, Sw3.ITEM_EMPTY: None}, 0.4,
                       frozenset({_OF_SELECT, _OF_FIND, _OF_SAM_ID}), TEXT_BYTES)  # fmt: skip
"""Any length is taken: some SAMs send 90 with nothing or 72 bytes, or 91 with blanks. Some never answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What the SAM said. Its repr shows the status and the length, never the data."""

    sw1: int
    sw2: int
    sw3: int
    data: bytes = b""

    def __repr__(self) -> str:
        return f"<Answer {sw3_name(self.sw3)} {len(self.data)} bytes>"

    def frame(self) -> bytes:
        """The whole frame, as the SAM sends it."""
        return build_frame(ANSWER.build({"sw1": self.sw1, "sw2": self.sw2, "sw3": self.sw3, "data": self.data}))


def build_frame(body: bytes) -> bytes:
    """A body with preamble, length and checksum round it."""
    if not SHORTEST <= len(body) + 1 <= LONGEST:
        raise ValueError(f"a body of {len(body)} bytes does not fit a frame")
    frame: bytes = FRAME.build({"sealed": {"value": {"body": body}}})
    return frame


def parse_frame(frame: bytes) -> bytes:
    """The body of one whole frame.

    Raises:
        ProtocolError: preamble, length or checksum is wrong.
    """
    return bytes(_parsed(FRAME, frame, "frame").sealed.value.body)


def parse_answer(body: bytes) -> Answer:
    """The answer in a frame's body.

    Raises:
        ProtocolError: it is shorter than three status bytes.
    """
    found = _parsed(ANSWER, body, "answer")
    return Answer(found.sw1, found.sw2, found.sw3, bytes(found.data))


def parse_base_information(data: bytes) -> tuple[bytes, bytes]:
    """Text and photo from the answer to `READ_BASE`, cut by the two lengths it carries.

    Raises:
        ProtocolError: the lengths do not add up to the data.
    """
    found = _parsed(BASE_INFORMATION, data, "read answer")
    return bytes(found.text), bytes(found.photo)


def parse_sam_id(data: bytes) -> str:
    """The SAM's identity as printed on the reader, such as "05.01-20200101-0000012345-0000067890".

    Raises:
        ProtocolError: 16 bytes of that form are not there.
    """
    if len(data) != SAM_ID.sizeof():
        raise ProtocolError(f"SAM id of {len(data)} bytes")
    f = _parsed(SAM_ID, data, "SAM id")
    return f"{f.maker:02d}.{f.kind:02d}-{f.date:08d}-{f.serial:010d}-{f.check:010d}"


def _parsed(layout: Any, data: bytes, what: str) -> Any:
    try:
        return layout.parse(data)
    except ConstructError as error:
        # Only the kind of error: a construct message may quote the bytes it choked on.
        raise ProtocolError(f"{what} of {len(data)} bytes: {type(error).__name__}") from None


class SamFramer:
    """Cuts a stream of received bytes into whole frames.

    Whatever stands before a preamble is dropped. After a bad frame the search goes on right behind its preamble, so a
    good frame that began inside the bad one is still found. Holds at most one longest frame and what came with it.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """Add received bytes."""
        self._buffer += data

    def reset(self) -> None:
        """Forget a half-received frame."""
        self._buffer.clear()

    @property
    def inside_frame(self) -> bool:
        """Whether a preamble came and its frame is not whole yet."""
        return self._buffer.startswith(PREAMBLE)

    def take(self) -> bytes | None:
        """The body of the next whole frame, None when more bytes are needed.

        Raises:
            ProtocolError: a frame had a wrong length or checksum; it is skipped, the next call goes on behind it.
        """
        self._drop_noise()
        if len(self._buffer) < len(PREAMBLE) + 2:
            return None
        length = int.from_bytes(self._buffer[5:7], "big")
        if not SHORTEST <= length <= LONGEST:
            self._skip_preamble()
            raise ProtocolError(f"frame length {length}, allowed {SHORTEST} to {LONGEST}")
        whole = len(PREAMBLE) + 2 + length
        if len(self._buffer) < whole:
            return None
        try:
            body = parse_frame(bytes(self._buffer[:whole]))
        except ProtocolError:
            self._skip_preamble()
            raise
        del self._buffer[:whole]
        return body

    def _drop_noise(self) -> None:
        start = self._buffer.find(PREAMBLE)
        if start >= 0:
            del self._buffer[:start]
            return
        # The last bytes may be the first part of a preamble.
        kept = next((n for n in range(len(PREAMBLE) - 1, 0, -1) if self._buffer.endswith(PREAMBLE[:n])), 0)
        del self._buffer[: len(self._buffer) - kept]

    def _skip_preamble(self) -> None:
        del self._buffer[: len(PREAMBLE)]
