"""A zip file looked through before anything of it is unpacked.

Both of its directories must say the same: programs differ in which one they believe, and what one checks the other
would read.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

from kiosk.imports.reader.unreadable import Unreadable

MIB = 1 << 20
_LOCAL = struct.Struct("<4s5H3I2H")
"""Local file header, APPNOTE 4.3.7."""
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What a zip file may hold. `ratio` is judged of members above a MiB: small ones are often all blanks."""

    entries: int = 2000
    whole: int = 100 * MIB
    ratio: int = 100


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name, and where its data lie. Bytes."""

    name: str
    offset: int
    packed: int
    size: int
    method: int
    crc: int


def members(file: IO[bytes], book: zipfile.ZipFile, limits: ZipLimits) -> dict[str, Member]:
    """Every member but folders, by name.

    Raises:
        Unreadable: too-many-parts, unpacked-too-large, unsafe-names, locked, or damaged.
    """
    infos = book.infolist()
    if len(infos) > limits.entries:
        raise Unreadable("too-many-parts", most=limits.entries)
    if sum(info.file_size for info in infos) > limits.whole:
        raise Unreadable("unpacked-too-large", most=limits.whole // MIB)
    for info in infos:
        if info.file_size > MIB and info.file_size > limits.ratio * max(1, info.compress_size):
            raise Unreadable("unpacked-too-large", most=limits.whole // MIB)
    _judge_names([info.orig_filename for info in infos])
    found = [(info, _member(file, info)) for info in infos]
    _judge_places([(info.header_offset, member.offset + member.packed) for info, member in found])
    return {member.name: member for info, member in found if not info.is_dir()}


def shown_name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the mark for UTF-8 it is what a Chinese Windows wrote."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _member(file: IO[bytes], info: zipfile.ZipInfo) -> Member:
    file.seek(info.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        raise Unreadable("damaged")
    sign, _, flags, method, _, _, crc, packed, size, name_length, extra = _LOCAL.unpack(header)
    name = file.read(name_length)
    if sign != b"PK\3\4" or name != _raw_name(info):
        raise Unreadable("damaged")
    if (flags | info.flag_bits) & _ENCRYPTED:
        raise Unreadable("locked")
    if method != info.compress_type or method not in _METHODS:
        raise Unreadable("damaged")
    told = (info.CRC, info.compress_size, info.file_size)
    if not flags & _SIZES_FOLLOW and (crc, packed, size) != told and 0xFFFFFFFF not in (packed, size):
        raise Unreadable("damaged")
    if method == zipfile.ZIP_STORED and info.compress_size != info.file_size:
        raise Unreadable("damaged")
    offset = info.header_offset + _LOCAL.size + name_length + extra
    return Member(shown_name(info), offset, info.compress_size, info.file_size, method, info.CRC)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _judge_names(names: Sequence[str]) -> None:
    for name in names:
        plain = name.removesuffix("/")
        if not plain or "\\" in name or "\0" in name or name.startswith("/") or _DRIVE.match(name):
            raise Unreadable("unsafe-names")
        if any(part in ("", ".", "..") for part in plain.split("/")):
            raise Unreadable("unsafe-names")
    if len({name.casefold() for name in names}) != len(names):
        raise Unreadable("unsafe-names")


def _judge_places(places: Iterable[tuple[int, int]]) -> None:
    """Members that lie over one another unpack to more than the file could hold."""
    for (_, end), (begin, _) in pairwise(sorted(places)):
        if begin < end:
            raise Unreadable("damaged")
