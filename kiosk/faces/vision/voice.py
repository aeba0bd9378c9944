"""The vision process's own mouth: lines to the kiosk, and the beat that says it lives."""

from __future__ import annotations

from typing import BinaryIO

from devices.clock import Clock
from kiosk.faces.vision.messages import Beat, Notice, Report, VisionEvent, encode_event, encode_notice

BEAT_EVERY_S = 0.5
BEAT_WITHIN_S = 2.0


class Ended(Exception):
    """The other end of a pipe is gone, or it is time to end."""


class Voice:
    """Speaks in lines.

    Raises (from everything):
        Ended: nobody listens any more.
    """

    def __init__(self, out: BinaryIO, clock: Clock) -> None:
        self._out, self._clock = out, clock
        self._beat_s = -1e9

    def tell(self, *events: VisionEvent | Report) -> None:
        """Something happened."""
        for event in events:
            self._say(encode_event(event))

    def note(self, notice: Notice) -> None:
        """Something about the process itself."""
        self._say(encode_notice(notice))

    def beat(self, within_s: float = BEAT_WITHIN_S) -> None:
        """It lives, and speaks again within so many seconds. The usual beat is sent twice a second at most."""
        now_s = self._clock.now().monotonic_s
        usual = within_s == BEAT_WITHIN_S
        if not usual or now_s - self._beat_s >= BEAT_EVERY_S:
            self.note(Beat(within_s))
            self._beat_s = now_s if usual else -1e9

    def _say(self, line: bytes) -> None:
        try:
            self._out.write(line)
            self._out.flush()
        except OSError:
            raise Ended from None
