"""Command and answer of a smart card (ISO/IEC 7816-3 and 7816-4), over whatever carries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from devices.errors import DeviceRefused, ProtocolError
from devices.wire_log import Piece

SELECT = 0xA4
READ_RECORD = 0xB2
GET_RESPONSE = 0xC0
GET_CHALLENGE = 0x84
EXTERNAL_AUTHENTICATE = 0x82

INSTRUCTIONS: dict[int, str] = {
    SELECT: "SELECT",
    READ_RECORD: "READ RECORD",
    GET_RESPONSE: "GET RESPONSE",
    GET_CHALLENGE: "GET CHALLENGE",
    EXTERNAL_AUTHENTICATE: "EXTERNAL AUTHENTICATE",
}

STATUS_WORDS: dict[int, str] = {
    0x9000: "ok",
    0x6281: "data may be corrupted",
    0x6282: "end of file before all that was asked for",
    0x6283: "file invalidated",
    0x6300: "authentication failed",
    0x6700: "wrong length",
    0x6981: "wrong file type",
    0x6982: "security status not satisfied",
    0x6983: "authentication method blocked",
    0x6984: "random number invalid",
    0x6985: "conditions of use not satisfied",
    0x6986: "no current file",
    0x6988: "MAC wrong",
    0x6A80: "data field wrong",
    0x6A81: "function not supported or card locked",
    0x6A82: "file not found",
    0x6A83: "record not found",
    0x6A86: "P1 or P2 wrong",
    0x6A88: "key not found",
    0x6B00: "P1 or P2 wrong",
    0x6D00: "instruction not supported",
    0x6E00: "class not supported",
    0x9303: "application locked for good",
}

_LONGEST_ANSWER = 258  # 256 bytes and the status word: all that a short command can be answered with
_LONGEST_CHAIN = 8  # GET RESPONSE after GET RESPONSE; one is usual, records here never need more than two


class Channel(Protocol):
    """A connected card."""

    def transmit(self, command: bytes) -> bytes:
        """Send one command and return data and status word as the card gave them.

        Raises:
            DeviceError: the card or its reader went away, or did not answer.
        """


@dataclass(frozen=True, slots=True)
class Command:
    """One short command APDU.

    Attributes:
        data: Command data, at most 255 bytes; none for an empty field.
        le: Expected length, 0 for "all there is" (256); None when no answer data is asked for.
    """

    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None
    cla: int = 0x00

    def encode(self) -> bytes:
        """The bytes on the wire.

        Raises:
            ValueError: the data does not fit a short command.
        """
        if len(self.data) > 255:
            raise ValueError(f"{len(self.data)} bytes do not fit a short command")
        head = bytes((self.cla, self.ins, self.p1, self.p2))
        body = bytes((len(self.data),)) + self.data if self.data else b""
        return head + body + (bytes((self.le,)) if self.le is not None else b"")


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """Answer data and status word. Its repr shows length and status only: the data may name a person."""

    data: bytes
    sw: int

    def __repr__(self) -> str:
        return f"<Answer {len(self.data)} bytes {self.sw:04X}>"

    @property
    def ok(self) -> bool:
        """True for 9000."""
        return self.sw == 0x9000

    @property
    def served(self) -> bool:
        """True for 9000 and for a warning (62xx, as 6282 "fewer bytes than asked for") but "file invalidated"."""
        return self.ok or (self.sw >> 8 == 0x62 and self.sw != 0x6283)


class CardRefused(DeviceRefused):
    """The card answered a command with a status word that is not success.

    Attributes:
        sw: The status word.
    """

    code = "card-refused"

    def __init__(self, command: Command, sw: int) -> None:
        super().__init__(f"{name_of(command.encode())}: {sw:04X} {status_name(sw)}")
        self.sw = sw


def status_name(sw: int) -> str:
    """English name of a status word, for logs and the technician."""
    if sw >> 4 == 0x63C:
        return f"PIN wrong, {sw & 0xF} tries left"
    if sw >> 8 == 0x61:
        return "more data"
    if sw >> 8 == 0x6C:
        return "wrong Le"
    return STATUS_WORDS.get(sw, "unnamed status")


def name_of(command: bytes) -> str:
    """Instruction and parameters of a command, without its data: fit for a log."""
    if len(command) < 4:
        return "short command"
    instruction = INSTRUCTIONS.get(command[1], f"INS {command[1]:02X}")
    return f"{instruction} {command[2]:02X} {command[3]:02X}"


def command_pieces(command: bytes) -> tuple[Piece, ...]:
    """What of a command may stand in a wire log: all but its data, which is kept where it only names a file."""
    if len(command) <= 5 or command[1] == SELECT:
        return (command,)
    end = min(len(command), 5 + command[4])
    return command[:5], end - 5, command[end:]


def answer_pieces(raw: bytes) -> tuple[Piece, ...]:
    """What of an answer may stand in a wire log: its status word; of its data, the length."""
    return len(raw[:-2]), raw[-2:]


def transmit(channel: Channel, command: Command) -> Answer:
    """Send a command; fetch what the card announces by 61xx and repeat with the length it names by 6Cxx.

    A T=0 card uses both; T=1 cards answer at once.

    Raises:
        ProtocolError: the answer is shorter than a status word or longer than possible, 6Cxx came twice in a row,
            or 61xx does not end.
        DeviceError: whatever the channel raises.
    """
    answer = _exchange(channel, command)
    if answer.sw >> 8 == 0x6C:
        command = Command(command.ins, command.p1, command.p2, command.data, answer.sw & 0xFF, command.cla)
        answer = _exchange(channel, command)
        if answer.sw >> 8 == 0x6C:
            raise ProtocolError(f"{name_of(command.encode())}: 6Cxx to the length it asked for")
    collected = answer.data
    for _ in range(_LONGEST_CHAIN):
        if answer.sw >> 8 != 0x61:
            return Answer(collected, answer.sw)
        answer = _exchange(channel, Command(GET_RESPONSE, 0, 0, le=answer.sw & 0xFF))
        collected += answer.data
    if answer.sw >> 8 != 0x61:
        return Answer(collected, answer.sw)
    raise ProtocolError(f"{name_of(command.encode())}: 61xx without end")


def demand(channel: Channel, command: Command) -> bytes:
    """As `transmit`, for a command that must succeed; returns its data.

    Raises:
        CardRefused: any status word other than 9000.
    """
    answer = transmit(channel, command)
    if not answer.ok:
        raise CardRefused(command, answer.sw)
    return answer.data


def _exchange(channel: Channel, command: Command) -> Answer:
    raw = channel.transmit(command.encode())
    if not 2 <= len(raw) <= _LONGEST_ANSWER:
        raise ProtocolError(f"{name_of(command.encode())}: answer of {len(raw)} bytes")
    return Answer(bytes(raw[:-2]), int.from_bytes(raw[-2:], "big"))
