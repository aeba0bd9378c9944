"""Small files: whole or not there, private, and nothing left beside them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kiosk.store.durable import write_new, write_whole


def listing(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Name to content and mode."""
    return {path.name: (path.read_bytes(), path.stat().st_mode & 0o777) for path in folder.iterdir()}


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_file_takes_the_place_of_the_one_there_and_is_private(tmp_path: Path) -> None:
    (tmp_path / "note").write_bytes(b"a longer older note")
    (tmp_path / "note.draft").write_bytes(b"half of something, left by a power cut")
    write_whole(tmp_path / "note", b"new")
    assert listing(tmp_path)["note"][0] == b"new"
    write_whole(tmp_path / "other", b"x")
    assert listing(tmp_path)["other"] == (b"x", 0o600)
    assert sorted(listing(tmp_path)) == ["note", "other"]


def test_on_a_full_disk_the_older_file_stays_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "note", b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "note", b"new")
    assert listing(tmp_path) == {"note": (b"old", 0o600)}


def test_new_file_is_whole_private_and_alone(tmp_path: Path) -> None:
    assert write_new(tmp_path / "key", b"0123")
    assert listing(tmp_path) == {"key": (b"0123", 0o600)}


def test_of_two_who_make_it_the_first_stays(tmp_path: Path) -> None:
    assert write_new(tmp_path / "key", b"first")
    assert not write_new(tmp_path / "key", b"second")
    assert listing(tmp_path) == {"key": (b"first", 0o600)}


def test_on_a_full_disk_there_is_no_new_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "key", b"0123")
    assert listing(tmp_path) == {}


@pytest.mark.parametrize("write", [write_whole, write_new])
def test_the_content_and_then_the_folder_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    synced: list[tuple[str, list[str]]] = []

    def fsync(fd: int) -> None:
        synced.append((Path(os.readlink(f"/proc/self/fd/{fd}")).name, sorted(p.name for p in tmp_path.iterdir())))

    monkeypatch.setattr(os, "fsync", fsync)
    assert callable(write)
    write(tmp_path / "note", b"x")
    (draft, before), (folder, after) = synced
    assert draft != "note"
    assert before == [draft]
    assert folder == tmp_path.name
    assert after == ["note"]
