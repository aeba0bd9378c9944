"""What the demonstration says while it plays."""

from __future__ import annotations

import errno
import io
import logging
from pathlib import Path

import pytest

from tests.conftest import AnnouncedLog
from ui.demonstration.progress import Progress, log_kept
from ui.demonstration.report import VisitSeen
from ui.demonstration.script import ScriptedVisit

VISITS = [ScriptedVisit(id="a", title="刷卡", steps=()), ScriptedVisit(id="b", title="插卡", steps=())]


def test_each_visit_is_said_when_it_begins_and_how_it_ended() -> None:
    out = io.StringIO()
    progress = Progress(out, 2)
    progress.begins(VISITS[0])
    assert out.getvalue() == "[1/2] 刷卡 …"
    progress.ended(VisitSeen("a", "刷卡", seconds=8.4))
    progress.begins(VISITS[1])
    progress.ended(VisitSeen("b", "插卡", ok=False, seconds=3.3))
    assert out.getvalue() == "[1/2] 刷卡 … 如预期，8 秒；还剩 1 位\n[2/2] 插卡 … 不如预期，3 秒；共 12 秒\n"


class Full(io.StringIO):
    """Standard error on a full disk."""

    def write(self, words: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_nobody_to_listen_is_no_reason_to_stop_playing() -> None:
    progress = Progress(Full(), 2)
    progress.preparing(Path("out"))
    progress.begins(VISITS[0])
    progress.ended(VisitSeen("a", "刷卡", skipped="没有"))


@pytest.mark.parametrize(("show", "seen"), [(False, ["broken"]), (True, ["pulled", "broken"])])
def test_warnings_are_kept_in_a_file_and_errors_are_shown_too(
    tmp_path: Path, announced: AnnouncedLog, show: bool, seen: list[str]
) -> None:
    announced.expect("pulled")
    announced.expect("broken")
    screen = io.StringIO()
    handler = logging.StreamHandler(screen)
    logging.getLogger().addHandler(handler)
    try:
        with log_kept(tmp_path, show=show) as path:
            logging.getLogger("kiosk.devices").warning("pulled")
            logging.getLogger("kiosk.devices").error("broken")
        assert handler.level == logging.NOTSET
    finally:
        logging.getLogger().removeHandler(handler)
    assert screen.getvalue().split() == seen
    assert [line.rsplit(" ", 1)[1] for line in path.read_text().splitlines()] == ["pulled", "broken"]
