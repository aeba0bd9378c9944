"""The loop of the vision process: one thread that obeys, looks, and says what it saw."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from devices.cameras.camera import Camera
from devices.cameras.capture import load_cv2
from devices.clock import Clock
from kiosk.faces.engines.engine import EngineMissing, FoundFace, Image
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.faces.matching.second_opinion import SecondOpinion
from kiosk.faces.quality.gate import ENROLLING, SEARCHING
from kiosk.faces.vision import hardening
from kiosk.faces.vision.alive import Alive, limits_of
from kiosk.faces.vision.chip import ChipHolder, vector_of_photo
from kiosk.faces.vision.collecting import Collector
from kiosk.faces.vision.commands import decode_rows
from kiosk.faces.vision.comparing import Comparison
from kiosk.faces.vision.doorway import Doorway
from kiosk.faces.vision.enrolling import Enrolment
from kiosk.faces.vision.galleries import Galleries
from kiosk.faces.vision.lens import Lens
from kiosk.faces.vision.loaded import Models
from kiosk.faces.vision.looking import Looker
from kiosk.faces.vision.messages import GallerySet, Health, Loaded, MessageError, Missing, Renewing
from kiosk.faces.vision.presence import Presence, thumbnail
from kiosk.faces.vision.preview import PreviewWriter
from kiosk.faces.vision.renewal import renewal_due
from kiosk.faces.vision.second_look import SecondLook
from kiosk.faces.vision.session import Session
from kiosk.faces.vision.stages import Stages
from kiosk.faces.vision.task import Said, Task
from kiosk.faces.vision.voice import BEAT_EVERY_S, Ended, Voice
from kiosk.facilities import Facility, FacilityChanged
from kiosk.settings import Camera as CameraSettings
from kiosk.settings import Faces

OPENING_WITHIN_S = 8.0
LOADING_WITHIN_S = 30.0
MEASURING_WITHIN_S = 50.0
LOOK_FROM = 0.02
"""Fraction of the picture that must differ from the empty hall before the detector is asked."""
SOMEBODY_EVERY_S = 0.25
HEALTH_EVERY_S = 20.0

Command = dict[str, Any]


class Loop:
    """Everything the vision process does. `run` returns never, it ends by an exception.

    Args:
        commands, wake: Filled and set by the thread that reads the input.
        memory_locked: For the record only.
    """

    def __init__(
        self,
        commands: queue.SimpleQueue[Command],
        wake: threading.Event,
        voice: Voice,
        clock: Clock,
        *,
        memory_locked: bool = False,
    ) -> None:
        self._commands, self._wake, self._voice, self._clock = commands, wake, voice, clock
        self._memory_locked = memory_locked
        self._stages = Stages(lambda: self._clock.now().monotonic_s)
        self._presence = Presence()
        self._task: Task | None = None
        self._chip: ChipHolder | None = None
        self._answered = False
        self._born_s = self._now_s()
        self._checked_s = -1e9
        self._do: dict[str, Callable[[Command], None]] = {
            "gallery-begin": lambda _: self._galleries.begin(),
            "rows": self._take_rows,
            "gallery-end": self._end_gallery,
            "evict": self._evict,
            "look-alikes": lambda command: self._galleries.declare(command["resident_ids"]),
            "measure": self._measure,
            "start": self._start,
            "compare": self._compare,
            "enrol": self._enrol,
            "stop": lambda _: self._end_task(),
            "quit": self._quit,
        }

    def run(self) -> None:
        """Until the input ends.

        Raises:
            Ended: the input ended, or it is time for a new process.
            EngineMissing: the models do not load.
            CameraStuck: the capture library hangs.
        """
        self._configure(self._commands.get(timeout=10))
        self._turn()
        self._load()
        while True:
            self._obey()
            began_s = self._now_s()
            self._turn()
            if self._task is None:
                self._idle()
            self._rest(max(0.0, self._pause_s() - (self._now_s() - began_s)))

    def _now_s(self) -> float:
        return self._clock.now().monotonic_s

    def _pause_s(self) -> float:
        if self._task is not None:
            return self._active_s
        return SOMEBODY_EVERY_S if self._presence.somebody else self._idle_s

    def _rest(self, seconds: float) -> None:
        until_s = self._now_s() + seconds
        while True:
            self._voice.beat()
            left_s = until_s - self._now_s()
            if self._wake.wait(max(0.0, min(left_s, BEAT_EVERY_S))) or left_s <= BEAT_EVERY_S:
                self._wake.clear()
                return

    # --- start --------------------------------------------------------------------------------------------------
    def _configure(self, command: Command) -> None:
        self._camera = msgspec.convert(command["camera"], CameraSettings)
        self._faces = msgspec.convert(command["faces"], Faces)
        hardening.limit_memory(self._faces.memory_mb)
        cv2 = load_cv2()
        wanted = self._camera
        camera = Camera(
            wanted.source, wanted.width, wanted.height, rotate_deg=wanted.rotate, clock=self._clock
        )  # fmt: skip
        self._lens = Lens(camera, self._clock, self._voice.tell, only_in_use=self._camera.only_in_use)
        self._idle_s, self._active_s = 1.0 / self._camera.idle_fps, 1.0 / self._camera.active_fps
        self._models = Models(self._faces)
        self._galleries = Galleries(self._models.engine, self._models.second, self._faces.fpir, self._faces.frames)
        self._preview = PreviewWriter(command["preview"])
        self._doorway = Doorway(cv2, self._preview.width, self._preview.height)

    def _load(self) -> None:
        self._voice.beat(LOADING_WITHIN_S)
        began_s = self._now_s()
        try:
            self._models.load()
        except EngineMissing as error:
            self._voice.note(Missing(str(error), vital=True))
            self._voice.tell(FacilityChanged(Facility.CAMERA, False, "vision-no-engine"))
            raise
        self._presence = Presence()  # what it learned without a detector may have had a person in it
        engine = self._models.engine
        self._voice.note(Loaded(engine.name, engine.version, round(self._now_s() - began_s, 3)))

    def _load_second(self) -> None:
        second = self._models.second
        if second is None or self._models.is_second_ready:
            return
        self._voice.beat(LOADING_WITHIN_S)
        began_s = self._now_s()
        try:
            self._models.load_second()
        except EngineMissing as error:
            self._galleries.drop_second()
            self._voice.note(Missing(str(error), vital=False))
            return
        self._voice.note(Loaded(second.name, second.version, round(self._now_s() - began_s, 3)))

    # --- commands -----------------------------------------------------------------------------------------------
    def _obey(self) -> None:
        while True:
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                return
            self._voice.beat()
            do = self._do.get(command["do"])
            if do is not None:
                do(command)

    def _quit(self, _: Command) -> None:
        raise Ended

    def _take_rows(self, command: Command) -> None:
        try:
            entries = decode_rows(command)
        except MessageError:
            return
        began_s = self._now_s()
        if len(entries) > 1:
            self._voice.beat(MEASURING_WITHIN_S)
        left_out = self._galleries.rows(entries, compare_only=command.get("compare_only") is True)
        if left_out is not None:
            self._say_gallery(left_out, began_s)

    def _end_gallery(self, _: Command) -> None:
        began_s = self._now_s()
        self._voice.beat(MEASURING_WITHIN_S)
        self._say_gallery(self._galleries.end(), began_s)

    def _evict(self, command: Command) -> None:
        began_s = self._now_s()
        self._galleries.evict(command["resident_id"])
        if self._chip is not None:
            self._chip.evict(command["resident_id"])
        self._say_gallery(0, began_s)

    def _say_gallery(self, left_out: int, began_s: float) -> None:
        self._voice.note(GallerySet(len(self._galleries.first), left_out, round(self._now_s() - began_s, 3)))

    def _measure(self, _: Command) -> None:
        self._galleries.make_due()

    def _settle_policy(self) -> None:
        """Make the policy the gallery calls for; never between two frames of one session."""
        if not self._galleries.is_policy_due:
            return
        self._voice.beat(MEASURING_WITHIN_S)
        began_s = self._now_s()
        made = self._galleries.make_policy()
        self._voice.note(msgspec.structs.replace(made, seconds=round(self._now_s() - began_s, 3)))
        self._voice.beat()

    # --- tasks --------------------------------------------------------------------------------------------------
    def _start(self, command: Command) -> None:
        self._settle_policy()
        policy, first = self._galleries.policy, self._galleries.first
        collector = self._collector(Looker(self._models.engine, self._stages, SEARCHING))
        give_up_s = self._faces.give_up_s
        self._begin(Session(command["session"], collector, first, policy, give_up_s, self._now_s(), self._stages))

    def _compare(self, command: Command) -> None:
        self._settle_policy()
        collector = self._collector(Looker(self._models.engine, self._stages, SEARCHING))
        visit_id, resident_id = command["visit_id"], command["resident_id"]
        limit, photo = self._galleries.policy.one_to_one, command.get("photo")
        chip = None if photo is None or resident_id in self._galleries else self._chip_holder(resident_id, photo)
        known, now_s = chip or self._galleries, self._now_s()
        self._begin(
            Comparison(visit_id, resident_id, collector, known, limit, now_s, self._stages, by_photo=chip is not None),
            chip,
        )

    def _chip_holder(self, resident_id: str, photo: str) -> ChipHolder:
        self._voice.beat(LOADING_WITHIN_S)  # the decoder is somebody else's
        engine = self._models.engine
        made = ChipHolder(engine, resident_id, vector_of_photo(photo, engine))
        self._voice.beat()
        return made

    def _enrol(self, command: Command) -> None:
        self._load_second()
        collector = self._collector(Looker(self._models.engine, self._stages, ENROLLING), with_second=False)
        second = self._models.second if self._models.is_second_ready else None
        self._begin(Enrolment(command["session"], collector, self._now_s(), second, self._stages))

    def _collector(self, looker: Looker, *, with_second: bool = True) -> Collector:
        limits = limits_of(self._camera.live_from, self._camera.doubt_from)
        recorded = Path(self._camera.source).is_file()
        alive = Alive(self._models.liveness, limits, self._stages, may_repeat=recorded)
        second: SecondLook | None = None
        engine, gallery = self._models.second, self._galleries.second
        if with_second and engine is not None and gallery is not None and self._models.is_second_ready:
            second = SecondLook(engine, SecondOpinion(gallery), self._galleries.owners, self._stages)
        return Collector(looker, alive, second)

    def _begin(self, task: Task, chip: ChipHolder | None = None) -> None:
        self._end_task()
        self._stages.clear()
        self._task, self._chip, self._answered = task, chip, False
        self._pass_on(task, task.begin(self._now_s()))

    def _pass_on(self, task: Task, events: tuple[Said, ...]) -> None:
        answered = task.over and not self._answered
        if answered and task.decided is not None:
            self._voice.note(task.decided)
        self._voice.tell(*events)
        if not answered:
            return
        self._answered = True
        if task.holder is not None:
            self._voice.tell(task.holder)
        task.settle()
        if not task.is_shown:
            self._end_task()

    def _end_task(self) -> None:
        if self._task is None:
            return
        self._task.forget()
        if self._chip is not None:
            self._chip.forget()
        self._task = self._chip = None
        self._preview.blank()
        self._doorway.forget()
        self._models.scrub(self._stages)

    # --- looking ------------------------------------------------------------------------------------------------
    def _turn(self) -> None:
        if self._lens.only_in_use and self._task is None:
            if self._lens.is_open:
                self._presence = Presence()
            self._lens.rest()
            return
        self._voice.beat(*(() if self._lens.works and self._lens.is_open else (OPENING_WITHIN_S,)))
        image = self._lens.frame()
        if image is None:
            self._blind()
            return
        self._voice.beat()
        self._watch(image, self._look(image, self._task) if self._task is not None else None)

    def _blind(self) -> None:
        if self._task is not None:
            self._preview.blank()
            self._pass_on(self._task, self._task.blind(self._now_s()))

    def _look(self, image: Image, task: Task) -> FoundFace | None:
        look = task.look(image, self._now_s())
        if task.is_shown:
            with self._stages.of("preview"):
                self._preview.write(*self._doorway.render(image, look.face))
        self._pass_on(task, look.events)
        return look.face

    def _watch(self, image: Image, face: FoundFace | None) -> None:
        """Presence: in a session the detector has looked already; else it confirms what differs from the empty hall."""
        cells = thumbnail(image)
        seen: bool | None = None
        if self._task is not None:
            seen = face is not None
        elif self._models.is_ready and self._presence.differs(cells) > LOOK_FROM:
            seen = bool(self._models.engine.detect(image))
        change = self._presence.look(cells, self._now_s(), seen)
        if change.arrived and not self._lens.only_in_use:
            self._voice.tell(SomebodyNear())
        if change.left:
            self._voice.tell(PersonLeft())

    # --- between visitors -----------------------------------------------------------------------------------------
    def _idle(self) -> None:
        self._load_second()
        self._settle_policy()
        now_s = self._now_s()
        if now_s - self._checked_s < HEALTH_EVERY_S:
            return
        self._checked_s = now_s
        resident_mb = hardening.resident_mb()
        self._voice.note(Health(round(resident_mb, 1), self._memory_locked))
        if self._presence.somebody:
            return
        settings = self._faces
        age_s = now_s - self._born_s
        why = renewal_due(age_s, resident_mb, renew_hours=settings.renew_hours, memory_mb=settings.memory_mb)
        if why is not None:
            self._voice.note(Renewing(why))
            raise Ended
