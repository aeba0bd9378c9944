"""What the pages of camera and thresholds stand on in tests: a desk that does all at once, a played camera."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.accounts.permissions import Permission, Role
from kiosk.accounts.session import Session
from kiosk.desk.view import QuestionView
from kiosk.faces.client.lease import CameraTaken, Hear, Owner
from kiosk.faces.client.tuned import Tuned
from kiosk.faces.events import SessionLost, WhyLost
from kiosk.faces.protocol.messages import CameraFigures, CameraInspected, FaceFigures
from kiosk.sentences import Refusal, Text
from tests.support.clock import ManualClock

FACE = FaceFigures(
    width_px=212, height_px=268, eyes_px=104.0, yaw_deg=-3.0, pitch_deg=6.0, roll_deg=1.0, grey=131.0, clipped=0.01,
    sides=1.3, sharpness=246.0, quality=0.94, hint="good", liveness=0.93,
)  # fmt: skip
PICTURE = CameraFigures(
    width=1280, height=720, brightness=118.0, contrast=46.0, sharpness=412.0, dark=0.004, bright=0.021,
    grabbed_fps=30.0, judged_fps=15.0, faces=1, face=FACE,
)  # fmt: skip


class Bench:
    """A `Context` without a desk.

    Attributes:
        asked, signed: The question, or what a second person signs, that waits.
        opened: The page that was asked for.
    """

    def __init__(self, clock: ManualClock, login: str = "zhou") -> None:
        self.clock = clock
        self.session = Session("s", login, login, "周平", Role.TECHNICIAN)
        self.asked: QuestionView | None = None
        self.signed: Text | None = None
        self.opened = ""
        self.kept_open = 0
        self._then: Callable[..., None] = lambda *_: None

    def show(self) -> None: ...

    def turn(self) -> None: ...

    def work(self, job: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        try:
            outcome = job()
        except Exception as error:  # noqa: BLE001 - as the desk does
            failed(error)
        else:
            then(outcome)

    def later(self, what: Callable[[], None]) -> None:
        what()

    def tell(self, notice: Text) -> None: ...

    def ask(self, question: QuestionView, then: Callable[[], None]) -> None:
        self.asked, self._then = question, then

    def second_signature(self, permission: Permission, what: Text, then: Callable[[Session], None]) -> None:
        self.signed, self._then = what, then

    def confirm(self) -> None:
        """The question is answered with yes."""
        self.asked = None
        self._then()

    def sign(self, login: str) -> None:
        """Somebody else signs."""
        self.signed = None
        self._then(Session("t", login, login, "吴敏", Role.TECHNICIAN))

    def cards(self, hear: object) -> None: ...

    def keep_open(self) -> None:
        self.kept_open += 1

    def open(self, page: str, **values: object) -> None:
        self.opened = page

    def allowed(self, permission: Permission) -> bool:
        return True


class PlayedCamera:
    """The vision process, as the room knows it.

    Attributes:
        holder: Who else has the camera.
        done: What was asked of it, in order.
    """

    def __init__(self) -> None:
        self.holder: Owner | None = None
        self.tuned = Tuned(rotate=0, guide_aside=0.36, guide_above=0.32, fpir=0.001)
        self.done: list[object] = []
        self._hear: Hear | None = None
        self._session = 0

    def lease(self, owner: Owner, hear: Hear) -> PlayedCamera:
        if self.holder is not None:
            raise CameraTaken(self.holder)
        assert owner is Owner.TECHNICIAN
        self._hear = hear
        self.done.append("lease")
        return self

    def inspect(self, session: int) -> None:
        self._session = session
        self.done.append("inspect")

    def release(self) -> None:
        self._hear = None
        self.done.append("release")

    def tune(self, wanted: Tuned) -> None:
        self.tuned = wanted

    def adjust(self, control: str, value: float) -> None:
        self.done.append((control, value))

    def sends(self, figures: CameraFigures = PICTURE, *, late: int = 0) -> None:
        """A report of the session, or of one so many before it."""
        assert self._hear is not None
        self._hear(CameraInspected(self._session - late, figures))

    def lost(self, why: WhyLost = WhyLost.NO_CAMERA) -> None:
        assert self._hear is not None
        self._hear(SessionLost(self._session, why))


class KeptSettings:
    """A configuration file."""

    def __init__(self, refuses: Text | None = None) -> None:
        self.saved: list[tuple[Mapping[str, str], str, str]] = []
        self.refuses = refuses

    def save(self, values: Mapping[str, str], by: str, second: str = "") -> None:
        if self.refuses is not None:
            raise Refusal(self.refuses)
        self.saved.append((values, by, second))
