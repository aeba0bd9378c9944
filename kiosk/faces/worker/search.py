"""Who stands there? One search among the members, from frames to one answer. Pure."""

from __future__ import annotations

from kiosk.faces.engines.engine import FoundFace, Image, Vector
from kiosk.faces.events import (
    CardNeeded,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    PersonLeft,
    SomebodyNear,
)
from kiosk.faces.liveness.fusion import Liveness
from kiosk.faces.liveness.head_turn import Ask, HeadTurn, Sighting
from kiosk.faces.matching.decision import Ballot, LookAlike, Matched, Unknown, Verdict
from kiosk.faces.matching.gallery import Gallery
from kiosk.faces.matching.policy import Policy
from kiosk.faces.protocol.messages import Decided, HolderVector, Outcome
from kiosk.faces.worker.collecting import Collected, Collector
from kiosk.faces.worker.guidance import Guidance
from kiosk.faces.worker.liveness_check import hint_of
from kiosk.faces.worker.same_person import Follower
from kiosk.faces.worker.session import FrameResult
from kiosk.faces.worker.timings import Timings

FOLLOW_S = 0.33
"""After the answer faces are looked at no oftener than this: for the preview, and for whether it is still the same."""
FRONTAL_DEG = 12.0
"""While the head is being turned only frames turned less are compared: they must still show the same person."""

Answer = FaceMatched | FaceUnknown | FaceNeedsCard
SearchEvent = FaceSeen | Answer | PersonLeft | SomebodyNear


class Search:
    """Looks for whoever stands there, in a gallery, by its policy.

    After the answer nobody is searched for any more. `on_frame` goes on telling where the face is, for the preview, and
    says that the person left and somebody came when another face takes the place of the one that was named.

    Args:
        number: Carried by every event.
        timings: Those of the collector's judge.
    """

    def __init__(
        self,
        number: int,
        collector: Collector,
        gallery: Gallery,
        policy: Policy,
        give_up_s: float,
        started_s: float,
        timings: Timings | None = None,
    ) -> None:
        self.number = number
        self._collector, self._policy, self._timings = collector, policy, timings or Timings()
        self._ballot = Ballot(collector.engine, gallery, policy, give_up_s, started_s, self._second)
        self._guidance = Guidance(number)
        self._turn: HeadTurn | None = None
        self._found: Matched | None = None
        self._follower: Follower | None = None
        self._face: FoundFace | None = None
        self._detected_s = -1e9
        self.over = False
        self.is_shown = True
        self.decided: Decided | None = None
        self.holder: HolderVector | None = None

    def begin(self, now_s: float) -> tuple[SearchEvent, ...]:
        """The answer that needs no look: too many people to search."""
        if self._policy.search:
            return ()
        return self._end(FaceNeedsCard(self.number, CardNeeded.TOO_MANY), Outcome.TOO_MANY, now_s)

    def on_frame(self, image: Image, now_s: float) -> FrameResult:
        """Judge one frame taken at `now_s`."""
        if self.over:
            return FrameResult(self._follow(image, now_s), self._face)
        if self._detected_s < 0.0:
            self._ballot.begin(now_s)  # a camera that is opened for each session takes its time
        self._detected_s = now_s
        if self._turn is not None:
            return self._judge_turn(image, now_s, self._turn)
        collected = self._collector.add(image, now_s)
        self._face = collected.frame.face
        if collected.restarted:
            self._ballot.start_over()
        verdict: Verdict | None = None
        if collected.evidence is not None:
            with self._timings.of("search"):
                verdict = self._ballot.add(collected.evidence)
        verdict = verdict or self._ballot.at(now_s)
        answer = () if verdict is None else self._judge(verdict, now_s)
        return FrameResult((*self._tell(collected, now_s), *answer), self._face)

    def on_no_frame(self, now_s: float) -> tuple[SearchEvent, ...]:
        """There is no frame to look at; only time passes."""
        if self.over:
            return ()
        if self._turn is not None:
            return self._not_live(now_s) if self._turn.at(now_s) is Ask.FAILED else ()
        verdict = self._ballot.at(now_s)
        return () if verdict is None else self._judge(verdict, now_s)

    def settle(self) -> None:
        self._ballot.start_over()
        self._collector.forget()
        self._found = self._turn = None

    def forget(self) -> None:
        self.settle()
        if self._follower is not None:
            self._follower.forget()
            self._follower = None

    def _follow(self, image: Image, now_s: float) -> tuple[SearchEvent, ...]:
        if now_s - self._detected_s < FOLLOW_S:
            return ()
        self._detected_s = now_s
        if self._follower is None:
            self._face = self._collector.detect(image)
            return ()
        self._face, vector = self._collector.face_and_vector(image, now_s)
        swapped = vector is not None and self._follower.is_somebody_else(vector)
        return (PersonLeft(), SomebodyNear()) if swapped else ()

    def _second(self) -> Vector | None:
        best = self._collector.best
        return best.scores() if best is not None and self._policy.second_opinion else None

    def _tell(self, collected: Collected, now_s: float) -> tuple[FaceSeen, ...]:
        hint = collected.frame.hint
        if self._turn is not None and hint in (FaceHint.GOOD, FaceHint.LOOK_HERE, FaceHint.HOLD_STILL):
            hint = hint_of(self._turn.ask)
        return self._guidance.message(hint, collected.frame.checks, self._ballot.progress, now_s)

    # --- is it a living person? -----------------------------------------------------------------------------------
    def _judge(self, verdict: Verdict, now_s: float) -> tuple[SearchEvent, ...]:
        match verdict:
            case Unknown():
                outcome = Outcome.GAVE_UP if verdict.gave_up else Outcome.UNKNOWN
                return self._end(FaceUnknown(self.number), outcome, now_s)
            case LookAlike():
                why = CardNeeded.LOOK_ALIKE
                return self._end(FaceNeedsCard(self.number, why), Outcome.LOOK_ALIKE, now_s)
            case Matched():
                return self._prove(verdict, now_s)

    def _prove(self, found: Matched, now_s: float) -> tuple[SearchEvent, ...]:
        match self._collector.liveness.verdict():
            case Liveness.LIVE:
                return self._matched(found, now_s)
            case Liveness.ATTACK:
                return self._not_live(now_s)
            case Liveness.DOUBTFUL:
                self._found, self._turn = found, self._collector.liveness.challenge(now_s)
                return ()

    def _judge_turn(self, image: Image, now_s: float, turn: HeadTurn) -> FrameResult:
        """A turned head is not compared, a straight one must still be the same person's."""
        collected = self._collector.add(image, now_s, most_yaw_deg=FRONTAL_DEG)
        frame = collected.frame
        self._face = frame.face
        if frame.face is None or frame.pose is None:
            ask = turn.at(now_s)
        else:
            same = False if collected.restarted else True if collected.evidence is not None else None
            ask = turn.see(Sighting(now_s, frame.face, frame.pose, same))
        told = self._tell(collected, now_s)
        if ask is Ask.FAILED or collected.restarted or self._collector.liveness.verdict() is Liveness.ATTACK:
            return FrameResult((*told, *self._not_live(now_s)), self._face)
        if ask is Ask.PASSED and self._found is not None:
            return FrameResult((*told, *self._matched(self._found, now_s)), self._face)
        return FrameResult(told, self._face)

    def _not_live(self, now_s: float) -> tuple[SearchEvent, ...]:
        return self._end(FaceNeedsCard(self.number, CardNeeded.NOT_LIVE), Outcome.NOT_LIVE, now_s)

    def _matched(self, found: Matched, now_s: float) -> tuple[SearchEvent, ...]:
        outcome = Outcome.MATCHED if found.sure else Outcome.ASKED
        if self._collector.frames:
            self._follower = Follower(self._collector.engine, self._collector.fused())
        return self._end(FaceMatched(self.number, found.resident_id, round(found.score, 4), found.sure), outcome, now_s)

    def _end(self, answer: Answer, outcome: Outcome, now_s: float) -> tuple[SearchEvent, ...]:
        collector, best = self._collector, self._ballot.best
        first_s = now_s if collector.first_s is None else collector.first_s
        runner_up = None if best is None or best.runner_up == float("-inf") else round(best.runner_up, 4)
        self.decided = Decided(
            outcome=outcome,
            top1=None if best is None else round(best.score, 4),
            top2=runner_up,
            liveness=collector.liveness.mean,
            quality=round(collector.quality, 3),
            frames=len(collector.frames),
            seconds=round(now_s - first_s, 3),
            stage_ms=self._timings.mean_ms(),
        )
        self.over = True
        return (answer,)
