"""Question and answer with a SAM over one open wire."""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.cards.sam_frames import Answer, Command, SamFramer, parse_answer
from devices.clock import Clock
from devices.errors import DeviceTimeout, ProtocolError
from devices.wires import Wire

log = logging.getLogger("kiosk.devices")


class SamLink:
    """Asks one command at a time.

    Old bytes are thrown away before each question. An answer that cannot belong to the question (a late or doubled one)
    is passed over. A question that met silence or a broken frame is put a second time. Such failures are counted over
    all questions; after `FAILURES` in a row the reader is taken for dead.

    Args:
        stopping: Asked while waiting, so that a stop never waits for a slow card.
    """

    TRIES = 2
    FAILURES = 3
    GRACE_S = 0.15
    """After a broken frame: how long a good one may still follow, as when noise looked like a preamble."""

    def __init__(self, wire: Wire, clock: Clock, *, stopping: Callable[[], bool] = lambda: False) -> None:
        self._wire = wire
        self._clock = clock
        self._stopping = stopping
        self._framer = SamFramer()
        self._failures = 0

    def ask(self, command: Command) -> Answer | None:
        """The answer to a command, whatever its status; None when two tries brought nothing usable.

        Raises:
            DeviceTimeout: the third failure in a row was silence; or the device is being stopped.
            ProtocolError: the third failure in a row was a broken or unfinished frame.
            WireLost: the port has gone.
        """
        for _ in range(self.TRIES):
            try:
                answer = self._ask_once(command)
            except (DeviceTimeout, ProtocolError) as error:
                self._failures += 1
                log.debug("%s: %s", command.name, error)
                if self._stopping() or self._failures >= self.FAILURES:
                    raise
            else:
                self._failures = 0
                return answer
        return None

    def _ask_once(self, command: Command) -> Answer:
        self._wire.discard_input()
        self._framer.reset()
        self._wire.write(command.frame())
        deadline = self._clock.now().monotonic_s + command.timeout_s
        broken: ProtocolError | None = None
        received = 0
        while True:
            try:
                answer = self._next_answer(command)
            except ProtocolError as error:
                broken = error
                deadline = min(deadline, self._clock.now().monotonic_s + self.GRACE_S)
                continue
            if answer is not None:
                return answer
            if self._stopping():
                raise DeviceTimeout(f"{command.name}: stopped while waiting")
            if self._clock.now().monotonic_s >= deadline:
                raise broken or self._unanswered(command, received)
            data = self._wire.read_some()
            received += len(data)
            self._framer.feed(data)

    @staticmethod
    def _unanswered(command: Command, received: int) -> DeviceTimeout | ProtocolError:
        if received:
            return ProtocolError(f"{command.name}: {received} bytes, and no whole answer in {command.timeout_s:.1f} s")
        return DeviceTimeout(f"{command.name}: silence for {command.timeout_s:.1f} s")

    def _next_answer(self, command: Command) -> Answer | None:
        """The next received answer that fits the command, None when no whole frame is left."""
        while (body := self._framer.take()) is not None:
            answer = parse_answer(body)
            if command.fits(answer):
                return answer
            log.debug("%s: passed over %r", command.name, answer)
        return None
