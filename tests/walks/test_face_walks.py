"""Faces before the running terminal: what is held up, who steps in, whose entry is taken away, and a closed camera."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.settings import Settings
from kiosk.visits.states import Button, State
from tests.walks.rig import Rig, enrol, naming

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120), pytest.mark.waits]

CHEN, ZHOU = ("陈*明", "陈爷爷", "陈德明"), ("周*华", "周阿姨", "周奶奶")
STRANGER = "abdurahman-mamat"
"""The drawn face least like 陈's (SFace 0.28): a gallery of one person has no strangers of its own to learn from."""
NOTICE = "镜头只用来认人，不拍照，不留存"


@pytest.fixture(scope="module")
def chen_enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with 陈 on the whitelist."""
    folder = tmp_path_factory.mktemp("enrol")
    enrol(folder, folder / "data", "chen-deming")
    return folder / "data"


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory, chen_enrolled: Path) -> Iterator[Rig]:
    """One terminal for the walks that leave it as they found it."""
    folder = tmp_path_factory.mktemp("faces")
    shutil.copytree(chen_enrolled, folder / "data")
    with Rig(folder / "hall", folder / "data", camera=True) as made:
        yield made


@pytest.fixture
def hall(rig: Rig) -> Iterator[Rig]:
    """An empty hall with the terminal asleep, before and after."""
    empty(rig)
    yield rig
    empty(rig)


def empty(rig: Rig) -> None:
    rig.hall.tell("pull")
    rig.hall.tell("leave")
    rig.wait(State.ATTRACT, 30)
    rig.until(
        lambda: not rig.kiosk.conductor.situation.terminal.present and not rig.kiosk.conductor.situation.terminal.awake,
        30,
    )
    rig.kiosk.store.settle()
    rig.watcher.begin()


def reasons(rig: Rig) -> list[str]:
    """Why the screen changed, since the walk began."""
    return [seen.reason for seen in rig.watcher.path()]


def alerts(rig: Rig, since: int) -> list[str]:
    rig.kiosk.store.settle()
    return [kind for visit in rig.kiosk.store.visit_log.since(since) for kind in visit.alerts]


# --- on a terminal of their own, before the shared one opens: two card services cannot run at once -----------------
def test_member_revoked_while_the_camera_looks_is_not_named(tmp_path: Path, chen_enrolled: Path) -> None:
    shutil.copytree(chen_enrolled, tmp_path / "data")
    with Rig(tmp_path / "hall", tmp_path / "data", camera=True) as rig:
        members = rig.kiosk.store.whitelist.entries()
        rig.hall.tell("walk_up", person="chen-deming")
        rig.wait(State.LOOKING, 15)
        for member in members:
            rig.kiosk.store.whitelist.revoke(member.resident.id, "cli:tester", "本人要求")
        view = rig.wait(State.ASK_CARD, 20)
        assert view.headline == "请刷身份证"
        assert naming(rig.views, *CHEN) == []


def closed_between_visits(settings: Settings) -> Settings:
    """With time to open the camera on a busy machine too."""
    camera = msgspec.structs.replace(settings.camera, only_in_use=True)
    faces = msgspec.structs.replace(settings.faces, give_up_s=25.0)
    return msgspec.structs.replace(settings, camera=camera, faces=faces)


def test_camera_that_is_closed_between_visits_is_opened_by_a_button_after_the_notice(
    tmp_path: Path, chen_enrolled: Path
) -> None:
    shutil.copytree(chen_enrolled, tmp_path / "data")
    with Rig(tmp_path / "hall", tmp_path / "data", camera=True, change=closed_between_visits) as rig:
        rig.hall.tell("walk_up", person="chen-deming")
        view = rig.wait_view(lambda v: v.state is State.ATTRACT and v.has(Button.LOOK), 10)
        assert (view.lead, view.notice) == ("社保卡请插卡，没带就点下面", NOTICE)
        rig.press(Button.LOOK)
        looking = rig.wait(State.LOOKING, 5)
        assert looking.guidance is not None
        assert (looking.notice, looking.guidance.live) == (NOTICE, False)
        assert "陈爷爷" in rig.wait(State.CONFIRM, 35).headline
        rig.press(Button.YES)
        rig.wait_view(lambda v: v.state is State.RESULT and v.code is not None, 15)
        rig.home()


# --- on the shared terminal ---------------------------------------------------------------------------------------
def test_held_up_photograph_of_a_member_is_asked_for_a_card_and_names_nobody(hall: Rig) -> None:
    seen, newest = len(hall.views), hall.kiosk.store.visit_log.newest()
    hall.hall.tell("hold_photo", person="zhou-meihua", of="chen-deming")
    hall.wait(State.LOOKING, 15)
    view = hall.wait(State.ASK_CARD, 20)
    assert (view.headline, view.lead) == ("请刷身份证", "这次没看清，用卡一样办")
    assert reasons(hall)[-1] == "face-not-live"
    assert alerts(hall, newest) == []
    for _ in range(2):
        hall.press(Button.LOOK)
        hall.wait(State.LOOKING, 5)
        hall.wait(State.ASK_CARD, 20)
    assert reasons(hall).count("face-not-live") == 3
    hall.press(Button.BACK)
    hall.wait(State.ATTRACT, 5)
    assert naming(hall.views[seen:], *CHEN, *ZHOU) == []
    hall.kiosk.store.settle()
    logged = hall.kiosk.store.visit_log.since(newest)
    assert [(v.identified_by, v.masked_name, v.alerts) for v in logged] == [(None, None, ("face",))]


def test_person_who_leaves_before_confirming_is_not_named_to_the_next(hall: Rig) -> None:
    hall.hall.tell("walk_up", person="chen-deming")
    assert "陈爷爷" in hall.wait(State.CONFIRM, 20).headline
    hall.hall.tell("leave")
    hall.wait(State.LOOKING, 10)
    seen = len(hall.views)
    hall.hall.tell("walk_up", person=STRANGER)
    hall.wait_view(lambda v: v.state is State.ASK_CARD, 30)
    assert naming(hall.views[seen:], *CHEN) == []
    assert hall.kiosk.conductor.situation.resident is None


def test_somebody_who_steps_in_while_the_question_stands_does_not_get_to_answer_it(hall: Rig) -> None:
    hall.hall.tell("walk_up", person="chen-deming")
    assert "陈爷爷" in hall.wait(State.CONFIRM, 20).headline
    hall.hall.tell("walk_up", person=STRANGER)  # without a moment in which the hall is empty
    hall.wait_view(lambda v: v.state is not State.CONFIRM, 8)
    seen = len(hall.views)
    hall.wait(State.ASK_CARD, 30)
    assert naming(hall.views[seen:], *CHEN) == []
    assert hall.kiosk.conductor.situation.resident is None


def test_holder_before_the_camera_is_compared_with_their_own_template(hall: Rig) -> None:
    newest = hall.kiosk.store.visit_log.newest()
    hall.hall.tell("walk_up", person="chen-deming")
    hall.wait(State.LOOKING, 15)
    assert hall.serve("tap", "chen-deming").code is not None
    hall.until(lambda: not hall.kiosk.conductor.situation.comparing, 10)
    hall.home()
    hall.kiosk.store.settle()
    assert [v.identified_by for v in hall.kiosk.store.visit_log.since(newest)] == ["id-card+face"]


def test_another_person_with_a_members_card_is_served_and_not_accused(hall: Rig) -> None:
    newest = hall.kiosk.store.visit_log.newest()
    hall.hall.tell("walk_up", person=STRANGER)
    hall.wait(State.LOOKING, 15)
    seen = len(hall.views)
    assert hall.serve("tap", "chen-deming").headline.startswith("陈爷爷")
    hall.until(lambda: not hall.kiosk.conductor.situation.comparing, 10)
    hall.home()
    hall.kiosk.store.settle()
    logged = hall.kiosk.store.visit_log.since(newest)
    assert [(v.identified_by, v.outcome, v.alerts) for v in logged] == [("id-card", "served", ())]
    assert {v.state for v in hall.views[seen:]} <= {
        *(State.LOOKING, State.READING, State.CHECKING, State.RESULT, State.GOODBYE, State.ATTRACT),
    }
