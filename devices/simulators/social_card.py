"""A simulated social-security card that is put on a virtual PC/SC reader and pulled again, with a card's faults."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from devices.simulators.profile import Person
from devices.simulators.social_card_chip import SocialCardChip, UnknownChip, files_of
from devices.simulators.vpcd import DEFAULT_PORT, Chip, PullCard, VirtualCard


@dataclass(slots=True)
class CardFaults:
    """What is wrong with the card. All off by default; may be changed while it lies on the reader.

    Commands are counted from 1 for each card put on the reader, and go on counting when it is read again.

    Attributes:
        silent_from: From this command on the card says nothing until it is pulled.
        pull_at: The card leaves inside this command, without an answer.
        pull_after: The card leaves after having answered this command.
        shake_at: The card loses contact inside this command and has it again a tenth of a second later.
        endless_61: Every answer is 6110, GET RESPONSE included.
        truncate: That many bytes are missing at the end of each record's value; its length byte still counts them.
        strict_le: READ RECORD with Le=00 is answered 6Cxx, as some T=0 cards do.
        get_response: Answer data waits for GET RESPONSE, announced by 61xx, as T=0 demands.
    """

    silent_from: int | None = None
    pull_at: int | None = None
    pull_after: int | None = None
    shake_at: int | None = None
    endless_61: bool = False
    truncate: int = 0
    strict_le: bool = False
    get_response: bool = False


class SocialCardSimulator:
    """The hands at a virtual reader: one card at a time, on vpcd's port.

    Does not imitate a card's computing time, T=0 byte timing, secure messaging or INTERNAL AUTHENTICATE.

    Args:
        host: Where vpcd listens.
        port: vpcd's port of the reader's slot.
        secret: What version 3.x cards share with `SimulatedAuthentication`.

    Attributes:
        faults: What is wrong with the cards that lie on the reader now or later.
        records: Raw values by data tag, in place of the person's own; None takes the record out.
        by_name: Whether the next card answers SELECT by the SSSE name.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = DEFAULT_PORT, *, secret: bytes = b"simulation") -> None:
        self._host, self._port = host, port
        self._secret = secret
        self.faults = CardFaults()
        self.records: dict[int, bytes | None] = {}
        self.by_name = True
        self._card: VirtualCard | None = None
        self._chip: _FaultyChip | None = None

    @property
    def inserted(self) -> bool:
        """Whether a card lies on the reader."""
        return self._card is not None and self._card.inserted

    @property
    def commands(self) -> int:
        """How many commands the present or last card was sent."""
        return self._chip.count if self._chip is not None else 0

    def insert(self, person: Person) -> None:
        """Lay this person's card on the reader, in place of one that lies there. Returns at once.

        Raises:
            ValueError: the person has no social-security card.
        """
        files = files_of(person)
        for tag, value in self.records.items():
            records = files[0xEF05 if tag < 0x08 else 0xEF06]
            if value is None:
                records.pop(tag, None)
            else:
                records[tag] = value
        version = person.social_security.version if person.social_security else ""
        self.insert_chip(SocialCardChip(files, version, self._secret, self.by_name))

    def insert_unknown(self) -> None:
        """Lay a card on the reader that is no social-security card."""
        self.insert_chip(UnknownChip())

    def insert_chip(self, chip: Chip) -> None:
        """Lay any chip on the reader."""
        self.pull()
        self._chip = _FaultyChip(chip, self.faults)
        self._card = VirtualCard(self._chip, self._host, self._port)
        self._card.insert()

    def pull(self) -> None:
        """Take the card away, in the middle of an exchange if need be. Safe without a card."""
        if self._card is None or self._chip is None:
            return
        self._chip.leave()
        self._card.pull()
        self._card = None

    def speak(self) -> None:
        """End the silence of a silent card: it gives the answer it owes, and all that follow."""
        if self._chip is not None:
            self._chip.speak()


class _FaultyChip:
    """Puts `CardFaults` between the wire and a chip."""

    def __init__(self, chip: Chip, faults: CardFaults) -> None:
        self.atr = chip.atr
        self.count = 0
        self._chip, self._faults = chip, faults
        self._waiting = b""
        self._silence_over = threading.Event()
        self._left = False

    def leave(self) -> None:
        """The card is about to be pulled: a silent one must not hold up the wire's thread."""
        self._left = True
        self._silence_over.set()

    def speak(self) -> None:
        """Answer again."""
        self._silence_over.set()

    def reset(self) -> None:
        self._waiting = b""
        self._chip.reset()

    def answer(self, command: bytes) -> bytes:
        self.count += 1
        faults = self._faults
        if self.count == faults.pull_at:
            raise PullCard
        if self.count == faults.shake_at:
            raise ConnectionError("the card lost contact")
        if faults.silent_from is not None and self.count >= faults.silent_from:
            self._silence_over.wait()
            if self._left:
                raise PullCard
        reply = self._reply(command)
        if self.count == faults.pull_after:
            raise PullCard(reply)
        return reply

    def _reply(self, command: bytes) -> bytes:
        faults = self._faults
        if faults.endless_61:
            return b"\x55" * 4 + b"\x61\x10"
        if command[1:2] == b"\xc0":
            held, self._waiting = self._waiting, b""
            return held + b"\x90\x00" if held else bytes.fromhex("6985")
        reply = self._chip.answer(command)
        data, status = reply[:-2], reply[-2:]
        is_record = command[1:2] == b"\xb2" and bool(data)
        if is_record and faults.truncate:
            data = data[: max(0, len(data) - faults.truncate)]
        if is_record and faults.strict_le and command[4:5] == b"\x00":
            return bytes((0x6C, len(data)))
        if faults.get_response and data and command[1:2] in (b"\xa4", b"\xb2"):
            self._waiting = data
            return bytes((0x61, len(data) & 0xFF))
        return data + status
