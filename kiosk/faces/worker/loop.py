"""The loop of the vision process: one thread that obeys, looks at a frame, and says what it saw."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import msgspec

from devices.cameras.camera import Camera
from devices.clock import Clock
from devices.opencv import load_cv2
from kiosk.faces.engines.engine import Image
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.faces.protocol.lines import Command
from kiosk.faces.protocol.preview import PreviewWriter
from kiosk.faces.worker import hardening
from kiosk.faces.worker.frame_source import FrameSource
from kiosk.faces.worker.galleries import Galleries
from kiosk.faces.worker.gallery_commands import GalleryCommands
from kiosk.faces.worker.loaded_models import LoadedModels
from kiosk.faces.worker.mirror import Mirror
from kiosk.faces.worker.pipes import BEAT_EVERY_S, Ended, MessageWriter
from kiosk.faces.worker.presence import Presence, thumbnail
from kiosk.faces.worker.session_runner import SessionRunner
from kiosk.faces.worker.upkeep import Upkeep
from kiosk.settings import Camera as CameraSettings
from kiosk.settings import Faces

OPENING_WITHIN_S = 8.0
DETECT_FROM = 0.02
"""Fraction of the picture that must differ from the empty hall before the detector is asked."""
SOMEBODY_EVERY_S = 0.25


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
        writer: MessageWriter,
        clock: Clock,
        *,
        memory_locked: bool = False,
    ) -> None:
        self._commands, self._wake, self._writer, self._clock = commands, wake, writer, clock
        self._memory_locked = memory_locked
        self._presence = Presence()

    def run(self) -> None:
        """Until the input ends.

        Raises:
            Ended: the input ended, or it is time for a new process.
            EngineMissing: the models do not load.
            CameraStuck: the capture library hangs.
        """
        self._configure(self._commands.get(timeout=10))
        self._look_once()
        self._upkeep.load_models()
        self._presence = Presence()  # what it learned without a detector may have had a person in it
        while True:
            self._obey()
            began_s = self._now_s()
            self._look_once()
            if not self._sessions.is_busy:
                self._upkeep.while_idle(somebody=self._presence.somebody)
            self._rest(max(0.0, self._pause_s() - (self._now_s() - began_s)))

    def _now_s(self) -> float:
        return self._clock.now().monotonic_s

    def _configure(self, command: Command) -> None:
        camera = msgspec.convert(command["camera"], CameraSettings)
        faces = msgspec.convert(command["faces"], Faces)
        hardening.limit_memory(faces.memory_mb)
        cv2 = load_cv2()
        capture = Camera(camera.source, camera.width, camera.height, rotate_deg=camera.rotate, clock=self._clock)
        self._frames = FrameSource(capture, self._clock, self._writer.send, only_in_use=camera.only_in_use)
        self._idle_s, self._active_s = 1.0 / camera.idle_fps, 1.0 / camera.active_fps
        self._models = LoadedModels(faces)
        galleries = Galleries(self._models.engine, self._models.second, faces.fpir, faces.frames)
        preview = PreviewWriter(command["preview"])
        mirror = Mirror(cv2, preview.width, preview.height)
        self._upkeep = Upkeep(
            self._models, galleries, faces, self._writer, self._now_s, memory_locked=self._memory_locked
        )
        self._sessions = SessionRunner(
            camera, faces, self._frames, self._upkeep, preview, mirror, self._writer, self._now_s
        )
        gallery = GalleryCommands(galleries, self._writer, self._now_s, on_evict=self._sessions.evict)
        self._do: dict[str, Callable[[Command], None]] = {
            **gallery.handlers,
            **self._sessions.handlers,
            "tune": lambda command: self._tune(command, galleries),
            "adjust": lambda command: self._frames.adjust(command["name"], command["value"]),
            "quit": self._quit,
        }

    def _obey(self) -> None:
        while True:
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                return
            self._writer.beat()
            do = self._do.get(command["do"])
            if do is not None:
                do(command)

    def _tune(self, command: Command, galleries: Galleries) -> None:
        """Settings that a technician tries or has changed. What a session began with it ends with."""
        camera = msgspec.convert(command["camera"], CameraSettings)
        self._frames.turn(camera.rotate)
        self._sessions.tune(camera.guide_aside, camera.guide_above)
        galleries.want(command["fpir"])

    def _quit(self, _: Command) -> None:
        raise Ended

    # --- one frame ----------------------------------------------------------------------------------------------
    def _look_once(self) -> None:
        if self._frames.only_in_use and not self._sessions.is_busy:
            if self._frames.is_open:
                self._presence = Presence()
            self._frames.rest()
            return
        self._writer.beat(*(() if self._frames.works and self._frames.is_open else (OPENING_WITHIN_S,)))
        image = self._frames.newest()
        if image is None:
            self._sessions.on_no_frame()
            return
        self._writer.beat()
        was_busy = self._sessions.is_busy
        face = self._sessions.on_frame(image)
        self._watch_presence(image, (face is not None) if was_busy else None)

    def _watch_presence(self, image: Image, face: bool | None) -> None:
        """In a session the detector has looked already; else it confirms what differs from the empty hall."""
        cells = thumbnail(image)
        if face is None and self._models.is_ready and self._presence.differs(cells) > DETECT_FROM:
            face = bool(self._models.engine.detect(image))
        change = self._presence.update(cells, self._now_s(), face)
        if change.arrived and not self._frames.only_in_use:
            self._writer.send(SomebodyNear())
        if change.left:
            self._writer.send(PersonLeft())

    # --- between frames -----------------------------------------------------------------------------------------
    def _pause_s(self) -> float:
        if self._sessions.is_busy:
            return self._active_s
        return SOMEBODY_EVERY_S if self._presence.somebody else self._idle_s

    def _rest(self, seconds: float) -> None:
        until_s = self._now_s() + seconds
        while True:
            self._writer.beat()
            left_s = until_s - self._now_s()
            if self._wake.wait(max(0.0, min(left_s, BEAT_EVERY_S))) or left_s <= BEAT_EVERY_S:
                self._wake.clear()
                return
