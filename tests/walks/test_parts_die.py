"""Parts of a running terminal die. It serves by what is left, comes back by itself, and shows nobody to another."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from devices.simulators.pcsc_service import available
from kiosk.facilities import Facility
from kiosk.visits.states import Button, State
from tests.conftest import AnnouncedLog
from tests.walks.rig import Rig, enrol, naming

pytestmark = [pytest.mark.slow, pytest.mark.pcsc, pytest.mark.timeout(90), pytest.mark.waits]

WANG, ZHANG, CHEN = ("王*英", "王奶奶"), ("张*国", "张爷爷"), ("陈*明", "陈爷爷")


@pytest.fixture(autouse=True)
def _card_service() -> None:
    reason = available()
    if reason is not None:
        pytest.skip(reason)


@pytest.fixture(scope="module")
def chen_enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with 陈 on the whitelist."""
    folder = tmp_path_factory.mktemp("enrol")
    enrol(folder, folder / "data", "chen-deming")
    return folder / "data"


def test_vision_killed_while_it_looks_asks_for_a_card_and_comes_back(
    tmp_path: Path, chen_enrolled: Path, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (SIGKILL)")
    shutil.copytree(chen_enrolled, tmp_path / "data")
    with Rig(tmp_path / "hall", tmp_path / "data", camera=True) as rig:
        rig.hall.tell("walk_up", person="chen-deming")
        rig.wait(State.LOOKING, 15)
        killed = rig.kiosk.vision.pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert rig.wait(State.ASK_CARD, 3).lead != ""
        rig.hall.tell("leave")
        seen = len(rig.views)
        assert rig.serve("tap", "wang-guiying").code.masked_name == "王*英"  # type: ignore[union-attr]
        rig.home()
        assert naming(rig.views[seen:], *CHEN, *ZHANG) == []
        rig.works(Facility.CAMERA)
        assert rig.kiosk.vision.pid not in (killed, None)
        seen = len(rig.views)
        rig.hall.tell("walk_up", person="chen-deming")
        assert "陈爷爷" in rig.wait(State.CONFIRM, 20).headline
        rig.hall.tell("leave")
        rig.wait(State.ATTRACT, 20)
        assert naming(rig.views[seen:], *WANG) == []
        assert naming([rig.view], *CHEN) == []


def test_card_service_killed_while_a_card_lies_there(tmp_path: Path, announced: AnnouncedLog) -> None:
    announced.expect("social-card:")
    with Rig(tmp_path / "hall", tmp_path / "data") as rig:
        assert rig.serve("insert", "zhang-jianguo").code.masked_name == "张*国"  # type: ignore[union-attr]
        rig.hall.tell("kill_card_service")
        rig.fails(Facility.SOCIAL_CARD)
        assert rig.wait_view(lambda v: not v.card_lies, 5).state is State.RESULT  # they may be reading still
        seen = len(rig.views)
        rig.hall.tell("stand", person="wang-guiying")
        rig.hall.tell("tap", person="wang-guiying")
        rig.wait_view(lambda v: v.state is State.RESULT and bool(naming([v], *WANG)), 12)
        rig.home()
        since = next(n for n, view in enumerate(rig.views) if n >= seen and view.state is State.READING)
        assert naming(rig.views[since:], *ZHANG) == []
        rig.hall.tell("start_card_service")
        rig.works(Facility.SOCIAL_CARD)
        seen = len(rig.views)
        assert rig.serve("insert", "zhang-jianguo").code.masked_name == "张*国"  # type: ignore[union-attr]
        rig.home()
        assert naming(rig.views[seen:], *WANG) == []


def test_card_service_killed_between_visits_is_found_again(tmp_path: Path, announced: AnnouncedLog) -> None:
    announced.expect("social-card:")
    with Rig(tmp_path / "hall", tmp_path / "data") as rig:
        rig.hall.tell("kill_card_service")
        rig.fails(Facility.SOCIAL_CARD)
        assert rig.view.state is State.ATTRACT
        rig.serve("tap", "wang-guiying")
        rig.hall.tell("start_card_service")
        rig.works(Facility.SOCIAL_CARD)
        assert rig.view.state is State.RESULT
        rig.home()
        assert rig.serve("insert", "zhang-jianguo").code.masked_name == "张*国"  # type: ignore[union-attr]
        rig.home()
        assert rig.kiosk.store.visit_log.counts()["alerts"] == 0


def test_every_wire_gone_at_once_and_back(tmp_path: Path, announced: AnnouncedLog) -> None:
    for device in ("id-reader", "thermometer", "blood-pressure", "social-card"):
        announced.expect(f"{device}:")
    with Rig(tmp_path / "hall", tmp_path / "data") as rig:
        rig.serve("tap", "wang-guiying")
        rig.hall.kill()
        for facility in (Facility.ID_CARD, Facility.SOCIAL_CARD, Facility.TEMPERATURE, Facility.BLOOD_PRESSURE):
            rig.fails(facility)
        rig.press(Button.NO_THANKS)
        closed = rig.wait_view(lambda v: v.state is State.ATTRACT and v.headline == "请到右侧窗口", 15)
        assert naming([closed], *WANG) == []
        wires = rig.hall.start()
        assert wires["id_reader"] == rig.settings.devices[0].options["url"]
        for facility in (Facility.ID_CARD, Facility.SOCIAL_CARD, Facility.TEMPERATURE, Facility.BLOOD_PRESSURE):
            rig.works(facility, 25)
        seen = len(rig.views)
        assert rig.serve("insert", "zhang-jianguo").code.masked_name == "张*国"  # type: ignore[union-attr]
        rig.home()
        assert naming(rig.views[seen:], *WANG) == []
