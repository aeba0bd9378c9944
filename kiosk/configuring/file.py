"""The configuration file on the disk: read with its fingerprint, saved whole or not at all, the old ones kept beside.

Whatever ends a save, a power cut too, leaves the old file or the new one. What was there before lies beside it as
`NAME.old-0001`, counted up, the newest ten of them; what an undo took away lies in `NAME.undone`.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.configuring.editing import Changes, edited
from kiosk.sentences import Refusal, sentence
from kiosk.settings import Settings
from kiosk.settings.loading import LARGEST, settings_of, text_of
from kiosk.system_words import system_words

KEPT = 10
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The file at one moment.

    Attributes:
        text: As TOML reads it; "" where there is no file yet.
        digest: SHA-256 of its bytes; "" where there is no file.
    """

    text: str
    digest: str

    @property
    def tables(self) -> dict[str, Any]:
        """What it says, right or wrong; nothing when it is no TOML."""
        try:
            return tomllib.loads(self.text)
        except (ValueError, RecursionError):
            return {}


class ChangedMeanwhile(Refusal):
    """Somebody else saved the file after it was read."""

    def __init__(self) -> None:
        super().__init__(sentence("config.refused.meanwhile"))


class ConfigFile:
    """One configuration file. Where its name is a link, the file the link leads to.

    Every method raises Refusal with a sentence where the operating system refuses.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def read(self) -> Snapshot:
        """What stands in it now. Raises SettingsError when it is no text."""
        raw = self._raw()
        if raw is None:
            return Snapshot("", "")
        return Snapshot(text_of(raw, self.path), _digest(raw))

    def check(self, text: str) -> Settings:
        """What the terminal would read from such a text. Raises SettingsError with everything that is wrong in it."""
        return settings_of(text, self.path)

    def changed(self, snapshot: Snapshot, changes: Changes) -> str:
        """The text with other values, checked whole. Raises SettingsError, and Refusal when it cannot be kept."""
        text = edited(snapshot.text, changes)
        self.check(text)
        return text

    def save(self, snapshot: Snapshot, text: str) -> None:
        """Put a text that was checked in place of the file as it was read. Raises ChangedMeanwhile."""
        with self._alone():
            raw = self._unchanged(snapshot)
            if raw is not None:
                self._keep(raw)
            with _saving():
                self._write(self.path, _as_before(text, raw or b""))
            self._forget_old()

    def before(self) -> Snapshot | None:
        """What the file said before the last save that can be undone; None when there is no such file."""
        kept = self._to_undo(self._raw())
        if not kept:
            return None
        with _reading():
            raw = kept[-1].read_bytes()
        return Snapshot(text_of(raw, kept[-1]), _digest(raw))

    def undo(self, snapshot: Snapshot) -> None:
        """Put back what stood there before the last save. Raises ChangedMeanwhile, and SettingsError when it cannot be
        used any more.
        """
        with self._alone():
            raw = self._unchanged(snapshot)
            kept = self._to_undo(raw)
            if raw is None or not kept:
                raise Refusal(sentence("config.refused.nothing-to-undo"))
            with _saving():
                before = kept[-1].read_bytes()
                self.check(text_of(before, self.path))
                self._write(self.path.with_name(f"{self.path.name}.undone"), raw)
                self._write(self.path, before)
                for spent in self._versions()[len(kept) - 1 :]:
                    spent.unlink(missing_ok=True)

    # --- the versions -------------------------------------------------------------------------------------------------
    def _versions(self) -> list[Path]:
        name = re.compile(re.escape(self.path.name) + r"\.old-[0-9]{4,9}")
        try:
            found = [path for path in self.path.parent.iterdir() if name.fullmatch(path.name)]
        except OSError:
            return []
        return sorted(found, key=lambda path: int(path.name.rpartition("-")[2]))

    def _to_undo(self, raw: bytes | None) -> list[Path]:
        """The versions up to the newest that is not what stands there: power may fail between a save's steps."""
        kept = self._versions()
        with _reading():
            while kept and kept[-1].read_bytes() == raw:
                kept.pop()
        return kept

    def _keep(self, raw: bytes) -> None:
        kept = self._versions()
        with _saving():
            if kept and kept[-1].read_bytes() == raw:
                return
            number = int(kept[-1].name.rpartition("-")[2]) + 1 if kept else 1
            self._write(self.path.with_name(f"{self.path.name}.old-{number:04}"), raw)

    def _forget_old(self) -> None:
        for path in self._versions()[:-KEPT]:
            with contextlib.suppress(OSError):  # one too many is no harm
                path.unlink()

    # --- the disk -----------------------------------------------------------------------------------------------------
    def _raw(self) -> bytes | None:
        with _reading():
            try:
                with self.path.open("rb") as file:
                    return file.read(LARGEST + 1)
            except FileNotFoundError:
                return None

    def _unchanged(self, snapshot: Snapshot) -> bytes | None:
        raw = self._raw()
        if ("" if raw is None else _digest(raw)) != snapshot.digest:
            raise ChangedMeanwhile
        return raw

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not there, with the owner and the permissions the file has."""
        draft = path.with_name(f".{path.name}.draft")
        try:
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(fd, "wb") as file:
                self._like_before(fd)
                file.write(content)
                file.flush()
                os.fsync(fd)
            os.replace(draft, path)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)

    def _like_before(self, fd: int) -> None:
        try:
            now = self.path.stat()
        except FileNotFoundError:
            return
        if (now.st_uid, now.st_gid) != (os.geteuid(), os.getegid()):
            with contextlib.suppress(PermissionError):  # then it is whoever's who saved it, and closed to others
                os.fchown(fd, now.st_uid, now.st_gid)
        os.fchmod(fd, now.st_mode & 0o777)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Of a page and a command that save at once, one after the other."""
        with _saving():
            fd = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refusal(sentence("config.refused.unreadable", why=system_words(error))) from error


@contextlib.contextmanager
def _saving() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refusal(sentence("config.refused.not-saved", why=system_words(error))) from error


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _as_before(text: str, raw: bytes) -> bytes:
    """Bytes with the mark and the line ends the file had."""
    fresh = text.replace("\n", "\r\n") if b"\r\n" in raw else text
    return (_MARK if raw.startswith(_MARK) else b"") + fresh.encode()


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
