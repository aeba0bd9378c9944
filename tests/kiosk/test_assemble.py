"""The kiosk opens whole, or closes whatever it had opened."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from devices.clock import SystemClock
from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead, Quality, Quantity, Reading
from kiosk.archive.archive import Archive
from kiosk.assemble import Kiosk
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.doctor.run_lock import AlreadyRunning, is_running, read_status
from kiosk.facilities import Facility
from kiosk.health_code.profile import ProfileError
from kiosk.sentences import Text
from kiosk.settings import Calibration, DeviceEntry, Hall, HealthCode, Settings
from kiosk.store.errors import StoreError
from kiosk.visits.events import Pressed, ReadingsArrived, SetAside
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from kiosk.voice.aloud import AloudPressed
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.sound import SoundCard
from tests.support.store_rows import wang
from ui.sample_pictures.samples import samples


def test_without_any_device_it_opens_says_so_and_raises_no_alarm(tmp_path: Path) -> None:
    views: list[VisitView] = []
    said = threading.Event()

    def publish(view: VisitView) -> None:
        views.append(view)
        if view.headline == "请到右侧窗口":
            said.set()

    kiosk = Kiosk(Settings(), tmp_path, SystemClock(), publish)
    kiosk.start()
    assert said.wait(10)
    kiosk.store.settle()
    alerts = kiosk.store.visit_log.counts()["alerts"]
    assert kiosk.status()["devices"] == {}
    assert kiosk.status()["settings"] == {"before": False}
    kiosk.stop()
    kiosk.stop()
    assert (views[-1].state, views[-1].headline, alerts) == (State.ATTRACT, "请到右侧窗口", 0)
    assert not is_running(tmp_path)
    assert read_status(tmp_path) is not None


def test_screen_is_read_aloud_on_the_terminals_sound_device_until_an_inner_wing_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ManualClock()
    card = SoundCard(clock)
    monkeypatch.setattr("devices.sound.stream.open_card", card.open)
    views: queue.Queue[VisitView] = queue.Queue()
    kiosk = Kiosk(Settings(), tmp_path, SystemClock(), views.put)
    kiosk.start()
    seen(views, lambda view: view.headline == "请到右侧窗口")
    (renewal,) = (sample.view for sample in samples() if sample.name == "renew-face")
    kiosk.showing.show(renewal)
    seen(views, lambda view: view.aloud is not None and not view.aloud.speaking)
    kiosk.inboxes["visitor"](AloudPressed(renewal.serial))
    seen(views, lambda view: view.aloud is not None and view.aloud.speaking)
    monkeypatch.setattr(kiosk.showing, "show", lambda _: None)  # whatever the visit shows then would cut it as well
    kiosk.post(SetAside())
    seen(views, lambda view: view.aloud is None or not view.aloud.speaking)
    assert kiosk.status()["voice"] == {"works": True}
    kiosk.stop()
    assert card.streams[0].log[-1] == ("close",)


def seen(views: queue.Queue[VisitView], fits: Callable[[VisitView], bool]) -> VisitView:
    """The first view that comes and fits."""
    while True:
        view = views.get(timeout=20)
        if fits(view):
            return view


def test_terminal_that_runs_with_the_settings_before_says_so(tmp_path: Path, announced: AnnouncedLog) -> None:
    announced.expect("现在用之前的设置")
    kiosk = Kiosk(Settings(), tmp_path, SystemClock(), lambda _: None, settings_refused=Text("没有这个方案"))
    kiosk.start()
    status = kiosk.status()
    kiosk.stop()
    assert status["settings"] == {"before": True}


@pytest.mark.parametrize(
    ("model", "options"), [("no-such", {}), ("lu90614", {}), ("sam-serial", {"uri": "/dev/null"}), ("pcsc", {"url": 1})]
)
def test_device_that_cannot_be_made_is_missing_and_the_rest_opens(
    tmp_path: Path, announced: AnnouncedLog, model: str, options: dict[str, object]
) -> None:
    announced.expect("odd: ")
    settings = Settings(devices=(DeviceEntry(name="odd", model=model, options=options),))
    kiosk = Kiosk(settings, tmp_path, SystemClock(), lambda _: None)
    kiosk.start()
    status = kiosk.status()
    kiosk.stop()
    assert status["devices"] == {"odd": {"state": "fault", "fault": "device-not-available"}}


def test_the_halls_zone_reaches_the_gate_of_an_instrument_with_a_clock(tmp_path: Path, announced: AnnouncedLog) -> None:
    announced.expect("cuff: WireLost")
    hall = Hall(time_zone="Asia/Urumqi")
    cuff = DeviceEntry(name="cuff", model="hbp-9030", options={"url": str(tmp_path / "no-such-wire")})
    posted: list[object] = []
    kiosk = Kiosk(Settings(hall=hall, devices=(cuff,)), tmp_path / "data", SystemClock(), lambda _: None)
    kiosk.post = posted.append  # type: ignore[method-assign]
    kiosk.start()
    try:
        kiosk.instruments.open(Facility.BLOOD_PRESSURE, "visit", "resident")
        now = kiosk.clock.now()
        wall = now.utc.astimezone(ZoneInfo("Asia/Urumqi")).replace(tzinfo=None, second=0, microsecond=0)
        values = (Quantity("sys", 128, "mm[Hg]"), Quantity("dia", 79, "mm[Hg]"), Quantity("pulse", 72, "/min"))
        kiosk.instruments.take(Reading("cuff", values, Quality.GOOD, b"", now, device_time=wall))
    finally:
        kiosk.stop()
    assert [event.visit_id for event in posted if isinstance(event, ReadingsArrived)] == ["visit"]


def test_device_nobody_calibrated_measures_nobody_where_the_hall_asks_and_comes_back_when_it_is_allowed(
    tmp_path: Path, announced: AnnouncedLog
) -> None:
    announced.expect("cuff: WireLost")
    cuff = DeviceEntry(name="cuff", model="hbp-9030", options={"url": str(tmp_path / "no-such-wire")})
    settings = Settings(devices=(cuff,), calibration=Calibration(required=True, override_days=2))
    posted: list[object] = []
    squeezes = iter(range(9))
    kiosk = Kiosk(settings, tmp_path / "data", SystemClock(), lambda _: None)
    kiosk.post = posted.append  # type: ignore[method-assign]
    kiosk.start()
    keeping = kiosk.store.calibrations

    def squeezed() -> list[tuple[str, ...]]:
        values = (Quantity("sys", 128, "mm[Hg]"), Quantity("dia", 79, "mm[Hg]"), Quantity("pulse", 72, "/min"))
        raw = bytes([next(squeezes)])  # the same bytes again would be the same measurement
        kiosk.instruments.take(Reading("cuff", values, Quality.GOOD, raw, kiosk.clock.now()))
        arrived = [event for event in posted if isinstance(event, ReadingsArrived)]
        return [m.flags for event in arrived for m in event.measurements]

    try:
        kiosk.instruments.open(Facility.BLOOD_PRESSURE, "visit", "resident")
        assert squeezed() == []
        assert kiosk.fitness.fault("cuff", kiosk.clock.now()) == "calibration-missing"
        today = kiosk.clock.now().utc.astimezone(ZoneInfo("Asia/Shanghai")).date()
        with pytest.raises(CalibrationRefused, match="too-long"):
            keeping.allow("cuff", "sys", "等标准器", today + timedelta(days=4), "tang")
        keeping.allow("cuff", "sys", "等标准器", today + timedelta(days=1), "tang")
        assert squeezed() == [("override",), ("override",), ("uncalibrated",)]
    finally:
        kiosk.stop()


def test_start_that_fails_half_way_leaves_nothing_open(tmp_path: Path) -> None:
    wrong = Settings(health_code=HealthCode(profile="no-such-rules"))
    for _ in range(3):
        with pytest.raises(ProfileError):
            Kiosk(wrong, tmp_path, SystemClock(), lambda _: None).start()
    assert not is_running(tmp_path)
    with Archive.open(tmp_path, SystemClock()) as store:
        assert store.audit.verify().ok


def test_store_that_cannot_be_opened_lets_the_folder_go(tmp_path: Path) -> None:
    Archive.open(tmp_path, SystemClock()).close()
    (tmp_path / "store.key").write_bytes(b"\x01")
    with pytest.raises(StoreError):
        Kiosk(Settings(), tmp_path, SystemClock(), lambda _: None).start()
    assert not is_running(tmp_path)


def test_second_kiosk_on_one_folder_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    first, second = (Kiosk(Settings(), tmp_path, SystemClock(), lambda _: None) for _ in range(2))
    first.start()
    with pytest.raises(AlreadyRunning):
        second.start()
    assert first.store.health().fault is None
    first.stop()
    second.start()
    second.stop()


def test_card_of_one_who_works_here_is_a_helpers_while_a_helper_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    views: queue.SimpleQueue[VisitView] = queue.SimpleQueue()
    kiosk = Kiosk(Settings(), tmp_path, SystemClock(), views.put)
    kiosk.start()
    desks: list[object] = []
    now = kiosk.clock.now()
    hers, staffs = CardToken("id", 1), CardToken("id", 2)

    def seen(wanted: Callable[[VisitView], bool]) -> VisitView:
        while not wanted(view := views.get(timeout=10)):
            pass
        return view

    try:
        kiosk._hear(CardArrived(hers, CardKind.ID_CARD, now))
        kiosk._hear(IdentityRead(hers, wang(), now))
        kiosk.post(Pressed("errands", seen(lambda view: view.has("errands")).serial))
        kiosk._hear(CardLeft(hers, now))
        kiosk.post(Pressed("with-helper", seen(lambda view: view.has("with-helper")).serial))
        seen(lambda view: view.state is State.COMPANION)
        monkeypatch.setattr(kiosk.desk, "takes", lambda event: desks.append(type(event)) or True)
        kiosk.router(CardArrived(staffs, CardKind.ID_CARD, now))
        monkeypatch.setattr(kiosk.store.accounts, "of_card", lambda number: "wu")
        kiosk._hear(IdentityRead(staffs, wang(number="310100196205061247"), now))
        assert seen(lambda view: view.has("yes")).state is State.COMPANION
        assert desks == []
    finally:
        kiosk.stop()
