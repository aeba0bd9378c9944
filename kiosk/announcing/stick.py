"""Pictures and texts on the stick plugged in last. Only its own folder is looked into, and no link followed."""

from __future__ import annotations

import os
from dataclasses import dataclass

from kiosk.announcing.picture import MOST_BYTES
from kiosk.imports.copies import NotPlain, open_plain, read_at
from kiosk.sentences import Refusal, sentence
from kiosk.stick_files import PICTURES, TEXTS, StickFile, StickItem, StickPlace, listed, still_the_same
from kiosk.sticks import Stick, the_stick

KINDS = {"picture": PICTURES, "text": TEXTS}


@dataclass(frozen=True, slots=True)
class Offered:
    """One file that can be taken."""

    place: StickPlace
    file: StickFile
    kind: str

    @property
    def key(self) -> str:
        """Names it among the others."""
        return self.file.key

    @property
    def shown(self) -> str:
        """Its name, as it can be shown."""
        return self.file.shown


def offered(found: tuple[Stick, ...], kind: str) -> tuple[Offered, ...]:
    """The files of a kind, the newest first. Raises Refusal: no stick, or it was pulled."""
    place = StickPlace(the_stick(found))
    files = listed(place, KINDS[kind]).files
    return tuple(Offered(place, file, kind) for file in files if file.kind is not StickItem.FOLDER)


def bytes_of(one: Offered) -> bytes:
    """What stands in it, one byte more than may be at most. Raises Refusal: pulled, changed or not to be read."""
    path = still_the_same(one.place, one.file, KINDS[one.kind])
    try:
        fd = open_plain(path)
    except (OSError, NotPlain):
        raise Refusal(sentence("sticks.refused.not-read")) from None
    try:
        return read_at(fd, 0, MOST_BYTES + 1)
    except OSError:
        raise Refusal(sentence("sticks.refused.not-read")) from None
    finally:
        os.close(fd)
