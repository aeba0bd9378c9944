"""The reading process from outside: what it does to itself, what becomes of one that dies, lies or hangs."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from kiosk.imports import reading
from kiosk.imports.messages import Done, Head, Went, packed
from kiosk.imports.reading import DEADLINE_S, Cancelled, read_sheet
from kiosk.imports.rows import ImportRefused
from tests.support.clock import ManualClock
from tests.support.lists import HEAD, WANG, made_up, workbook

DAMAGED = "文件太大或已损坏，请另存一份再试"


def a_list(tmp_path: Path) -> Path:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(workbook([HEAD, ("王秀英", WANG), ("孙大妹", made_up(sequence=252))]))
    return path


def instead(code: str) -> tuple[str, ...]:
    """A process in the reader's place; `say` writes raw bytes."""
    return sys.executable, "-S", "-c", f"import os, sys, time\nsay = lambda data: os.write(1, data)\n{code}"


def why(path: Path, command: tuple[str, ...], clock: ManualClock) -> str:
    with pytest.raises(ImportRefused) as refusal:
        read_sheet(path, clock=clock, command=command)
    return str(refusal.value.sentence)


def test_list_is_read_by_a_process_of_its_own_and_the_stick_may_be_pulled(tmp_path: Path, clock: ManualClock) -> None:
    path, went = a_list(tmp_path), []

    def pulled(done: int, total: int) -> None:
        path.unlink(missing_ok=True)
        went.append((done, total))

    sheet = read_sheet(path, pulled, clock=clock)
    assert [row.cells[0].text for row in sheet.rows] == ["王秀英", "孙大妹"]
    assert went == [(2, 3)]


LIMITS = """
import os, resource, sys
from kiosk.imports.messages import Unread, packed
from kiosk.imports.reader.confining import confine
confine()
limits = [resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in ("AS", "CPU", "FSIZE", "CORE")]
assert limits == [(512 << 20,) * 2, (30, 30), (0, 0), (0, 0)]
assert "NoNewPrivs:\\t1" in open("/proc/self/status").read()
assert os.getsid(0) == os.getpid()
os.write(1, packed(Unread("locked")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Windows has no such limits")
def test_reader_takes_from_itself_what_it_does_not_need(tmp_path: Path, clock: ManualClock) -> None:
    """Whoever stands in its place says so only when every limit was there."""
    assert why(a_list(tmp_path), (sys.executable, "-c", LIMITS), clock) == "文件有密码，请先取消密码再存一次"


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(os.getpid(), 9)",
        "sys.exit(0)",
        "raise MemoryError",
        "say(b'\\0\\0\\0\\5hello')",
        "say(b'\\xff\\xff\\xff\\xff' * 9) and time.sleep(600)",
        "say(b'\\0\\0\\0\\1\\xc0')",
        "say(b'\\0\\0')",
    ],
    ids=["killed", "silent", "out-of-memory", "nonsense", "endless-message", "nothing", "half-a-length"],
)
def test_reader_that_dies_or_says_nonsense_has_read_nothing(tmp_path: Path, code: str, clock: ManualClock) -> None:
    assert why(a_list(tmp_path), instead(code), clock) == DAMAGED


@pytest.mark.parametrize(
    "messages",
    [
        [Done(0)],
        [Head("", 1, ("a",), {5: "name"}, (), (), (), False), Done(0)],
        [Head("", 1, ("a",), {0: "shoe-size"}, (), (), (), False), Done(0)],
        [*[Head("", 1, ("a",), {0: "name"}, (), (), (), False)] * 2, Done(0)],
        [Head("", 1, ("a",), {0: "name"}, (), (), (), False)],
    ],
    ids=["no-header", "column-that-is-not-there", "unknown-meaning", "two-headers", "no-end"],
)
def test_reader_whose_words_do_not_fit_has_read_nothing(
    tmp_path: Path, messages: list[Head | Done], clock: ManualClock
) -> None:
    said = b"".join(map(packed, messages))
    assert why(a_list(tmp_path), instead(f"say({said!r})"), clock) == DAMAGED


@pytest.mark.parametrize(("most", "is_read"), [(1 << 16, False), (reading.MOST_SAID, True)])
def test_reader_that_says_more_than_any_list_holds_is_heard_no_longer(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, most: int, is_read: bool
) -> None:
    said = packed(Head("", 1, ("a",), {0: "name"}, (), (), (), False)) + packed(Went(1, 2)) * 8000 + packed(Done(0))
    assert 1 << 16 < len(said) < reading.MOST_SAID == 128 << 20
    (tmp_path / "said").write_bytes(said)
    command = instead(f"say(open({str(tmp_path / 'said')!r}, 'rb').read())")
    monkeypatch.setattr(reading, "MOST_SAID", most)
    if is_read:
        assert read_sheet(a_list(tmp_path), clock=clock, command=command).headers == ("a",)
    else:
        assert why(a_list(tmp_path), command, clock) == DAMAGED


def test_reader_that_hangs_is_ended_after_its_time(tmp_path: Path, clock: ManualClock) -> None:
    hangs = instead(f"say({packed(Went(1, 9))!r})\ntime.sleep(600)")
    with pytest.raises(ImportRefused) as refusal:
        read_sheet(a_list(tmp_path), lambda *_: clock.advance(DEADLINE_S + 1), clock=clock, command=hangs)
    assert refusal.value.sentence == "文件读得太久，没有读完，请分成几个文件"


BEGINS_ANOTHER = """
import msgspec, os, time
child = os.fork()
body = msgspec.msgpack.encode({"type": "went", "done": os.getpid(), "total": child})
if child: os.write(1, len(body).to_bytes(4, "big") + body)
time.sleep(600)
"""


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has asked for its exit code yet has too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_cancelled_reader_is_gone_with_what_it_began(tmp_path: Path, clock: ManualClock) -> None:
    cancelled, pids = threading.Event(), []
    begins = (
        sys.executable,
        "-c",
        BEGINS_ANOTHER,
    )

    def note(parent: int, forked: int) -> None:
        pids.extend((parent, forked))
        cancelled.set()

    with pytest.raises(Cancelled):
        read_sheet(a_list(tmp_path), note, clock=clock, cancelled=cancelled, command=begins)
    until = time.monotonic() + 5
    while not all(map(is_gone, pids)):
        assert time.monotonic() < until


def test_file_that_is_not_there_is_said_so(tmp_path: Path, clock: ManualClock) -> None:
    assert why(tmp_path / "weg.xlsx", instead(""), clock) == "文件读不到，请插好 U 盘再选一次"


def test_where_a_process_cannot_be_bounded_nothing_is_read(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.killpg")
    assert why(a_list(tmp_path), instead("sys.exit(0)"), clock) == "这台机器的系统不能安全地读名单，请用 Linux 的终端"
