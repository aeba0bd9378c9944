"""Which file says which sentence: `resources/voice/LANGUAGE/manifest.json`, made by .ci/bake_voice.py."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from pathlib import Path

import msgspec

import resources
from kiosk.sentences import LANGUAGE, Text
from kiosk.voice.spoken import fingerprint
from resources.learnt import learn

log = logging.getLogger("kiosk.voice")


class Clip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence as a sound.

    Attributes:
        key: Of the sentence in the catalogue; a text of several sentences has several clips.
        text_sha: Fingerprint of the words that are said.
        pinyin: How they are said: syllables with tones 1 to 5, those of a word joined by `-`, pauses as , . ; : ?
        file: Beside the manifest; the same sounds are one file.
        ms: How long it lasts.
        voice: Who speaks.
        sha256: Of the file.
    """

    key: str
    text_sha: str
    pinyin: str
    file: str
    ms: int
    voice: str
    sha256: str


learn(Clip)


class Clips:
    """The clips of one language.

    Args:
        folder: Where the manifest is; that of the language this terminal speaks if None. No manifest is no clips.

    Raises:
        msgspec.ValidationError: the manifest is damaged.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or resources.path("voice") / LANGUAGE
        manifest = self.folder / "manifest.json"
        self.rows = msgspec.json.decode(manifest.read_bytes(), type=tuple[Clip, ...]) if manifest.exists() else ()
        self._by_words = {row.text_sha: row for row in self.rows}
        self._unusable: set[str] = set()

    def of(self, sentences: Iterable[Text]) -> tuple[Clip, ...]:
        """The clips that say these sentences; none when one of them has none: a notice is read whole or not at all."""
        found = []
        for sentence in sentences:
            row = self._by_words.get(fingerprint(sentence))
            if row is None or not (self.folder / row.file).is_file():
                self._tell(sentence.key, "has no clip: its screen is not read aloud")
                return ()
            if row.file in self._unusable:
                return ()
            found.append(row)
        return tuple(found)

    def path(self, clip: Clip) -> Path:
        """Where its file is."""
        return self.folder / clip.file

    def is_whole(self, clip: Clip) -> bool:
        """Whether its file is the one that was made."""
        try:
            return hashlib.sha256(self.path(clip).read_bytes()).hexdigest() == clip.sha256
        except OSError:
            return False

    def set_aside(self, clip: Clip) -> None:
        """It cannot be played: what needs it is not read aloud any more."""
        self._tell(clip.file, "cannot be played: what it says is not read aloud")

    def _tell(self, what: str, why: str) -> None:
        if what not in self._unusable:
            self._unusable.add(what)
            log.warning("%s %s", what, why)
