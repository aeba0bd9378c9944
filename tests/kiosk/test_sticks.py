"""Sticks by the mounts of an invented system; files on one, whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.sentences import Refusal
from kiosk.sticks import Stick, sticks, the_stick, write


class System:
    """A system whose mounts a test writes."""

    def __init__(self, folder: Path) -> None:
        self.mounts, self.roots, self.blocks = folder / "mountinfo", (folder / "media",), folder / "blocks"
        self.mounts.write_text("21 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw\n")
        self.blocks.mkdir()

    def mounts_a(self, name: str, *, source: str = "/dev/sdb1", number: str = "8:17") -> Path:
        path = self.roots[0] / name
        path.mkdir(parents=True)
        shown = str(path).replace(" ", "\\040")
        with self.mounts.open("a") as file:
            file.write(f"99 21 {number} / {shown} rw,nosuid shared:7 - vfat {source} rw,uid=1000\n")
        return path

    def disk(self, number: str, at: str, removable: str) -> None:
        """What sysfs says of a disk and its partition."""
        place = self.blocks.parent / "devices" / at
        (place / "part").mkdir(parents=True)
        (place / "removable").write_text(f"{removable}\n")
        (self.blocks / number).symlink_to(place / "part")

    def found(self) -> tuple[Stick, ...]:
        return sticks(self.mounts, self.roots, self.blocks)


@pytest.fixture
def system(tmp_path: Path) -> System:
    return System(tmp_path)


@pytest.fixture
def stick(system: System) -> Stick:
    system.mounts_a("KINGSTON")
    return the_stick(system.found())


def refused(what: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        what()
    return caught.value.code


def test_a_stick_is_found_by_its_label_with_its_free_bytes(system: System) -> None:
    path = system.mounts_a("My Stick")
    (found,) = system.found()
    room = os.statvfs(path)
    assert (found.path, found.label) == (path, "My Stick")
    assert found.free == pytest.approx(room.f_bavail * room.f_frsize, rel=0.2)


def test_no_stick_is_the_systems_disk_a_network_folder_or_a_disk_built_in(system: System) -> None:
    system.mounts_a("share", source="nas:/hall")
    system.mounts_a("data", number="8:1")
    system.disk("8:1", "pci0000:00/ata1/block/sda", removable="0")
    assert system.found() == ()


def test_a_card_in_a_reader_and_a_disk_on_usb_are_sticks(system: System) -> None:
    system.mounts_a("card", number="179:1")
    system.disk("179:1", "mmc0/block/mmcblk0", removable="1")
    system.mounts_a("disk", number="8:33")
    system.disk("8:33", "pci0000:00/usb2/2-1/block/sdc", removable="0")
    assert [found.label for found in system.found()] == ["card", "disk"]
    assert the_stick(system.found()).label == "disk"


def test_without_a_stick_it_is_said(system: System) -> None:
    assert refused(lambda: the_stick(system.found())) == "none"
    assert sticks(Path("/nowhere/mountinfo")) == ()


def test_a_file_is_written_and_nothing_is_written_over(stick: Stick) -> None:
    assert write(stick, "wire.txt", b"one") == stick.path / "wire.txt"
    assert write(stick, "WIRE.txt", b"two") == stick.path / "WIRE-2.txt"
    assert {path.name: path.read_bytes() for path in stick.path.iterdir()} == {
        "wire.txt": b"one",
        "WIRE-2.txt": b"two",
    }


@pytest.mark.parametrize("name", ["", "..", "a/b", "/etc/passwd"])
def test_a_name_leads_nowhere_else(stick: Stick, name: str) -> None:
    with pytest.raises(ValueError, match="without folders"):
        write(stick, name, b"x")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "pulled"),
        (errno.EPERM, "other"),
    ],
)
def test_what_the_system_refuses_leaves_nothing_and_is_said(
    stick: Stick, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(fd: int) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(os, "fsync", refuse)
    assert refused(lambda: write(stick, "wire.txt", b"one")) == code
    assert list(stick.path.iterdir()) == []


def test_a_stick_pulled_meanwhile_leaves_nothing_in_the_folder_it_lay_on(stick: Stick) -> None:
    another = replace(stick, number=stick.number + 1)
    assert refused(lambda: write(another, "wire.txt", b"one")) == "pulled"
    assert list(stick.path.iterdir()) == []
    stick.path.rmdir()
    assert refused(lambda: write(stick, "wire.txt", b"one")) == "pulled"
