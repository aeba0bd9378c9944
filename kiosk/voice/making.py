"""The voice of one terminal, out of its settings."""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from devices.clock import Clock
from devices.sound import stream
from devices.sound.stream import OpenStream
from kiosk.settings import Voice
from kiosk.visits.events import Touched
from kiosk.visits.view import VisitView
from kiosk.voice.aloud import ReadAloud
from kiosk.voice.clips import Clips
from kiosk.voice.speaker import Speaker

log = logging.getLogger("kiosk.voice")


def read_aloud_of(
    voice: Voice,
    publish: Callable[[VisitView], None],
    touched: Callable[[Touched], None],
    clock: Clock,
    open_stream: OpenStream | None = None,
) -> ReadAloud:
    """With no voice where it is switched off, or its clips are damaged. On the system's sound device, if None."""
    try:
        clips = Clips()
    except (msgspec.MsgspecError, OSError) as error:
        log.error("there is no voice: its clips cannot be used (%s)", type(error).__name__)
        return ReadAloud(publish, touched, None)
    speaker = Speaker(clips, open_stream or stream.open_card, clock, volume=voice.volume) if voice.enabled else None
    return ReadAloud(publish, touched, speaker)
