"""The camera session as the kiosk sees it; keeps the vision process alive and tells it what to do.

Imports neither OpenCV nor the face engine: both live in the vision process only.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterable, Sequence

import msgspec

from devices.clock import Clock
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.vision.messages import (
    Beat,
    Broke,
    GallerySet,
    Loaded,
    Notice,
    VisionEvent,
    encode_command,
    encode_entries,
)
from kiosk.faces.vision.preview import PreviewMemory, PreviewReader
from kiosk.faces.vision.process import COMMAND, Outbox, VisionProcess, Wake
from kiosk.faces.vision.restarts import Restarts
from kiosk.settings import Camera, Faces
from kiosk.visits.events import FaceMatched, FaceSeen, FaceUnknown, Facility, FacilityChanged

log = logging.getLogger("kiosk.faces")

PREVIEW_SIZE = (648, 806)
LISTEN_S = 0.25
ENDING_S = 3.0
SILENT = "fell silent"


class VisionClient:
    """Implements `kiosk.visits.ports.FaceFinder`. `launch` first, `shut_down` last; all calls return at once.

    When the process dies or falls silent it is replaced at once and told again what it must know: gallery, running
    session. When it dies three times within a minute the terminal works with cards only, and it is tried again
    slower and slower. Events go to `sink` on this object's thread.

    Args:
        settings_camera, settings_faces: With no source or faces off, nothing is started and no camera is opened.
        preview_size: Width and height of the doorway on the screen, px.
        command: The vision process; tests give other programs.
    """

    def __init__(
        self,
        settings_camera: Camera,
        settings_faces: Faces,
        clock: Clock,
        sink: Callable[[VisionEvent], None],
        *,
        preview_size: tuple[int, int] = PREVIEW_SIZE,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._camera, self._faces, self._clock, self._sink = settings_camera, settings_faces, clock, sink
        self._command = command
        self._memory = PreviewMemory(*preview_size)
        self.preview = PreviewReader(self._memory.descriptor)
        self._wake = Wake()
        self._outbox = Outbox(self._wake)
        self._lock = threading.RLock()
        self._entries: list[GalleryEntry] = []
        self._session: int | None = None
        self._answered = False
        self._card_only = False
        self._process: VisionProcess | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._facility: FacilityChanged | None = None
        self._restarts = Restarts()
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """Process id of the vision process, None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    @property
    def is_working(self) -> bool:
        """The camera sends usable pictures."""
        return self._facility is not None and self._facility.works

    def launch(self) -> None:
        """Start the vision process, if there is a camera and faces are on."""
        fault = "camera-none" if not self._camera.source else "camera-off" if not self._faces.enabled else None
        if fault is not None:
            self._card_only = True
            self._tell_facility(FacilityChanged(Facility.CAMERA, False, fault))
            return
        self._thread = threading.Thread(target=self._live, name="vision-client", daemon=True)
        self._thread.start()

    def shut_down(self) -> None:
        """End the process and free the preview memory. Safe to call again."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(2 * ENDING_S + 5)
        self.preview.close()
        self._memory.close()
        self._wake.close()

    def __enter__(self) -> VisionClient:
        self.launch()
        return self

    def __exit__(self, *_: object) -> None:
        self.shut_down()

    # --- FaceFinder -------------------------------------------------------------------------------------------
    def start(self, session: int) -> None:
        """Begin to look for the person before the camera. Answers by FaceSeen, then FaceMatched or FaceUnknown."""
        with self._lock:
            if self._card_only or self._stopping.is_set():
                unknown = True
            else:
                unknown = False
                self._session, self._answered = session, False
                self._send(encode_command("start", session=session))
        if unknown:
            self._sink(FaceUnknown(session))

    def stop(self) -> None:
        """End the session; the preview goes blank. An answer still on its way is dropped."""
        with self._lock:
            self._session = None
            self._send(encode_command("stop"))

    # --- gallery ----------------------------------------------------------------------------------------------
    def set_gallery(self, entries: Iterable[GalleryEntry]) -> None:
        """Match these templates and no others."""
        with self._lock:
            self._entries = list(entries)
            self._send(encode_command("gallery", entries=encode_entries(self._entries)))

    def add(self, entries: Iterable[GalleryEntry]) -> None:
        """Match these templates too."""
        with self._lock:
            new = list(entries)
            self._entries += new
            self._send(encode_command("add", entries=encode_entries(new)))

    def evict(self, resident_id: str) -> None:
        """Forget a resident. From the return of this call on no match of theirs is passed on."""
        with self._lock:
            self._entries = [entry for entry in self._entries if entry.resident_id != resident_id]
            self._send(encode_command("evict", resident_id=resident_id))

    def _send(self, line: bytes) -> None:
        """To the living process; one that starts later is told everything anyway."""
        if self._process is not None and not self._stopping.is_set():
            self._outbox.put(line)

    # --- the client's own thread ------------------------------------------------------------------------------
    def _live(self) -> None:
        while not self._stopping.is_set():
            born_s = self._clock.now().monotonic_s
            try:
                process = self._spawn()
            except OSError as error:
                self._bury(f"does not start ({type(error).__name__})", born_s)
                continue
            why = self._serve(process)
            with self._lock:
                self._process = None
            if self._stopping.is_set():
                process.end(ENDING_S)
                return
            code = process.kill() if why == SILENT else process.end(0.5)
            self._bury(f"{why} ({signal.Signals(-code).name if code < 0 else f'exit {code}'})", born_s)

    def _spawn(self) -> VisionProcess:
        with self._lock:
            self._outbox.clear()
            process = VisionProcess(self._memory.descriptor, self._outbox, self._wake, self._clock, self._command)
            self._outbox.put(
                encode_command(
                    "configure",
                    camera=msgspec.to_builtins(self._camera),
                    faces=msgspec.to_builtins(self._faces),
                    preview=self._memory.descriptor,
                )
            )
            self._outbox.put(encode_command("gallery", entries=encode_entries(self._entries)))
            if self._session is not None and not self._answered:
                self._outbox.put(encode_command("start", session=self._session))
            self._process = process
            return process

    def _serve(self, process: VisionProcess) -> str:
        """Pass on what the process says until it ends; why it ended."""
        while not self._stopping.is_set():
            said, alive = process.listen(LISTEN_S)
            for message in said:
                self._hear(process, message)
            if not alive:
                return "ended"
            if process.is_overdue:
                return SILENT
        return "is no longer needed"

    def _bury(self, how: str, born_s: float) -> None:
        now_s = self._clock.now().monotonic_s
        self._memory.wipe()
        self.restarts += 1
        following = self._restarts.died(now_s, now_s - born_s)
        log.warning("the vision process %s", how)
        fault = "vision-crashing" if following.card_only else "vision-restarting"
        kept = self._facility.fault if self._facility is not None and not self._facility.works else None
        self._tell_facility(FacilityChanged(Facility.CAMERA, False, kept if kept == "vision-no-engine" else fault))
        with self._lock:
            self._card_only = following.card_only
            session = self._session if following.card_only and not self._answered else None
            if following.card_only:
                self._session = None
        if session is not None:
            self._sink(FaceUnknown(session))
        if following.wait_s:
            self._clock.wait(self._stopping, following.wait_s)

    def _hear(self, process: VisionProcess, message: Notice | VisionEvent) -> None:
        match message:
            case Beat():
                process.grant(message.within_s)
            case Loaded():
                log.info("face engine %s %s loaded in %.1f s", message.engine, message.version, message.seconds)
            case GallerySet():
                log.info("gallery: %d templates of %d people", message.templates, message.people)
                if message.left_out:
                    log.warning("%d templates are of another engine and were left out", message.left_out)
            case Broke():
                log.warning("the vision process broke: %s", message.where)
            case FacilityChanged():
                with self._lock:
                    self._card_only = False
                self._tell_facility(message)
            case FaceSeen() | FaceMatched() | FaceUnknown():
                self._pass_on(message)
            case _:
                self._sink(message)

    def _pass_on(self, message: FaceSeen | FaceMatched | FaceUnknown) -> None:
        with self._lock:
            if message.session != self._session:
                return
            known = not isinstance(message, FaceMatched) or any(
                entry.resident_id == message.resident_id for entry in self._entries
            )
            if not isinstance(message, FaceSeen):
                if self._answered:
                    return
                self._answered = True
        self._sink(message if known else FaceUnknown(message.session))

    def _tell_facility(self, change: FacilityChanged) -> None:
        if change != self._facility:
            self._facility = change
            self._sink(change)
