"""A second far end of the ID card reader's wire, which shares nothing with the program: no frame code, no simulator.

It knows the seven commands as literal bytes and answers with literal bytes. What driver and simulator might have
misunderstood together, they cannot hide from it.
"""

from __future__ import annotations

import os
import pty
import select
import threading
import tty

from tests.devices.cards import worked_frames as worked

RESET = bytes.fromhex("AAAAAA9669000310FFEC")
STATUS = bytes.fromhex("AAAAAA9669000311FFED")
SAM_ID = bytes.fromhex("AAAAAA9669000312FFEE")
FIND = bytes.fromhex("AAAAAA96690003200122")
SELECT = bytes.fromhex("AAAAAA96690003200221")
READ = bytes.fromhex("AAAAAA96690003300132")
ADDRESS = bytes.fromhex("AAAAAA96690003300330")
COMMANDS = {
    RESET: "reset",
    STATUS: "status",
    SAM_ID: "sam-id",
    FIND: "find",
    SELECT: "select",
    READ: "read",
    ADDRESS: "address",
}


class IndependentSam:
    """Holds one card, 测试甲's, while `card_lies_there`. Keeps the names of the commands it was asked in `asked`.

    Attributes:
        wrong_sam_ids: So many first answers to "SAM id" are 90 without an id, as after power-up.
        address_answer: The whole frame sent for "newest address" while the card answers; empty for no answer.
        find_answer: The whole frame sent for every "find", None for what the card is.
    """

    def __init__(self) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._master)
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._stop_r, self._stop_w = os.pipe()
        self.asked: list[str] = []
        self.card_lies_there = False
        self.wrong_sam_ids = 0
        self.address_answer: bytes = worked.ADDRESS_FRAME
        self.find_answer: bytes | None = None
        self._step = "fresh"
        self._thread = threading.Thread(target=self._run, name="independent-sam", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread and close the pty."""
        os.write(self._stop_w, b"x")
        self._thread.join(2)
        for fd in (self._master, self._slave, self._stop_r, self._stop_w):
            os.close(fd)

    def lay_down(self) -> None:
        """Put a card there that has not been read yet."""
        self._step = "fresh"
        self.card_lies_there = True

    def _run(self) -> None:
        buffer = b""
        while True:
            ready, _, _ = select.select([self._master, self._stop_r], [], [])
            if self._stop_r in ready:
                return
            buffer += os.read(self._master, 4096)
            while len(buffer) >= 10:
                command, buffer = buffer[:10], buffer[10:]
                os.write(self._master, self._answer(COMMANDS.get(command, "something else")))

    def _answer(self, command: str) -> bytes:
        self.asked.append(command)
        if command in ("reset", "status"):
            return worked.STATUS_OK
        if command == "sam-id":
            self.wrong_sam_ids -= 1
            return worked.STATUS_OK if self.wrong_sam_ids >= 0 else worked.SAM_ID_FRAME
        if command == "something else":
            return bytes.fromhex("AAAAAA9669 0004 000021 25")
        return self._card_answer(command)

    def _card_answer(self, command: str) -> bytes:
        if command == "find":
            if self.find_answer is not None:
                return self.find_answer
            if self.card_lies_there and self._step in ("fresh", "found", "selected"):
                self._step = "found"
                return worked.FOUND
            self._step = "halted"
            return worked.NO_CARD
        if command == "select":
            if self.card_lies_there and self._step == "found":
                self._step = "selected"
                return worked.SELECTED
            return worked.SELECT_FAILED
        if command == "read":
            if self.card_lies_there and self._step == "selected":
                self._step = "read"
                return worked.READ_FRAME
            return worked.READ_FAILED
        if self.card_lies_there and self._step == "read":
            return self.address_answer
        return worked.READ_FAILED
