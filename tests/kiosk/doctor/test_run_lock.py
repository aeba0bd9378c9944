"""One terminal at a time on one data folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.doctor.run_lock import AlreadyRunning, RunLock, is_running, read_status, write_status

HOLD = "import sys, time; from pathlib import Path; from kiosk.doctor.run_lock import RunLock; "
HOLD += "lock = RunLock(Path(sys.argv[1])); lock.take(); print('held', flush=True); time.sleep(60)"


def test_second_terminal_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    first, second = RunLock(tmp_path / "data"), RunLock(tmp_path / "data")
    assert not is_running(tmp_path / "data")
    first.take()
    assert is_running(tmp_path / "data")
    with pytest.raises(AlreadyRunning, match="另一个终端正在使用"):
        second.take()
    first.release()
    assert not is_running(tmp_path / "data")
    second.take()
    second.release()
    second.release()


def test_killed_terminal_holds_nothing(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert is_running(tmp_path)
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    holder.stdout.close()
    assert not is_running(tmp_path)


def test_asking_does_not_make_a_folder(tmp_path: Path) -> None:
    assert not is_running(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "\x00", '"a"'])
def test_status_that_is_none_is_not_believed(tmp_path: Path, text: str) -> None:
    (tmp_path / "status.json").write_text(text)
    assert read_status(tmp_path) is None


def test_status_is_replaced_whole_and_a_missing_folder_is_no_reason_to_die(tmp_path: Path) -> None:
    write_status(tmp_path, {"store": {"fault": None}})
    assert read_status(tmp_path) == {"store": {"fault": None}}
    assert [path.name for path in tmp_path.iterdir()] == ["status.json"]
    write_status(tmp_path / "nowhere", {})
