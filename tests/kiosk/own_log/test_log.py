"""The log keeps the program's own lines, bounded on the disk and in memory, and is quiet when the disk is not there."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from kiosk.own_log import log as own
from kiosk.own_log.log import OwnLog, kept_text
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock

SHANGHAI = timezone(timedelta(hours=8))
STORE = logging.getLogger("kiosk.store")


@pytest.fixture
def kept(tmp_path: Path, clock: ManualClock, announced: AnnouncedLog) -> Iterator[OwnLog]:
    announced.expect("")
    made = OwnLog(tmp_path, clock, SHANGHAI, largest=2000)
    made.attach("1.2")
    yield made
    made.detach()


def test_lines_of_the_program_are_in_memory_and_in_a_file_for_its_owner_alone(kept: OwnLog, tmp_path: Path) -> None:
    STORE.warning("%s waits, %s", "writer", "310101195001011234")
    logging.getLogger("urllib3.pool").error("GET /?key=abc")
    assert [line.text for line in kept.lines()] == ["writer waits, ••••", "terminal begins, version 1.2"]
    assert [line.text for line in kept.lines(logging.WARNING)] == ["writer waits, ••••"]
    assert (tmp_path / "terminal.log").read_text("utf-8") == (
        "2026-11-22 09:20:00.000 INFO kiosk.log: terminal begins, version 1.2\n"
        "2026-11-22 09:20:00.000 WARNING kiosk.store: writer waits, ••••\n"
    )
    assert (tmp_path / "terminal.log").stat().st_mode & 0o777 == 0o600


def test_of_an_exception_the_words_are_not_kept(kept: OwnLog) -> None:
    try:
        raise ValueError("Wang Xiuying")
    except ValueError:
        STORE.exception("not read")
    text = kept.lines()[0].text
    assert text.startswith("not read (ValueError in test_of_an_exception_the_words_are_not_kept:")
    assert "Wang" not in text


def test_line_whose_blanks_do_not_fit_says_so(kept: OwnLog) -> None:
    kept.handle(logging.LogRecord("kiosk", logging.ERROR, "", 0, "%d", ("Wang",), None))
    assert kept.lines()[0].text == "a line that cannot be read"


def test_files_do_not_grow_and_the_newest_lines_are_there(kept: OwnLog, tmp_path: Path) -> None:
    for number in range(200):
        STORE.error("line %d", number)
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sorted(sizes) == ["terminal.log", "terminal.log.1", "terminal.log.2"]
    assert max(sizes.values()) <= 2000
    text = kept_text(tmp_path, 100_000)
    assert text.endswith("line 199\n")
    numbers = [int(line.rpartition(" ")[2]) for line in text.splitlines()]
    assert numbers == list(range(numbers[0], 200))
    cut = kept_text(tmp_path, 500)
    assert text.endswith(cut)
    assert cut.startswith("2026-11-22")


def test_memory_is_bounded(kept: OwnLog, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(own.KEPT + 5):
        kept.handle(logging.LogRecord("ui", logging.INFO, "", 0, f"n {number}", None, None))
    assert len(kept.lines()) == own.KEPT
    assert kept.lines()[-1].text == "n 5"


def test_disk_that_refuses_is_said_and_the_line_stays_in_memory(
    tmp_path: Path, clock: ManualClock, announced: AnnouncedLog, capsys: pytest.CaptureFixture[str]
) -> None:
    announced.expect("")
    folder = tmp_path / "gone"
    made = OwnLog(folder, clock, SHANGHAI)
    made.attach("1.2")
    try:
        STORE.error("one")
        assert made.unwritten
        assert made.lines()[0].text == "one"
        folder.mkdir()
        STORE.error("two")
        assert not made.unwritten
        assert (folder / "terminal.log").read_text("utf-8").endswith("kiosk.store: two\n")
    finally:
        made.detach()
    assert capsys.readouterr().err == ""


def test_full_disk_raises_nothing_and_is_quiet(
    tmp_path: Path, clock: ManualClock, announced: AnnouncedLog, capsys: pytest.CaptureFixture[str]
) -> None:
    announced.expect("")
    (tmp_path / "terminal.log").symlink_to("/dev/full")
    made = OwnLog(tmp_path, clock, SHANGHAI)
    made.attach("1.2")
    STORE.error("one")
    assert made.unwritten
    made.detach()
    assert capsys.readouterr().err == ""


def test_after_the_end_nothing_is_heard(kept: OwnLog) -> None:
    kept.detach()
    STORE.error("late")
    assert kept.lines()[0].text == "terminal ends"
