"""Picture files as strangers may hand them in: nothing is decoded before its size is known."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.enrolment.pictures import UnfitPicture, claimed_size, read_picture, shown_name


def png_claiming(width: int, height: int) -> bytes:
    """A valid PNG header and a few bytes of image data."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(UnfitPicture) as caught:
        read_picture(path)
    return caught.value.code, caught.value.sentence


def test_picture_larger_than_needed_is_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    cv2.imwrite(str(path), np.zeros((3000, 4000, 3), np.uint8))
    assert read_picture(path).shape == (1200, 1600, 3)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"not a picture", "unreadable"),
        (b"GIF89a" + bytes(100), "unreadable"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "unreadable"),
        (b"II*\x00" + bytes(100), "unreadable"),
        (png_claiming(50_000, 50_000), "too-large"),
        (png_claiming(39_000, 1), "too-large"),
        (png_claiming(0, 5), "unreadable"),
        (png_claiming(2**32 - 1, 2**32 - 1), "too-large"),
        (png_claiming(300, 300)[:60], "unreadable"),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + bytes(50), "too-large"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10), "unreadable"),
        (b"\xff\xd8\xff\xe0\x00\x00" * 50, "unreadable"),
    ],
    ids=["empty", "text", "gif", "svg", "tiff", "bomb", "thin bomb", "no width", "huge bomb", "cut png", "jpeg bomb",
         "cut jpeg", "jpeg in circles"],
)  # fmt: skip
def test_file_that_cannot_be_used_is_refused_with_a_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(content)
    got, sentence = refusal(path)
    assert got == code
    assert all("一" <= c <= "鿿" or c in "，、 JPGNMB0123456789" for c in sentence)


def test_missing_file_folder_pipe_and_large_file_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.jpg")[0] == "missing"
    assert refusal(tmp_path)[0] == "missing"
    os.mkfifo(tmp_path / "pipe.jpg")
    assert refusal(tmp_path / "pipe.jpg")[0] == "missing"
    with (tmp_path / "large.jpg").open("wb") as file:
        file.truncate(20_000_001)
    assert refusal(tmp_path / "large.jpg") == ("too-large", "文件太大，最多 20 MB")


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8", b"\xff\xd8\xff\xc0\x00\x11", b"\x89PNG\r\n\x1a\n"]))
def test_size_of_any_bytes_can_be_asked(data: bytes, start: bytes) -> None:
    width, height = claimed_size(start + data)
    assert width >= 0
    assert height >= 0


@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from([".jpg", ".png"]))
def test_claimed_size_is_the_true_size(width: int, height: int, kind: str) -> None:
    _, data = cv2.imencode(kind, np.zeros((height, width, 3), np.uint8))
    assert claimed_size(bytes(data)) == (width, height)


def drawn_jpeg(path: Path) -> bytes:
    """A picture with something in every row."""
    image = np.random.default_rng(1).integers(0, 255, (480, 640, 3)).astype(np.uint8)
    assert cv2.imwrite(str(path), image)
    return path.read_bytes()


@pytest.mark.parametrize("tail", [b"", b"\x00" * 512, b"\xff"])
def test_jpeg_without_its_end_marker_is_taken(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "no-end.jpg"
    path.write_bytes(drawn_jpeg(path)[:-2] + tail)
    assert read_picture(path).shape == (480, 640, 3)


def test_jpeg_that_was_cut_off_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.jpg"
    data = drawn_jpeg(path)
    path.write_bytes(data[: len(data) // 2])
    assert refusal(path) == ("unreadable", "照片已损坏，请重新拍一张")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("王桂英.jpg".encode(), "王桂英.jpg"),
        ("王桂英.jpg".encode("gb18030"), "王桂英.jpg"),
        (b"a\xff\xfe.jpg", "a\\xff\\xfe.jpg"),
        (b"\x1b[31mred\x1b[0m.jpg", "\\x1b[31mred\\x1b[0m.jpg"),
        ("a\u202egpj.exe".encode(), "a\\x202egpj.exe"),
        (b"two\nlines.jpg", "two\\x0alines.jpg"),
    ],
)
def test_name_of_a_file_is_printed_without_moving_a_terminal(raw: bytes, shown: str) -> None:
    name = shown_name(Path(os.fsdecode(raw)))
    assert name == shown
    name.encode("utf-8")


def test_picture_whose_name_is_not_utf8_is_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xcd\xf5.jpg")
    path.write_bytes(drawn_jpeg(tmp_path / "one.jpg"))
    assert read_picture(path).shape == (480, 640, 3)
