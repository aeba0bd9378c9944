"""A wire that says just what a test wrote down."""

from __future__ import annotations

from tests.support.clock import ManualClock


class ScriptedWire:
    """Gives one list of chunks per question; silence costs 50 ms of the manual clock, as on the real wire.

    Attributes:
        coming: Chunks that will be received next.
        sent: Everything written, a question each.
    """

    def __init__(self, clock: ManualClock, *answers: list[bytes]) -> None:
        self._clock = clock
        self._answers = list(answers)
        self.coming: list[bytes] = []
        self.sent: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.sent.append(data)
        self.coming += self._answers.pop(0) if self._answers else []

    def discard_input(self) -> None:
        self.coming = []

    def read_some(self, most: int = 4096) -> bytes:
        if self.coming:
            return self.coming.pop(0)
        self._clock.advance(0.05)
        return b""
