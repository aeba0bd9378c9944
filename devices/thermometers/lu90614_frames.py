"""Bytes of the LU90614 infrared module: commands of three bytes, replies of nine.

    command   FA, code, low byte of the sum of both
    reply     FE, mode (AA object, AC body), whole degrees, hundredths, four more bytes, low byte of the sum of these

From three published programs for the module that agree with each other; no data sheet was at hand. What the four more
bytes mean is not known and they are not read. Sub-zero temperatures are not described anywhere and cannot be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact("commands, reply, sum", Evidence.SEVERAL, "three published programs that agree"),
    Fact("nothing is known of temperatures below zero", Evidence.MEMORY, "a module before ice"),
)

SET_BODY_MODE = bytes.fromhex("FAC5BF")
SET_OBJECT_MODE = bytes.fromhex("FAC6C0")
MEASURE = bytes.fromhex("FACAC4")

REPLY_START = 0xFE
REPLY_LENGTH = 9


class Mode(IntEnum):
    """What a reply's number is: the bare surface, or the module's own estimate of the body."""

    OBJECT = 0xAA
    BODY = 0xAC

    @property
    def command(self) -> bytes:
        """Bytes that set this mode and take one measurement in it."""
        return (SET_OBJECT_MODE if self is Mode.OBJECT else SET_BODY_MODE) + MEASURE


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """One reply with a right checksum. `raw` is its nine bytes."""

    mode: Mode
    value_c: float
    raw: bytes


def parse_reply(raw: bytes) -> Reply | None:
    """The reply in exactly nine bytes, None when they are not one."""
    if len(raw) != REPLY_LENGTH or raw[0] != REPLY_START or raw[1] not in (Mode.OBJECT, Mode.BODY):
        return None
    if sum(raw[:-1]) & 0xFF != raw[-1] or raw[3] > 99:
        return None
    return Reply(Mode(raw[1]), (raw[2] * 100 + raw[3]) / 100, raw)


class ReplyFramer:
    """Finds replies in a stream of bytes, whatever lies between them, and never keeps more than eight bytes.

    Attributes:
        rejected: How often a reply seemed to begin and turned out broken, since the framer was made.
    """

    def __init__(self) -> None:
        self._pending = b""
        self.rejected = 0

    def feed(self, data: bytes) -> list[Reply]:
        """Replies completed by these bytes, in order."""
        stream, found, at = self._pending + data, [], 0
        while (at := stream.find(REPLY_START, at)) != -1 and at + REPLY_LENGTH <= len(stream):
            reply = parse_reply(stream[at : at + REPLY_LENGTH])
            if reply is not None:
                found.append(reply)
                at += REPLY_LENGTH
                continue
            if stream[at + 1] in (Mode.OBJECT, Mode.BODY):
                self.rejected += 1
            at += 1
        self._pending = b"" if at == -1 else stream[at:]
        return found

    def clear(self) -> None:
        """Forget the beginning of a reply that may be pending."""
        self._pending = b""
