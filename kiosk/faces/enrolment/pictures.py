"""Picture files from strangers' sticks: nothing in them is trusted."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np

from kiosk.faces.engines.engine import Image
from kiosk.sentences import Refusal, sentence

MAX_FILE_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
"""More than any camera of a hall; a file may claim far more in a few bytes."""
JPEG_START, JPEG_END = b"\xff\xd8", b"\xff\xd9"
TAIL_BYTES = 4096
"""The end marker is looked for in so many last bytes: programs write notes of their own behind it."""
FILLED_ROWS = 8
WORKING_SIDE_PX = 1600
"""Longer side of the copy faces are looked for in."""


class UnfitPicture(Refusal):
    """A picture no template can be made from."""


def read_picture(path: Path) -> Image:
    """A JPEG or PNG file as BGR pixels, turned upright, at most 1600 px on its longer side.

    The size a file claims is checked before anything is decoded.

    Raises:
        UnfitPicture: missing, not a plain file, too large, not a JPEG or PNG, or broken.
    """
    return decoded_picture(_read(path))


def decoded_picture(data: bytes) -> Image:
    """The same of a file's bytes. Raises UnfitPicture."""
    import cv2

    width, height = claimed_size(data)
    if width < 1 or height < 1:
        raise UnfitPicture(sentence("pictures.unreadable"))
    if width * height > MAX_PIXELS or max(width, height) > 20 * WORKING_SIDE_PX:
        raise UnfitPicture(sentence("pictures.too-large", megapixels=MAX_PIXELS // 1_000_000))
    ended = with_end(data)
    try:
        image = cv2.imdecode(np.frombuffer(ended, np.uint8), _reading(width, height))
    except cv2.error:
        image = None
    if image is None or (ended is not data and _is_filled_up(image)):
        raise UnfitPicture(sentence("pictures.broken"), "unreadable")
    scale = WORKING_SIDE_PX / max(image.shape[:2])
    if scale < 1:
        size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(image, np.uint8)


def shown_name(path: Path) -> str:
    """A file's name as it may be printed: names are bytes, and may be of another encoding or command a terminal.

    What is not UTF-8 is read as GB 18030, which sticks from older machines have; whatever is no printable character
    (controls, escapes, marks of direction) is written as its number.
    """
    raw = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        name = raw.decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in name)


def with_end(data: bytes) -> bytes:
    """A JPEG with the end marker some cameras and copying programs leave out; the same object when it has one."""
    if data[:2] != JPEG_START or JPEG_END in data[-TAIL_BYTES:]:
        return data
    return data.rstrip(b"\x00") + JPEG_END


def _reading(width: int, height: int) -> int:
    """How OpenCV is to decode: a very large picture smaller from the start, which a JPEG's decoder does in a quarter of
    the memory or less. What is left is never below twice the working side."""
    import cv2

    for factor, flag in ((8, cv2.IMREAD_REDUCED_COLOR_8), (4, cv2.IMREAD_REDUCED_COLOR_4),
                         (2, cv2.IMREAD_REDUCED_COLOR_2)):  # fmt: skip
        if max(width, height) >= factor * 2 * WORKING_SIDE_PX:
            return flag
    return cv2.IMREAD_COLOR


def _is_filled_up(image: Image) -> bool:
    """Whether the lowest rows are the even grey a decoder puts where the data were cut off."""
    return float(image[-FILLED_ROWS:].std(axis=(0, 1)).max()) < 1.0


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnfitPicture(sentence("pictures.missing"))
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnfitPicture(sentence("pictures.file-too-large", megabytes=MAX_FILE_BYTES // 1_000_000), "too-large")
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES)
    except OSError:
        raise UnfitPicture(sentence("pictures.file-unreadable"), "unreadable") from None


def claimed_size(data: bytes) -> tuple[int, int]:
    """Width and height a JPEG or PNG claims in its header; (0, 0) for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    return 0, 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the first start-of-frame segment (ITU-T T.81, B.2.2); segments before it are stepped over."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return 0, 0
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0
