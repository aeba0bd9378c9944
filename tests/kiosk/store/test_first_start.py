"""A folder that cannot be used, or hardly: the store says so in its own words, and leaves nothing half made."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.store import space
from kiosk.store.errors import StoreError
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock


def test_a_file_in_place_of_the_folder(tmp_path: Path, clock: ManualClock) -> None:
    (tmp_path / "data").write_text("mine")
    with pytest.raises(StoreError, match="store-io: data cannot be used: FileExistsError"):
        Archive.open(tmp_path / "data", clock)
    assert (tmp_path / "data").read_text() == "mine"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EROFS, "store-io"), (errno.EACCES, "store-io"), (errno.ENOSPC, "store-full")]
)
def test_a_folder_that_takes_no_file(
    number: int, code: str, folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    folder.mkdir()
    monkeypatch.setattr("kiosk.store.lock.os.open", refused)
    with pytest.raises(StoreError) as caught:
        Archive.open(folder, clock)
    assert caught.value.code == code


@pytest.mark.parametrize("call", ["open", "posix_fallocate"])
def test_no_room_for_the_ballast_stops_no_start(
    call: str, folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, announced: AnnouncedLog
) -> None:
    real_open = os.open

    def full(path: object, *rest: int) -> int:
        if call == "posix_fallocate" or Path(str(path)).name == "ballast":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real_open(path, *rest)  # type: ignore[call-overload,no-any-return]

    announced.expect("no ballast could be set aside: store-full")
    monkeypatch.setattr(space.os, call, full)
    with Archive.open(folder, clock) as store:
        assert store.health().fault is None
    assert not (folder / "ballast").exists()
