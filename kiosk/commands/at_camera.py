"""The configured camera for one command, while the terminal rests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.commands.context import Context, Refused
from kiosk.sentences import fault_sentences, sentence

if TYPE_CHECKING:
    from kiosk.faces.client.vision_client import VisionClient
    from kiosk.faces.protocol.messages import HallEvent

OPEN_WITHIN_S = 20.0


@contextmanager
def watched_camera(context: Context) -> Iterator[VisionClient]:
    """The vision process with its camera open. Nothing is written.

    Raises:
        Refused: no camera is configured, a terminal has it, or it does not work within twenty seconds.
    """
    import msgspec

    from kiosk.doctor.run_lock import is_running
    from kiosk.faces.client.vision_client import VisionClient
    from kiosk.facilities import FacilityChanged

    if not context.settings.camera.source:
        raise Refused(sentence("camera-bench.command.none"))
    if is_running(context.data_dir):
        raise Refused(sentence("camera-bench.command.in-use"))
    works, faults = threading.Event(), [""]

    def hear(event: HallEvent) -> None:
        if isinstance(event, FacilityChanged):
            faults[0] = event.fault or ""
            if event.works:
                works.set()

    settings, clock = context.settings, context.clock
    faces = msgspec.structs.replace(settings.faces, enabled=True)
    camera = msgspec.structs.replace(settings.camera, only_in_use=False)
    with VisionClient(camera, faces, clock, hear) as client:
        if not clock.wait(works, OPEN_WITHIN_S):
            raise Refused(sentence("words.stop", said=fault_sentences(faults[0] or "camera-gone").technician))
        yield client
