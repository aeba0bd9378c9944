"""The network to the reference health-code gateway, which the demonstration can cut and mend."""

from __future__ import annotations

import importlib.util
import urllib.parse
from pathlib import Path

from kiosk.health_code.reference.process import ReferenceProcess
from kiosk.sentences import sentence


class GatewayNetwork:
    """The reference gateway on one address, up or down.

    Attributes:
        url: Where it answers, the same after every `up`.
    """

    def __init__(self, cast: Path) -> None:
        self._cast = cast
        self._process: ReferenceProcess | None = None
        self.url = ""

    @staticmethod
    def unavailable_because() -> str | None:
        """Why it cannot run here, None when it can."""
        if importlib.util.find_spec("fastapi") is None or importlib.util.find_spec("uvicorn") is None:
            return sentence("demonstration.no-gateway")
        return None

    @property
    def is_up(self) -> bool:
        """Whether it answers now."""
        return self._process is not None

    def up(self) -> None:
        """Serve. Raises kiosk.health_code.reference.process.ReferenceNotStarted."""
        if self._process is not None:
            return
        port = urllib.parse.urlsplit(self.url).port or 0
        process = ReferenceProcess(cast=self._cast, port=port, control=False)
        self.url = process.start()
        self._process = process

    def down(self) -> None:
        """Cut it: connections are refused from now on."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
