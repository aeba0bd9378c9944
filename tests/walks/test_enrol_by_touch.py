"""Somebody is enrolled by touch alone, on both kinds of panel, with a played camera; how long it takes a newcomer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from devices.events import CardToken, IdentityRead
from devices.identity import IdentityDocument
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.enrolling.page import EnrolPage, EnrolParts
from kiosk.enrolling.view import EnrolView
from kiosk.faces.client.lease import Owner
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.faces.events import FaceChecks, FaceHint, FaceSeen
from kiosk.faces.protocol.messages import EnrolmentFailed, EnrolmentFault, EnrolmentTaken, Sample, SessionEvent
from kiosk.faces.protocol.preview import PreviewWriter
from kiosk.people.zone import SHANGHAI
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.enrolling.hall import LI, SETTINGS, Vision, document
from tests.kiosk.faces.client.rig import Rig
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.support.store_rows import enrolment
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.sample_pictures.samples import samples
from ui.window.touching import centre_of, visible_items

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

ATTRACT = next(sample.view for sample in samples() if sample.name == "attract")
A_TOUCH_S = 2.5
"""Of somebody new to it: to look (1.35 s), to reach (1.1 s), to press (0.1 s); keystroke-level model."""
CARD_S, CAMERA_S, CHECK_S, SAVE_S = 1.5, 9.0, 1.5, 0.5
"""What is waited for: a card is read, a face is taken with both turns, the list is compared, the disk answers."""
BOTH = pytest.mark.parametrize("hall", ["portrait", "landscape"], indirect=True)
ALL_RIGHT = FaceChecks(near=True, lit=True, straight=True)


class Glass(StaffGlass):
    """A finger touches what it sees: a picture is drawn before, which is when rows and columns take their places."""

    def press(self, name: str) -> None:
        self.shell.grab()
        super().press(name)


class Hall:
    """The wing with its page, a vision process played by the test, and a card reader."""

    def __init__(self, store: Archive, clock: ManualClock, orientation: str) -> None:
        self.store, self.rig = store, Rig()
        parts = EnrolParts(store, Vision(self.rig), SETTINGS, SHANGHAI)
        maker = PageMaker(EnrolPage, lambda context: EnrolPage(context, parts), icon="person")
        self.glass = Glass(store, clock, (maker,), orientation=orientation)
        self.glass.shell.apply(ATTRACT)
        self.glass.shell.set_preview(self.rig.leases.preview_of(Owner.VISIT, Owner.STAFF))
        self.glass.settle()
        self.cards = 0
        self.writer = PreviewWriter(self.rig.memory.descriptor)

    @property
    def page(self) -> EnrolView:
        content = self.glass.view.content
        assert isinstance(content, EnrolView)
        return content

    def card(self, read: IdentityDocument | None = None) -> None:
        self.cards += 1
        event = IdentityRead(CardToken("id-reader", self.cards), read or document(), self.glass.clock.now())
        assert self.glass.desk.takes(event)
        self.glass.settle()

    def camera(self, *said: SessionEvent) -> None:
        for one in said:
            self.rig.leases.hear(one)
        self.glass.settle()

    def sees(self, hint: FaceHint, progress: float) -> None:
        self.camera(FaceSeen(self.session, hint, progress, ALL_RIGHT))

    def takes_face(self) -> None:
        engine = engines_in_use(SETTINGS.faces)[0]
        vector = np.random.default_rng(1).normal(size=engine.length).astype(np.float32)
        taken = tuple(Sample(engine.name, engine.version, vector / np.linalg.norm(vector), 0.9) for _ in range(5))
        self.camera(EnrolmentTaken(self.session, taken))

    @property
    def session(self) -> int:
        return int(self.rig.sent[-1]["session"])

    def close(self) -> None:
        self.writer.close()
        self.glass.close()


@pytest.fixture
def hall(
    request: pytest.FixtureRequest, qt_app: QGuiApplication, qt_messages: list[str], store: Archive, clock: ManualClock
) -> Iterator[Hall]:
    hire(store, "li", Role.STAFF)
    made = Hall(store, clock, getattr(request, "param", "portrait"))
    made.glass.let_in("li", PIN)
    yield made
    made.close()
    assert qt_messages == []


def refuses_the_rest(glass: StaffGlass) -> None:
    """No to everything that is asked after the face."""
    for pages in (2, 1, 2):
        for _ in range(pages - 1):
            glass.press("button-next-page")
        glass.press("button-refuse")


@BOTH
def test_newcomer_enrols_a_resident_in_forty_seconds_of_touches(hall: Hall, store: Archive) -> None:
    glass = hall.glass
    glass.press("button-page-enrol")
    begun = glass.touches - 1
    assert "请放上本人的身份证" in glass.texts()
    hall.card()
    assert {"王*英", "310***********0020", "名单里还没有", "还没问"} <= set(glass.texts())
    glass.press("button-ask-screen")
    assert "用您的脸认出您，好吗？" in glass.texts()
    glass.press("button-agree")
    for pages in (2, 1, 2):  # the records of values, home calls, slow updating: so many screens of words each
        for _ in range(pages - 1):
            assert not glass.sees("button-agree")
            glass.press("button-next-page")
        glass.press("button-agree")
    assert "要打开摄像头了" in glass.texts()
    assert hall.rig.sent == []
    glass.press("button-look")
    assert "摄像头正在打开" in glass.texts()
    hall.sees(FaceHint.GOOD, 0.4)
    assert {"请看着镜头，别动", "正好", "还差 1 张"} <= set(glass.texts())
    hall.sees(FaceHint.TURN_LEFT, 0.6)
    assert "请往左边转一点" in glass.texts()
    hall.takes_face()
    assert "核对一下，就可以保存" in glass.texts()
    glass.press("button-save")
    assert {"王*英 登记好了", "存到本人撤回为止，撤回当场删；没有照片"} <= set(glass.texts())
    touches = glass.touches - begun
    assert touches == 10
    assert touches * A_TOUCH_S + CARD_S + CAMERA_S + CHECK_S + SAVE_S <= 40.0
    (entry,) = store.whitelist.entries()
    assert (entry.templates, entry.consents) == (5, ("adaptation", "face", "health", "home-calls"))


@BOTH
def test_L3_face_refused_and_enrolled_all_the_same(hall: Hall, store: Archive) -> None:
    glass = hall.glass
    hall.card()
    glass.press("button-ask-screen")
    glass.press("button-refuse")
    glass.press("button-next-page")
    glass.press("button-agree")
    assert {"一阵子没来，请人看看您？", "不同意，照样来办事"} <= set(
        glass.texts()
    )  # not made of a face: it is asked all the same
    glass.press("button-agree")
    assert {"本人不同意，不拍", "保存"} <= set(glass.texts())
    assert not glass.sees("button-look")
    glass.press("button-save")
    assert {"王*英 登记好了，没有人脸", "刷卡照样办，样样都一样"} <= set(glass.texts())
    (entry,) = store.whitelist.entries()
    assert (entry.templates, entry.consents) == (0, ("health", "home-calls"))


@BOTH
def test_camera_that_fails_can_be_tried_again_or_left(hall: Hall) -> None:
    glass = hall.glass
    hall.card()
    glass.press("button-ask-spoken")
    glass.press("button-agree")
    refuses_the_rest(glass)
    glass.press("button-look")
    hall.camera(EnrolmentFailed(hall.session, EnrolmentFault.NOT_LIVE))
    assert "没有拍成" in glass.texts()
    glass.press("button-look")
    hall.takes_face()
    glass.press("button-look-again")
    hall.camera(EnrolmentFailed(hall.session, EnrolmentFault.TIME))
    glass.press("button-without-face")
    glass.press("button-save")
    assert "人脸：还没拍" in glass.texts()
    glass.press("button-next")
    assert "请放上本人的身份证" in glass.texts()


def _picture(hall: Hall) -> bool:
    """Whether some item of the glass shows a picture of the camera."""
    return any(item.property("hasPicture") is True for item in visible_items(hall.glass.shell.root))


@BOTH
def test_L5_preview_is_on_the_glass_while_the_camera_is_theirs_and_no_longer(hall: Hall, folder: Path) -> None:
    glass = hall.glass
    hall.card()
    glass.press("button-ask-screen")
    glass.press("button-agree")
    refuses_the_rest(glass)
    glass.press("button-look")
    hall.writer.write(np.full((8, 8, 4), 90, np.uint8))
    hall.sees(FaceHint.GOOD, 0.2)
    _look(hall)
    assert _picture(hall)
    glass.press("button-lock")
    assert glass.shell.wing == "visitor"
    assert not _picture(hall)
    assert hall.rig.sent[-1] == {"do": "stop"}
    assert [text for text in glass.strings() if "王*英" in text] == []
    glass.let_in("li", PIN)
    assert "要打开摄像头了" in glass.texts()
    assert not _picture(hall)
    glass.press("button-look")
    hall.writer.write(np.full((8, 8, 4), 91, np.uint8))
    _look(hall)
    assert _picture(hall)
    hall.takes_face()
    assert not _picture(hall)
    glass.press("button-save")
    assert [path.name for path in folder.rglob("*") if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".bmp")] == []


def _look(hall: Hall) -> None:
    for item in visible_items(hall.glass.shell.root):
        if item.property("hasPicture") is not None:
            item.look()  # type: ignore[attr-defined]
    hall.glass.settle()


@BOTH
def test_L2_guardian_is_named_by_their_card_and_a_touch(hall: Hall, store: Archive) -> None:
    glass = hall.glass
    hall.card()
    glass.press("button-guardian")
    assert not glass.sees("button-relation-7")
    hall.card(LI)
    glass.press("button-relation-1")
    glass.press("button-ask-signature")
    glass.press("button-agree")
    refuses_the_rest(glass)
    glass.press("button-without-face")
    glass.press("button-save")
    with store._core.readers.db() as db:
        rows = db.execute("SELECT guardian_relation, withdrawn_utc IS NULL FROM consents ORDER BY 2").fetchall()
    # Each no that is kept is one that was taken back, by the guardian as well.
    assert rows == [("子女", 0), ("子女", 0), ("子女", 1)]


def test_two_touches_at_once_answer_one_question_only(hall: Hall) -> None:
    glass = hall.glass
    hall.card()
    glass.press("button-ask-screen")
    place = centre_of(glass.item("button-agree"))
    glass.finger.touch(place)
    glass.desk.drain()
    glass.finger.touch(place)  # a tremor: the next words are there already
    glass.settle()
    assert hall.page.words is not None
    assert (hall.page.words.kind, [c.state for c in hall.page.consents]) == ("health", [])


@BOTH
def test_member_whose_consent_is_renewed_is_helped_by_touch(hall: Hall, store: Archive) -> None:
    glass, who = hall.glass, store.whitelist.enter(enrolment(), "t").resident_id
    glass.press("button-page-enrol")
    hall.card()
    glass.press("button-helper")
    assert "请帮忙的人放自己的卡" in glass.texts()
    hall.card(LI)
    assert "让李*兰\n帮您一起办？" in glass.texts()
    glass.press("button-helper-agreed")
    glass.press("button-helper-carer")
    assert "护工在帮，本人点了同意" in glass.texts()
    assert [one.relation.value for one in store.companions.of(who)] == ["carer"]
    glass.press("button-ask-screen")
    assert "用您的脸认出您，好吗？" in glass.texts()
