"""A terminal in the simulated hall, in a process of its own, and the visits that are made to it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kiosk.settings import Screen
from ui.benchmarks.processes import Memory, memory
from ui.demonstration.demo_hall import DemoHall

OPEN_S = 90.0
VISIT_S = 30.0
ENDS_S = 15.0
LOADED_S = 4.0
"""Within this time of the camera's first picture the vision process has taken in the whitelist."""

DEAF_S = 0.6
"""Buttons are deaf for 0.4 s after the screen has changed."""

Word = dict[str, Any]


class TerminalSilent(RuntimeError):
    """The terminal did not open, ended, or did not do in time what was waited for."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One card laid down, in monotonic seconds.

    Attributes:
        laid_s: The card lies on the reader.
        found_s: The reader was next asked whether one lies there.
        read_s: The last of the card's bytes were on the wire.
        identity_s: The visit knew whose it is.
        query_s: How long the code service took; 0 when none was asked.
        frame_s: The frame with the code was on the glass.
    """

    laid_s: float
    found_s: float
    read_s: float
    identity_s: float
    query_s: float
    frame_s: float


class HallTerminal:
    """`open` it, make visits, `close` it; nothing it started is left then.

    Args:
        enrol: Whether the cast's members are put on the whitelist first, which takes some seconds.

    Attributes:
        processes: Process ids by name: kiosk and vision.
        at_start: Memory of each process when it was ready.
        served: Taps so far.
    """

    def __init__(self, folder: Path, screen: Screen, *, enrol: bool = True) -> None:
        self.demo_hall = DemoHall(folder, folder / "data", screen)
        self._enrol = enrol
        self._child: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None
        self._news = threading.Condition()
        self._words: list[Word] = []
        self._ended = False
        self.processes: dict[str, int] = {}
        self.at_start: dict[str, Memory] = {}
        self.served = 0

    def open(self) -> None:
        """Set up the hall and start the terminal. Raises DemoHallError, HallError or TerminalSilent."""
        self.demo_hall.build()
        if self._enrol:
            self.demo_hall.enrol()
        visit = msgspec.structs.replace(self.demo_hall.settings.visit, goodbye_s=3.0)
        settings = msgspec.structs.replace(self.demo_hall.settings, visit=visit)
        self.demo_hall.config.write_bytes(msgspec.toml.encode(msgspec.to_builtins(settings)))
        command = [sys.executable, "-m", "ui.benchmarks.terminal_process"]
        command += ["--config", str(self.demo_hall.config), "--data", str(self.demo_hall.data_dir)]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self._listener = threading.Thread(target=self._listen, args=(self._child,), name="bench-listener", daemon=True)
        self._listener.start()
        ready = self.wait(lambda word: word["what"] in ("ready", "failed"), OPEN_S, since=0)
        if ready["what"] == "failed":
            raise TerminalSilent(f"the terminal did not open: {ready['why']}")
        self.processes = {"kiosk": self._child.pid, "vision": int(ready["vision"])}
        time.sleep(LOADED_S)
        self.at_start = {name: memory(pid) for name, pid in self.processes.items()}

    def close(self) -> None:
        """End terminal and hall. Safe to call again."""
        child, self._child = self._child, None
        if child is not None:
            assert child.stdin is not None
            assert child.stdout is not None
            with contextlib.suppress(OSError):
                child.stdin.close()
            try:
                child.wait(ENDS_S)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(5)
            if self._listener is not None:
                self._listener.join(5)
            child.stdout.close()
        if hasattr(self.demo_hall, "simulator"):
            self.demo_hall.take_down()

    # --- what happened ------------------------------------------------------------------------------------------
    @property
    def mark(self) -> int:
        """Here in what the terminal says; hand it to `wait` to look only at what comes after."""
        with self._news:
            return len(self._words)

    def wait(self, wanted: Callable[[Word], bool], within_s: float, since: int) -> Word:
        """The first word as wanted after a mark. Raises TerminalSilent."""
        deadline_s = time.monotonic() + within_s
        place = since
        with self._news:
            while True:
                while place < len(self._words):
                    if wanted(self._words[place]):
                        return self._words[place]
                    place += 1
                left_s = deadline_s - time.monotonic()
                if self._ended or left_s <= 0:
                    raise TerminalSilent("the terminal ended" if self._ended else "the terminal did not do it in time")
                self._news.wait(left_s)

    def wait_state(self, *states: str, within_s: float, since: int) -> Word:
        """The first change into one of these states after a mark. Raises TerminalSilent."""
        return self.wait(lambda word: word["what"] == "state" and word["state"] in states, within_s, since)

    def frames(self) -> int:
        """Camera pictures shown so far."""
        return int(self._order("frames", "frames")["count"])

    def touch(self, item: str) -> None:
        """A real touch on something the screen draws. Raises TerminalSilent where it is not drawn."""
        if not self._order(f"touch {item}", "touched")["drawn"]:
            raise TerminalSilent(f"{item} is not drawn")

    def _order(self, order: str, answer: str) -> Word:
        assert self._child is not None
        assert self._child.stdin is not None
        mark = self.mark
        self._child.stdin.write(order + "\n")
        self._child.stdin.flush()
        return self.wait(lambda word: word["what"] == answer, 15, mark)

    # --- visits -------------------------------------------------------------------------------------------------
    def tap(self, person: str) -> Tap:
        """One visit by ID card: laid down, code seen, taken away, terminal free again.

        Raises:
            TerminalSilent: it went otherwise.
        """
        mark = self.mark
        self.demo_hall.simulator.tell("stand", person=person)
        self.demo_hall.simulator.tell("tap", person=person)
        try:
            code = self.wait(lambda word: word["what"] == "code", VISIT_S, mark)
            identity = self.wait_state("checking", "result", within_s=0, since=mark)
            times = self.demo_hall.simulator.tell("reader_times")
            query = self._query_since(mark)
            self.wait_state("result", within_s=VISIT_S, since=mark)
            time.sleep(DEAF_S)
            self.touch("button-no-thanks")
        finally:
            self.demo_hall.simulator.tell("pull")
            self.demo_hall.simulator.tell("leave")
        self.wait_state("attract", within_s=VISIT_S, since=mark)
        self.served += 1
        return Tap(
            times["laid_at_s"], times["found_at_s"], times["read_at_s"], identity["at_s"], query, code["frame_s"]
        )

    def _query_since(self, mark: int) -> float:
        with self._news:
            found = [word for word in self._words[mark:] if word["what"] == "query"]
        return float(found[0]["ended_s"] - found[0]["began_s"]) if found else 0.0

    def _listen(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None
        with contextlib.suppress(ValueError):
            for line in child.stdout:
                with contextlib.suppress(ValueError), self._news:
                    self._words.append(json.loads(line))
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()
