"""Starts the simulated hall in its own process and tells it what to do."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import urllib.parse
from pathlib import Path
from typing import Any


class HallError(RuntimeError):
    """The hall did not start, did not answer in time, or refused a command."""


class HallClient:
    """The remote control of the hall.

    Args:
        folder: Where the wires' names are kept; the same folder after `kill` gives the same names again.
        cast: Folder of the people's files.
    """

    START_S = 20.0
    ANSWER_S = 10.0

    def __init__(self, folder: Path, cast: Path) -> None:
        self._folder, self._cast = folder, cast
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._serial = 0
        self._lock = threading.Lock()
        self._listener: threading.Thread | None = None
        self.wires: dict[str, Any] = {}

    @property
    def pid(self) -> int | None:
        """Process id of the hall, None when it is not running."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> dict[str, Any]:
        """Open the hall; where the far ends are. Raises HallError."""
        port = str(urllib.parse.urlsplit(self.wires.get("camera", "")).port or 0)
        self._answers = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "devices.simulators.hall", "--dir", str(self._folder), "--cast", str(self._cast),
             "--camera-port", port],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        self._listener = threading.Thread(
            target=self._listen, args=(self._process, self._answers), name="hall-listener", daemon=True
        )
        self._listener.start()
        self.wires = self._answer(self.START_S)["ready"]
        return self.wires

    def tell(self, do: str, **details: Any) -> dict[str, Any]:
        """Give one command and wait until it is done; what the hall answers. Raises HallError."""
        with self._lock:
            process = self._process
            if process is None or process.stdin is None:
                raise HallError("the hall is not open")
            self._serial += 1
            try:
                process.stdin.write(json.dumps({"id": self._serial, "do": do} | details) + "\n")
                process.stdin.flush()
            except (BrokenPipeError, ValueError) as error:
                raise HallError("the hall has gone") from error
            answer = self._answer(self.ANSWER_S)
        if not answer.get("ok"):
            raise HallError(f"{do}: {answer.get('why')}")
        return answer

    def kill(self) -> None:
        """End the hall as a power cut would: every wire's far end is gone at once, and its name with it.

        Left behind, the names would soon lead to the ends of other programs' wires: a pty's number is given out again.
        """
        for wire in (self._folder / "wires").glob("*"):
            wire.unlink(missing_ok=True)
        if self._process is not None:
            self._process.kill()
        self.stop()

    def stop(self) -> None:
        """Close the hall in good order."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
        if self._listener is not None:
            self._listener.join(2)
        assert process.stdout is not None
        process.stdout.close()

    @staticmethod
    def _listen(process: subprocess.Popen[str], answers: queue.Queue[str]) -> None:
        assert process.stdout is not None
        with contextlib.suppress(ValueError):
            for line in process.stdout:
                answers.put(line)
        answers.put("")

    def _answer(self, timeout_s: float) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=timeout_s)
        except queue.Empty:
            raise HallError(f"the hall did not answer in {timeout_s:.0f} s") from None
        if not line:
            raise HallError("the hall has gone")
        answer: dict[str, Any] = json.loads(line)
        return answer
