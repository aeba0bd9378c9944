"""`kiosk doctor` names the ways staff are called by, and tries the far end of each without calling anybody."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.doctor import calls
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.settings import Calls, ClerkPage, DeviceEntry, Settings, Webhook
from tests.kiosk.attention.test_posting import never
from tests.kiosk.health_code.hostile_server import serving

CLOSED = Webhook(url="http://127.0.0.1:9/x?key=secret", allow_plain_http=True)


def found(settings: Settings, folder: Path) -> list[tuple[str, str, str]]:
    return [(one.key, one.verdict.value, one.found) for one in calls.examine(settings, folder)]


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "bin" / "aplay"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/heard\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return tmp_path / "heard"


def test_hall_with_no_way_is_told_what_its_screen_does(tmp_path: Path) -> None:
    (finding,) = calls.examine(Settings(), tmp_path)
    assert (finding.verdict.value, finding.found) == ("ok", "没有设呼叫方式")
    assert finding.advice.startswith("有人求助时，屏幕请访客去窗口")


def test_every_way_is_named_and_those_that_can_be_tried_are_tried(tmp_path: Path, heard: Path) -> None:
    with serving(never) as (url, requests):
        settings = Settings(
            devices=(DeviceEntry(name="lamp", model="lcus-relay"), DeviceEntry(name="odd", model="no-such")),
            calls=Calls(chime=True, webhook=Webhook(url=f"{url}/x", allow_plain_http=True)),
            clerk_page=ClerkPage(enabled=True),
        )
        assert found(settings, tmp_path) == [
            ("calls", "ok", "铃声、呼叫灯、群机器人、窗口网页"),
            ("calls.chime", "ok", "接得通"),
            ("calls.webhook", "ok", "接得通"),
        ]
    assert not any(requests), "nobody is called by an examination"
    assert not heard.read_bytes()[44:].strip(b"\0"), "nobody hears it"


def test_far_end_that_does_not_answer_is_broken_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    broken = calls.examine(Settings(calls=Calls(chime=True, webhook=CLOSED)), tmp_path)[1:]
    assert [(one.key, one.verdict.value) for one in broken] == [("calls.chime", "broken"), ("calls.webhook", "broken")]
    assert "call-unreachable" in broken[1].found
    assert "calls.webhook.url" in broken[1].advice
    assert "secret" not in repr(broken)


def test_chime_alone_says_what_it_cannot_promise(tmp_path: Path, heard: Path) -> None:
    assert calls.examine(Settings(calls=Calls(chime=True)), tmp_path)[0].advice.startswith("只有铃声")


def test_running_terminal_is_asked_and_nothing_is_played(tmp_path: Path, heard: Path) -> None:
    lock = RunLock(tmp_path)
    lock.take()
    write_status(tmp_path, {"calls": {"chime": None, "webhook": "call-refused"}})
    told = found(Settings(calls=Calls(chime=True, webhook=CLOSED)), tmp_path)[1:]
    lock.release()
    assert [(key, verdict) for key, verdict, _ in told] == [("calls.chime", "ok"), ("calls.webhook", "broken")]
    assert "call-refused" in told[1][2]
    assert not heard.exists()
