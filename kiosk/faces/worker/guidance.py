"""What the person before the camera is told, without flicker: a hint, three marks, how full the ring is. Pure."""

from __future__ import annotations

from kiosk.faces.events import FaceChecks, FaceHint, FaceSeen

AFTER_FRAMES = 2
"""A hint or a mark is changed when so many frames in a row agree."""
REPEAT_S = 0.5

_News = tuple[FaceHint, float, FaceChecks | None]


class Guidance:
    """Turns frames into the few messages worth sending. One instance for one session."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._hint, self._hint_frames = FaceHint.NOBODY, 0
        self._checks: FaceChecks | None = None
        self._said: _News | None = None
        self._said_s = -1e9

    def message(self, hint: FaceHint, checks: FaceChecks | None, progress: float, now_s: float) -> tuple[FaceSeen, ...]:
        """One frame's result; empty while there is nothing new."""
        self._hint_frames = self._hint_frames + 1 if hint is self._hint else 1
        self._hint = hint
        settled = self._said is None or self._hint_frames >= AFTER_FRAMES
        shown = hint if settled or self._said is None else self._said[0]
        news = (shown, round(progress, 2), self._marks(checks))
        if news == self._said and now_s - self._said_s < REPEAT_S:
            return ()
        self._said, self._said_s = news, now_s
        return (FaceSeen(self._session, *news),)

    def _marks(self, checks: FaceChecks | None) -> FaceChecks | None:
        """Each mark changes only when two frames agree; without a face for two frames there are none."""
        before, self._checks = self._checks, checks
        shown = self._said[2] if self._said is not None else None
        if shown is None or checks is None or before is None:
            return checks if before is None or checks is not None else shown

        def mark(now: bool, then: bool, said: bool) -> bool:
            return now if now == then else said

        return FaceChecks(
            near=mark(checks.near, before.near, shown.near),
            lit=mark(checks.lit, before.lit, shown.lit),
            straight=mark(checks.straight, before.straight, shown.straight),
        )
