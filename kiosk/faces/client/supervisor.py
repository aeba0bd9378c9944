"""Keeps a vision process alive: starts it, listens, and replaces it when it dies, falls silent or renews itself."""

from __future__ import annotations

import logging
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from devices.backoff import Backoff
from devices.clock import Clock
from kiosk.faces.client.process import Outbox, VisionProcess, Wake
from kiosk.faces.protocol.messages import Beat, Message, Renewing

log = logging.getLogger("kiosk.faces")

LISTEN_S = 0.25
ENDING_S = 3.0
SILENT = "fell silent"
RENEWED = "was renewed"

WINDOW_S = 60.0
CRASHES = 3
SLOW = Backoff(first_s=10.0, cap_s=120.0)


@dataclass(frozen=True, slots=True)
class Next:
    """What to do after a death: wait, then start again; `card_only` while it dies too often."""

    wait_s: float
    card_only: bool


class Restarts:
    """How patient to be with a process that dies. Pure.

    At once after a death; after the third within 60 s slower and slower, until it has lived for 60 s.
    """

    def __init__(self) -> None:
        self._deaths: deque[float] = deque(maxlen=CRASHES)
        self._slow = 0

    def died(self, now_s: float, lived_s: float) -> Next:
        """A process that had lived for `lived_s` seconds has died."""
        if lived_s >= WINDOW_S:
            self._deaths.clear()
            self._slow = 0
        self._deaths.append(now_s)
        often = len(self._deaths) == CRASHES and now_s - self._deaths[0] <= WINDOW_S
        if not often and not self._slow:
            return Next(0.0, card_only=False)
        self._slow += 1
        return Next(SLOW.wait_s(self._slow), card_only=True)


class Supervisor:
    """One vision process after the other, on a thread of its own. `launch` first, `stop` last.

    Args:
        spawn: Starts a process that is to be told what the outbox holds.
        greeting: What a new process must know, in the lines it is told first.
        hear: Given every message but the beat.
        on_death: Told after each death; true when it dies too often to be relied on.
        on_renewal: Told when a process ended by its own will; the next is started at once.
        on_turn: Called several times a second.

    `hear` and the three others are called on this object's thread.

    Attributes:
        lock: Held while a process is started and greeted. Who changes what the greeting says, and sends the change,
            holds it too: then every process is told everything, and once.
        deaths, renewals: How many so far.
    """

    def __init__(
        self,
        spawn: Callable[[Outbox, Wake], VisionProcess],
        greeting: Callable[[], Iterator[bytes]],
        hear: Callable[[Message], None],
        clock: Clock,
        *,
        on_death: Callable[[bool], None],
        on_renewal: Callable[[], None],
        on_turn: Callable[[], None],
    ) -> None:
        self._start_process, self._greeting, self._hear, self._clock = spawn, greeting, hear, clock
        self._on_death, self._on_renewal, self._on_turn = on_death, on_renewal, on_turn
        self.lock = threading.RLock()
        self._wake = Wake()
        self._outbox = Outbox(self._wake)
        self._process: VisionProcess | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._restarts = Restarts()
        self.deaths = self.renewals = 0

    @property
    def pid(self) -> int | None:
        """Process id of the vision process, None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    def launch(self) -> None:
        """Start a process and watch it from now on."""
        self._thread = threading.Thread(target=self._live, name="vision-client", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the process. Once."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(2 * ENDING_S + 5)
        self._wake.close()

    def send(self, line: bytes) -> None:
        """To the living process; one that starts later is greeted with everything anyway."""
        self.send_all(iter((line,)))

    def send_all(self, lines: Iterator[bytes]) -> None:
        """As `send`; the lines are taken from the iterator while they are sent."""
        with self.lock:
            if self._process is not None and not self._stopping.is_set():
                self._outbox.put_all(lines)

    def _live(self) -> None:
        while not self._stopping.is_set():
            born_s = self._clock.now().monotonic_s
            try:
                process = self._spawn()
            except OSError as error:
                self._bury(f"does not start ({type(error).__name__})", born_s)
                continue
            why = self._serve(process)
            with self.lock:
                self._process = None
            if self._stopping.is_set():
                process.end(ENDING_S)
                return
            code = process.kill() if why == SILENT else process.end(0.5)
            if why == RENEWED:
                self.renewals += 1
                self._on_renewal()
                continue
            self._bury(f"{why} ({signal.Signals(-code).name if code < 0 else f'exit {code}'})", born_s)

    def _spawn(self) -> VisionProcess:
        with self.lock:
            self._outbox.clear()
            process = self._start_process(self._outbox, self._wake)
            self._outbox.put_all(self._greeting())
            self._process = process
            return process

    def _serve(self, process: VisionProcess) -> str:
        """Pass on what the process says until it ends; why it ended."""
        renewing = False
        while not self._stopping.is_set():
            said, alive = process.listen(LISTEN_S)
            for message in said:
                if isinstance(message, Beat):
                    process.grant(message.within_s)
                    continue
                renewing |= isinstance(message, Renewing)
                self._hear(message)
            if not alive:
                return RENEWED if renewing else "ended"
            if process.is_overdue:
                return SILENT
            self._on_turn()
        return "is no longer needed"

    def _bury(self, how: str, born_s: float) -> None:
        now_s = self._clock.now().monotonic_s
        self.deaths += 1
        following = self._restarts.died(now_s, now_s - born_s)
        log.warning("the vision process %s", how)
        self._on_death(following.card_only)
        if following.wait_s:
            self._clock.wait(self._stopping, following.wait_s)
