"""A file from a stranger's stick, copied once into memory: it may be pulled afterwards, and no copy stays on a disk."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import weakref
from pathlib import Path

MOST_BYTES = 100 * 1024 * 1024
_CHUNK = 1 << 20
_OPEN = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Not through a link, and not waiting for whoever writes into a FIFO."""


class NotPlain(OSError):
    """No plain file: a folder, a link, a FIFO, a device."""


class TooLarge(Exception):
    """The file has more bytes than may be read."""


class FileCopy:
    """The bytes of one file, in memory that no other program sees and that goes with this object.

    Attributes:
        fd: Of the memory. Read it by offset (`read`): its own position is shared with a child that has it.
        size: Bytes.
        sha256: 64 hexadecimal digits.
    """

    def __init__(self, fd: int, size: int, sha256: str) -> None:
        self.fd, self.size, self.sha256 = fd, size, sha256
        self._close = weakref.finalize(self, os.close, fd)

    def read(self, offset: int, count: int) -> bytes:
        """Bytes from an offset; fewer at the end."""
        return read_at(self.fd, offset, count)

    def close(self) -> None:
        """Give the memory back now."""
        self._close()


def open_plain(path: Path | str, folder: int | None = None) -> int:
    """A descriptor of a plain file, below the descriptor of a folder when one is given.

    Raises:
        NotPlain: it is something else.
        OSError: gone, or not readable.
    """
    try:
        fd = os.open(path, _OPEN | _CAREFULLY, dir_fd=folder)
    except OSError as error:
        if Path(path).is_symlink() if folder is None else _is_link(path, folder):
            raise NotPlain(error.errno, "a link") from error
        raise
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise NotPlain("no plain file")
    return fd


def copied(path: Path, most: int = MOST_BYTES) -> FileCopy:
    """The bytes of a plain file, read once.

    Raises:
        NotPlain: a link, a folder, a FIFO.
        TooLarge: more than `most` bytes, also when it grows meanwhile.
        OSError: gone, not readable, or pulled in the middle.
    """
    source = open_plain(path)
    try:
        if os.fstat(source).st_size > most:
            raise TooLarge
        memory = _memory()
        try:
            digest, size = hashlib.sha256(), 0
            while chunk := os.read(source, _CHUNK):
                size += len(chunk)
                if size > most:
                    raise TooLarge
                digest.update(chunk)
                _write(memory, chunk)
            _seal(memory)
        except BaseException:
            os.close(memory)
            raise
    finally:
        os.close(source)
    return FileCopy(memory, size, digest.hexdigest())


def read_at(fd: int, offset: int, count: int) -> bytes:
    """Bytes from an offset of a descriptor; fewer at the end."""
    parts = []
    while count > 0:
        part = _pread(fd, min(count, _CHUNK), offset)
        if not part:
            break
        parts.append(part)
        offset += len(part)
        count -= len(part)
    return b"".join(parts)


def _pread(fd: int, count: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(fd, count, offset)
    os.lseek(fd, offset, os.SEEK_SET)
    return os.read(fd, count)


def _is_link(path: Path | str, folder: int) -> bool:
    try:
        return stat.S_ISLNK(os.stat(path, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _memory() -> int:
    """Memory as a file; where the system has none, a file without a name that goes with its descriptor."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("list", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _write(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def _seal(fd: int) -> None:
    """Nobody writes to it again, the child that reads it neither."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    if hasattr(fcntl, "F_ADD_SEALS"):
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)
