"""The benches of wires: few frames, through the drivers themselves, and what they would say of a driver that errs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from devices.clock import SystemClock
from devices.decoding import Decoded
from devices.events import Quantity
from devices.instruments.tm265x_frames import Tm265xStream
from kiosk.settings import Screen
from tests.conftest import AnnouncedLog
from ui.benchmarks import instruments_gatt, instruments_screen, instruments_serial
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.hall_terminal import TerminalSilent


def values(part: Any, folder: Path, runs: int = 1) -> dict[str, float]:
    with Conditions(folder, Screen(), SystemClock(), runs) as conditions:
        found, _ = part.figures(conditions)
    return {figure.name: figure.value for figure in found}


def test_of_serial_frames_none_is_lost_or_invented(tmp_path: Path) -> None:
    figures = values(instruments_serial, tmp_path)
    assert figures.pop("serial_frames_per_s") > 0
    assert figures == {"serial_lost": 0, "serial_invented": 0}


def test_a_driver_that_believes_broken_frames_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Decoded(
        (Quantity("sys", 250.0, "mm[Hg]"), Quantity("dia", 40.0, "mm[Hg]"), Quantity("pulse", 60.0, "/min"))
    )

    class Credulous(Tm265xStream):
        def feed(self, data: bytes, at_s: float, /) -> Any:
            heard = super().feed(data, at_s)
            return [each if isinstance(each.outcome, Decoded) else type(each)(each.raw, wrong) for each in heard]

    monkeypatch.setattr("devices.instruments.pressure_monitors.Tm265xStream", Credulous)
    assert values(instruments_serial, tmp_path)["serial_invented"] > 0


def test_a_driver_that_drops_frames_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(Tm265xStream):
        def feed(self, data: bytes, at_s: float, /) -> Any:
            return [each for each in super().feed(data, at_s) if sum(each.raw) % 7]

    monkeypatch.setattr("devices.instruments.pressure_monitors.Tm265xStream", Forgetful)
    monkeypatch.setattr(instruments_serial, "SILENT_S", 0.3)
    assert values(instruments_serial, tmp_path)["serial_lost"] > 0


def test_of_indications_none_is_lost_and_the_newest_alone_is_told(tmp_path: Path, announced: AnnouncedLog) -> None:
    announced.expect("no connection for handle")
    figures = values(instruments_gatt, tmp_path)
    assert figures.pop("gatt_indications_per_s") > 0
    assert figures == {"gatt_lost": 0, "gatt_invented": 0, "gatt_told_amiss": 0}


class GlassOnly:
    """A terminal that draws what it is told to; only that is drawn which a state has."""

    STATES = ("result", "menu", "rest", "measure", "value", "menu", "goodbye")
    BUTTONS = (("self-check",), ("blood-pressure",), ("rested",), (), ("continue", "back"), ("no-thanks", "back"), ())

    def __init__(self) -> None:
        self.place = 0
        self.pressed: list[str] = []
        self.mark = 0
        self.demo_hall = self
        self.simulator = self

    def tell(self, word: str, **_: Any) -> dict[str, float]:
        if word == "cuff":
            self.place += 1
        return {"written_at_s": 12.0}

    def wait(self, wanted: Any, _within_s: float, _since: int) -> dict[str, Any]:
        word = {"what": "drawn", "state": self.STATES[self.place], "frame_s": 12.04}
        assert wanted(word)
        return word

    def wait_state(self, *states: str, within_s: float, since: int) -> None:
        if self.STATES[self.place] not in states and states != ("attract",):
            raise TerminalSilent

    def touch(self, item: str) -> None:
        if item.removeprefix("button-") not in self.BUTTONS[self.place]:
            raise TerminalSilent
        self.pressed.append(item)
        self.place += 1


def test_the_screen_is_timed_from_the_last_byte_to_the_first_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instruments_screen, "DEAF_S", 0.0)
    glass: Any = GlassOnly()
    conditions: Any = type("Once", (), {"runs": 1, "terminal": glass})
    found, runs = instruments_screen.figures(conditions)
    assert runs == 1
    assert [round(figure.value, 6) for figure in found] == [40.0, 40.0]
    assert glass.pressed == [
        f"button-{each}" for each in ("self-check", "blood-pressure", "rested", "continue", "no-thanks")
    ]
