"""Photos that belong to a list: in a folder, a zip file, or the sheet. Found by their names, read one by one.

Nothing is decoded here. Names on a stick are a stranger's: no link is followed and no FIFO waited for.
"""

from __future__ import annotations

import os
import stat
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from devices.clock import Clock
from kiosk.faces.enrolment.pictures import MAX_PIXELS, claimed_size
from kiosk.imports.copies import NotPlain, open_plain, read_at
from kiosk.imports.photo_names import PHOTOS, PICTURES, ending, file_name, masked, named_by
from kiosk.imports.reading import COMMAND, read_photo_zip, refused
from kiosk.imports.rows import ImportRefused, PhotoPlace, PhotoRef, ZipEntry
from kiosk.people.id_number import long_form
from kiosk.people.name_rules import canonical
from kiosk.sentences import table

MOST_PHOTO_BYTES = 5_000_000
MOST_FILES = 20_000
"""Of one folder."""
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")

NameKey = tuple[str, str]
"""A name as names are compared, and the last four characters of a number."""


@dataclass(frozen=True, slots=True, repr=False)
class FoundPhoto:
    """A person's photo; `problem` is the last part of a key below `imports.warning` where there is not just one."""

    ref: PhotoRef | None = None
    problem: str = ""


class Photos:
    """Photos by whose they are; remembers which were found to be somebody's.

    Attributes:
        count: Files that name somebody.
        strange: How many do not; they are used where a row names their file, and nowhere else.
    """

    def __init__(self, refs: Iterable[PhotoRef] = ()) -> None:
        self._by_number: dict[str, list[PhotoRef]] = {}
        self._by_name: dict[NameKey, list[PhotoRef]] = {}
        self._by_file: dict[str, list[PhotoRef]] = {}
        self._pictures: list[str] = []
        self._matched: set[str] = set()
        self.count = self.strange = 0
        for ref in refs:
            self._put(ref)

    def of(self, number: str, name: str, *, file: str = "", name_is_shared: bool = False) -> FoundPhoto:
        """The photo of a person.

        Args:
            file: A file's name that stands in the row, and goes before all others; "" where there is none.
            name_is_shared: Somebody else of the list has the same name and last four characters.
        """
        found = self._by_file.get(file.casefold(), []) if file else self._by_number.get(number, [])
        if file and not found:
            return FoundPhoto(problem="photo-missing")
        by_name = not found
        if by_name:
            found = self._by_name.get(name_key(name, number), [])
        self._matched.update(ref.member for ref in found)
        if by_name and found and name_is_shared:
            return FoundPhoto(problem="photo-name")
        if len(found) > 1:
            return FoundPhoto(problem="photo-twice")
        return FoundPhoto(found[0] if found else None)

    def unmatched(self) -> tuple[str, ...]:
        """Pictures nobody was found to have: their names, masked."""
        return tuple(masked(member) for member in self._pictures if member not in self._matched)

    def _put(self, ref: PhotoRef) -> None:
        name = file_name(ref.member)
        stem = name.rpartition(".")[0]
        number, named, four = named_by(stem)
        if ending(name) in PICTURES:
            self._pictures.append(ref.member)
        is_photo = ending(name) in PHOTOS
        if is_photo:
            self._by_file.setdefault(name.casefold(), []).append(ref)
        if not is_photo or not (number or named):
            self.strange += 1
            return
        self.count += 1
        if number:
            self._by_number.setdefault(long_form(number), []).append(ref)
        else:
            self._by_name.setdefault(name_key(named, four), []).append(ref)


def name_key(name: str, number: str) -> NameKey:
    """By what a photo without a number is found."""
    return canonical(name).casefold(), number[-4:]


def find_photos(
    path: Path, *, clock: Clock | None = None, cancelled: threading.Event | None = None,
    command: Sequence[str] = COMMAND,
) -> Photos:  # fmt: skip
    """The photos of a folder (not of folders in it) or a zip file.

    Raises:
        ImportRefused: gone, not-plain, too many files, or a zip file that is not to be trusted.
        Cancelled: `cancelled` was set.
    """
    try:
        is_folder = stat.S_ISDIR(os.stat(path, follow_symlinks=False).st_mode)
    except (OSError, ValueError):
        raise refused("gone") from None
    if is_folder:
        return Photos(_in_folder(path))
    return Photos(read_photo_zip(path, clock=clock, cancelled=cancelled, command=command))


def photo_bytes(ref: PhotoRef, limit: int = MOST_PHOTO_BYTES) -> bytes:
    """One photo: a JPEG or PNG of at most `limit` bytes that claims at most 40 million pixels. Not decoded.

    Raises:
        ImportRefused: photo-gone (the stick was pulled), photo-large, photo-pixels, photo-kind or photo-broken.
    """
    try:
        data = _from_folder(ref, limit) if ref.entry is None else _from_zip(ref, ref.entry, limit)
    except (OSError, NotPlain):
        raise _unfit("photo-gone") from None
    if not data.startswith(_MAGIC):
        raise _unfit("photo-kind")
    width, height = claimed_size(data)
    if width < 1 or height < 1:
        raise _unfit("photo-broken")
    if width * height > MAX_PIXELS:
        raise _unfit("photo-pixels", most=MAX_PIXELS // 1_000_000)
    return data


def _unfit(code: str, **blanks: object) -> ImportRefused:
    return ImportRefused(table("imports.photo")[code].fill(**blanks))


def _in_folder(path: Path) -> Iterator[PhotoRef]:
    """Plain files, as the folder tells them; a folder that goes on without end is refused."""
    try:
        with os.scandir(path) as entries:
            for count, entry in enumerate(entries, 1):
                if count > MOST_FILES:
                    raise refused("too-many-photos", most=MOST_FILES)
                if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                    yield PhotoRef(PhotoPlace.FOLDER, path, entry.name)
    except OSError:
        raise refused("gone") from None


def _from_folder(ref: PhotoRef, limit: int) -> bytes:
    if os.open in os.supports_dir_fd:
        folder = os.open(ref.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            fd = open_plain(ref.member, folder)
        finally:
            os.close(folder)
    else:
        fd = open_plain(ref.path / ref.member)
    try:
        data = read_at(fd, 0, limit + 1)
    finally:
        os.close(fd)
    if len(data) > limit:
        raise _unfit("photo-large", most=limit // 1_000_000)
    return data


def _from_zip(ref: PhotoRef, entry: ZipEntry, limit: int) -> bytes:
    if max(entry.size, entry.packed) > limit:
        raise _unfit("photo-large", most=limit // 1_000_000)
    if ref.copy is not None:
        packed = ref.copy.read(entry.offset, entry.packed)
    else:
        fd = open_plain(ref.path)
        try:
            packed = read_at(fd, entry.offset, entry.packed)
        finally:
            os.close(fd)
    try:
        data = packed if entry.method == 0 else zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.size + 1)
    except zlib.error:
        raise _unfit("photo-broken") from None
    if len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise _unfit("photo-broken")
    return data
