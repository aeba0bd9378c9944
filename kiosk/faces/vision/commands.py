"""What the kiosk tells the vision process: one JSON object a line. Pure.

A gallery is sent as `gallery-begin`, any number of `rows`, `gallery-end`, and is in force with the last of them; `rows`
by themselves are added to what is there. Rows marked `compare_only` are compared one to one and never searched. Rows
travel as base64 of little-endian float32.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from kiosk.faces.engines.engine import Matrix
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.vision.messages import MessageError

ROWS_A_LINE = 256


def encode_command(do: str, **fields: Any) -> bytes:
    """One command line."""
    return json.dumps({"do": do, **fields}, separators=(",", ":")).encode() + b"\n"


def encode_rows(
    engine: str, version: str, resident_ids: Sequence[str], matrix: Matrix, *, compare_only: bool = False
) -> bytes:
    """Rows of one engine and version, (people, length), as a command line."""
    rows = base64.b64encode(np.ascontiguousarray(matrix, "<f4").tobytes()).decode()
    kind = {"compare_only": True} if compare_only else {}
    return encode_command("rows", engine=engine, version=version, ids=list(resident_ids), rows=rows, **kind)


def decode_command(line: bytes) -> dict[str, Any]:
    """A command line. Raises MessageError."""
    try:
        command = json.loads(line)
    except (ValueError, RecursionError):
        raise MessageError("a line that is no command") from None
    if not isinstance(command, dict) or not isinstance(command.get("do"), str):
        raise MessageError("a line that is no command")
    return command


def decode_rows(command: dict[str, Any]) -> list[GalleryEntry]:
    """The rows of a `rows` command. Raises MessageError."""
    try:
        engine, version, ids = str(command["engine"]), str(command["version"]), list(command["ids"])
        flat = np.frombuffer(base64.b64decode(command["rows"], validate=True), "<f4").astype(np.float32)
        matrix = flat.reshape(len(ids), -1) if ids else np.empty((0, 0), np.float32)
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise MessageError("rows that cannot be read") from None
    return [GalleryEntry(str(who), engine, version, row) for who, row in zip(ids, matrix, strict=True)]
