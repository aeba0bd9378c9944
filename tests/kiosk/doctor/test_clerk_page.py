"""What `kiosk doctor` says of the clerk's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.clerk_page.certificate import FILE, ready
from kiosk.doctor.clerk_page import examine
from kiosk.doctor.findings import Verdict
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.settings import ClerkPage, Settings
from tests.support.clock import START, ManualClock

ON = Settings(clerk_page=ClerkPage(enabled=True, address="192.168.3.20"))


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Path]:
    lock = RunLock(tmp_path)
    lock.take()
    yield tmp_path
    lock.release()


def said(folder: Path, clock: ManualClock, settings: Settings = ON) -> dict[str, tuple[Verdict, str, str]]:
    return {one.key: (one.verdict, one.found, one.advice) for one in examine(settings, folder, clock)}


def test_where_it_is_switched_off_nothing_is_said(tmp_path: Path, clock: ManualClock) -> None:
    assert examine(Settings(), tmp_path, clock) == []


def test_before_the_first_start_nothing_is_wrong_and_nothing_is_made(tmp_path: Path, clock: ManualClock) -> None:
    assert said(tmp_path, clock) == {
        "clerk-page": (Verdict.OK, "终端没有在运行，页面也没有开", ""),
        "clerk-page.certificate": (Verdict.OK, "还没有，第一次打开页面时做", ""),
    }
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "verdict", "found"),
    [
        ({"url": "https://192.168.3.20:8443", "fault": None}, Verdict.OK, "开着：https://192.168.3.20:8443"),
        (
            {"url": None, "fault": "clerk-page-port-taken"},
            Verdict.BROKEN,
            "窗口电脑上的页面没有打开，请看终端屏幕，并告诉技术员（clerk-page-port-taken）",
        ),
        (None, Verdict.WARNING, "正在运行的终端没有开它"),
    ],
)
def test_a_running_terminal_is_asked(
    running: Path, clock: ManualClock, status: dict[str, Any] | None, verdict: Verdict, found: str
) -> None:
    write_status(running, {"clerk_page": status})
    assert said(running, clock)["clerk-page"][:2] == (verdict, found)


def test_the_fingerprint_is_said_for_a_clerk_to_compare(tmp_path: Path, clock: ManualClock) -> None:
    made = ready(ON.clerk_page, tmp_path, START)
    verdict, found, advice = said(tmp_path, clock)["clerk-page.certificate"]
    assert (verdict, advice) == (Verdict.OK, "")
    assert found == f"SHA-256 指纹 {made.fingerprint}，到 2028-11-21 为止；窗口的浏览器里看到的要一模一样"


def test_a_certificate_near_its_end_is_said(tmp_path: Path, clock: ManualClock) -> None:
    ready(ON.clerk_page, tmp_path, START - timedelta(days=705))
    verdict, _, advice = said(tmp_path, clock)["clerk-page.certificate"]
    assert verdict is Verdict.WARNING
    assert advice.startswith("终端自己会换一份新的")
    own = Settings(clerk_page=ClerkPage(enabled=True, address="192.168.3.20", certificate_file=str(tmp_path / FILE)))
    assert said(tmp_path, clock, own)["clerk-page.certificate"][2].startswith("快到期了")


def test_a_halls_own_certificate_that_cannot_be_read_is_broken(tmp_path: Path, clock: ManualClock) -> None:
    own = Settings(clerk_page=ClerkPage(enabled=True, address="192.168.3.20", certificate_file=str(tmp_path / "x")))
    assert said(tmp_path, clock, own)["clerk-page.certificate"][0] is Verdict.BROKEN
