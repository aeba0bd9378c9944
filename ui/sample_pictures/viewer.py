"""A window in which samples are shown one after the other and stand still: for pictures and the audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from PySide6.QtCore import QEventLoop, QTimer

from devices.clock import Instant
from kiosk.settings import Screen, Settings
from ui.application.event_loop import wait_ms
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.staff_samples import StaffSample
from ui.sample_pictures.visit_parts import NOW
from ui.window.shell import Shell
from ui.wings import WINGS


class StillClock:
    """Always 9:20 on the morning of the samples, yet a second later at every look: no press is ever too early."""

    def __init__(self) -> None:
        self._looks = 0

    def now(self) -> Instant:
        self._looks += 1
        return Instant(NOW.utc, NOW.monotonic_s + self._looks)

    def is_proved(self) -> bool:
        return False

    def wait(self, event: Any, timeout_s: float) -> bool:
        return bool(event.is_set())


@dataclass(frozen=True, slots=True, repr=False)
class _Still:
    array: Any
    counter: int
    box: tuple[float, float, float, float]


class DrawnFace:
    """One unmoving picture in place of the camera's: a plain figure, nobody's face."""

    def __init__(self, width: int = 720, height: int = 960) -> None:
        import numpy as np

        picture = np.empty((height, width, 4), np.uint8)
        picture[:] = (214, 222, 226, 255)
        y, x = np.mgrid[0:height, 0:width]
        shoulders = ((x - width / 2) / (width * 0.40)) ** 2 + ((y - height * 1.02) / (height * 0.34)) ** 2 < 1
        head = ((x - width / 2) / (width * 0.19)) ** 2 + ((y - height * 0.44) / (height * 0.20)) ** 2 < 1
        picture[shoulders] = (140, 110, 90, 255)
        picture[head] = (150, 178, 205, 255)
        self._frame = _Still(np.ascontiguousarray(picture), 1, (0.31, 0.24, 0.38, 0.40))

    def latest(self) -> _Still:
        return self._frame

    def forget(self) -> None:
        """It is drawn, not taken: nothing to let go of."""


class SampleViewer:
    """Shows samples and waits until nothing moves.

    Attributes:
        sent: What was pressed, touched and entered.
    """

    def __init__(self, settings: Settings) -> None:
        self.sent: list[Any] = []
        self._settings = settings
        self._face = DrawnFace()
        self._rest = QTimer(singleShot=True)
        self.shell = Shell(
            settings, WINGS, lambda _, event: self.sent.append(event), clock=StillClock(), single_shot=_at_once
        )
        self.shell.window.afterRendering.connect(self._begin_rest)
        self.shell.show(self.shell.size.width(), self.shell.size.height())

    def set_screen(self, screen: Screen) -> None:
        """Another orientation, text scale or theme."""
        self._settings = msgspec.structs.replace(self._settings, screen=screen)
        self.shell.set_settings(self._settings)
        self.shell.window.resize(self.shell.size)

    def show(self, sample: Sample | StaffSample) -> None:
        """Show a sample and let its animations end."""
        hall = msgspec.structs.replace(self._settings.hall, name=sample.hall_name)
        settings = msgspec.structs.replace(self._settings, hall=hall, demonstration=sample.demonstration)
        self.shell.set_settings(settings)
        self.shell.set_preview(self._face if sample.shows_face else None)
        self.shell.show_wing(sample.view.wing)
        self.shell.apply(sample.view)
        self.settle()

    def settle(self, quiet_ms: int = 34, longest_ms: int = 510) -> None:
        """Let Qt run until no frame was drawn for a while and the page has come in; on a busy machine frames come late.
        Something that never rests is given up on.
        """
        loop, end = QEventLoop(), QTimer(singleShot=True)
        self._rest.timeout.connect(loop.quit)
        end.timeout.connect(loop.quit)
        self._rest.start(quiet_ms)
        end.start(longest_ms)
        loop.exec()
        self._rest.timeout.disconnect(loop.quit)
        self._rest.stop()
        waited = 0
        while self._comes_in() and waited < 3 * longest_ms:
            wait_ms(quiet_ms)
            waited += quiet_ms

    def _comes_in(self) -> bool:
        """Whether the page is still on its way: not opaque yet."""
        inside = [child for item in self.shell.window.contentItem().childItems() for child in item.childItems()]
        return any(
            0 <= page.opacity() < 1 for part in inside for page in (part, *part.childItems()) if page.isVisible()
        )

    def close(self) -> None:
        """Close the shell."""
        self.shell.close()
        wait_ms(1)

    def _begin_rest(self) -> None:
        """A frame was drawn: what `settle` waits for begins anew."""
        if self._rest.isActive():
            self._rest.start()


def _at_once(_: int, call: Callable[[], None]) -> None:
    call()
