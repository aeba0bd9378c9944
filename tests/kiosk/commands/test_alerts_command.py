"""`kiosk alerts …` as a clerk at the window types it, beside a terminal that runs."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.clock import Instant, SystemClock
from kiosk.archive.archive import Archive
from kiosk.assemble import Kiosk
from kiosk.cli import main
from kiosk.commands.alerts import _Watch
from kiosk.commands.context import Context
from kiosk.ids import new_id
from kiosk.settings import Settings
from kiosk.visits.buttons import Button
from kiosk.visits.events import Pressed
from kiosk.visits.ports import StaffAlert
from kiosk.visits.states import State
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer

DEADLINE_S = 30
VISIT = "01936f2a-0000-7000-8000-00000000000a"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def save(data: Path, *alerts: tuple[str, str, str | None], visit_id: str | None = None) -> list[str]:
    """Kind, text and queue word of each; their ids."""
    clock, done = SystemClock(), Answer()
    made = [StaffAlert(new_id(), visit_id, None, kind, text, clock.now(), queue) for kind, text, queue in alerts]
    with Archive.open(data, clock) as store:
        for alert in made:
            store.journal.save_alert(alert, done)
        assert done.wait(len(made)) == [True] * len(made)
    return [alert.alert_id for alert in made]


def listed(data: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    assert main(["alerts", "list", "--json", "--data", str(data), *options]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def test_list_shows_the_queue_the_most_urgent_first_and_no_name(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ids = save(
        data,
        ("device", "store-missing", None),
        ("code", "王奶奶（梧桐 3）：请看一看随申码", "梧桐 3"),
        ("red-value", "李爷爷刚量的数值要马上看，请带好急救包到自助机旁边", None),
    )
    assert main(["alerts", "list", "--data", str(data)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[2] for line in lines[:3]] == [
        f"[马上看] 李爷爷刚量的数值要马上看，请带好急救包到自助机旁边  {ids[2][-8:]}",
        f"梧桐 3  [随申码] 王奶奶（梧桐 3）：请看一看随申码  {ids[1][-8:]}",
        f"[设备] 数据库文件不见了，请告诉技术员  {ids[0][-8:]}",
    ]
    assert lines[3:] == ["没有处理的共 3 条"]


def test_done_takes_it_off_the_list_and_keeps_who_and_what(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody-else")
    (alert_id,) = save(data, ("help", "有位访客请人帮忙", None))
    monkeypatch.setattr("sys.stdin", io.StringIO("扶她坐下了\n"))
    assert main(["alerts", "done", alert_id[-8:], "--note", "-", "--data", str(data)]) == 0
    assert capsys.readouterr().out == "已记下处理：[请人帮忙] 有位访客请人帮忙\n"
    assert listed(data, capsys) == []
    (row,) = listed(data, capsys, "--all")
    assert (row["id"], row["note"], row["done_by"].endswith(f"({os.getuid()})")) == (alert_id, "扶她坐下了", True)
    assert "somebody-else" not in row["done_by"]
    assert main(["alerts", "done", alert_id, "--data", str(data)]) == 1
    assert "已经处理过了" in capsys.readouterr().err


@pytest.mark.parametrize("alert_id", ["0000ffff", "x", ""])
def test_done_of_what_is_not_there_is_a_sentence(data: Path, alert_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    save(data)
    assert main(["alerts", "done", alert_id, "--data", str(data)]) == 1
    assert capsys.readouterr().err == f"没有编号以 {alert_id} 结尾的提醒；编号至少写 4 位。\n"


class Watching:
    """`kiosk alerts watch` in its own process; its lines as they come."""

    def __init__(self, data: Path, *options: str) -> None:
        command = [sys.executable, "-m", "kiosk.cli", "alerts", "watch", "--every", "0.2", *options]
        command += ["--seconds", str(DEADLINE_S), "--data", str(data)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
        self._killer = threading.Timer(DEADLINE_S + 5, self.process.kill)
        self._killer.start()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def close(self) -> None:
        self._killer.cancel()
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def terminal(data: Path) -> Iterator[Kiosk]:
    at_rest = threading.Event()
    kiosk = Kiosk(Settings(), data, SystemClock(), lambda view: at_rest.set() if view.state is State.ATTRACT else None)
    kiosk.start()
    assert at_rest.wait(10)
    yield kiosk
    kiosk.stop()


def test_watch_rings_when_a_visitor_presses_help_and_says_when_it_is_done(
    data: Path, terminal: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    watching = Watching(data)
    try:
        assert watching.line() == "没有处理的共 0 条；有新的会响铃。按 Ctrl-C 结束。"
        terminal.post(Pressed(Button.HELP, terminal.conductor.situation.serial))
        rung = watching.line()
        assert rung.startswith("\a")
        assert "[请人帮忙] 有位访客请人帮忙，请到自助机旁边" in rung
        assert main(["alerts", "done", rung.rpartition("  ")[2], "--data", str(data)]) == 0
        assert watching.line() == "已处理：[请人帮忙] 有位访客请人帮忙，请到自助机旁边"
    finally:
        watching.close()
    assert terminal.store.health().fault is None


def test_watch_as_json(data: Path) -> None:
    save(data, ("code", "王奶奶（梧桐 3）：请看一看随申码", "梧桐 3"))
    watching = Watching(data, "--json")
    try:
        first = json.loads(watching.line())
        assert (first["event"], first["queue"], first["kind"]) == ("open", "梧桐 3", "code")
        save(data, ("red-value", "有位访客刚量的数值要马上看", None))
        second = json.loads(watching.line())
        assert (second["event"], second["kind"], second["times"]) == ("raised", "red-value", 1)
        for times in (1, 2):
            save(data, ("help", "有位访客请人帮忙", None), visit_id=VISIT)
            pressed = json.loads(watching.line())
            assert (pressed["event"], pressed["kind"], pressed["times"]) == ("raised", "help", times)
    finally:
        watching.close()


class NextLooks:
    """A clock whose waits run a step each, and move it by ten seconds."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._clock = ManualClock()
        self._steps = list(steps)

    def now(self) -> Instant:
        return self._clock.now()

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        self._steps.pop(0)()
        self._clock.advance(10)
        return False


def test_watch_waits_for_a_store_that_cannot_be_read_and_says_once_when_it_lasts(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(data)
    database, away = data / "kiosk.db", data / "away.db"
    looks = NextLooks(
        lambda: database.rename(away),
        lambda: None,
        lambda: None,
        lambda: away.rename(database),
        lambda: save(data, ("help", "有位访客请人帮忙", None)),
    )
    _Watch(Context(None, data, clock=looks), 1.0, 50.0).run()
    said = capsys.readouterr()
    assert said.err.count("现在看不到提醒：") == 1
    assert said.out.splitlines()[-1].startswith("\a")


def test_watch_of_a_folder_without_records_is_refused_and_makes_nothing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["alerts", "watch", "--seconds", "0", "--data", str(data)]) == 1
    assert capsys.readouterr().err != ""
    assert not data.exists()
