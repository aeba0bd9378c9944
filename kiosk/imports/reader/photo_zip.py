"""A zip of photos: what lies in it and where. Nothing of it is unpacked."""

from __future__ import annotations

import zipfile
from typing import IO

from kiosk.imports.messages import EntrySaid, Photos
from kiosk.imports.reader.tabulating import Say
from kiosk.imports.reader.unreadable import Unreadable
from kiosk.imports.reader.zip_scan import MIB, ZipLimits, members

LIMITS = ZipLimits(entries=20_000, whole=40_000 * MIB)
_IN_ONE = 500
_HIDDEN = ("__MACOSX/", ".")


def read_photo_zip(file: IO[bytes], say: Say) -> int:
    """Tell every member that is no folder and not hidden; how many there are. Raises Unreadable."""
    try:
        book = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError):
        raise Unreadable("damaged") from None
    with book:
        found = [
            EntrySaid(each.name[:1024], each.offset, each.packed, each.size, each.method, each.crc)
            for each in members(file, book, LIMITS).values()
            if not each.name.startswith(_HIDDEN) and not each.name.rpartition("/")[2].startswith(".")
        ]
    for begin in range(0, len(found), _IN_ONE):
        say(Photos(tuple(found[begin : begin + _IN_ONE])))
    return len(found)
