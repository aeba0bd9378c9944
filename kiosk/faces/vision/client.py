"""The camera session as the kiosk sees it; keeps the vision process alive and tells it what to do.

Imports neither OpenCV nor the face engine: both live in the vision process only.
"""

from __future__ import annotations

import functools
import logging
import signal
import threading
from collections.abc import Callable, Iterable, Sequence

import msgspec

from devices.clock import Clock
from kiosk.faces.events import (
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
)
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.matching.policy import Policy
from kiosk.faces.vision.commands import encode_command
from kiosk.faces.vision.errands import Answer, Errand, Errands
from kiosk.faces.vision.figures import Figures
from kiosk.faces.vision.members import Members
from kiosk.faces.vision.messages import (
    Beat,
    Broke,
    GallerySet,
    Health,
    Loaded,
    Message,
    Missing,
    PolicySet,
    Renewing,
    VisionEvent,
)
from kiosk.faces.vision.preview import PreviewMemory, PreviewReader
from kiosk.faces.vision.process import COMMAND, Outbox, VisionProcess, Wake
from kiosk.faces.vision.reports import Decided, EnrolmentFailed, EnrolmentTaken, HolderVector
from kiosk.faces.vision.restarts import Restarts
from kiosk.facilities import Facility, FacilityChanged
from kiosk.settings import Camera, Faces

log = logging.getLogger("kiosk.faces")

PREVIEW_SIZE = (648, 806)
LISTEN_S = 0.25
ENDING_S = 3.0
RENEWED_WITHIN_S = 5.0
"""A planned new process that has not found the camera by then is a fault like any other."""
SILENT = "fell silent"
RENEWED = "was renewed"

OnEnrolled = Callable[[EnrolmentTaken | EnrolmentFailed], None]
OnHolder = Callable[[HolderVector], None]
OnPolicy = Callable[[PolicySet], None]


class VisionClient:
    """Implements `kiosk.visits.ports.FaceFinder`. `launch` first, `shut_down` last; all calls return at once.

    When the process dies or falls silent it is replaced at once and told again what it must know: gallery, declared
    look-alikes, running session. When it dies three times within a minute the terminal works with cards only, and it
    is tried again slower and slower. It may also renew itself when nobody is there; that is no fault. Events go to
    `sink` on this object's thread, as do the three reports.

    Args:
        settings_camera, settings_faces: With no source or faces off, nothing is started and no camera is opened.
        preview_size: Width and height of the doorway on the screen, px.
        command: The vision process; tests give other programs.
        on_enrolled: The end of `enrol`.
        on_holder_vector: After a comparison that found the same person.
        on_policy: Every new policy, with the pairs it warns of.

    Attributes:
        figures: What a technician may know.
        restarts, renewals: Deaths of the process, and planned replacements.
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
        on_enrolled: OnEnrolled | None = None,
        on_holder_vector: OnHolder | None = None,
        on_policy: OnPolicy | None = None,
    ) -> None:
        self._camera, self._faces, self._clock, self._sink = settings_camera, settings_faces, clock, sink
        self._on_enrolled, self._on_holder, self._on_policy = on_enrolled, on_holder_vector, on_policy
        self._command = command
        self._memory = PreviewMemory(*preview_size)
        self.preview = PreviewReader(self._memory.descriptor)
        self._wake = Wake()
        self._outbox = Outbox(self._wake)
        self._lock = threading.RLock()
        self._members = Members()
        self._look_alikes: tuple[str, ...] = ()
        self._errands = Errands()
        self._card_only = False
        self._process: VisionProcess | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._facility: FacilityChanged | None = None
        self._patient_until_s: float | None = None
        self._restarts = Restarts()
        self._policy: Policy | None = None
        self.figures = Figures()
        self.restarts = self.renewals = 0

    @property
    def pid(self) -> int | None:
        """Process id of the vision process, None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    @property
    def is_working(self) -> bool:
        """The camera sends usable pictures, or is believed to when it is opened only in use."""
        return self._facility is not None and self._facility.works

    @property
    def policy(self) -> Policy | None:
        """The policy in force, None before the first was made."""
        return self._policy

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
        """Look for who stands there. Answers by FaceSeen, then FaceMatched, FaceUnknown or FaceNeedsCard."""
        self._run(Errand.search(session))

    def stop(self) -> None:
        """End the session, comparison or enrolment; the preview goes blank. An answer still on its way is dropped."""
        with self._lock:
            self._errands.drop()
            self._send(encode_command("stop"))

    def wants_photo(self, resident_id: str) -> bool:
        """Whether the picture on this resident's chip would be of use: no template of theirs, and a decoder."""
        if not self._faces.compare_holders or self._card_only:
            return False
        return not self._members.knows(resident_id, self._faces.engine) and self._has_decoder

    @functools.cached_property
    def _has_decoder(self) -> bool:
        from kiosk.faces.enrolment.chip_photo import installed

        return bool(installed())

    def compare(self, visit_id: str, resident_id: str, photo: bytes | None = None) -> None:
        """Compare whoever stands there with one member, without a preview. Answers by HolderCompared within 6 s.

        UNSURE at once when there is nothing to compare with, or comparing is switched off.

        Args:
            photo: The picture on the card's chip, for a member without a template; with one it is not looked at.
                That the member agreed to it is for the caller to know.
        """
        is_known = self._members.knows(resident_id, self._faces.engine)
        if not self._faces.compare_holders or not (is_known or photo):
            self._sink(HolderCompared(visit_id, Likeness.UNSURE))
            return
        self._run(Errand.compare(visit_id, resident_id, None if is_known else photo))

    def enrol(self, session: int) -> None:
        """Take a template of whoever stands there. Answers by FaceSeen to `sink`, then once to `on_enrolled`."""
        self._run(Errand.enrol(session))

    def measure(self) -> None:
        """Make the policy anew from the gallery as it is, when no session runs. Answers to `on_policy`."""
        with self._lock:
            self._send(encode_command("measure"))

    def _run(self, errand: Errand) -> None:
        with self._lock:
            refused = self._card_only or self._stopping.is_set()
            if not refused:
                self._errands.begin(errand)
                self._send(errand.line)
        if refused:
            self._give(errand.refusal)

    # --- gallery ----------------------------------------------------------------------------------------------
    def set_gallery(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        """Match these rows and no others; of any number of engines, one row a resident and engine.

        Args:
            compare_only: Members who are compared with their card and never searched.
        """
        with self._lock:
            self._members.replace(entries, compare_only)
            if self._process is not None and not self._stopping.is_set():
                self._outbox.put_all(self._members.lines())

    def put(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        """Match these rows too, instead of what was known of the same residents; `compare_only` as in `set_gallery`."""
        searched, compared = list(entries), list(compare_only)
        with self._lock:
            new = Members()
            new.put(searched, compared)
            self._members.put(searched, compared)
            for line in new.rows():
                self._send(line)

    def evict(self, resident_id: str) -> None:
        """Forget a resident. From the return of this call on no match of theirs is passed on."""
        with self._lock:
            self._members.evict(resident_id)
            self._send(encode_command("evict", resident_id=resident_id))

    def set_look_alikes(self, resident_ids: Iterable[str]) -> None:
        """These look like another member as staff know them: with the next search their face alone is no answer."""
        with self._lock:
            self._look_alikes = tuple(sorted(resident_ids))
            self._send(self._look_alikes_line())

    def _look_alikes_line(self) -> bytes:
        return encode_command("look-alikes", resident_ids=self._look_alikes)

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
            if why == RENEWED:
                self.renewals += 1
                self._patient_until_s = self._clock.now().monotonic_s + RENEWED_WITHIN_S
                continue
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
            self._outbox.put(self._look_alikes_line())
            self._outbox.put_all(self._members.lines())
            errand = self._errands.open
            if errand is not None:
                self._outbox.put(errand.line)
            self._process = process
            return process

    def _serve(self, process: VisionProcess) -> str:
        """Pass on what the process says until it ends; why it ended."""
        renewing = False
        while not self._stopping.is_set():
            said, alive = process.listen(LISTEN_S)
            for message in said:
                renewing |= isinstance(message, Renewing)
                self._hear(process, message)
            if not alive:
                return RENEWED if renewing else "ended"
            if process.is_overdue:
                return SILENT
            self._be_patient()
        return "is no longer needed"

    def _be_patient(self) -> None:
        """A renewed process gets its time to find the camera before anybody is told that there is none."""
        if self._patient_until_s is not None and self._clock.now().monotonic_s > self._patient_until_s:
            self._patient_until_s = None
            self._tell_facility(FacilityChanged(Facility.CAMERA, False, "vision-restarting"))

    def _bury(self, how: str, born_s: float) -> None:
        now_s = self._clock.now().monotonic_s
        self._memory.wipe()
        self.restarts += 1
        self._patient_until_s = None
        following = self._restarts.died(now_s, now_s - born_s)
        log.warning("the vision process %s", how)
        fault = "vision-crashing" if following.card_only else "vision-restarting"
        kept = self._facility.fault if self._facility is not None and not self._facility.works else None
        self._tell_facility(FacilityChanged(Facility.CAMERA, False, kept if kept == "vision-no-engine" else fault))
        with self._lock:
            self._card_only = following.card_only
            lost = self._errands.lost(all_of_them=following.card_only)
        if lost is not None:
            self._give(lost.refusal)
        if following.wait_s:
            self._clock.wait(self._stopping, following.wait_s)

    def _hear(self, process: VisionProcess, message: Message) -> None:
        match message:
            case Beat():
                process.grant(message.within_s)
            case Loaded() | Missing() | GallerySet() | PolicySet() | Health() | Decided() | Renewing() | Broke():
                self._note(message)
            case FacilityChanged():
                with self._lock:
                    self._card_only = False
                self._patient_until_s = None
                self._tell_facility(message)
            case FaceSeen():
                if self._errands.is_running(message.session):
                    self._sink(message)
            case FaceMatched() | FaceUnknown() | FaceNeedsCard() | HolderCompared() | EnrolmentTaken():
                self._pass_on(message)
            case EnrolmentFailed() | HolderVector():
                self._pass_on(message)
            case _:
                self._sink(message)

    def _note(self, notice: Loaded | Missing | GallerySet | PolicySet | Health | Decided | Renewing | Broke) -> None:
        if not isinstance(notice, Renewing | Broke):
            self.figures.note(notice)
        match notice:
            case Loaded():
                log.info("%s %s loaded in %.1f s", notice.engine, notice.version, notice.seconds)
            case Missing():
                log.warning("a model does not load: %s", notice.what)
            case GallerySet():
                log.info("gallery: %d people, ready in %.1f s", notice.people, notice.seconds)
                if notice.left_out:
                    log.warning("%d templates are of no engine in use and were left out", notice.left_out)
            case PolicySet():
                log.info("policy made in %.1f s, %d pairs alike", notice.seconds, len(notice.pairs))
                self._policy = notice.policy
                if self._on_policy is not None:
                    self._on_policy(notice)
            case Renewing():
                log.info("the vision process renews itself (%s)", notice.why)
            case Broke():
                log.warning("the vision process broke: %s", notice.where)

    def _pass_on(self, answer: Answer | HolderVector) -> None:
        if isinstance(answer, HolderVector):
            if self._on_holder is not None and self._members.knows(answer.resident_id, self._faces.engine):
                self._on_holder(answer)
            return
        with self._lock:
            if not self._errands.answer(answer):
                return
            revoked = isinstance(answer, FaceMatched) and answer.resident_id not in self._members
        self._give(FaceUnknown(answer.session) if revoked and isinstance(answer, FaceMatched) else answer)

    def _give(self, answer: Answer) -> None:
        if isinstance(answer, EnrolmentTaken | EnrolmentFailed):
            if self._on_enrolled is not None:
                self._on_enrolled(answer)
        else:
            self._sink(answer)

    def _tell_facility(self, change: FacilityChanged) -> None:
        if change != self._facility:
            self._facility = change
            self._sink(change)
