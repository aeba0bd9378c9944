"""Keeps `None` alive under PySide6 6.12 on Python 3.10 and 3.11.

That build takes one reference from `None` at every call of a method that returns nothing: `item.update()` at 30 frames
a second uses up the twenty-odd thousand references of a young process in a quarter of an hour, and Python ends with
"deallocating None". From Python 3.12 on `None` is immortal and nothing needs to be done; 6.10 and 6.11 count properly.
Measured, see tests/ui/test_none_refcount.py; harmless with a build that counts properly.
"""

from __future__ import annotations

import ctypes
import sys

PLENTY = 1 << 60
"""References given to `None`: more than any process can use up, half of what the counter holds at the most."""


def keep_none() -> None:
    """Give `None` references in plenty, once; nothing on a Python where it is immortal."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) > PLENTY // 2:
        return
    ctypes.c_ssize_t.from_address(id(None)).value += PLENTY
