"""The page in a whole terminal: a call of a visitor's reaches a clerk's browser, and what the clerk does is kept."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.accounts.permissions import Role
from kiosk.assemble import Kiosk
from kiosk.doctor import clerk_page as doctor
from kiosk.doctor.run_lock import write_status
from kiosk.ids import new_id
from kiosk.settings import ClerkPage, Settings
from kiosk.visits.ports import StaffAlert
from tests.kiosk.clerk_page.conftest import ADDRESS, until
from tests.kiosk.clerk_page.house import Browser
from tests.support.accounts import PIN, hire


@pytest.fixture
def settings() -> Settings:
    with socket.create_server((ADDRESS, 0)) as free:
        port = free.getsockname()[1]
    return Settings(clerk_page=ClerkPage(enabled=True, address=ADDRESS, port=port))


@pytest.fixture
def kiosk(settings: Settings, tmp_path: Path) -> Iterator[Kiosk]:
    terminal = Kiosk(settings, tmp_path, SystemClock(), lambda _: None)
    terminal.start()
    hire(terminal.store, "li", Role.STAFF)
    until(lambda: terminal.status()["clerk_page"]["url"])
    yield terminal
    terminal.stop()


@pytest.fixture
def clerk(kiosk: Kiosk, tmp_path: Path) -> Iterator[Browser]:
    browser = Browser(kiosk.status()["clerk_page"]["url"], tmp_path)
    assert browser.log_in(pin=PIN).status_code == 200
    yield browser
    browser.close()


def call_for_help(kiosk: Kiosk) -> str:
    alert = StaffAlert(new_id(), None, None, "help", "王奶奶请人帮忙", kiosk.clock.now(), queue="梧桐 7")
    kiosk.journal.save_alert(alert, lambda _: None)
    return alert.alert_id


def test_from_the_visitors_touch_to_the_clerks_note(kiosk: Kiosk, clerk: Browser, settings: Settings) -> None:
    with clerk.live() as events:
        assert next(events) == ("calls", [])
        begun_s = time.monotonic()
        call = call_for_help(kiosk)
        (row,) = next(rows for _, rows in events if rows)
        assert time.monotonic() - begun_s < 1.0
        assert row == {"id": call, "kind": "help", "word": "梧桐 7", "age_s": 0, "taken": "nobody"}
        assert clerk.post("/calls/take", {"id": call}).json() == {"done": True}
        assert next(rows[0]["taken"] for _, rows in events if rows[0]["taken"] != "nobody") == "me"
        assert clerk.post("/calls/close", {"id": call, "note": "已经帮好了"}).json() == {"done": True}
        assert next(rows for _, rows in events if not rows) == []
    (closed,) = kiosk.store.alerts.newest(5)
    assert (closed.taken_by, closed.done_by, closed.note) == ("li", "li", "已经帮好了")
    with kiosk.store._core.readers.db() as db:
        query = "SELECT action FROM audit WHERE actor = 'li' AND subject = ? ORDER BY seq"
        trail = db.execute(query, [call]).fetchall()
    assert [action for (action,) in trail] == ["alert.taken", "alert.acknowledged"]


def test_the_doctor_beside_it_names_page_and_fingerprint(kiosk: Kiosk, settings: Settings, tmp_path: Path) -> None:
    write_status(tmp_path, kiosk.status())
    page, certificate = doctor.examine(settings, tmp_path, kiosk.clock)
    assert page.found == f"开着：https://127.0.0.1:{settings.clerk_page.port}"
    assert certificate.found.startswith("SHA-256 指纹 ")


def test_the_terminal_ends_at_once_with_a_clerk_looking_on(kiosk: Kiosk, clerk: Browser) -> None:
    with clerk.live() as events:
        next(events)
        assert kiosk.clerk_page is not None
        begun_s = time.monotonic()
        kiosk.clerk_page.stop()
        assert time.monotonic() - begun_s < 2.0


def test_where_it_is_switched_off_no_port_is_opened(tmp_path: Path) -> None:
    terminal = Kiosk(Settings(), tmp_path, SystemClock(), lambda _: None)
    terminal.start()
    try:
        assert terminal.clerk_page is None
        assert terminal.status()["clerk_page"] is None
    finally:
        terminal.stop()
    assert not (tmp_path / "clerk-page.pem").exists()
