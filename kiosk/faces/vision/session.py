"""One camera session: frame by frame from faces to hints and an answer. Knows no camera, no clock and no process."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image
from kiosk.faces.matching.decision import Ballot, Matched, Policy, Verdict
from kiosk.faces.matching.gallery import Gallery
from kiosk.faces.quality.guidance import hint_for, view_of
from kiosk.visits.events import FaceHint, FaceMatched, FaceSeen, FaceUnknown

HINT_AFTER_FRAMES = 2
"""A hint is said when so many frames in a row agree, so that it does not flicker."""
REPEAT_S = 0.5
FOLLOW_S = 0.33
"""After the answer the face is looked for no oftener than this: only the preview still needs it."""

SessionEvent = FaceSeen | FaceMatched | FaceUnknown


@dataclass(frozen=True, slots=True)
class Look:
    """What one frame gave: events to send, and the one face that was looked at."""

    events: tuple[SessionEvent, ...]
    face: FoundFace | None


class Session:
    """Looks at the largest face only: others are neither aligned nor compared nor shown.

    After the verdict frames are no longer compared; `look` goes on telling where the face is, for the preview.
    """

    def __init__(self, number: int, engine: FaceEngine, gallery: Gallery, policy: Policy, started_s: float) -> None:
        self.number = number
        self._engine, self._gallery = engine, gallery
        self._ballot = Ballot(policy, started_s)
        self._before: FoundFace | None = None
        self._hint, self._hint_frames = FaceHint.NOBODY, 0
        self._said: tuple[FaceHint, float] | None = None
        self._said_s = -1e9
        self._detected_s = -1e9
        self.over = False

    def look(self, image: Image, now_s: float) -> Look:
        """Judge one frame taken at `now_s`."""
        if self.over and now_s - self._detected_s < FOLLOW_S:
            return Look((), self._before)
        faces, self._detected_s = self._engine.detect(image), now_s
        face = faces[0] if faces else None
        if self.over:
            self._before = face
            return Look((), face)
        hint = FaceHint.NOBODY if face is None else hint_for(view_of(image, face), faces, self._before)
        self._before = face
        verdict: Verdict | None = None
        if face is not None and hint is FaceHint.GOOD:
            probe = self._engine.encode(image, face)
            verdict = self._ballot.vote(self._gallery.search(probe, self._engine.distances))
        else:
            self._ballot.interrupt()
        return Look((*self._seen(hint, now_s), *self._answer(verdict or self._ballot.at(now_s))), face)

    def blind(self, now_s: float) -> tuple[SessionEvent, ...]:
        """There is no frame to look at; only time passes."""
        return () if self.over else self._answer(self._ballot.at(now_s))

    def _seen(self, hint: FaceHint, now_s: float) -> tuple[FaceSeen, ...]:
        self._hint_frames = self._hint_frames + 1 if hint is self._hint else 1
        self._hint = hint
        settled = self._hint_frames >= HINT_AFTER_FRAMES or self._said is None
        shown = hint if settled or self._said is None else self._said[0]
        news = (shown, round(self._ballot.progress, 2))
        if news == self._said and now_s - self._said_s < REPEAT_S:
            return ()
        self._said, self._said_s = news, now_s
        return (FaceSeen(self.number, *news),)

    def _answer(self, verdict: Verdict | None) -> tuple[SessionEvent, ...]:
        if verdict is None:
            return ()
        self.over = True
        if isinstance(verdict, Matched):
            return (FaceMatched(self.number, verdict.resident_id, round(verdict.score, 4)),)
        return (FaceUnknown(self.number),)
