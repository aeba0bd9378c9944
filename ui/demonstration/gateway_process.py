"""The reference gateway as a process of its own, so that the network to it can be cut."""

from __future__ import annotations

import importlib.util
import json
import select
import subprocess
import sys
import urllib.parse
from pathlib import Path


class GatewayProcess:
    """Starts, kills and restarts the reference health-code gateway on one address.

    Attributes:
        url: Where it answers, the same after every restart.
    """

    START_S = 20.0

    def __init__(self, cast: Path) -> None:
        self._cast = cast
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    @staticmethod
    def unavailable_because() -> str | None:
        """Why it cannot run here, None when it can."""
        if importlib.util.find_spec("fastapi") is None or importlib.util.find_spec("uvicorn") is None:
            return "没有安装参考网关（可选部分 gateway），健康码由本机签发"
        return None

    def start(self) -> None:
        """Serve. Raises RuntimeError when it does not come up."""
        port = urllib.parse.urlsplit(self.url).port or 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk.health_code.reference", "--cast", str(self._cast), "--port", str(port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], self.START_S)
        line = self._process.stdout.readline() if ready else ""
        try:
            self.url = json.loads(line)["url"]
        except (ValueError, KeyError):
            self.stop()
            raise RuntimeError("the reference gateway did not start") from None

    def stop(self) -> None:
        """Cut the network to it: connections are refused from now on."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait(5)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

    @property
    def runs(self) -> bool:
        """Whether it serves now."""
        return self._process is not None and self._process.poll() is None
