"""The reading process: `python -m kiosk.imports.reader list|photos`, the file as standard input, messages out.

It opens nothing by name and has the file's bytes alone. An exception ends it: whoever began it says that the file is
too large or damaged.
"""

from __future__ import annotations

import os
import sys
from typing import IO

import msgspec

from kiosk.imports.messages import Done, Message, Unread, packed
from kiosk.imports.reader.confining import confine
from kiosk.imports.reader.photo_zip import read_photo_zip
from kiosk.imports.reader.tabulating import Say
from kiosk.imports.reader.text_file import MOST_BYTES, read_text
from kiosk.imports.reader.unreadable import Unreadable
from kiosk.imports.reader.workbook import read_workbook

_ZIP, _OLE = b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_NO_LIST = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8", b"{\\rtf")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")


def main(what: str) -> int:
    """Reads, and says how it ended with its last message."""
    confine()
    sys.modules["numpy"] = None  # type: ignore[assignment]  # the spreadsheet library takes it along for nothing
    output = os.fdopen(1, "wb", closefd=False)

    def say(message: Message) -> None:
        output.write(packed(message))
        output.flush()

    with os.fdopen(0, "rb", closefd=False) as file:
        file.seek(0)
        try:
            say(Done(read_photo_zip(file, say) if what == "photos" else read_list(file, say)))
        except Unreadable as refused:
            say(Unread(refused.code, refused.blanks))
        except msgspec.MsgspecError:
            return 3
    return 0


def read_list(file: IO[bytes], say: Say) -> int:
    """A list by what its bytes say it is, whatever it is called; how many people there are. Raises Unreadable."""
    begin = file.read(4096)
    if not begin:
        raise Unreadable("empty")
    if begin.startswith(_ZIP):
        return read_workbook(file, say)
    if begin.startswith(_OLE):
        raise Unreadable("locked" if _ENCRYPTED_PACKAGE in begin + file.read(1 << 20) else "old-excel")
    if begin.startswith(_NO_LIST):
        raise Unreadable("not-a-list")
    if begin.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise Unreadable("markup")
    return read_text(begin + file.read(MOST_BYTES), say)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "list"))
