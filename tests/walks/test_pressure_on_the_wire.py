"""Blood pressure on its simulated wire: two readings too far apart, a monitor unplugged in between, a red value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.facilities import Facility
from kiosk.settings import Settings
from kiosk.visits.states import Button, State
from tests.conftest import AnnouncedLog
from tests.walks.rig import VISIT, Rig

PAUSE_S = 0.3


@dataclass
class Cuff:
    rig: Rig

    def squeeze(self, sys: int, dia: int, pulse: int = 72) -> None:
        self.rig.hall.tell("cuff", values=[sys, dia, pulse])

    def choose(self) -> None:
        self.rig.press("blood-pressure")
        self.rig.wait(State.MEASURE)


def short_pauses(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, visit=msgspec.structs.replace(VISIT, bp_pause_s=PAUSE_S))


def test_third_reading_then_unplugged_then_a_red_value(tmp_path: Path, announced: AnnouncedLog) -> None:
    announced.expect("blood-pressure:")
    with Rig(tmp_path / "hall", tmp_path / "data", change=short_pauses) as rig:
        cuff = Cuff(rig)
        rig.serve("tap", "wang-guiying")
        rig.press(Button.SELF_CHECK)
        cuff.choose()
        for numbers in ((150, 86), (138, 84), (141, 85)):
            rig.wait_view(lambda v: v.state is State.MEASURE)
            cuff.squeeze(*numbers)
            rig.wait_view(lambda v: v.state is not State.MEASURE)
        view = rig.wait_view(lambda v: v.value is not None and v.value.saved)
        assert view.value is not None
        assert [number for number, _ in view.value.parts] == ["143", "85", "72"]
        assert view.value.mean == "3 次的平均：150/86、138/84、141/85"
        rig.press(Button.CONTINUE)

        cuff.choose()
        rig.hall.tell("unplug", part="blood-pressure")
        rig.fails(Facility.BLOOD_PRESSURE)
        assert "歇一歇" in rig.wait(State.MENU).lead
        rig.hall.tell("plug", part="blood-pressure")
        rig.works(Facility.BLOOD_PRESSURE, 25)
        cuff.choose()
        cuff.squeeze(188, 114, 80)
        rig.wait(State.SYMPTOMS)
        rig.press(Button.CHEST)
        assert rig.wait(State.WINDOW).headline == "请坐着别动"
        rig.press(Button.BACK)
        shown = rig.wait(State.VALUE).value
        assert shown is not None
        assert shown.parts[0][0] == "188"
        rig.press(Button.CONTINUE)
        rig.wait(State.MENU)
        rig.home()

        cuff.squeeze(121, 79)  # nobody sits there any more
        rig.until(lambda: rig.kiosk.store.visit_log.counts()["quarantine"] == 1, 10)
        assert rig.kiosk.store.visit_log.counts()["alerts"] >= 2
