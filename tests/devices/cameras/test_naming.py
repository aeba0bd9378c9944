"""A camera is known by its own name, whatever number it was given this time."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.cameras.naming import StableName

LINK = "usb-Maker_Hall_Camera_0001-video-index0"


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    """A /dev with two cameras; the second has a name."""
    for number in (0, 1, 3):
        (tmp_path / f"video{number}").touch()
    (tmp_path / "by-id").mkdir()
    (tmp_path / "by-id" / LINK).symlink_to("../video1")
    return tmp_path


def name_of(source: str, dev: Path) -> StableName:
    return StableName(source, by_id=dev / "by-id", devices=dev)


@pytest.mark.parametrize("source", ["http://192.0.2.1/hall.mjpg", "rtsp://hall", "clips/hall.avi", ""])
def test_what_is_no_local_camera_is_opened_as_it_stands(dev: Path, source: str) -> None:
    name = name_of(source, dev)
    name.opened(source)
    assert (name.resolve(), name.is_device) == (source, False)


def test_path_by_id_leads_to_the_number_of_the_moment(dev: Path) -> None:
    name = name_of(str(dev / "by-id" / LINK), dev)
    assert name.resolve() == str(dev / "video1")
    (dev / "by-id" / LINK).unlink()
    with pytest.raises(FileNotFoundError):
        name.resolve()
    (dev / "by-id" / LINK).symlink_to("../video3")
    assert name.resolve() == str(dev / "video3")


def test_index_without_a_name_stays_an_index(dev: Path) -> None:
    name = name_of("0", dev)
    name.opened(name.resolve())
    assert name.resolve() == str(dev / "video0")


def test_index_is_remembered_by_the_name_of_the_camera_that_was_opened(dev: Path) -> None:
    name = name_of("1", dev)
    name.opened(name.resolve())
    (dev / "by-id" / LINK).unlink()
    (dev / "by-id" / LINK).symlink_to("../video3")
    assert name.resolve() == str(dev / "video3")


def test_machine_without_names_or_cameras(tmp_path: Path) -> None:
    name = name_of("0", tmp_path)
    with pytest.raises(FileNotFoundError):
        name.resolve()
    name.opened(str(tmp_path / "video0"))
