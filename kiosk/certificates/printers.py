"""Where a finished PDF is put on paper."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

from kiosk.sentences import Refusal, Text, sentence

log = logging.getLogger("kiosk")

PRINTED_WITHIN_S = 30.0


class Printer(Protocol):
    """Takes a PDF."""

    def put(self, pdf: bytes, title: str) -> Text:
        """Print it; what is said of it. Raises Refusal."""


class CupsPrinter:
    """The system's default printer, by the `lp` of CUPS.

    Args:
        command: Its `lp`; looked for in the system's paths if None.
    """

    def __init__(self, command: str | None = None) -> None:
        self._command = command

    def put(self, pdf: bytes, title: str) -> Text:
        """See `Printer`."""
        command = self._command or shutil.which("lp")
        if command is None:
            raise Refusal(sentence("certificates.refused.no-lp"))
        try:
            done = subprocess.run(
                [command, "-t", title, "-o", "media=A4"],
                input=pdf,
                capture_output=True,
                timeout=PRINTED_WITHIN_S,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired:
            raise Refusal(sentence("certificates.refused.printer-slow")) from None
        except OSError as error:
            raise Refusal(sentence("certificates.refused.no-lp")) from error
        if done.returncode:
            why = done.stderr.decode("utf-8", "replace").strip().splitlines()
            log.warning("lp ended with %s: %s", done.returncode, why[-1][:200] if why else "")
            raise Refusal(sentence("certificates.refused.printer"))
        return sentence("certificates.done.printed", number=title)


class FolderPrinter:
    """The printer of a demonstration: a folder that pages fall into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, pdf: bytes, title: str) -> Text:
        """See `Printer`."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._folder / f"{title}.pdf"
        file.write_bytes(pdf)
        return sentence("certificates.done.simulated", number=title, file=file)
