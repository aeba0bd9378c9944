"""Question and answer with a SAM over one open wire."""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.cards.sam_frames import Answer, Command, SamFramer, Sw3, parse_answer
from devices.clock import Clock
from devices.errors import DeviceTimeout, ProtocolError
from devices.wires import Wire

log = logging.getLogger("kiosk.devices")

_NOT_UNDERSTOOD = frozenset({Sw3.BAD_CHECKSUM, Sw3.BAD_LENGTH})


class SamLink:
    """Asks one command at a time.

    Old bytes are thrown away before each question. An answer that cannot belong to the question (a late or doubled one)
    is passed over. A question that met silence or a broken frame is put a second time. Such failures are counted over
    all questions; after `FAILURES` in a row the reader is taken for dead.

    Args:
        stopping: Asked while waiting, so that a stop never waits for a slow card.
        longest_s: Time the longest answer spends on a slow line, added to every time-out.
    """

    TRIES = 2
    FAILURES = 3
    GRACE_S = 0.15
    """After a broken frame: how long a good one may still follow, as when noise looked like a preamble."""
    GAP_S = 0.5
    """A frame that began and has paused for so long will not be finished: a bit of its length or preamble was lost."""
    MORE_THAN_NOISE = 64
    """So many bytes without a whole frame are a spoilt answer."""

    def __init__(
        self, wire: Wire, clock: Clock, *, stopping: Callable[[], bool] = lambda: False, longest_s: float = 0.0
    ) -> None:
        self._wire = wire
        self._clock = clock
        self._stopping = stopping
        self._longest_s = longest_s
        self._framer = SamFramer()
        self._failures = 0

    @property
    def is_stopping(self) -> bool:
        """Whether the device is being stopped."""
        return self._stopping()

    @property
    def seems_dead(self) -> bool:
        """Whether so many questions in a row failed that the reader must be opened anew."""
        return self._failures >= self.FAILURES

    def ask(self, command: Command) -> Answer | None:
        """The answer to a command, whatever its status; None when two tries brought nothing usable.

        Raises:
            DeviceTimeout: the third failure in a row was silence; or the device is being stopped.
            ProtocolError: the third failure in a row was a broken or unfinished frame.
            WireLost: the port has gone.
        """
        for _ in range(self.TRIES):
            try:
                answer = self.ask_once(command)
            except (DeviceTimeout, ProtocolError) as error:
                log.debug("%s: %s", command.name, error)
                if self._stopping() or self.seems_dead:
                    raise
            else:
                if answer.sw3 not in _NOT_UNDERSTOOD:  # the question was garbled on its way: put it again
                    return answer
        return None

    def ask_if_it_will(self, command: Command, tries: int) -> Answer | None:
        """The answer to a command that some SAMs do not know, None when none came.

        Silence is taken for an answer: it counts as no failure. A broken frame is asked for again, up to `tries`.

        Raises:
            DeviceTimeout: the device is being stopped.
            WireLost: the port has gone.
        """
        before = self._failures
        for _ in range(tries):
            try:
                return self.ask_once(command)
            except ProtocolError as error:
                log.debug("%s: %s", command.name, error)
                self._failures = before
            except DeviceTimeout:
                self._failures = before
                if self._stopping():
                    raise
                return None
        return None

    def ask_once(self, command: Command) -> Answer:
        """The answer to a command put once only, as one must that leaves the chip in another state.

        Raises:
            DeviceTimeout: silence; or the device is being stopped.
            ProtocolError: a broken or unfinished frame.
            WireLost: the port has gone.
        """
        self._failures += 1
        answer = self._exchange(command)
        self._failures = 0
        return answer

    def _exchange(self, command: Command) -> Answer:
        self._wire.discard_input()
        self._framer.reset()
        self._wire.write(command.frame())
        now_s = self._clock.now().monotonic_s
        deadline, last_byte_s = now_s + command.timeout_s + self._longest_s, now_s
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
            now_s = self._clock.now().monotonic_s
            begun = self._framer.inside_frame or received >= self.MORE_THAN_NOISE
            if now_s >= deadline or (begun and now_s - last_byte_s >= self.GAP_S):
                raise broken or self._unanswered(command, received)
            data = self._wire.read_some()
            if data:
                received += len(data)
                last_byte_s = self._clock.now().monotonic_s
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
