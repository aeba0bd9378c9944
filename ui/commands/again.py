"""The process replaces itself: the same interpreter, the same words, everything else anew."""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn

CAN = os.name == "posix"
"""Elsewhere the process that started this one would take it for ended."""


def start_anew() -> NoReturn:
    """Become a new process of the same command. Whatever is to be closed is closed already."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
