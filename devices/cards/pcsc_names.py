"""Names of the PC/SC readers that are plugged in, taken past pyscard.

pyscard turns names into text by itself: one reader whose name is not UTF-8 makes its listing fail for all of them, and
one whose name is not ASCII cannot be handed back to it. So the list is read from the library beneath, and such readers
are left out.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from typing import Any

_LONGEST_NAME = 127
_INSUFFICIENT_BUFFER = 0x80100008
_TRIES = 3


@dataclass(frozen=True, slots=True)
class ReaderNames:
    """Readers that are plugged in.

    Attributes:
        hresult: What PC/SC returned; the names are empty unless it is 0.
        usable: Names by which a reader can be asked.
        unusable: Names of readers that are left out, as well as they can be shown.
    """

    hresult: int
    usable: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()


def list_readers(scard: Any, context: Any) -> ReaderNames:
    """The readers the service knows now."""
    if sys.platform != "linux":
        hresult, names = scard.SCardListReaders(context, [])
        return ReaderNames(hresult & 0xFFFFFFFF, tuple(names))
    call = ctypes.CDLL("libpcsclite.so.1").SCardListReaders
    call.argtypes = [ctypes.c_long, ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_ulong)]
    call.restype = ctypes.c_long
    hresult = 0
    for _ in range(_TRIES):  # a reader plugged in between the two calls makes the room too small
        size = ctypes.c_ulong(0)
        hresult = call(context, None, None, ctypes.byref(size)) & 0xFFFFFFFF
        if hresult:
            break
        room = ctypes.create_string_buffer(max(size.value, 2))
        hresult = call(context, None, room, ctypes.byref(size)) & 0xFFFFFFFF
        if hresult == 0:
            return sorted_out(room.raw[: size.value])
        if hresult != _INSUFFICIENT_BUFFER:
            break
    return ReaderNames(hresult)


def sorted_out(listed: bytes) -> ReaderNames:
    """The names in a list as PC/SC gives it: each ended by 00."""
    names = [name for name in listed.split(b"\0") if name]
    usable = [name for name in names if name.isascii() and len(name) <= _LONGEST_NAME]
    return ReaderNames(
        0,
        tuple(name.decode("ascii") for name in usable),
        tuple(shown(name) for name in names if name not in usable),
    )


def shown(name: bytes) -> str:
    """A name for a log line or an advice: by the encodings in use, without anything that steers a terminal."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = name.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.isprintable():
            return text[:_LONGEST_NAME]
    return name.decode("ascii", "backslashreplace").encode("unicode_escape").decode("ascii")[:_LONGEST_NAME]
