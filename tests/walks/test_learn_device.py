"""A device nobody wrote a driver for, learnt by touch on both kinds of panel: from unknown bytes to a reading of `kiosk
devices watch`. The wire is a real one, so what listens to it has the system's clock; the glass has its own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from devices.clock import SystemClock
from devices.simulators.unknown_devices import UnknownPressureMonitor, UnknownScale, pressure_frame
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.configuring.appending import append
from kiosk.configuring.file import ConfigFile
from kiosk.desk.page import Context
from kiosk.desk.pages import PageMaker
from kiosk.learning.listening import Listening
from kiosk.learning.page import LearnPage
from kiosk.learning.parts import LearnParts
from kiosk.learning.ports import Port
from kiosk.learning.view import LearnView
from tests.kiosk.archive.conftest import folder, store
from tests.support.accounts import code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.application.event_loop import wait_ms

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

pytestmark = pytest.mark.waits

PIN = "618257"
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text('# our terminal\n[hall]\nname = "x"\n')
    return file


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
    tmp_path: Path,
    config: Path,
) -> Iterator[StaffGlass]:
    hire(store, "sun", Role.TECHNICIAN, "孙志平", PIN)

    def listen(url: str, rate: int | None, told: Callable[[], None]) -> Listening:
        return Listening(url, SystemClock(), rate=rate, told=told)

    parts = LearnParts(
        ports=lambda: (Port(str(tmp_path / "wire"), "USB Serial"),),
        listen=listen,
        folder=tmp_path / "profiles",
        note=store.audit.note,
        add=lambda lines, by: append(ConfigFile(config), lines, store.audit, by),
    )
    made = StaffGlass(
        store, clock, (PageMaker(LearnPage, lambda c: learn(c, parts), "search"),), orientation=request.param
    )
    made.settle()
    made.let_in("sun", PIN, code_at(made.clock.now().utc))
    made.touches = 0
    yield made
    made.close()
    assert qt_messages == []


@pytest.fixture
def scale(tmp_path: Path) -> Iterator[UnknownScale]:
    made = UnknownScale(tmp_path / "wire", every_s=0.03)
    made.start()
    made.show(61.8)
    made.stream()
    yield made
    made.close()


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[UnknownPressureMonitor]:
    made = UnknownPressureMonitor(tmp_path / "wire")
    made.start()
    yield made
    made.close()


def learn(context: Context, parts: LearnParts) -> LearnPage:
    return LearnPage(context, parts)


def view(glass: StaffGlass) -> LearnView:
    found = glass.view.content
    assert isinstance(found, LearnView)
    return found


def until(glass: StaffGlass, done: Callable[[LearnView], bool]) -> None:
    """Bytes come on their own thread; the page looks at them once a second of its own clock."""
    end = time.monotonic() + 15
    while not done(view(glass)):
        assert time.monotonic() < end, view(glass)
        wait_ms(60)  # less, and the glass would lock itself before the real wire has spoken
        glass.passes(1.0)


def actions(store: Archive) -> list[str]:
    with store._core.readers.db() as db:
        return [str(row[0]) for row in db.execute("SELECT action FROM audit ORDER BY seq")]


def watched(config: Path, name: str, data: Path, capsys: pytest.CaptureFixture[str], seconds: str) -> list[object]:
    assert main(["devices", "watch", name, "--seconds", seconds, "--config", str(config), "--data", str(data)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [line["values"] for line in lines if line["event"] == "reading"]


@BOTH
def test_a_scale_is_learnt_by_touch_and_weighs(
    glass: StaffGlass,
    scale: UnknownScale,
    tmp_path: Path,
    store: Archive,
    config: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    glass.press("kind-scale")
    glass.press(f"choice-{tmp_path / 'wire'}")
    until(glass, lambda v: any("61.8kg" in row.top for row in v.rows))
    scale.show(62.1)
    until(glass, lambda v: any("62.1kg" in row.top for row in v.rows))
    scale.show(62.5)
    until(glass, lambda v: [fact.sign for fact in v.facts] == ["ok", "ok", "ok"])
    glass.press("button-framed")
    for key in ("6", "2", "point", "5", "ok"):
        glass.press(f"digit-{key}")
    assert [(m.key, m.value) for m in view(glass).metrics if m.value] == [("weight", "62.5")]
    glass.press("button-proceed")
    until(glass, lambda v: v.facts[0].value != "0")
    assert [m.value for m in view(glass).metrics] == ["62.5"]
    glass.press("button-store")
    assert view(glass).step == "done"
    assert (tmp_path / "profiles" / "scale.toml").is_file()
    glass.press("button-add")
    assert config.read_text().startswith("# our terminal\n")
    assert glass.touches <= 15
    assert watched(config, "scale", tmp_path / "data", capsys, "1.2") == [
        [{"metric": "weight", "value": 62.5, "unit": "kg"}]
    ]
    assert [each for each in actions(store) if each in ("profile.saved", "settings.changed")] == [
        "profile.saved",
        "settings.changed",
    ]


@BOTH
def test_a_pressure_monitor_is_learnt_by_what_its_display_shows(
    glass: StaffGlass, monitor: UnknownPressureMonitor, tmp_path: Path
) -> None:
    glass.press(f"choice-{tmp_path / 'wire'}")
    for values in ((118, 72, 66), (131, 84, 71), (128, 76, 70)):
        shown = pressure_frame(*values).hex(" ").upper()
        monitor.measure(*values)
        until(glass, lambda v, shown=shown: any(shown in row.top for row in v.rows))  # type: ignore[misc]
    until(glass, lambda v: [fact.sign for fact in v.facts] == ["ok", "ok", "ok"])
    glass.press("button-framed")
    for number in ("128", "76", "70"):
        glass.type(number)
    assert [(m.key, m.value) for m in view(glass).metrics] == [("sys", "128"), ("dia", "76"), ("pulse", "70")]
    glass.press("button-proceed")
    monitor.measure(144, 92, 76)
    until(glass, lambda v: [m.value for m in v.metrics] == ["144", "92", "76"])
    glass.press("button-store")
    assert 'kind = "sum8"' in (tmp_path / "profiles" / "blood-pressure.toml").read_text()
    assert glass.touches <= 18
