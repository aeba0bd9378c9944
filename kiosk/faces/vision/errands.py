"""What the kiosk has asked the vision process to do, so that one answer reaches it, and only to what was asked last."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace

from kiosk.faces.events import (
    FaceMatched,
    FaceNeedsCard,
    FaceUnknown,
    HolderCompared,
    Likeness,
)
from kiosk.faces.vision.commands import encode_command
from kiosk.faces.vision.reports import EnrolmentFailed, EnrolmentFault, EnrolmentTaken

Answer = FaceMatched | FaceUnknown | FaceNeedsCard | HolderCompared | EnrolmentTaken | EnrolmentFailed


@dataclass(frozen=True, slots=True, repr=False)
class Errand:
    """One thing asked for.

    Attributes:
        key: Session number, or visit id.
        line: The command.
        refusal: The answer when there is no vision process to ask.
        may_be_repeated: A new process is asked again; else the refusal is the answer.
    """

    key: int | str
    line: bytes
    refusal: Answer
    may_be_repeated: bool

    @classmethod
    def search(cls, session: int) -> Errand:
        """A camera session."""
        return cls(session, encode_command("start", session=session), FaceUnknown(session), True)

    @classmethod
    def compare(cls, visit_id: str, resident_id: str, photo: bytes | None = None) -> Errand:
        """A comparison with one member; it has seconds only, and is not begun again."""
        picture = {} if photo is None else {"photo": base64.b64encode(photo).decode()}
        line = encode_command("compare", visit_id=visit_id, resident_id=resident_id, **picture)
        return cls(visit_id, line, HolderCompared(visit_id, Likeness.UNSURE), False)

    @classmethod
    def enrol(cls, session: int) -> Errand:
        """Taking a template."""
        failed = EnrolmentFailed(session, EnrolmentFault.NO_CAMERA)
        return cls(session, encode_command("enrol", session=session), failed, True)


class Errands:
    """The last errand, and whether it has been answered. Not safe by itself: its owner holds a lock."""

    def __init__(self) -> None:
        self._last: Errand | None = None
        self._answered = False

    @property
    def open(self) -> Errand | None:
        """What a new process must be asked, None when nothing waits for an answer."""
        return None if self._answered else self._last

    def begin(self, errand: Errand) -> None:
        """Something new was asked; what was asked before is dropped."""
        self._last, self._answered = errand, False

    def drop(self) -> None:
        """Nobody waits any more."""
        self._last, self._answered = None, False

    def is_running(self, key: int | str) -> bool:
        """Whether it is the last one, answered or not."""
        return self._last is not None and self._last.key == key

    def answer(self, answer: Answer) -> bool:
        """An answer came; whether it is to be passed on. Only the first is, and only to what was asked last."""
        key = answer.visit_id if isinstance(answer, HolderCompared) else answer.session
        if self._answered or not self.is_running(key):
            return False
        self._settle()
        return True

    def lost(self, *, all_of_them: bool) -> Errand | None:
        """The process died: the errand that has to be refused now, None when it waits for the next process."""
        errand = self.open
        if errand is None or (errand.may_be_repeated and not all_of_them):
            return None
        self._settle()
        if all_of_them:
            self._last = None
        return errand

    def _settle(self) -> None:
        """It is answered: nothing is asked again, and what was asked, which may hold a picture, is not kept."""
        self._answered = True
        if self._last is not None:
            self._last = replace(self._last, line=b"")
