"""The one voice of a terminal: says clips one after the other, stops at once, finds a sound device that comes back."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import where_it_broke
from devices.errors import DeviceError, DeviceNotAvailable
from devices.sound.stream import BrokenSound, OpenStream, Stream, decoded
from kiosk.voice.clips import Clip, Clips

log = logging.getLogger("kiosk.voice")

BETWEEN_S = 0.4
"""Between two sentences; a device has about half of it still to play when the next one begins."""
STALLED_S = 1.0
"""A device that asks for nothing for so long while it should play is gone."""
RESTS_AFTER_S = 5.0
LOOKS_EVERY_S = 0.05
TRIES_AGAIN = Backoff(first_s=5.0, cap_s=300.0)


class Speaker:
    """Thread-safe; `say` and `stop` return at once.

    Args:
        volume: 0..1 of what the clips have.
        on_change: Called on the voice's thread when `works` or `speaking` is another.
        on_clip: Called on the voice's thread when a clip begins.

    Attributes:
        works: Whether a sound device is open.
        speaking: Whether something is said, or is about to be.
    """

    def __init__(
        self,
        clips: Clips,
        open_stream: OpenStream,
        clock: Clock,
        *,
        volume: float,
        on_change: Callable[[], None] = lambda: None,
        on_clip: Callable[[Clip], None] = lambda _: None,
    ) -> None:
        self.clips, self._open_stream, self._clock, self._volume = clips, open_stream, clock, volume
        self.on_change, self.on_clip = on_change, on_clip
        self.works = self.speaking = False
        self._lock, self._wake, self._ending = threading.Lock(), threading.Event(), threading.Event()
        self._order: tuple[Clip, ...] | None = None  # what was asked for and not begun; () is silence
        self._left: list[Clip] = []
        self._plays = False  # a clip is in the stream
        self._stream: Stream | None = None
        self._next_s = self._idle_since_s = self._taken_at_s = self._try_at_s = 0.0
        self._taken = self._failures = 0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()

    def close(self, timeout_s: float = 2.0) -> None:
        """End. A driver that hangs is left behind with its thread."""
        self._ending.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def say(self, clips: Sequence[Clip]) -> None:
        """These, from the beginning, in place of what is being said."""
        with self._lock:
            self._order, self.speaking = tuple(clips), bool(clips)
        self._wake.set()

    def stop(self) -> None:
        """Be silent."""
        self.say(())

    # --- what the thread does, or a test ------------------------------------------------------------------------------
    def tick(self) -> float:
        """Do what is due; seconds until it is worth looking again."""
        now_s = self._clock.now().monotonic_s
        with self._lock:
            order, self._order = self._order, None
        if order is not None:
            self._obey(order, now_s)
        if self._stream is None and now_s >= self._try_at_s:
            self._open(now_s)
        if self._plays or self._left:
            self._go_on(now_s)
            return LOOKS_EVERY_S
        if self._stream is not None and 0 < self._idle_since_s <= now_s - RESTS_AFTER_S:
            self._stream.rest()
            self._idle_since_s = 0.0
        return RESTS_AFTER_S

    def _run(self) -> None:
        while not self._ending.is_set():
            self._wake.clear()
            try:
                pause_s = self.tick()
            except Exception as error:  # noqa: BLE001 - whatever a driver does, the terminal goes on in silence
                log.error("the voice stumbled: %s", where_it_broke(error))
                self._lost(self._clock.now().monotonic_s)
                pause_s = 1.0
            if not self._ending.is_set():
                self._clock.wait(self._wake, pause_s)
        if self._stream is not None:
            self._stream.close()

    def _obey(self, order: tuple[Clip, ...], now_s: float) -> None:
        if self._stream is not None and self._plays:
            self._stream.stop()
        self._left, self._plays = list(order), False
        self._next_s, self._idle_since_s = now_s, now_s

    def _go_on(self, now_s: float) -> None:
        stream = self._stream
        if stream is None:
            self._silent()
            return
        if self._plays:
            self._watch(stream, now_s)
        if self._stream is not stream:
            return  # it has gone
        if not self._plays and self._left and now_s >= self._next_s:
            self._begin(stream, self._left.pop(0), now_s)
        elif not self._plays and not self._left:
            self._idle_since_s = now_s
            self._silent()

    def _watch(self, stream: Stream, now_s: float) -> None:
        taken = stream.taken_frames()
        if stream.left_s() == 0:
            self._plays, self._next_s = False, now_s + BETWEEN_S
        elif taken != self._taken:
            self._taken, self._taken_at_s = taken, now_s
        elif now_s - self._taken_at_s > STALLED_S:
            log.warning("the sound device has gone while it played")
            self._lost(now_s)

    def _begin(self, stream: Stream, clip: Clip, now_s: float) -> None:
        try:
            stream.play(decoded(self.clips.path(clip).read_bytes()), self._volume)
        except (BrokenSound, OSError):
            self.clips.set_aside(clip)
            self._silent()
        except DeviceError as error:
            log.warning("nothing can be played: %s", error)
            self._lost(now_s)
        else:
            self._plays, self._taken, self._taken_at_s = True, stream.taken_frames(), now_s
            self.on_clip(clip)

    def _open(self, now_s: float) -> None:
        try:
            self._stream = self._open_stream()
        except DeviceError as error:
            if not self._failures:
                tell = log.info if isinstance(error, DeviceNotAvailable) else log.warning
                tell("there is no voice: %s", error)
            self._failures += 1
            self._try_at_s = now_s + TRIES_AGAIN.wait_s(self._failures)
            return
        self._failures, self.works = 0, True
        self.on_change()

    def _lost(self, now_s: float) -> None:
        stream, self._stream = self._stream, None
        self._failures += 1
        self._try_at_s = now_s + TRIES_AGAIN.wait_s(self._failures)
        self.works, self._idle_since_s = False, 0.0
        self._silent()
        if stream is not None:
            stream.close()

    def _silent(self) -> None:
        """Nothing is said any more, unless something was asked for meanwhile."""
        self._left, self._plays = [], False
        with self._lock:
            self.speaking = bool(self._order)
        self.on_change()
