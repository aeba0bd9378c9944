"""What lies on a USB stick: folders, tables and archives to choose from. Looking writes nothing and follows no link.

Only regular files and folders of the stick's own file system are seen, so neither a link, a pipe nor a mount inside it
leads anywhere else.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk.sentences import Refusal, sentence
from kiosk.sticks import Stick
from kiosk.system_words import system_words

MOST_SHOWN = 200
MOST_LOOKED_AT = 5000
"""Names of one folder that are looked at: a folder of photos may hold many times more than anybody leafs through."""
DEEPEST = 8
LONGEST_SHOWN = 32
"""Characters of a name that are shown; a longer one lacks its middle, since its end says what kind of file it is."""

_GONE = (errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENOMEDIUM)
_SYSTEMS = frozenset({"system volume information", "$recycle.bin", "__macosx", "lost.dir", "found.000"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that show nothing, or turn round what stands beside them."""


class StickItem(StrEnum):
    """What can be chosen."""

    FOLDER = "folder"
    TABLE = "table"
    """.xlsx, .csv, .txt."""
    ARCHIVE = "archive"
    """.zip."""
    PICTURE = "picture"
    """.jpg, .jpeg, .png."""


_KINDS = {".xlsx": StickItem.TABLE, ".csv": StickItem.TABLE, ".txt": StickItem.TABLE, ".zip": StickItem.ARCHIVE}
PICTURES = {".jpg": StickItem.PICTURE, ".jpeg": StickItem.PICTURE, ".png": StickItem.PICTURE}
TEXTS = {".txt": StickItem.TABLE}


@dataclass(frozen=True, slots=True)
class StickFile:
    """One file or folder.

    Attributes:
        name: As the file system has it; to be opened, never shown.
        size: Bytes; 0 for a folder.
        modified_ns: Since 1970, UTC as far as the stick's clock was right; 0 for a folder. With the size it tells
            whether this is still the same file: the numbers that FAT gives its files do not last.
    """

    name: str
    kind: StickItem
    size: int
    modified_ns: int

    @property
    def key(self) -> str:
        """Twelve characters that name it among the others of its folder."""
        return hashlib.sha256(os.fsencode(self.name)).hexdigest()[:12]

    @property
    def shown(self) -> str:
        """The name as it can be read by people."""
        return shown_name(self.name)


@dataclass(frozen=True, slots=True)
class StickPlace:
    """A folder of a stick: the names of the folders that lead to it, the stick's own folder first."""

    stick: Stick
    folders: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where it is mounted."""
        return self.stick.path.joinpath(*self.folders)

    def below(self, name: str) -> StickPlace:
        """The folder of this name in it."""
        return StickPlace(self.stick, (*self.folders, name))

    @property
    def above(self) -> StickPlace:
        """The folder it lies in; the stick's own folder lies in itself."""
        return StickPlace(self.stick, self.folders[:-1])


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in a place: folders first, then the newest file.

    Attributes:
        left_out: So many more than are listed here, or at least so many.
    """

    place: StickPlace
    files: tuple[StickFile, ...]
    left_out: int = 0


def listed(place: StickPlace, kinds: Mapping[str, StickItem] = _KINDS) -> Listing:
    """Look into a folder for files of these endings. Raises Refusal: it was pulled, or what else the system says."""
    found: list[StickFile] = []
    looked_at = 0
    with _refusals(), _opened(place) as folder, os.scandir(folder) as entries:
        for entry in entries:
            looked_at += 1
            if looked_at > MOST_LOOKED_AT:
                break
            one = _file(entry.name, folder, kinds)
            if one is not None:
                found.append(one)
    found.sort(key=lambda one: (one.kind is not StickItem.FOLDER, -one.modified_ns, one.name))
    left_out = max(0, len(found) - MOST_SHOWN) + (looked_at > MOST_LOOKED_AT)
    return Listing(place, tuple(found[:MOST_SHOWN]), left_out)


def still_the_same(place: StickPlace, file: StickFile, kinds: Mapping[str, StickItem] = _KINDS) -> Path:
    """Where a file lies that was listed.

    Raises:
        Refusal: "changed" when it is another one now, or gone from a stick that is there; "pulled" when the stick is.
    """
    with _refusals(), _opened(place) as folder:
        now = _file(file.name, folder, kinds)
    if now is None or now != file:
        raise Refusal(sentence("sticks.refused.changed"))
    return place.path / file.name


def shown_name(name: str, most: int = LONGEST_SHOWN) -> str:
    """A name as it can be shown: what cannot be seen becomes a question mark, and a long name loses its middle."""
    plain = "".join("?" if unicodedata.category(sign) in _UNSEEN else sign for sign in name)
    if len(plain) <= most:
        return plain
    end = most // 3
    return f"{plain[: most - end - 1]}…{plain[-end:]}"


def _file(name: str, folder: int, kinds: Mapping[str, StickItem]) -> StickFile | None:
    """What one name stands for; None for what is not offered."""
    if name.startswith((".", "~$")) or name.casefold() in _SYSTEMS:
        return None
    kind = kinds.get(os.path.splitext(name)[1].lower())
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        if found.st_dev != os.fstat(folder).st_dev:
            return None
        return StickFile(name, StickItem.FOLDER, 0, 0)
    if kind is None or not stat.S_ISREG(found.st_mode):
        return None
    return StickFile(name, kind, found.st_size, found.st_mtime_ns)


@contextlib.contextmanager
def _opened(place: StickPlace) -> Iterator[int]:
    """The folder, reached one step after the other so that no step leads out of the stick."""
    if len(place.folders) > DEEPEST or any(name in ("", ".", "..") or "/" in name for name in place.folders):
        raise ValueError("a folder of the stick")
    how = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    folder = os.open(place.stick.path, how)
    try:
        if os.fstat(folder).st_dev != place.stick.number:
            raise OSError(errno.ENODEV, "pulled")
        for name in place.folders:
            inner = os.open(name, how | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        yield folder
    finally:
        os.close(folder)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _GONE:
            raise Refusal(sentence("sticks.refused.not-read")) from error
        raise Refusal(sentence("sticks.refused.unreadable", why=system_words(error))) from error
