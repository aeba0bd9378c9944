"""USB sticks: which are plugged in, and a file written to one whole or not at all.

On Linux, from the mounts the process sees. Looking for sticks writes nothing; mounting them is the system's affair.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.sentences import Refusal, sentence
from kiosk.system_words import system_words

MOUNTS = Path("/proc/self/mountinfo")
ROOTS = (Path("/media"), Path("/run/media"), Path("/mnt"))
"""Where removable media are mounted: by a desktop, by udisks, by hand."""
BLOCKS = Path("/sys/dev/block")
FOLDER = "stick"
"""What stands for a stick in a demonstration, in its data folder."""

_GONE = (errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENOMEDIUM)
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Stick:
    """One stick.

    Attributes:
        path: Folder it is mounted on.
        label: What it calls itself, as the system named that folder.
        free: Bytes.
        number: Of the device mounted there: after it was pulled the same folder is another's.
    """

    path: Path
    label: str
    free: int
    number: int


def sticks(mounts: Path = MOUNTS, roots: Sequence[Path] = ROOTS, blocks: Path = BLOCKS) -> tuple[Stick, ...]:
    """Every stick, in the order of being mounted. Nothing on a system without such a file of mounts."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ()
    found = (_stick(line, roots, blocks) for line in lines)
    return tuple({stick.path: stick for stick in found if stick is not None}.values())


def finder(demonstration: bool, data_dir: Path) -> Callable[[], tuple[Stick, ...]]:
    """What finds the sticks of one terminal.

    Args:
        demonstration: The folder FOLDER among its data is one too, as long as it is there, and the first.
    """
    return (lambda: (*_folder_stick(data_dir / FOLDER), *sticks())) if demonstration else sticks


def _folder_stick(path: Path) -> tuple[Stick, ...]:
    try:
        room, number = os.statvfs(path), path.stat().st_dev
    except OSError:
        return ()
    return (Stick(path, sentence("sticks.demonstration"), room.f_bavail * room.f_frsize, number),)


def the_stick(found: Sequence[Stick]) -> Stick:
    """The one to write to: that which was plugged in last. Raises Refusal when there is none."""
    if not found:
        raise Refusal(sentence("sticks.refused.none"))
    return found[-1]


def write(stick: Stick, name: str, content: bytes, *, mode: int = 0o644) -> Path:
    """Put a file on a stick; when this returns it may be pulled.

    Where there is one of that name already the new one is `NAME-2`, counted up: nothing is written over.

    Args:
        mode: Who may read it, where the stick's file system keeps that.

    Returns:
        The file.

    Raises:
        Refusal: full, read-only, pulled meanwhile, or what else the system says; nothing of it is left there.
        ValueError: the name is no plain file name.
    """
    if name in ("", ".", "..") or "/" in name or "\0" in name:
        raise ValueError("a file's name without folders")
    with _refusals(), _folder(stick) as folder:
        draft = f".{secrets.token_hex(4)}.draft"
        try:
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode, dir_fd=folder)
            with os.fdopen(fd, "wb", buffering=0) as file:
                rest = memoryview(content)
                while rest:
                    rest = rest[file.write(rest) :]
                os.fsync(fd)
            final = _free_name(folder, name)
            os.rename(draft, final, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(draft, dir_fd=folder)
            raise
        with contextlib.suppress(OSError):  # some file systems of sticks cannot do it to a folder
            os.fsync(folder)
    return stick.path / final


def _stick(line: str, roots: Sequence[Path], blocks: Path) -> Stick | None:
    """What one line of mountinfo says, see proc(5); None for what is no stick."""
    fields = line.split(" ")
    if "-" not in fields[6:] or len(fields) < fields.index("-", 6) + 3:
        return None
    path, source = Path(_plain(fields[4])), _plain(fields[fields.index("-", 6) + 2])
    if not source.startswith("/dev/") or not any(root in path.parents for root in roots):
        return None
    if not _removable(blocks / fields[2]):
        return None
    try:
        room, number = os.statvfs(path), path.stat().st_dev
    except OSError:
        return None
    return Stick(path, path.name, room.f_bavail * room.f_frsize, number)


def _removable(block: Path) -> bool:
    """Whether a disk may be pulled. One that the system says nothing of (in a container, or encrypted) may."""
    try:
        place = block.resolve(strict=True)
    except OSError:
        return True
    if any(part.startswith("usb") for part in place.parts) or "virtual" in place.parts:
        return True
    for folder in (place, place.parent):
        with contextlib.suppress(OSError):
            return (folder / "removable").read_text("ascii").strip() == "1"
    return False


def _plain(field: str) -> str:
    """A field with its blanks, tabs and backslashes back."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, sign)
    return field


@contextlib.contextmanager
def _folder(stick: Stick) -> Iterator[int]:
    folder = os.open(stick.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if os.fstat(folder).st_dev != stick.number:
            raise OSError(errno.ENODEV, "pulled")
        yield folder
    finally:
        os.close(folder)


def _free_name(folder: int, name: str) -> str:
    taken = {each.casefold() for each in os.listdir(folder)}
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    count, tried = 1, name
    while tried.casefold() in taken:
        count += 1
        tried = f"{stem}-{count}{ending}"
    return tried


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refusal(sentence("sticks.refused.full")) from error
        if error.errno == errno.EROFS:
            raise Refusal(sentence("sticks.refused.read-only")) from error
        if error.errno in _GONE:
            raise Refusal(sentence("sticks.refused.pulled")) from error
        raise Refusal(sentence("sticks.refused.other", why=system_words(error))) from error
