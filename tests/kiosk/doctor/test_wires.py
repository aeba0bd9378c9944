"""What a running terminal says of its devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.doctor import wires
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.settings import DeviceEntry, Settings


@pytest.mark.parametrize(
    ("remark", "advice"),
    [
        (
            {"code": "reader-name", "names": ["甲", "乙"]},
            "读卡器“甲”“乙”的名字不是英文，没有用它；请换一台，或给它装英文名的驱动",
        ),
        (
            {"code": "no-use", "names": ["oven"]},
            "这台终端用不上这种设备（oven），它读到的不会记下：从配置里去掉它，或升级终端",
        ),
    ],
)
def test_what_a_working_device_remarks_is_said_in_words(tmp_path: Path, remark: dict[str, object], advice: str) -> None:
    lock = RunLock(tmp_path)
    lock.take()
    write_status(tmp_path, {"devices": {"social-card": {"state": "ready", "remark": remark}}})
    settings = Settings(devices=(DeviceEntry(name="social-card", model="pcsc"),))
    (finding,) = wires.examine(settings, tmp_path, SystemClock(), wait_s=0)
    lock.release()
    assert (finding.verdict.value, finding.found) == ("warning", "正在使用")
    assert finding.advice == advice
