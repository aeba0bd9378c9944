"""Where a command's words and files go: whole or not there, and a disk that refuses them is said in a sentence."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kiosk.commands.context import Refused
from kiosk.sentences import Text, sentence
from kiosk.system_words import system_words as why


def not_done(error: OSError) -> Text:
    """The same with the file it is about, as a sentence."""
    name = (
        sentence("commands.file.name", name=os.fsdecode(error.filename))
        if isinstance(error.filename, str | bytes)
        else ""
    )
    return sentence("commands.file.not-done", why=why(error), name=name)


def write_new(path: Path, chunks: Iterable[str]) -> None:
    """As `write_new_bytes`, piece by piece."""
    _write_new(path, (chunk.encode() for chunk in chunks))


def write_new_bytes(path: Path, content: bytes) -> None:
    """Write a new private file, which gets its name only when all of it is on the disk.

    Raises:
        Refused: there is one of that name, or it cannot be written; nothing of it is left.
    """
    _write_new(path, (content,))


def _write_new(path: Path, chunks: Iterable[bytes]) -> None:
    def write(file: BinaryIO) -> None:
        for chunk in chunks:
            _write(file.fileno(), chunk, path)

    write_new_file(path, write)


def write_new_file(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a new private file, which gets its name only when all of it is on the disk.

    Raises:
        Refused: there is one of that name, or it cannot be written; nothing of it is left.
    """
    if os.path.lexists(path):
        raise _taken(path)
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.draft")
    try:
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Refused(sentence("commands.file.not-written", path=path, why=why(error))) from error
    try:
        with os.fdopen(fd, "wb", buffering=0) as file:
            write(file)
            try:
                os.fsync(file.fileno())
            except OSError as error:
                raise _half(path, error) from error
        _name(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _write(fd: int, content: bytes, path: Path) -> None:
    """Only what writing refuses is about the file; what making the chunks refuses is not."""
    try:
        while content:
            content = content[os.write(fd, content) :]
    except OSError as error:
        raise _half(path, error) from error


def _name(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # a memory stick's file system has no second names
        if os.path.lexists(path):
            raise _taken(path) from None
        try:
            draft.rename(path)
        except OSError as error:
            raise _half(path, error) from error


def _taken(path: Path) -> Refused:
    return Refused(sentence("commands.file.taken", path=path))


def _half(path: Path, error: OSError) -> Refused:
    return Refused(sentence("commands.file.half", path=path, why=why(error)))
