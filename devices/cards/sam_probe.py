"""At which speed a SAM answers, for a reader whose `baudrate` in the configuration is not the one set in it."""

from __future__ import annotations

from typing import get_args, get_type_hints

from devices.cards.sam_frames import STATUS
from devices.cards.sam_link import SamLink
from devices.clock import Clock
from devices.errors import DeviceError, WireLost
from devices.options import SamOptions
from devices.wires import SerialLine, Wire

BAUDRATES: tuple[int, ...] = get_args(get_args(get_type_hints(SamOptions, include_extras=True)["baudrate"])[0])
_TRIES = 2


def baudrate_that_answers(url: str, configured: int, clock: Clock) -> int | None:
    """The speed at which a SAM at this port answers when asked how it is; None when it does at none.

    The configured speed is tried last, the others from the fastest. Takes at most two seconds a speed.
    """
    others = sorted((rate for rate in BAUDRATES if rate != configured), reverse=True)
    for rate in (*others, configured):
        try:
            wire = Wire(url, SerialLine(rate), clock)
        except WireLost:
            return None
        try:
            if SamLink(wire, clock).ask_if_it_will(STATUS, _TRIES) is not None:
                return rate
        except DeviceError:
            continue
        finally:
            wire.close()
    return None
