"""念给我听: certain screens are read aloud at a touch. Each view goes through here on its way to the glass."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.sentences import sentence
from kiosk.visits.events import Touched
from kiosk.visits.view import AloudView, VisitView
from kiosk.voice.clips import Clip
from kiosk.voice.speaker import Speaker
from kiosk.voice.spoken import spoken


@dataclass(frozen=True, slots=True)
class AloudPressed:
    """念给我听 was touched, or what it says while it reads: 先别念了. `serial` of the view it stood on."""

    serial: int


class ReadAloud:
    """Thread-safe: an older view never follows a newer one.

    Nothing is read unless it is asked for. Another screen cuts what is read, and so does another wing. While it is read
    the visit is told of a touch at each sentence: whoever listens is there.

    Args:
        publish: Shows a view; must not block.
        touched: Given `Touched` when a sentence begins.
        speaker: None where the terminal has no voice: the views go through unchanged.
    """

    def __init__(
        self,
        publish: Callable[[VisitView], None],
        touched: Callable[[Touched], None],
        speaker: Speaker | None,
    ) -> None:
        self._publish, self._touched, self._speaker = publish, touched, speaker
        self._lock = threading.Lock()
        self._view: VisitView | None = None
        self._script: tuple[Clip, ...] = ()
        if speaker is not None:
            speaker.on_change, speaker.on_clip = self._again, self._begins

    def start(self) -> None:
        """Look for a sound device."""
        if self._speaker is not None:
            self._speaker.start()

    def close(self) -> None:
        """Be silent and let the device go."""
        if self._speaker is not None:
            self._speaker.close()

    def works(self) -> bool | None:
        """Whether a sound device is open; None where a voice is not wanted."""
        return None if self._speaker is None else self._speaker.works

    def show(self, view: VisitView) -> None:
        """This is shown from now on."""
        with self._lock:
            before, self._view, self._script = self._script, view, self._script_of(view)
            if self._speaker is not None and self._script != before:
                self._speaker.stop()
            self._publish(self._marked(view))

    def pressed(self, event: AloudPressed) -> None:
        """Read it from the beginning, or be silent."""
        with self._lock:
            view, speaker = self._view, self._speaker
            if view is None or speaker is None or not speaker.works or not self._script:
                return
            if event.serial != view.serial:
                return  # meant for the screen before
            speaker.say(() if speaker.speaking else self._script)
            self._publish(self._marked(view))

    def hush(self) -> None:
        """Another wing is shown."""
        if self._speaker is not None:
            self._speaker.stop()
            self._again()

    def _again(self) -> None:
        with self._lock:
            if self._view is not None:
                self._script = self._script_of(self._view)
                self._publish(self._marked(self._view))

    def _begins(self, _: Clip) -> None:
        self._touched(Touched())

    def _script_of(self, view: VisitView) -> tuple[Clip, ...]:
        return () if self._speaker is None else self._speaker.clips.of(spoken(view))

    def _marked(self, view: VisitView) -> VisitView:
        speaker = self._speaker
        if speaker is None or not speaker.works or not self._script:
            return view
        label = sentence("voice.stop") if speaker.speaking else sentence("voice.listen")
        return replace(view, aloud=AloudView(label, speaker.speaking))
