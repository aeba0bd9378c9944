"""Whether the kernel's wall clock is kept by a time source, as the kernel itself says (adjtimex(2))."""

from __future__ import annotations

import ctypes

_TIME_ERROR = 5
_STA_UNSYNC = 0x0040
_LARGEST_ERROR_US = 2_000_000


class _Timex(ctypes.Structure):
    """The head of `struct timex`; the kernel fills no more than 208 bytes."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    )


def is_synchronised() -> bool:
    """True when a time service keeps the clock and its error is below two seconds; false when nobody can tell.

    Modes 0: only asks. The kernel itself takes the word back when the service stops: the error it assumes grows.
    """
    try:
        asked = ctypes.CDLL(None, use_errno=True).adjtimex
    except (AttributeError, OSError):
        return False
    told = _Timex(modes=0)
    return says_so(int(asked(ctypes.byref(told))), int(told.status), int(told.maxerror))


def says_so(state: int, status: int, maxerror_us: int) -> bool:
    """The kernel's answer in one word."""
    return 0 <= state != _TIME_ERROR and not status & _STA_UNSYNC and maxerror_us < _LARGEST_ERROR_US
