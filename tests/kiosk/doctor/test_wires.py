"""What a running terminal says of its devices."""

from __future__ import annotations

from pathlib import Path

from devices.clock import SystemClock
from kiosk.doctor import wires
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.settings import DeviceEntry, Settings


def test_what_a_working_device_remarks_is_said_in_words(tmp_path: Path) -> None:
    lock = RunLock(tmp_path)
    lock.take()
    remark = {"code": "reader-name", "names": ["甲", "乙"]}
    write_status(tmp_path, {"devices": {"social-card": {"state": "ready", "remark": remark}}})
    settings = Settings(devices=(DeviceEntry(name="social-card", model="pcsc"),))
    (finding,) = wires.examine(settings, tmp_path, SystemClock(), wait_s=0)
    lock.release()
    assert (finding.verdict.value, finding.found) == ("warning", "正在使用")
    assert finding.advice == "读卡器“甲”“乙”的名字不是英文，没有用它；请换一台，或给它装英文名的驱动"
