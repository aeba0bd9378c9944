"""An enrolment on the simulated hall's real wires: card reader, camera and vision process; and what comes between."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from kiosk.accounts.permissions import Role
from kiosk.desk.events import Acted, DigitsEntered, Knock, LockPressed, PageChosen
from kiosk.desk.view import StaffView, Stage
from kiosk.enrolling.view import CheckView, EnrolView
from kiosk.facilities import Facility
from tests.conftest import AnnouncedLog
from tests.support.accounts import PIN, hire
from tests.walks.rig import Rig

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180), pytest.mark.waits, pytest.mark.long]

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"BM6", b"RIFF")
"""How a JPEG, a PNG, a bitmap and a WebP begin."""


class Wing:
    """Whoever works in the wing of a terminal without a screen."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.kiosk = rig, rig.kiosk
        hire(rig.kiosk.store, "li", Role.STAFF)

    @property
    def view(self) -> StaffView:
        assert self.rig.watcher.staff is not None
        return self.rig.watcher.staff

    @property
    def page(self) -> EnrolView:
        assert isinstance(self.view.content, EnrolView)
        return self.view.content

    def stage(self, stage: Stage) -> None:
        assert self.rig.watcher.wait_staff(lambda view: view.stage is stage, 60), self.view.stage

    def step(self, step: str, timeout_s: float = 60.0) -> EnrolView:
        def there(view: StaffView) -> bool:
            return isinstance(view.content, EnrolView) and view.content.step == step

        assert self.rig.watcher.wait_staff(there, timeout_s), f"not {step} but {self.page.step}: {self.page.lead}"
        return self.page

    def enters(self) -> None:
        self.kiosk.desk.post(Knock())
        self.stage(Stage.PIN)  # one account: nobody to choose
        self.kiosk.desk.post(DigitsEntered(PIN, self.view.serial))
        self.stage(Stage.OPEN)
        self.kiosk.desk.post(PageChosen(self.view.session, "enrol"))
        self.step("card")

    def leaves(self) -> None:
        self.kiosk.desk.post(LockPressed())
        self.stage(Stage.SHUT)

    def does(self, name: str, **values: object) -> None:
        self.kiosk.desk.post(Acted(self.view.session, "enrol", name, values))

    def reads_card(self, person: str) -> EnrolView:
        self.rig.hall.tell("tap", person=person)
        page = self.step("consents")
        self.rig.hall.tell("pull")
        return page

    def is_taken(self, person: str) -> EnrolView:
        """Somebody stands there and turns their head as they are asked; a busy machine may need a second try."""
        self.rig.hall.tell("stand", person=person)
        for _ in range(3):
            self.does("look")
            self.step("looking")
            for side in ("left", "right"):
                if self.rig.watcher.wait_staff(lambda view, side=side: _turn(view) in (side, "over"), 30):  # type: ignore[misc]
                    self.rig.hall.tell("turn_head", person=person, side=side)
            assert self.rig.watcher.wait_staff(lambda view: _turn(view) == "over", 45)
            if self.page.step != "interrupted":
                break
        return self.step("check")

    def is_agreed_with(self, *, face: bool = True, health: bool = True) -> None:
        self.does("ask", how="screen")
        self.step("asking")
        for kind, agreed in (("face", face), ("health", health), ("home-calls", False)):
            self.does("answer", kind=kind, agreed=agreed)
        self.step("notice" if face else "check")


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("enrolling")
    with Rig(folder / "hall", folder / "data", camera=True) as made:
        yield made


@pytest.fixture(scope="module")
def wing(rig: Rig) -> Wing:
    return Wing(rig)


def test_resident_is_enrolled_once_nobody_stands_beside_them(rig: Rig, wing: Wing, announced: AnnouncedLog) -> None:
    """That the camera knows them from then on is played by the demonstration."""
    announced.expect(
        "the vision process fell silent"
    )  # on a machine that is busy; it is replaced, and the walk goes on
    wing.enters()
    page = wing.reads_card("wu-guoqiang")
    assert page.person is not None
    assert (page.person.name, page.person.standing) == ("吴*强", "名单里还没有")
    wing.is_agreed_with()
    rig.hall.tell("stand_together", person="wu-guoqiang", of="gao-yu")
    wing.does("look")
    wing.step("looking")

    def alone(view: StaffView) -> bool:
        content = view.content
        return isinstance(content, EnrolView) and any(check.word == "旁边还有人" for check in _checks(content))

    assert rig.watcher.wait_staff(alone, 60)
    wing.does("stop_looking")
    wing.step("notice")
    page = wing.is_taken("wu-guoqiang")
    assert {check.name: check.state for check in page.checks} == {
        "consents": "ok", "face": "ok", "list": "ok", "photo": "open",
    }  # fmt: skip
    wing.does("save")
    assert wing.step("done").headline == "吴*强 登记好了"
    rig.hall.tell("leave")
    wing.leaves()


def test_L6_no_picture_lies_in_the_data_folder(rig: Rig, wing: Wing) -> None:
    rig.kiosk.store.settle()
    for path in rig.data.rglob("*"):
        if path.is_file() and path.name != "ballast":
            content = path.read_bytes()
            assert not any(content.startswith(begin) for begin in PICTURES), path.name
            assert b"\xff\xd8\xff\xe0" not in content, path.name


def test_photo_is_refused_a_dead_process_is_asked_again_and_a_lost_camera_is_said(
    rig: Rig, wing: Wing, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (SIGKILL)")
    wing.enters()
    wing.reads_card("gao-yu")
    wing.is_agreed_with()
    rig.hall.tell("hold_photo", person="gao-yu", of="gao-yu")
    wing.does("look")
    assert wing.step("interrupted").lead in (
        "镜头前的可能是照片或屏幕。请本人站到镜头前，再来一次。",
        "没拍到足够清楚的画面。请在亮一点的地方正对镜头，再来一次。",
    )
    rig.hall.tell("stand", person="gao-yu")
    wing.does("look")
    wing.step("looking")
    assert rig.kiosk.vision.pid is not None
    os.kill(rig.kiosk.vision.pid, signal.SIGKILL)
    rig.until(lambda: rig.kiosk.vision.restarts == 1, 60)
    assert wing.page.step == "looking"
    wing.does("stop_looking")
    wing.step("notice")
    wing.is_taken("gao-yu")
    wing.does("look")
    wing.step("looking")
    rig.hall.tell("unplug", part="camera")
    assert wing.step("interrupted").lead == "摄像头没有画面。请看看摄像头，再来一次；也可以先不拍。"
    rig.hall.tell("plug", part="camera")
    rig.works(Facility.CAMERA, 60)
    wing.leaves()
    rig.hall.tell("leave")
    assert [entry.resident.name for entry in rig.kiosk.store.whitelist.entries()] == ["吴国强"]


def _turn(view: StaffView) -> str:
    """To which side the head is to be turned; "over" when nobody looks any more."""
    content = view.content
    if not isinstance(content, EnrolView) or content.step != "looking" or content.camera is None:
        return "over"
    return content.camera.turn


def _checks(content: EnrolView) -> tuple[CheckView, ...]:
    return () if content.camera is None else content.camera.checks
