"""The vision process: `python -m kiosk.faces.vision.worker`. It owns the camera and the face engine.

Commands come as lines on standard input, events leave as lines on standard output (`kiosk.faces.vision.messages`);
pictures go into the preview memory. It ends when its input ends, so it never outlives the kiosk. Frames stay in memory:
no core file is written, and nothing of a frame is logged.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import queue
import resource
import signal
import sys
import threading
from typing import Any, BinaryIO

from devices.cameras.camera import Camera, CameraStuck
from devices.cameras.capture import load_cv2
from devices.clock import Clock, SystemClock
from devices.device import where_it_broke
from devices.errors import WireLost
from kiosk.faces.engines.engine import EngineMissing, FaceEngine, FoundFace, Image, create
from kiosk.faces.matching.decision import Policy
from kiosk.faces.matching.gallery import Gallery
from kiosk.faces.vision.doorway import Doorway
from kiosk.faces.vision.messages import (
    Beat,
    Broke,
    GallerySet,
    Loaded,
    Notice,
    VisionEvent,
    decode_entries,
    encode_event,
    encode_notice,
)
from kiosk.faces.vision.presence import Presence, thumbnail
from kiosk.faces.vision.preview import PreviewWriter
from kiosk.faces.vision.session import Session
from kiosk.visits.events import Facility, FacilityChanged, PersonLeft, SomebodyNear

BEAT_EVERY_S = 0.5
BEAT_WITHIN_S = 2.0
OPENING_WITHIN_S = 8.0
LOADING_WITHIN_S = 30.0
FRAME_TIMEOUT_S = 1.2
LOOK_FROM = 0.02
"""Fraction of the picture that must differ from the empty hall before the detector is asked."""
PR_SET_DUMPABLE = 4


class Ended(Exception):
    """The input ended or asked to quit."""


class Worker:
    """The loop of the vision process. One thread looks; another only reads commands."""

    def __init__(self, commands: queue.SimpleQueue[dict[str, Any]], wake: threading.Event, out: BinaryIO) -> None:
        self._commands, self._wake, self._out = commands, wake, out
        self._clock: Clock = SystemClock()
        self._camera: Camera | None = None
        self._engine: FaceEngine | None = None
        self._engine_ready = False
        self._gallery: Gallery | None = None
        self._presence = Presence()
        self._session: Session | None = None
        self._preview: PreviewWriter | None = None
        self._doorway: Doorway | None = None
        self._works: tuple[bool, str | None] | None = None
        self._beat_s = -1e9
        self._idle_s = self._active_s = 0.5
        self._policy = Policy(0.4, 0.05, 2, 8.0)

    def run(self) -> None:
        """Until the input ends."""
        self._configure(self._commands.get(timeout=10))
        self._turn()
        self._load_engine()
        while True:
            self._obey()
            began_s = self._now_s()
            self._turn()
            active = self._session is not None or self._presence.somebody
            pause_s = (self._active_s if active else self._idle_s) - (self._now_s() - began_s)
            if self._session is None and self._presence.somebody:
                pause_s = max(pause_s, 0.25)
            self._rest(max(0.0, pause_s))

    def _now_s(self) -> float:
        return self._clock.now().monotonic_s

    def _say(self, line: bytes) -> None:
        try:
            self._out.write(line)
            self._out.flush()
        except OSError:
            raise Ended from None

    def _tell(self, *events: VisionEvent) -> None:
        for event in events:
            self._say(encode_event(event))

    def _note(self, notice: Notice) -> None:
        self._say(encode_notice(notice))

    def _beat(self, within_s: float = BEAT_WITHIN_S) -> None:
        now_s = self._now_s()
        if within_s != BEAT_WITHIN_S or now_s - self._beat_s >= BEAT_EVERY_S:
            self._note(Beat(within_s))
            self._beat_s = now_s if within_s == BEAT_WITHIN_S else -1e9

    def _rest(self, seconds: float) -> None:
        until_s = self._now_s() + seconds
        while True:
            self._beat()
            left_s = until_s - self._now_s()
            if self._wake.wait(max(0.0, min(left_s, BEAT_EVERY_S))) or left_s <= BEAT_EVERY_S:
                self._wake.clear()
                return

    def _configure(self, command: dict[str, Any]) -> None:
        camera, faces = command["camera"], command["faces"]
        cv2 = load_cv2()
        self._camera = Camera(camera["source"], camera["width"], camera["height"], clock=self._clock)
        self._idle_s, self._active_s = 1.0 / camera["idle_fps"], 1.0 / camera["active_fps"]
        self._policy = Policy(faces["threshold"], faces["margin"], faces["votes"], faces["give_up_s"])
        self._engine = create(faces["engine"])
        self._gallery = Gallery(self._engine.name, self._engine.version, self._engine.length)
        self._preview = PreviewWriter(command["preview"])
        self._doorway = Doorway(cv2, self._preview.width, self._preview.height)

    def _load_engine(self) -> None:
        assert self._engine is not None
        self._beat(LOADING_WITHIN_S)
        began_s = self._now_s()
        try:
            self._engine.load()
        except EngineMissing:
            self._facility(False, "vision-no-engine")
            raise
        self._engine_ready = True
        self._presence = Presence()  # what it learned without a detector may have had a person in it
        self._note(Loaded(self._engine.name, self._engine.version, round(self._now_s() - began_s, 3)))

    def _obey(self) -> None:
        while True:
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                return
            self._do(command)

    def _do(self, command: dict[str, Any]) -> None:
        gallery, engine = self._gallery, self._engine
        assert gallery is not None
        assert engine is not None
        match command["do"]:
            case "gallery":
                left_out = gallery.replace(decode_entries(command["entries"]))
                self._note(GallerySet(len(gallery), gallery.people, left_out))
            case "add":
                left_out = gallery.add(decode_entries(command["entries"]))
                self._note(GallerySet(len(gallery), gallery.people, left_out))
            case "evict":
                gallery.evict(command["resident_id"])
                self._note(GallerySet(len(gallery), gallery.people, 0))
            case "start":
                self._session = Session(command["session"], engine, gallery, self._policy, self._now_s())
            case "stop":
                self._end_session()
            case "quit":
                raise Ended

    def _end_session(self) -> None:
        self._session = None
        if self._preview is not None:
            self._preview.blank()

    def _turn(self) -> None:
        assert self._camera is not None
        works = self._works is not None and self._works[0]
        self._beat(BEAT_WITHIN_S if works else OPENING_WITHIN_S)
        try:
            image = self._camera.newest(FRAME_TIMEOUT_S if works else 2 * FRAME_TIMEOUT_S)
        except CameraStuck:
            raise
        except WireLost as error:
            self._blind(error.code)
            return
        if not works:
            self._beat_s = -1e9
            self._beat()
        self._facility(True, None)
        face = self._look(image) if self._session is not None else None
        self._watch(image, face)

    def _blind(self, code: str) -> None:
        self._facility(False, code)
        if self._session is not None:
            if self._preview is not None:
                self._preview.blank()
            self._tell(*self._session.blind(self._now_s()))

    def _look(self, image: Image) -> FoundFace | None:
        assert self._session is not None
        look = self._session.look(image, self._now_s())
        self._tell(*look.events)
        if self._preview is not None and self._doorway is not None:
            self._preview.write(*self._doorway.render(image, look.face))
        return look.face

    def _watch(self, image: Image, face: FoundFace | None) -> None:
        """Presence: in a session the detector has looked already; else it confirms what differs from the empty hall."""
        cells = thumbnail(image)
        seen: bool | None = None
        if self._session is not None:
            seen = face is not None
        elif self._engine is not None and self._engine_ready and self._presence.differs(cells) > LOOK_FROM:
            seen = bool(self._engine.detect(image))
        change = self._presence.look(cells, self._now_s(), seen)
        if change.arrived:
            self._tell(SomebodyNear())
        if change.left:
            self._tell(PersonLeft())

    def _facility(self, works: bool, fault: str | None) -> None:
        if (works, fault) != self._works:
            self._works = (works, fault)
            self._tell(FacilityChanged(Facility.CAMERA, works, fault))


def _read_commands(lines: BinaryIO, commands: queue.SimpleQueue[dict[str, Any]], wake: threading.Event) -> None:
    """Lines of the input into the queue. When the input ends the process must go, even if the loop hangs."""
    for line in lines:
        try:
            command = json.loads(line)
        except ValueError:
            continue
        if isinstance(command, dict) and "do" in command:
            commands.put(command)
            wake.set()
    commands.put({"do": "quit"})
    wake.set()
    threading.Event().wait(2.0)
    os._exit(0)


def _harden() -> None:
    """No core file (frames and templates are in memory), no reading of this process by others, no Ctrl-C of its own."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def main() -> int:
    """Entry of the process; exit 0 when the input ended, 3 after a bug, 4 when the engine or the driver fails."""
    _harden()
    # Libraries get neither end of the pipes: what they print must not come between the lines, and a library that
    # calls quit() closes sys.stdin, which would wait for ever on the thread that reads it.
    lines, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    commands: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    wake = threading.Event()
    threading.Thread(target=_read_commands, args=(lines, commands, wake), name="commands", daemon=True).start()
    code = 0
    try:
        Worker(commands, wake, out).run()
    except (Ended, queue.Empty):
        pass
    except (EngineMissing, CameraStuck):
        code = 4
    except Exception as error:  # noqa: BLE001 - told to the kiosk in one line; a traceback may quote a template
        code = 3
        with contextlib.suppress(OSError):
            out.write(encode_notice(Broke(where_it_broke(error))))
            out.flush()
    with contextlib.suppress(OSError):
        out.flush()
    os._exit(code)  # native libraries keep threads that may hang an orderly exit


if __name__ == "__main__":
    sys.exit(main())
