"""Runs the one camera session there is: begins it as the kiosk asks, gives it every frame, and ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.matching.second_opinion import SecondOpinion
from kiosk.faces.protocol.lines import Command
from kiosk.faces.protocol.preview import PreviewWriter
from kiosk.faces.quality.gate import ENROLLING, SEARCHING, Limits, Zone
from kiosk.faces.worker.collecting import BestFrame, Collector
from kiosk.faces.worker.comparison import ChipHolder, Comparison, vector_of_photo
from kiosk.faces.worker.enrolment import Enrolment
from kiosk.faces.worker.frame_judge import FrameJudge
from kiosk.faces.worker.frame_source import FrameSource
from kiosk.faces.worker.inspection import Inspection
from kiosk.faces.worker.liveness_check import LivenessCheck, limits_of
from kiosk.faces.worker.mirror import Mirror
from kiosk.faces.worker.pipes import MessageWriter
from kiosk.faces.worker.search import Search
from kiosk.faces.worker.session import Said, Session
from kiosk.faces.worker.timings import Timings
from kiosk.faces.worker.upkeep import LOADING_WITHIN_S, Upkeep
from kiosk.settings import Camera as CameraSettings
from kiosk.settings import Faces


class SessionRunner:
    """Holds at most one session.

    Args:
        frames: Where the pictures come from.
        preview, mirror: Where the person sees themselves, and what makes that picture.

    Attributes:
        handlers: What obeys each command of the kiosk.
    """

    def __init__(
        self,
        camera: CameraSettings,
        faces: Faces,
        frames: FrameSource,
        upkeep: Upkeep,
        preview: PreviewWriter,
        mirror: Mirror,
        writer: MessageWriter,
        now_s: Callable[[], float],
    ) -> None:
        self._camera, self._faces, self._frames, self._upkeep = camera, faces, frames, upkeep
        self._zone = Zone(camera.guide_aside, camera.guide_above)
        self._models, self._galleries = upkeep.models, upkeep.galleries
        self._preview, self._mirror, self._writer, self._now_s = preview, mirror, writer, now_s
        self._timings = Timings(now_s)
        self._session: Session | None = None
        self._chip: ChipHolder | None = None
        self._answered = False
        self.handlers: dict[str, Callable[[Command], None]] = {
            "search": self._search,
            "compare": self._compare,
            "enrol": self._enrol,
            "inspect": self._inspect,
            "stop": lambda _: self._end(),
        }

    @property
    def is_busy(self) -> bool:
        """A session runs, or still shows its preview after its answer."""
        return self._session is not None

    def on_frame(self, image: Image) -> FoundFace | None:
        """Give the session a frame; the face it looked at. None without a session."""
        session = self._session
        if session is None:
            return None
        result = session.on_frame(image, self._now_s())
        if session.is_shown:
            with self._timings.of("preview"):
                self._preview.write(*self._mirror.render(image, result.face))
        self._pass_on(session, result.events)
        return result.face

    def on_no_frame(self) -> None:
        """The camera gives no frame now."""
        if self._session is not None:
            self._preview.blank()
            self._pass_on(self._session, self._session.on_no_frame(self._now_s()))

    def tune(self, aside: float, above: float) -> None:
        """Another guide zone, from the next session on."""
        self._zone = Zone(aside, above)

    def evict(self, resident_id: str) -> None:
        """A resident was revoked: the picture of their chip is compared with nobody."""
        if self._chip is not None:
            self._chip.evict(resident_id)

    # --- begin ----------------------------------------------------------------------------------------------------
    def _search(self, command: Command) -> None:
        self._upkeep.settle_policy()
        policy, gallery = self._galleries.policy, self._galleries.first
        collector, give_up_s = self._collector(SEARCHING), self._faces.give_up_s
        self._begin(Search(command["session"], collector, gallery, policy, give_up_s, self._now_s(), self._timings))

    def _compare(self, command: Command) -> None:
        self._upkeep.settle_policy()
        collector = self._collector(SEARCHING)
        session, resident_id = command["session"], command["resident_id"]
        limit, photo = self._galleries.policy.one_to_one, command.get("photo")
        chip = None if photo is None or resident_id in self._galleries else self._chip_holder(resident_id, photo)
        known, now_s = chip or self._galleries, self._now_s()
        self._begin(
            Comparison(session, resident_id, collector, known, limit, now_s, self._timings, by_photo=chip is not None),
            chip,
        )

    def _chip_holder(self, resident_id: str, photo: str) -> ChipHolder:
        self._writer.beat(LOADING_WITHIN_S)  # the decoder is somebody else's
        engine = self._models.engine
        made = ChipHolder(engine, resident_id, vector_of_photo(photo, engine))
        self._writer.beat()
        return made

    def _enrol(self, command: Command) -> None:
        self._upkeep.load_second()
        collector = self._collector(ENROLLING, with_second=False)
        second = self._models.second if self._models.is_second_ready else None
        self._begin(Enrolment(command["session"], collector, self._now_s(), second, self._timings))

    def _inspect(self, command: Command) -> None:
        self._frames.adjust()  # which controls the camera has
        judge, liveness = self._judge(SEARCHING), self._models.liveness
        self._begin(Inspection(command["session"], judge, self._zone, liveness, self._frames.told))

    def _judge(self, limits: Limits) -> FrameJudge:
        return FrameJudge(self._models.engine, self._timings, replace(limits, zone=self._zone))

    def _collector(self, limits: Limits, *, with_second: bool = True) -> Collector:
        judge = self._judge(limits)
        live_limits = limits_of(self._camera.live_from, self._camera.doubt_from)
        recorded = Path(self._camera.source).is_file()
        alive = LivenessCheck(self._models.liveness, live_limits, self._timings, may_repeat=recorded)
        best: BestFrame | None = None
        engine, gallery = self._models.second, self._galleries.second
        if with_second and engine is not None and gallery is not None and self._models.is_second_ready:
            best = BestFrame(engine, SecondOpinion(gallery), self._galleries.owners, self._timings)
        return Collector(judge, alive, best)

    def _begin(self, session: Session, chip: ChipHolder | None = None) -> None:
        self._end()
        self._timings.clear()
        self._session, self._chip, self._answered = session, chip, False
        self._pass_on(session, session.begin(self._now_s()))

    # --- answer and end -------------------------------------------------------------------------------------------
    def _pass_on(self, session: Session, events: tuple[Said, ...]) -> None:
        answered = session.over and not self._answered
        if answered and session.decided is not None:
            self._writer.notice(session.decided)
        self._writer.send(*events)
        if not answered:
            return
        self._answered = True
        if session.holder is not None:
            self._writer.send(session.holder)
        session.settle()
        if not session.is_shown:
            self._end()

    def _end(self) -> None:
        if self._session is None:
            return
        self._session.forget()
        if self._chip is not None:
            self._chip.forget()
        self._session = self._chip = None
        self._preview.blank()
        self._mirror.forget()
        self._models.scrub(self._timings)
