"""Types of files and messages, learnt by msgspec before there are threads."""

from __future__ import annotations

from typing import Any

import msgspec


def learn(*kinds: Any) -> None:
    """Let msgspec learn types now. Called once for each, where a module defines what it will decode.

    msgspec learns a type when it first meets it; two threads that decode one for the first time at the same moment end
    the process (segmentation fault). A module is imported by one thread alone.
    """
    for kind in kinds:
        msgspec.json.Decoder(kind)
