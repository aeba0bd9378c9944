"""The one copy of a file: of plain files alone, bounded, hashed as it is read, never changed."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from kiosk.imports.copies import NotPlain, TooLarge, copied
from kiosk.imports.reading import copy_of
from kiosk.imports.rows import ImportRefused

not_windows = pytest.mark.skipif(sys.platform == "win32", reason="no links and FIFOs there")


def test_copy_is_the_files_bytes_with_their_hash_and_stays_when_the_file_goes(tmp_path: Path) -> None:
    content = os.urandom(3 << 20)
    path = tmp_path / "list"
    path.write_bytes(content)
    copy = copied(path)
    path.unlink()
    assert (copy.size, copy.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (copy.read(0, copy.size + 9), copy.read(1 << 20, 5)) == (content, content[1 << 20 : (1 << 20) + 5])


@pytest.mark.skipif(sys.platform != "linux", reason="memory as a sealed file is Linux's")
def test_copy_can_be_changed_by_nobody_and_lies_on_no_disk(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"content")
    copy = copied(tmp_path / "list")
    assert os.readlink(f"/proc/self/fd/{copy.fd}").startswith("/memfd:")
    for change in (lambda: os.pwrite(copy.fd, b"x", 0), lambda: os.ftruncate(copy.fd, 1)):
        with pytest.raises(PermissionError):
            change()


def test_memory_is_given_back_with_the_object(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"content")
    copy = copied(tmp_path / "list")
    fd = copy.fd
    copy.close()
    copy.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)


def test_file_of_more_bytes_than_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"12345")
    assert copied(tmp_path / "list", most=5).size == 5
    with pytest.raises(TooLarge):
        copied(tmp_path / "list", most=4)


@pytest.mark.skipif(sys.platform != "linux", reason="a file that says it is empty and is not")
def test_file_that_has_more_than_it_says_is_refused_while_it_is_read() -> None:
    with pytest.raises(TooLarge):
        copied(Path("/proc/self/maps"), most=10)


@not_windows
def test_link_folder_fifo_and_device_are_no_list_and_nothing_waits(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "link", tmp_path / "fifo", tmp_path, Path("/dev/zero")):
        with pytest.raises(NotPlain):
            copied(path)
        with pytest.raises(ImportRefused) as refusal:
            copy_of(path)
        assert refusal.value.sentence == "这不是普通文件，请重新选"
