"""Runs the demonstration service in a process of its own; for the demonstration hall and the tests."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any


class ReferenceNotStarted(RuntimeError):
    """The service did not come up; the message is what it said."""


class ReferenceProcess:
    """The service as a child process, which ends with its parent.

    Args:
        tls_dir: Serve TLS with the files of this folder, made when missing; plain http when None.
        control: Whether `set_fault`, `set_level` and `requests` work.
    """

    def __init__(
        self,
        *,
        cast: Path | None = None,
        profile: str = "health-2022",
        port: int = 0,
        tls_dir: Path | None = None,
        control: bool = True,
    ) -> None:
        self._arguments = ["--profile", profile, "--port", str(port), "--until-input-ends"]
        self._arguments += ["--cast", str(cast)] if cast is not None else []
        self._arguments += ["--tls-dir", str(tls_dir), "--make-tls"] if tls_dir is not None else []
        self._arguments += ["--control"] if control else []
        self._tls_dir = tls_dir
        self._child: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self, timeout_s: float = 20.0) -> str:
        """Start it and wait until it listens; gives back its address.

        Raises:
            ReferenceNotStarted: it ended or said nothing in time.
        """
        command: Sequence[str] = (sys.executable, "-m", "kiosk.health_code.reference", *self._arguments)
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = _first_line(self._child, timeout_s)
        try:
            self.url = str(json.loads(line)["url"])
        except (ValueError, KeyError, TypeError):
            said = self.stop()
            raise ReferenceNotStarted(f"the demonstration service did not start: {said[-400:]}") from None
        return self.url

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._child is not None:
            self._child.kill()
        self.stop()

    def stop(self, timeout_s: float = 5.0) -> str:
        """End it; gives back what it wrote to standard error."""
        if self._child is None:
            return ""
        child, self._child = self._child, None
        child.terminate()
        try:
            _, errors = child.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            child.kill()
            _, errors = child.communicate()
        return errors.decode(errors="replace")

    def set_fault(self, kind: str, **options: Any) -> None:
        """Let it fail; see `faults.Fault` for kinds and options. "none" ends it."""
        self._control("PUT", "/control/fault", {"kind": kind, **options})

    def set_level(self, person: str, level: str) -> None:
        """Give a person of the cast another level."""
        self._control("PUT", "/control/level", {"person": person, "level": level})

    def requests(self) -> int:
        """How many requests for codes reached it so far."""
        return int(self._control("GET", "/control/requests", None)["count"])

    def __enter__(self) -> ReferenceProcess:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _control(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        import ssl

        import httpx

        verify = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if self._tls_dir is not None:
            verify.load_verify_locations(str(self._tls_dir / "ca.pem"))
            verify.load_cert_chain(str(self._tls_dir / "client.pem"), str(self._tls_dir / "client-key.pem"))
        with httpx.Client(verify=verify, trust_env=False, timeout=5.0) as client:
            answer = client.request(method, self.url + path, json=body)
            answer.raise_for_status()
            return dict(answer.json())


def _first_line(child: subprocess.Popen[bytes], timeout_s: float) -> bytes:
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    assert child.stdout is not None
    reader = threading.Thread(target=lambda out=child.stdout: lines.put(out.readline()), name="reference-line")
    reader.daemon = True
    reader.start()
    try:
        return lines.get(timeout=timeout_s)
    except queue.Empty:
        child.kill()
        return b""
    finally:
        reader.join(2.0)
