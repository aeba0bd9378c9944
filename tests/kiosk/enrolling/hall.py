"""The enrolment page on a desk without threads, with a real store and a vision process played by the test."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from devices.clock import Instant
from devices.events import CardLeft, CardToken, IdentityRead
from devices.identity import DocumentType, IdentityDocument
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.enrolling.page import EnrolPage, EnrolParts
from kiosk.enrolling.view import EnrolView
from kiosk.faces.client.lease import CameraLease, Hear, Owner
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.faces.events import FaceChecks, FaceHint, FaceSeen
from kiosk.faces.protocol.messages import EnrolmentFailed, EnrolmentFault, EnrolmentTaken, Sample
from kiosk.people.zone import SHANGHAI
from kiosk.settings import Camera, Faces, Settings, Whitelist
from tests.kiosk.desk.place import NotePage, Place
from tests.kiosk.faces.client.rig import Rig
from tests.support.clock import ManualClock

SETTINGS = Settings(camera=Camera(source="/dev/video0"), faces=Faces(adapt=True), whitelist=Whitelist(min_age=60))


def document(**changes: Any) -> IdentityDocument:
    """王桂英's identity card."""
    fields: dict[str, Any] = {
        "type": DocumentType.RESIDENT, "number": "310100194403120020", "name": "王桂英", "sex": "2", "nation": "01",
        "birth": date(1944, 3, 12), "address": "上海市虚构区梧桐里11弄3号楼402室", "long_term": True,
    }  # fmt: skip
    return IdentityDocument(**(fields | changes))


LI = document(number="310100195001010026", name="李秀兰", birth=date(1950, 1, 1))


class Vision:
    """Leases of a played vision process."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self.reads_photos = False

    def lease(self, owner: Owner, hear: Hear) -> CameraLease:
        return self._rig.leases.lease(owner, hear)

    def wants_photo(self, resident_id: str) -> bool:
        return self.reads_photos


class Enrolling(Place):
    """The desk with the page, and what a test does with it."""

    def __init__(self, store: Archive, clock: ManualClock, settings: Settings = SETTINGS) -> None:
        self.store, self.rig = store, Rig()
        self.vision = Vision(self.rig)
        self.engine = engines_in_use(settings.faces)[0]
        self.tokens = 0
        parts = EnrolParts(store, self.vision, settings, SHANGHAI)
        super().__init__(
            clock,
            pages=(
                PageMaker(EnrolPage, lambda context: EnrolPage(context, parts), icon="face"),
                PageMaker(NotePage, NotePage, icon="list"),
            ),
        )

    @property
    def page(self) -> EnrolView:
        content = self.view.content
        assert isinstance(content, EnrolView)
        return content

    @property
    def commands(self) -> list[str]:
        """What the vision process was told."""
        return [line["do"] for line in self.rig.sent]

    def card(self, read: IdentityDocument | None = None) -> EnrolView:
        """A card is read, looked up, and taken away again."""
        self.tokens += 1
        token = CardToken("id-reader", self.tokens)
        event = IdentityRead(token, read or document(), self._now())
        assert self.desk.takes(event)
        self.happens()
        self.settle()
        self.desk.takes(CardLeft(token, self._now()))
        self.settle()
        return self.page

    def settle(self) -> EnrolView:
        """Everything that waits is done."""
        for _ in range(4):
            self.desk.drain()
        return self.page

    def do(self, name: str, **values: object) -> EnrolView:
        """Something is pressed."""
        self.does(name, **values)
        return self.settle()

    def agree(self, **answers: bool) -> EnrolView:
        """The words are shown, and answered; that to home calls with no, unless `home_calls` says so."""
        self.do("ask", how="screen")
        home_calls, asked = answers.pop("home_calls", False), list(answers.items())
        asked.insert(2, ("home-calls", home_calls))
        for kind, agreed in asked:
            assert self.page.words is not None
            assert self.page.words.kind == kind
            self.do("answer", kind=kind, agreed=agreed)
        return self.page

    # --- the vision process -------------------------------------------------------------------------------------
    def _wire(self) -> int:
        return int(self.rig.sent[-1]["session"])

    def sees(self, hint: FaceHint, progress: float = 0.0, checks: FaceChecks | None = None) -> EnrolView:
        self.rig.leases.hear(FaceSeen(self._wire(), hint, progress, checks or FaceChecks(True, True, True)))
        return self.settle()

    def takes_face(self, seed: int = 1) -> tuple[Sample, ...]:
        """Three frames of one person; the same seed is the same person."""
        taken = self.samples(seed)
        self.rig.leases.hear(EnrolmentTaken(self._wire(), taken))
        self.settle()
        return taken

    def fails(self, why: EnrolmentFault) -> EnrolView:
        self.rig.leases.hear(EnrolmentFailed(self._wire(), why))
        return self.settle()

    def samples(self, seed: int) -> tuple[Sample, ...]:
        chance = np.random.default_rng(seed)
        base = chance.normal(size=self.engine.length).astype(np.float32)
        made = []
        for _ in range(3):
            vector = base + 0.3 * chance.normal(size=self.engine.length).astype(np.float32)
            made.append(vector / np.linalg.norm(vector))
        return tuple(Sample(self.engine.name, self.engine.version, v.astype(np.float32), 0.9) for v in made)

    # --- short cuts ---------------------------------------------------------------------------------------------
    def begin(self, login: str = "li") -> EnrolView:
        """Somebody is let in; the page is the first one."""
        self.let_in(login)
        return self.page

    def to_check(self, read: IdentityDocument | None = None, seed: int = 1) -> EnrolView:
        self.card(read)
        self.agree(face=True, health=True, adaptation=False)
        self.do("look")
        self.takes_face(seed)
        return self.page

    def enrol(self, read: IdentityDocument | None = None, seed: int = 1) -> EnrolView:
        """The whole way."""
        self.to_check(read, seed)
        return self.do("save")

    def _now(self) -> Instant:
        return self.clock.now()
