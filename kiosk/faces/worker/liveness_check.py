"""Is it a living person, over the very frames that decide? Scores, repeated frames, and a challenge in doubt.

Pure: joins the parts of `kiosk.faces.liveness` for one session.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.events import FaceHint
from kiosk.faces.liveness.fusion import Limits, Liveness, fuse, judge
from kiosk.faces.liveness.head_turn import Ask, HeadTurn
from kiosk.faces.liveness.provider import LivenessProvider
from kiosk.faces.liveness.replay import ReplayWatch
from kiosk.faces.matching.decision import MOST_FRAMES
from kiosk.faces.worker.timings import Timings

Draw = Callable[[], bool]

_HINTS = {Ask.TURN_LEFT: FaceHint.TURN_LEFT, Ask.TURN_RIGHT: FaceHint.TURN_RIGHT}


def limits_of(live_from: float, doubt_from: float) -> Limits:
    """The camera's two settings as `kiosk.faces.liveness.fusion` wants them; impossible ones are brought in reach."""
    attack = min(0.99, max(0.001, doubt_from))
    live = min(0.999, max(attack, live_from))
    return Limits(threshold=(live + attack) / 2, doubt=(live - attack) / 2)


def draw_side() -> bool:
    """Left or right, as nobody can foresee."""
    return bool(secrets.randbits(1))


class LivenessCheck:
    """One session's view of whether somebody living stands there.

    Args:
        provider: Loaded; None when liveness is switched off: everybody is alive then.
        may_repeat: The source is a recording that starts over at its end.
    """

    def __init__(
        self,
        provider: LivenessProvider | None,
        limits: Limits,
        timings: Timings | None = None,
        *,
        may_repeat: bool = False,
        draw: Draw = draw_side,
    ) -> None:
        self._provider, self._limits, self._timings, self._draw = provider, limits, timings or Timings(), draw
        self._replay = None if may_repeat or provider is None else ReplayWatch()
        self._scores: deque[float | None] = deque(maxlen=MOST_FRAMES)

    @property
    def mean(self) -> float | None:
        """The frames' fused score, None when there is none."""
        fused = fuse(self._scores)
        return None if fused is None else round(fused, 4)

    def watch(self, image: Image, face: FoundFace | None) -> None:
        """Every frame of the session, in order."""
        if self._replay is not None:
            with self._timings.of("replay"):
                self._replay.see(image, face)

    def score(self, image: Image, face: FoundFace) -> None:
        """A frame that counts."""
        if self._provider is not None:
            with self._timings.of("liveness"):
                self._scores.append(self._provider.score(image, face))

    def verdict(self) -> Liveness:
        """What the frames that count say. Frames no sensor sends are an attack, whoever is in them."""
        if self._provider is None:
            return Liveness.LIVE
        if self._replay is not None and self._replay.found is not None:
            return Liveness.ATTACK
        return judge(self._scores, self._limits)

    def challenge(self, now_s: float) -> HeadTurn:
        """Ask for a turn of the head."""
        return HeadTurn(self._draw, now_s)

    def start_over(self) -> None:
        """Somebody else may stand there: the scores are void. Repeated frames stay found."""
        self._scores.clear()


def hint_of(ask: Ask) -> FaceHint:
    """What the visitor is told."""
    return _HINTS.get(ask, FaceHint.LOOK_HERE)
