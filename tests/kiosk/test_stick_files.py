"""What is offered of a stick: its own regular files and folders, however hostile the rest of it is."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.sentences import Refusal
from kiosk.stick_files import StickItem, StickPlace, listed, shown_name, still_the_same
from kiosk.sticks import Stick


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return Stick(folder, "KINGSTON", 1 << 30, folder.stat().st_dev)


def put(stick: Stick, name: str, content: bytes = b"x", at: int = 1_000) -> Path:
    path = stick.path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def names(stick: Stick, *folders: str) -> list[str]:
    return [file.name for file in listed(StickPlace(stick, folders)).files]


def refused(place: StickPlace) -> str:
    with pytest.raises(Refusal) as caught:
        listed(place)
    return caught.value.code


def test_folders_come_first_and_then_the_newest_table_or_archive(stick: Stick) -> None:
    put(stick, "old.xlsx", at=1_000)
    put(stick, "new.CSV", b"a,b", at=3_000)
    put(stick, "photos.zip", at=2_000)
    put(stick, "list.txt", at=500)
    put(stick, "virus.exe", at=9_000)
    put(stick, "photos/1.jpg")
    files = listed(StickPlace(stick)).files
    assert [(file.name, file.kind) for file in files] == [
        ("photos", StickItem.FOLDER),
        ("new.CSV", StickItem.TABLE),
        ("photos.zip", StickItem.ARCHIVE),
        ("old.xlsx", StickItem.TABLE),
        ("list.txt", StickItem.TABLE),
    ]
    assert files[1].size == 3


def test_what_a_system_or_an_office_leaves_behind_is_not_offered(stick: Stick) -> None:
    for name in (".hidden.xlsx", "~$list.xlsx", "System Volume Information/a.csv", "$RECYCLE.BIN/b.csv"):
        put(stick, name)
    assert names(stick) == []


def test_links_pipes_and_devices_are_neither_offered_nor_opened(stick: Stick, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.csv").write_bytes(b"secret")
    (stick.path / "link.csv").symlink_to(outside / "secret.csv")
    (stick.path / "way").symlink_to(outside)
    os.mkfifo(stick.path / "pipe.csv")
    assert names(stick) == []
    assert refused(StickPlace(stick, ("way",))) == "not-read"


@pytest.mark.parametrize("folders", [("..",), ("a/b",), ("",), ("a",) * 9])
def test_a_place_never_leads_out_of_the_stick(stick: Stick, folders: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="of the stick"):
        listed(StickPlace(stick, folders))


def test_a_stick_pulled_meanwhile_is_said_and_another_ones_files_are_not_shown(stick: Stick) -> None:
    put(stick, "list.csv")
    assert refused(StickPlace(replace(stick, number=stick.number + 1))) == "not-read"
    assert refused(StickPlace(stick, ("gone",))) == "not-read"


def test_no_more_than_two_hundred_are_listed_and_the_rest_is_counted(stick: Stick) -> None:
    for number in range(203):
        put(stick, f"{number}.csv", at=number)
    listing = listed(StickPlace(stick))
    assert (len(listing.files), listing.files[0].name, listing.left_out) == (200, "202.csv", 3)


def test_a_file_is_the_same_until_it_is_written_or_swapped(stick: Stick, tmp_path: Path) -> None:
    path = put(stick, "list.csv", b"one")
    place = StickPlace(stick)
    (file,) = listed(place).files
    assert still_the_same(place, file) == path
    put(stick, "list.csv", b"two", at=2_000)
    with pytest.raises(Refusal) as changed:
        still_the_same(place, file)
    assert changed.value.code == "changed"
    path.unlink()
    path.symlink_to(tmp_path)
    with pytest.raises(Refusal, match="changed"):
        still_the_same(place, file)


def test_a_name_can_always_be_read_and_never_turns_round(stick: Stick) -> None:
    assert shown_name("名单\u202excod.xlsx") == "名单?xcod.xlsx"
    assert shown_name("a\nb\x1b[31m\udcff.csv") == "a?b?[31m?.csv"
    long = shown_name("十一月新增名单" * 10 + "（最终版）.xlsx")
    assert (len(long), long[:7], long[-10:]) == (32, "十一月新增名单", "（最终版）.xlsx")
    assert "…" in long
