"""What a terminal starts with: its configuration file, or the settings it ran with before where that does not start it.

A wrong setting must not leave a dark screen in the hall. In the data folder lie `settings.good`, the file as the
terminal last opened with it, and `settings.trying`, how often another one was tried and why it did not open. A file
that was refused is tried again as soon as it is changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.sentences import NO_WORDS, Text, sentence
from kiosk.settings import Mistake, Settings, SettingsError
from kiosk.settings.loading import read_bytes, settings_of, text_of
from kiosk.store.durable import write_whole

if TYPE_CHECKING:
    from kiosk.configuring.changing import Trail

log = logging.getLogger("kiosk")

GOOD, TRYING = "settings.good", "settings.trying"
TRIES = 2
"""A file under which the process died so often before it opened is not tried again: its settings may be what kills
it. Once may be a power cut.
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Settings to start with.

    Attributes:
        refused: Why the file is not what they are from; empty when it is.
        mistakes: Everything that is wrong in the file, where it is the file that is wrong.
    """

    settings: Settings
    refused: Text = NO_WORDS
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tried:
    digest: str = ""
    tries: int = 0
    why: str = ""


class LastGood:
    """One start of a terminal. What cannot be noted on the disk does not keep the terminal from starting.

    Args:
        file: The configuration file; None when there is none, and nothing is kept.
    """

    def __init__(self, file: Path | None, data_dir: Path) -> None:
        self._file = None if file is None else file.resolve()
        self._good, self._trying = data_dir / GOOD, data_dir / TRYING
        self._text = ""
        self._before: Settings | None = None
        self._fell_back = False

    def choose(self) -> Chosen:
        """What to start with, noted as tried. Raises SettingsError when the file cannot be used and there is nothing
        before it.
        """
        chosen = self.look()
        if self._on_trial():
            self._note(_Tried(_digest(self._text), self._tried().tries + 1))
        return chosen

    def look(self) -> Chosen:
        """What to start with, for whoever only asks: nothing is written. Raises SettingsError as `choose` does."""
        if self._file is None:
            return Chosen(Settings())
        good = self._good_text()
        self._before = self._usable(good)
        try:
            self._text = text_of(read_bytes(self._file), self._file)
            settings = settings_of(self._text, self._file)
        except SettingsError as error:
            return self._instead(Text(str(error.mistakes[0])), error)
        if not self._on_trial():
            return Chosen(settings)
        tried = self._tried()
        if tried.why:
            return self._instead(Text(tried.why))
        if tried.tries >= TRIES:
            return self._instead(sentence("config.start.died"))
        return Chosen(settings)

    def opened(self) -> None:
        """The terminal is open with what was chosen: from now on this is what was before."""
        if self._file is None or self._fell_back:
            return
        if self._text != self._good_text():
            _quietly(self._good, json.dumps({"file": str(self._file), "text": self._text}, ensure_ascii=False).encode())
        self._forget()

    def refuse(self, why: Text) -> bool:
        """The terminal does not open with the file as it is; whether the next start takes what was before."""
        return self._on_trial() and self._note(_Tried(_digest(self._text), TRIES, why))

    def ended(self) -> None:
        """The terminal was ended in good order, open or not: this start counts as no try."""
        tried = self._tried()
        if tried.digest and not tried.why:
            self._forget()

    def _on_trial(self) -> bool:
        """Whether it is started with another file than the one it last opened with."""
        unlike = self._before is not None and self._text != self._good_text()
        return self._file is not None and not self._fell_back and unlike

    # --- the disk -----------------------------------------------------------------------------------------------
    def _instead(self, why: Text, error: SettingsError | None = None) -> Chosen:
        if self._before is None:
            assert error is not None
            raise error
        self._fell_back = True
        return Chosen(self._before, why, () if error is None else error.mistakes)

    def _good_text(self) -> str | None:
        found = _read(self._good)
        text = found.get("text") if found.get("file") == str(self._file) else None
        return text if isinstance(text, str) else None

    def _usable(self, text: str | None) -> Settings | None:
        if text is None:
            return None
        try:
            return settings_of(text, self._good)
        except SettingsError:
            return None

    def _tried(self) -> _Tried:
        """Of the file as it is; nothing of another one."""
        found = _read(self._trying)
        try:
            tried = _Tried(str(found["digest"]), int(found["tries"]), str(found["why"]))
        except (KeyError, TypeError, ValueError):
            return _Tried()
        return tried if tried.digest == _digest(self._text) else _Tried()

    def _forget(self) -> None:
        with contextlib.suppress(OSError):
            self._trying.unlink(missing_ok=True)

    def _note(self, tried: _Tried) -> bool:
        return _quietly(self._trying, json.dumps(asdict(tried), ensure_ascii=False).encode())


def say_refused(file: Path | None, why: Text, trail: Trail) -> None:
    """Into the log and the audit trail, where the terminal runs with the settings before; nothing where it does not."""
    if why:
        log.error("%s", sentence("config.start.before", file=file, why=why))
        trail.note("terminal", "settings.not-started", None)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _quietly(path: Path, content: bytes) -> bool:
    try:
        write_whole(path, content)
    except OSError:
        return False
    return True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
