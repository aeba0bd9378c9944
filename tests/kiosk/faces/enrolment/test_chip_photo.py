"""The decoder for chip photos: absent by default; when a package names one, its pictures compare one to one."""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FaceEngine, Image
from kiosk.faces.enrolment.chip_photo import GROUP, decoder, installed, templates_of_photo
from kiosk.faces.enrolment.enrol import templates_of
from kiosk.faces.enrolment.pictures import UnfitPicture
from tests.conftest import AnnouncedLog

CHEN, MAMAT = "chen-deming", "abdurahman-mamat"
PLUGIN = '''
"""Stands in for a licensed decoder: its "WLT" is a JPEG with the bytes turned over."""
import os, signal
import cv2, numpy

def decode(data):
    if data == b"CRASH":
        os.kill(os.getpid(), signal.SIGSEGV)
    image = cv2.imdecode(numpy.frombuffer(bytes(255 - b for b in data), numpy.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise RuntimeError("cannot decode " + data.hex())
    return image

not_callable = 5
'''


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *points: str) -> None:
    """Put a package with these entry points where Python finds it."""
    (folder / "fictitious_wlt.py").write_text(PLUGIN)
    info = folder / "fictitious_wlt-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fictitious-wlt\nVersion: 1.0\n")
    lines = "\n".join(points or ("wlt = fictitious_wlt:decode",))
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{lines}\n")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "fictitious_wlt", raising=False)


def portrait(looks: FaceLooks) -> Image:
    """A card's picture, 102 x 126."""
    picture = picture_of([Standing(looks, head=0.72, y=0.5)], size=(408, 504))
    return cv2.resize(picture, (102, 126), interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def on_chip(image: Image) -> bytes:
    """As the stand-in format keeps it."""
    for quality in (80, 50, 25, 10):
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if len(data) <= 4096:
            break
    return bytes(255 - byte for byte in data.tobytes())


def test_by_default_there_is_none() -> None:
    assert (decoder(), installed()) == (None, ())


def test_installed_decoder_lets_the_card_be_compared_with_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sface: FaceEngine, looks: dict[str, FaceLooks]
) -> None:
    install(tmp_path, monkeypatch)
    assert installed() == ("wlt",)
    decode = decoder()
    assert decode is not None
    (card,) = templates_of_photo(on_chip(portrait(looks[CHEN])), decode, (sface,))
    assert card.quality == 0.2
    alike = {}
    for who in (CHEN, MAMAT):
        (live,) = templates_of(picture_of([Standing(looks[who], head=0.55)]), (sface,))
        alike[who] = float(live.vector @ card.vector)
    assert alike[CHEN] > 0.6
    assert alike[MAMAT] < 0.45


def test_first_decoder_by_name_that_works_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, announced: AnnouncedLog
) -> None:
    announced.expect("the chip-photo decoder")
    install(tmp_path, monkeypatch, "a = no_such_module:decode", "b = fictitious_wlt:not_callable",
            "c = fictitious_wlt:decode")  # fmt: skip
    found = decoder()
    assert found is not None
    assert found.__name__ == "decode"


def test_decoder_that_fails_gives_a_sentence_and_nothing_of_the_card_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sface: FaceEngine, announced: AnnouncedLog,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    announced.expect("a chip photo was not decoded: RuntimeError")
    install(tmp_path, monkeypatch)
    decode = decoder()
    assert decode is not None
    with pytest.raises(UnfitPicture) as caught:
        templates_of_photo(b"\x12\x34" * 512, decode, (sface,))
    assert (caught.value.code, caught.value.sentence) == ("chip-photo", "证件芯片里的照片解不开")
    assert "1234" not in caplog.text


@pytest.mark.parametrize(
    "picture",
    [None, "text", np.zeros((126, 102), np.uint8), np.zeros((126, 102, 3), np.float32), np.zeros((9, 9, 3), np.uint8),
     np.zeros((5000, 5000, 3), np.uint8), np.full((126, 102, 3), 128, np.uint8)],
    ids=["nothing", "text", "grey", "floats", "tiny", "huge", "no face"],
)  # fmt: skip
def test_what_a_decoder_gives_is_not_trusted(sface: FaceEngine, picture: object) -> None:
    with pytest.raises(UnfitPicture) as caught:
        templates_of_photo(b"x", lambda data: picture, (sface,))  # type: ignore[arg-type, return-value]
    assert caught.value.code == "chip-photo"


@pytest.mark.parametrize("photo", [b"", bytes(4097)])
def test_photo_of_no_or_too_many_bytes_is_not_handed_to_the_decoder(sface: FaceEngine, photo: bytes) -> None:
    def never(data: bytes) -> Image:
        raise AssertionError("it was asked")

    with pytest.raises(UnfitPicture):
        templates_of_photo(photo, never, (sface,))
