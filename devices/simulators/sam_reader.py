"""The far end of a resident ID card reader: a SAM and whatever card lies on it, on a pseudo-terminal."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from devices.cards.sam_frames import (
    BASE_INFORMATION,
    COMMAND,
    FIND,
    READ_ADDRESS,
    READ_BASE,
    RESET,
    SAM_ID,
    SAM_IDENTITY,
    SELECT,
    STATUS,
    Answer,
    SamFramer,
    Sw3,
)
from devices.errors import ProtocolError
from devices.simulators.profile import Person
from devices.simulators.pty_port import PtyPort, WireFaults
from devices.simulators.sam_text import PHOTO, address_block, text_block

_IDENTITY = SAM_ID.build({"maker": 5, "kind": 1, "date": 20200101, "serial": 12345, "check": 67890})


class _ChipState(Enum):
    """Where a chip stands on its way through find, select and read."""

    FRESH = auto()
    FOUND = auto()
    SELECTED = auto()
    READ = auto()
    HALTED = auto()


@dataclass(slots=True, eq=False)
class _Card:
    text: bytes
    address: bytes | None
    state: _ChipState = _ChipState.FRESH
    address_reads: int = 0


@dataclass(slots=True)
class TapTimes:
    """When the newest card was laid down, found, and read: monotonic seconds, 0 for what has not happened.

    Attributes:
        read_at_s: The last bytes of text and photo were put on the wire.
    """

    laid_at_s: float = 0.0
    found_at_s: float = 0.0
    read_at_s: float = 0.0


class SamReaderSimulator:
    """Answers reset, status, SAM id, find, select, read and newest address as a reader does.

    Find must come before select (else 81) and select before read (else 41). A card that was read answers no further
    find or read until it was away; it goes on answering "newest address" until the next find halts it. A reset, or
    cutting the power, wakes a card that lies there (an assumption: no source says so).

    Does not imitate: fingerprints (30 10 is answered 23), the setting of speed and radio bytes, two cards at once,
    the time a real SAM needs after power-up.

    Args:
        link: Symbolic link kept pointing at the present pty.
        card_time_s: Time the chip needs for text and photo, before the first byte of the answer.
        bytes_per_s: Pace of the wire; 11520 is 115200 baud, None sends at once.

    Attributes:
        pull_during_read: The card leaves in the middle of the next read. Falls back to False when it has happened.
        refuse_sw3: Status byte that refuses every card: 81 at select, all others at read. 60 and 66 are what the SAM
            says of itself when asked for its status.
        address_answers: How many times a card answers "newest address" after a read; None for as long as it lies there.
            1 is a reader on which the presence of a card that was read cannot be seen.
        times: Of the newest card, for whoever measures.
        wakes_read_cards: Find wakes a card that was read, as if it had been away.
    """

    def __init__(
        self, *, link: Path | None = None, card_time_s: float = 0.3, bytes_per_s: float | None = 11520
    ) -> None:
        self.port = PtyPort(self._on_bytes, link=link, bytes_per_s=bytes_per_s)
        self._card_time_s = card_time_s
        self._framer = SamFramer()
        self._lock = threading.Lock()
        self._card: _Card | None = None
        self._unplugged = threading.Event()
        self.pull_during_read = False
        self.refuse_sw3: int | None = None
        self.address_answers: int | None = None
        self.wakes_read_cards = False
        self.times = TapTimes()

    @property
    def path(self) -> str:
        """Where a driver opens the reader: the link where one was given."""
        return self.port.path

    @property
    def faults(self) -> WireFaults:
        """Switches for what the wire does to the answers."""
        return self.port.faults

    def start(self) -> None:
        """Plug in for the first time."""
        self.plug()

    def close(self) -> None:
        """Pull the plug for good."""
        self.unplug()

    def unplug(self) -> None:
        """Pull the cable. A card goes on lying there."""
        self._unplugged.set()
        self.port.unplug()

    def plug(self) -> None:
        """Put the cable back."""
        self._unplugged.clear()
        self._framer.reset()
        self._wake_card()
        self.port.plug()

    def tap(self, person: Person, *, text: bytes | None = None, address: bytes | None = None) -> None:
        """Lay a person's card down, in place of any other.

        Args:
            text: Raw 256 bytes in place of what the person's profile says, for hostile cards.
            address: Raw bytes of the newest address, likewise.

        Raises:
            ValueError: the person has no card, or it does not hold what the profile says.
        """
        if address is None and person.id_card is not None and person.id_card.newest_address:
            address = address_block(person.id_card.newest_address)
        card = _Card(text_block(person) if text is None else text, address)
        with self._lock:
            self._card, self.times = card, TapTimes(laid_at_s=time.monotonic())

    def pull(self) -> None:
        """Take the card away."""
        with self._lock:
            self._card = None

    def _wake_card(self) -> None:
        with self._lock:
            if self._card is not None:
                self._card.state = _ChipState.FRESH

    def _on_bytes(self, data: bytes) -> None:
        self._framer.feed(data)
        while True:
            try:
                body = self._framer.take()
            except ProtocolError:
                self._send(Sw3.BAD_CHECKSUM)
                continue
            if body is None:
                return
            command = COMMAND.parse(body) if len(body) >= 2 else None
            if command is None:
                self._send(Sw3.BAD_LENGTH)
            else:
                self._obey(command.cmd, command.para)

    def _obey(self, cmd: int, para: int) -> None:
        match (cmd, para):
            case (RESET.cmd, RESET.para):
                self._wake_card()
                self._send(Sw3.OK)
            case (STATUS.cmd, STATUS.para):
                broken = self.refuse_sw3 in (Sw3.SELF_TEST_FAILED, Sw3.NOT_AUTHORISED)
                self._send(self.refuse_sw3 if broken and self.refuse_sw3 is not None else Sw3.OK)
            case (SAM_IDENTITY.cmd, SAM_IDENTITY.para):
                self._send(Sw3.OK, _IDENTITY)
            case (FIND.cmd, FIND.para):
                self._find()
            case (SELECT.cmd, SELECT.para):
                self._select()
            case (READ_BASE.cmd, READ_BASE.para):
                self._read()
            case (READ_ADDRESS.cmd, READ_ADDRESS.para):
                self._read_address()
            case (READ_BASE.cmd, 0x10):
                self._send(Sw3.NOT_PERMITTED)
            case _:
                self._send(Sw3.UNKNOWN_COMMAND)

    def _find(self) -> None:
        with self._lock:
            card = self._card
            asleep = card is not None and card.state in (_ChipState.READ, _ChipState.HALTED)
            if card is not None and asleep and not self.wakes_read_cards:
                card.state = _ChipState.HALTED
                card = None
            elif card is not None:
                card.state = _ChipState.FOUND
                self.times.found_at_s = time.monotonic()
        if card is None:
            self._send(Sw3.NO_CARD)
        else:
            self._send(Sw3.FOUND, bytes(4))

    def _select(self) -> None:
        with self._lock:
            card = self._card
            selectable = card is not None and card.state is _ChipState.FOUND and self.refuse_sw3 != Sw3.SELECT_FAILED
            if card is not None and selectable:
                card.state = _ChipState.SELECTED
        if selectable:
            self._send(Sw3.OK, bytes(8))
        else:
            self._send(Sw3.SELECT_FAILED)

    def _read(self) -> None:
        card = self._card
        if card is None or card.state is not _ChipState.SELECTED:
            self._send(Sw3.READ_FAILED)
            return
        if self.pull_during_read:
            self._unplugged.wait(self._card_time_s / 2)
            self.pull_during_read = False
            self.pull()
        self._unplugged.wait(self._card_time_s)
        with self._lock:
            whole = self._card is card and self.refuse_sw3 is None
            if whole:
                card.state = _ChipState.READ
        if whole:
            self._send(Sw3.OK, BASE_INFORMATION.build({"text": card.text, "photo": PHOTO}))
            self.times.read_at_s = self.port.written_at_s
        else:
            self._send(Sw3.READ_FAILED if self.refuse_sw3 is None else self.refuse_sw3)

    def _read_address(self) -> None:
        with self._lock:
            card = self._card
            answers = card is not None and card.state is _ChipState.READ
            if card is not None and answers:
                card.address_reads += 1
                answers = self.address_answers is None or card.address_reads <= self.address_answers
        if card is None or not answers:
            self._send(Sw3.READ_FAILED)
        elif card.address is None:
            self._send(Sw3.ITEM_EMPTY)
        else:
            self._send(Sw3.OK, card.address)

    def _send(self, sw3: int, data: bytes = b"") -> None:
        self.port.send(Answer(0, 0, int(sw3), data).frame())
