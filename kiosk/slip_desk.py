"""Slips of one terminal: drawn by whoever has fonts, printed by the slip printer that works."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from devices.device import Device
from devices.events import DeviceState
from devices.printers.printer import Printed, Printer
from devices.printers.raster import Raster
from kiosk.slips.slip import Slip

DrawSlip = Callable[[Slip, int], Raster]
"""Draws a slip for a paper of so many dots a row. Raises Refusal. Implemented by `ui.slips.dots`."""


class SlipPrinters:
    """Implements `kiosk.visits.ports.SlipDesk`.

    Args:
        draw: None where nobody can draw, as in a terminal without a screen: every slip is refused.
    """

    def __init__(self, devices: Iterable[Device], draw: DrawSlip | None) -> None:
        self._printers = [device for device in devices if isinstance(device, Printer)]
        self._draw = draw

    def print(self, slip: Slip, told: Callable[[Printed], None]) -> None:
        """See the port. Slow: a tenth of a second for the drawing."""
        ready = (printer for printer in self._printers if printer.state is DeviceState.READY)
        printer = next(ready, self._printers[0] if self._printers else None)
        if printer is None or self._draw is None:
            told(Printed.AWAY)
        else:
            printer.print_slip(self._draw(slip, printer.width), told)
