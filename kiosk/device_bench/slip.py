"""The slip of a self-test: dots that show a dead element of the head, a skewed paper and a weak print. No text."""

from __future__ import annotations

import threading

from devices.printers.printer import Printed, Printer
from devices.printers.raster import Raster

WAIT_S = 60.0
"""Longer than any driver here needs to find out that nothing comes."""


def pattern(width: int) -> Raster:
    """A frame, single lines across and along, a fine chequer, and a black bar over every dot of the head."""
    across = width // 8
    full, edge = b"\xff" * across, b"\x80" + bytes(across - 2) + b"\x01"
    lines = (edge * 7 + full) * 4
    along = b"\x88" * across * 24
    chequer = (b"\xaa" * across + b"\x55" * across) * 16
    return Raster(width, full * 2 + lines + along + chequer + full * 24 + edge * 8 + full * 2)


def printed(printer: Printer) -> Printed:
    """Print it, and wait for what became of it."""
    answered = threading.Event()
    outcomes: list[Printed] = []

    def told(outcome: Printed) -> None:
        outcomes.append(outcome)
        answered.set()

    printer.print_slip(pattern(printer.width), told)
    return outcomes[0] if answered.wait(WAIT_S) else Printed.LOST
