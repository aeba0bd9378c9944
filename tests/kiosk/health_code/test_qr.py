"""Texts as squares, read back by another program."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kiosk.health_code.qr import QrTextRefused, matrix
from tests.kiosk.health_code.test_embedded import WANG, provider

# The other detector of OpenCV misses one in a hundred of these pictures, however well they are drawn.
READER = """
import json, sys
import cv2, numpy
for rows in json.load(sys.stdin):
    squares = numpy.pad(~numpy.array(rows, dtype=bool), 4, constant_values=True)
    picture = (numpy.kron(squares, numpy.ones((8, 8))) * 255).astype("uint8")
    print(json.dumps(cv2.QRCodeDetectorAruco().detectAndDecode(picture)[0]))
"""


def test_a_camera_reads_back_what_was_drawn() -> None:
    texts = [provider().query_identity(WANG).qr_text, "https://code.example.invalid/demonstration/DEMO-00ff", "1"]
    reader = subprocess.run(
        [sys.executable, "-c", READER],
        input=json.dumps([matrix(text) for text in texts]),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert [json.loads(line) for line in reader.stdout.splitlines()] == texts


def test_a_local_code_is_small_enough_to_be_read_from_an_arm_away() -> None:
    rows = matrix(provider().query_identity(WANG).qr_text)
    assert len(rows) == 37  # version 5
    assert {len(row) for row in rows} == {37}


def test_the_finder_pattern_stands_in_the_corner_with_no_quiet_zone() -> None:
    rows = matrix("1")
    assert rows[0][:8] == (True, True, True, True, True, True, True, False)
    assert len(rows) == 21


def test_the_last_texts_are_not_computed_twice() -> None:
    assert matrix("TWICE") is matrix("TWICE")


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a" * 2331, True), ("a" * 2332, False), ("A" * 3391, True), ("A" * 3392, False), ("", False), ("\ud800", False)],
    ids=["2331 bytes", "2332 bytes", "3391 capitals", "3392 capitals", "empty", "surrogate"],
)
def test_more_than_a_code_of_level_m_holds_is_refused(text: str, fits: bool) -> None:
    if fits:
        assert len(matrix(text)) == 177
        return
    with pytest.raises(QrTextRefused):
        matrix(text)
