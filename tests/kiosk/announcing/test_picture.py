"""A picture from a stick is made anew at its drawn size, by a process that has little of everything."""

from __future__ import annotations

import struct
import sys
import zlib

import cv2
import numpy as np
import pytest

from kiosk.announcing.picture import PictureRefused, drawn


def picture(width: int, height: int, ending: str = ".jpg") -> bytes:
    image = np.full((height, width, 3), (30, 120, 200), np.uint8)
    ok, data = cv2.imencode(ending, image)
    assert ok
    return bytes(data)


def code_of(data: bytes, **more: object) -> str:
    with pytest.raises(PictureRefused) as refused:
        drawn(data, **more)  # type: ignore[arg-type]
    return refused.value.code


def size_of(data: bytes) -> tuple[int, int]:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return image.shape[1], image.shape[0]


def test_it_is_a_jpeg_of_the_drawn_size_and_nothing_else_of_the_file_stays() -> None:
    data = picture(1900, 1000, ".png") + b"name: Wang, GPS 31.2 N"
    made = drawn(data)
    assert made.startswith(b"\xff\xd8\xff")
    assert size_of(made) == (936, 493)
    assert b"Wang" not in made


def test_small_picture_is_not_blown_up() -> None:
    assert size_of(drawn(picture(320, 200))) == (320, 200)


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims this size and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xd8\xff" + b"\0" * 5_000_000, "announcement-picture-large"),
        (b"GIF89a" + b"\0" * 100, "announcement-picture-kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "announcement-picture-kind"),
        (b"MM\0*" + b"\0" * 100, "announcement-picture-kind"),
        (bomb(60_000, 60_000), "announcement-picture-pixels"),
        (b"\xff\xd8\xff\xe0nothing", "announcement-picture-broken"),
        (b"", "announcement-picture-kind"),
    ],
)
def test_what_is_no_small_picture_is_refused_before_it_is_decoded(data: bytes, code: str) -> None:
    assert code_of(data, command=(sys.executable, "-c", "raise SystemExit(9)")) == code


def test_header_of_a_picture_without_one_is_broken() -> None:
    assert code_of(bomb(300, 300)) == "announcement-picture-broken"


@pytest.mark.parametrize(
    "child",
    [
        "import os; os.abort()",
        "raise SystemExit(0)",
        "import sys; sys.stdout.write('no picture')",
        "import time; time.sleep(60)",
    ],
)
def test_process_that_dies_lies_or_hangs_leaves_a_refusal(child: str) -> None:
    command = (sys.executable, "-S", "-c", child)
    assert code_of(picture(64, 64), command=command, deadline_s=0.5) == "announcement-picture-broken"


def test_larger_picture_than_asked_for_is_not_believed() -> None:
    data = picture(1200, 800)
    command = (sys.executable, "-S", "-c", f"import sys; sys.stdout.buffer.write({data!r})")
    assert code_of(picture(64, 64), command=command) == "announcement-picture-broken"
