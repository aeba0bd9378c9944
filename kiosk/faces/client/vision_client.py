"""The vision process as the kiosk has it: the camera to be leased, the gallery to be handed over, and how it all is.

Imports neither OpenCV nor the face engine: both live in the vision process only.
"""

from __future__ import annotations

import functools
import itertools
import logging
from collections.abc import Callable, Iterator, Sequence

import msgspec

from devices.clock import Clock
from kiosk.faces.client.facility import CameraFacility
from kiosk.faces.client.figures import Figures
from kiosk.faces.client.lease import CameraLease, Hear, LeasedPreview, Owner
from kiosk.faces.client.leases import CameraLeases
from kiosk.faces.client.members import Members
from kiosk.faces.client.process import COMMAND, Outbox, VisionProcess, Wake
from kiosk.faces.client.supervisor import Supervisor
from kiosk.faces.client.tuned import Tuned
from kiosk.faces.client.vision_gallery import VisionGallery
from kiosk.faces.events import PersonLeft, SomebodyNear, WhyLost
from kiosk.faces.matching.policy import Policy
from kiosk.faces.protocol.lines import encode_command
from kiosk.faces.protocol.messages import (
    Beat,
    Broke,
    Decided,
    GallerySet,
    HallEvent,
    Health,
    HolderVector,
    Loaded,
    Message,
    Missing,
    Notice,
    PolicySet,
    Renewing,
)
from kiosk.faces.protocol.preview import PreviewMemory, PreviewReader
from kiosk.facilities import FacilityChanged
from kiosk.settings import Camera, Faces

log = logging.getLogger("kiosk.faces")

PREVIEW_SIZE = (648, 806)

OnHolder = Callable[[HolderVector], None]
OnPolicy = Callable[[PolicySet], None]


class VisionClient:
    """`launch` first, `shut_down` last; all calls but `shut_down` return at once, from any thread.

    When the process dies or falls silent it is replaced at once and told again what it must know: gallery, declared
    look-alikes, a running search. When it dies three times within a minute the terminal works with cards only, and it
    is tried again slower and slower. It may also renew itself when nobody is there; that is no fault. What concerns
    everybody goes to `sink` on this object's thread, as do the two reports; what belongs to a session goes to whoever
    leased the camera for it.

    Args:
        settings_camera, settings_faces: With no source or faces off, nothing is started and no camera is opened.
        preview_size: Width and height of the picture on the screen, px.
        command: The vision process; tests give other programs.
        on_holder_vector: After a comparison that found the same person.
        on_policy: Every new policy, with the pairs it warns of.

    Attributes:
        gallery: Who may be matched.
        figures: What a technician may know.
        preview: The pictures of whatever session runs; a lease has its own.
    """

    def __init__(
        self,
        settings_camera: Camera,
        settings_faces: Faces,
        clock: Clock,
        sink: Callable[[HallEvent], None],
        *,
        preview_size: tuple[int, int] = PREVIEW_SIZE,
        command: Sequence[str] = COMMAND,
        on_holder_vector: OnHolder | None = None,
        on_policy: OnPolicy | None = None,
    ) -> None:
        self._camera, self._faces, self._clock, self._sink = settings_camera, settings_faces, clock, sink
        self._on_holder, self._on_policy = on_holder_vector, on_policy
        self._command = command
        self._memory = PreviewMemory(*preview_size)
        self.preview = PreviewReader(self._memory.descriptor)
        self._facility = CameraFacility(sink, clock)
        self._supervisor = Supervisor(
            self._start_process,
            self._greeting,
            self._hear,
            clock,
            on_death=self._process_died,
            on_renewal=self._facility.process_renewed,
            on_turn=self._facility.look_at_clock,
        )
        self._members = Members()
        self.gallery = VisionGallery(self._members, self._supervisor)
        self._leases = CameraLeases(
            self._supervisor,
            self._members,
            self.preview,
            engine=settings_faces.engine,
            compare_holders=settings_faces.compare_holders,
        )
        self._policy: Policy | None = None
        self._is_shut_down = False
        self.figures = Figures()

    @property
    def pid(self) -> int | None:
        """Process id of the vision process, None while there is none."""
        return self._supervisor.pid

    @property
    def restarts(self) -> int:
        """Deaths of the process so far."""
        return self._supervisor.deaths

    @property
    def renewals(self) -> int:
        """Planned replacements so far."""
        return self._supervisor.renewals

    @property
    def is_working(self) -> bool:
        """The camera sends usable pictures, or is believed to when it is opened only in use."""
        return self._facility.works

    @property
    def policy(self) -> Policy | None:
        """The policy in force, None before the first was made."""
        return self._policy

    def launch(self) -> None:
        """Start the vision process, if there is a camera and faces are on."""
        fault = "camera-none" if not self._camera.source else "camera-off" if not self._faces.enabled else None
        if fault is not None:
            self._facility.fail(fault)
            self._leases.refuse(WhyLost.NO_CAMERA)
            return
        self._supervisor.launch()

    def shut_down(self) -> None:
        """End the process and free the preview memory; what runs is lost. Safe to call again."""
        if self._is_shut_down:
            return
        self._is_shut_down = True
        self._leases.close()
        self._supervisor.stop()
        self.preview.close()
        self._memory.close()

    def __enter__(self) -> VisionClient:
        self.launch()
        return self

    def __exit__(self, *_: object) -> None:
        self.shut_down()

    # --- the camera -------------------------------------------------------------------------------------------
    def lease(self, owner: Owner, hear: Hear) -> CameraLease:
        """Take the camera; `hear` is given what is said about the sessions begun with it, on this object's thread or
        on the caller's; it must return at once.

        Raises:
            kiosk.faces.client.lease.CameraTaken: another owner has it.
        """
        return self._leases.lease(owner, hear)

    def preview_of(self, *owners: Owner) -> LeasedPreview:
        """The camera's pictures whenever one of these owners has the camera."""
        return self._leases.preview_of(*owners)

    def wants_photo(self, resident_id: str) -> bool:
        """Whether the picture on this resident's chip would be of use: no template of theirs, and a decoder."""
        if not self._faces.compare_holders or self._leases.is_refused:
            return False
        return not self._members.knows(resident_id, self._faces.engine) and self._has_decoder

    @functools.cached_property
    def _has_decoder(self) -> bool:
        from kiosk.faces.enrolment.chip_photo import installed

        return bool(installed())

    # --- what a technician tunes ------------------------------------------------------------------------------
    @property
    def tuned(self) -> Tuned:
        """What is in force just now, tried or saved."""
        return Tuned(self._camera.rotate, self._camera.guide_aside, self._camera.guide_above, self._faces.fpir)

    def tune(self, wanted: Tuned) -> None:
        """Put these in force at once, in this vision process and in every one after it. Saves nothing."""
        with self._supervisor.lock:
            self._camera = msgspec.structs.replace(
                self._camera, rotate=wanted.rotate, guide_aside=wanted.guide_aside, guide_above=wanted.guide_above
            )
            self._faces = msgspec.structs.replace(self._faces, fpir=wanted.fpir)
            camera = msgspec.to_builtins(self._camera)
            self._supervisor.send(encode_command("tune", camera=camera, fpir=wanted.fpir))

    def adjust(self, control: str, value: float) -> None:
        """Set a control of the camera, such as its focus. Nothing where it has no such control."""
        self._supervisor.send(encode_command("adjust", name=control, value=value))

    # --- the process ------------------------------------------------------------------------------------------
    def _start_process(self, outbox: Outbox, wake: Wake) -> VisionProcess:
        return VisionProcess(self._memory.descriptor, outbox, wake, self._clock, self._command)

    def _greeting(self) -> Iterator[bytes]:
        configure = encode_command(
            "configure",
            camera=msgspec.to_builtins(self._camera),
            faces=msgspec.to_builtins(self._faces),
            preview=self._memory.descriptor,
        )
        return itertools.chain((configure,), self.gallery.lines(), self._leases.greeting())

    def _process_died(self, too_often: bool) -> None:
        self._memory.wipe()
        self._facility.process_died(too_often=too_often)
        self._leases.process_died(too_often=too_often)

    def _hear(self, message: Message) -> None:
        match message:
            case (
                Beat() | Loaded() | Missing() | GallerySet() | PolicySet() | Health() | Decided() | Renewing() | Broke()
            ):
                self._note(message)
            case FacilityChanged():
                self._leases.resume()
                self._facility.hear(message)
            case SomebodyNear() | PersonLeft():
                self._sink(message)
            case HolderVector():
                if self._on_holder is not None and self._members.knows(message.resident_id, self._faces.engine):
                    self._on_holder(message)
            case _:
                self._leases.hear(message)

    def _note(self, notice: Notice) -> None:
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
