"""A list read in a process of its own, which has the file's bytes and nothing else, and little of everything.

What it says is checked like the file itself. When it dies, says nonsense, or takes too long, nothing was read.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from devices.clock import Clock, SystemClock
from kiosk.imports.copies import FileCopy, NotPlain, TooLarge, copied, open_plain
from kiosk.imports.messages import (
    LENGTH_BYTES,
    LONGEST_MESSAGE,
    Done,
    EntrySaid,
    Head,
    Message,
    Noticed,
    Photos,
    Rows,
    RowSaid,
    Unread,
    Went,
    unpacked,
)
from kiosk.imports.rows import (
    EMPTY,
    MOST_ROWS,
    Cell,
    CellKind,
    Column,
    ImportRefused,
    PhotoPlace,
    PhotoRef,
    Progress,
    Sheet,
    SheetRow,
    ZipEntry,
)
from kiosk.sentences import Text, table

COMMAND = (sys.executable, "-m", "kiosk.imports.reader")
DEADLINE_S = 60.0
"""On the wall: a process that waits uses no processor."""
MOST_SAID = 128 << 20
MOST_NOTICES = 100
_LOOK_EVERY_S = 0.1


class Cancelled(Exception):
    """Somebody did not want it any more."""


def read_sheet(
    path: Path, progress: Progress | None = None, *, clock: Clock | None = None,
    cancelled: threading.Event | None = None, command: Sequence[str] = COMMAND, copy: FileCopy | None = None,
) -> Sheet:  # fmt: skip
    """The list in a file. The stick may be pulled when this has returned.

    Args:
        progress: Told about rows read, on this thread.
        clock: For the deadline.
        cancelled: Set by anybody, ends it.
        copy: The file's bytes, when somebody has them already.

    Raises:
        ImportRefused: not readable as a list, and why in a sentence.
        Cancelled: `cancelled` was set. The process is gone.
    """
    copy = copy or copy_of(path)
    return sheet_of(_said(copy, "list", clock or SystemClock(), cancelled, command), path, copy, progress)


def sheet_of(said: Iterable[Message], path: Path, copy: FileCopy, progress: Progress | None = None) -> Sheet:
    """The sheet that messages tell of, up to the last of them. Raises ImportRefused for what cannot be one."""
    head: Head | None = None
    rows: list[SheetRow] = []
    notices: list[Text] = []
    for message in said:
        match message:
            case Went():
                if progress:
                    progress(message.done, message.total)
            case Head() if head is None:
                head = message
            case Rows() if head is not None:
                rows += (_row(each, head, path, copy) for each in message.rows)
                if len(rows) > MOST_ROWS:
                    raise refused("damaged")
            case Noticed() if len(notices) < MOST_NOTICES:
                notices.append(_noticed(message))
            case _:
                raise refused("damaged")
    if head is None:
        raise refused("damaged")
    return _sheet(head, rows, notices, copy.sha256)


def read_photo_zip(
    path: Path, *, clock: Clock | None = None, cancelled: threading.Event | None = None,
    command: Sequence[str] = COMMAND,
) -> tuple[PhotoRef, ...]:  # fmt: skip
    """The photos in a zip file; they are read from it one by one, so it must stay where it is.

    Raises:
        ImportRefused: not readable as a zip file, and why.
        Cancelled: `cancelled` was set.
    """
    with _opening():
        fd = open_plain(path)
    try:
        said = _said(fd, "photos", clock or SystemClock(), cancelled, command)
        entries = [entry for message in said if isinstance(message, Photos) for entry in message.entries]
    finally:
        os.close(fd)
    return tuple(PhotoRef(PhotoPlace.ZIP, path, each.member, _entry(each)) for each in entries)


def copy_of(path: Path) -> FileCopy:
    """The bytes of a file. Raises ImportRefused: not-plain, too-large or gone."""
    with _opening():
        return copied(path)


def refused(code: str, **blanks: object) -> ImportRefused:
    """A refusal by the last part of its key below `imports.file`."""
    sentences = table("imports.file")
    return ImportRefused(sentences.get(code, sentences["damaged"]).fill(**blanks))


@contextlib.contextmanager
def _opening() -> Iterator[None]:
    try:
        yield
    except NotPlain:
        raise refused("not-plain") from None
    except TooLarge:
        raise refused("too-large", most=100) from None
    except OSError:
        raise refused("gone") from None


def _said(source: FileCopy | int, what: str, clock: Clock, cancelled: threading.Event | None,
          command: Sequence[str]) -> Iterator[Message]:  # fmt: skip
    """Every message up to the last one. The process is gone when this ends, however it ends."""
    if not hasattr(os, "killpg"):  # Windows: no limits for a process, and no wait for a pipe
        raise refused("not-here")
    child = subprocess.Popen(
        (*command, what),
        stdin=source if isinstance(source, int) else source.fd,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        start_new_session=True,
        env=_environment(),
    )
    assert child.stdout is not None
    try:
        with child.stdout as output:
            yield from _messages(output.fileno(), _until(clock, cancelled))
    finally:
        _end(child)


def _messages(fd: int, look: Callable[[], None]) -> Iterator[Message]:
    waiting = bytearray()
    heard = 0
    with selectors.DefaultSelector() as selector:
        selector.register(fd, selectors.EVENT_READ)
        while True:
            look()
            if not selector.select(_LOOK_EVERY_S):
                continue
            data = os.read(fd, 1 << 16)
            heard += len(data)
            if not data or heard > MOST_SAID:
                raise refused("damaged")
            waiting += data
            while (message := _next(waiting)) is not None:
                if isinstance(message, Unread):
                    raise _unread(message)
                if isinstance(message, Done):
                    return
                yield message


def _next(waiting: bytearray) -> Message | None:
    if len(waiting) < LENGTH_BYTES:
        return None
    length = int.from_bytes(waiting[:LENGTH_BYTES], "big")
    if length > LONGEST_MESSAGE:
        raise refused("damaged")
    if len(waiting) < LENGTH_BYTES + length:
        return None
    body = bytes(waiting[LENGTH_BYTES : LENGTH_BYTES + length])
    del waiting[: LENGTH_BYTES + length]
    try:
        return unpacked(body)
    except msgspec.MsgspecError:
        raise refused("damaged") from None


def _until(clock: Clock, cancelled: threading.Event | None) -> Callable[[], None]:
    deadline_s = clock.now().monotonic_s + DEADLINE_S

    def look() -> None:
        if cancelled is not None and cancelled.is_set():
            raise Cancelled
        if clock.now().monotonic_s > deadline_s:
            raise refused("too-slow")

    return look


def _environment() -> dict[str, str]:
    """The own one, with nothing in it that starts threads or makes a library of another kind."""
    return {**os.environ, "OPENPYXL_LXML": "False", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(child: subprocess.Popen[bytes]) -> None:
    """The process and whatever it began. It is not waited for politely: it has nothing to lose."""
    with contextlib.suppress(OSError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _unread(message: Unread) -> ImportRefused:
    try:
        return refused(message.code, **message.blanks)
    except KeyError:
        return refused("damaged")


def _noticed(message: Noticed) -> Text:
    try:
        return table("imports.noticed")[message.code].fill(**message.blanks)
    except KeyError:
        raise refused("damaged") from None


def _entry(said: EntrySaid) -> ZipEntry:
    return ZipEntry(said.offset, said.packed, said.size, said.method, said.crc)


def _row(said: RowSaid, head: Head, path: Path, copy: FileCopy) -> SheetRow:
    if len(said.cells) > len(head.headers):
        raise refused("damaged")
    cells = [EMPTY if kind is CellKind.EMPTY else Cell(kind, text) for kind, text in said.cells]
    cells += [EMPTY] * (len(head.headers) - len(cells))
    photos = [PhotoRef(PhotoPlace.SHEET, path, each.member, _entry(each), copy) for each in said.photos]
    return SheetRow(said.number, tuple(cells), photos[0] if len(photos) == 1 else None, len(photos))


def _sheet(head: Head, rows: list[SheetRow], notices: list[Text], sha256: str) -> Sheet:
    known = {column.value for column in Column}
    indices = {*head.mapping, *head.unclear}
    if not set(head.mapping.values()) <= known or not all(0 <= index < len(head.headers) for index in indices):
        raise refused("damaged")
    return Sheet(
        name=head.name, header_row=head.header_row, headers=head.headers,
        mapping={index: Column(name) for index, name in head.mapping.items()},
        unclear=tuple(head.unclear), dropped=head.dropped, hidden_sheets=head.hidden_sheets,
        rows=tuple(rows), sha256=sha256, notices=tuple(notices), is_text=head.is_text,
    )  # fmt: skip
