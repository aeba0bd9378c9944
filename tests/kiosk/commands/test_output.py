"""A disk or a standard output that refuses what a command writes: a sentence, exit 1, and no half file."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.commands import output
from kiosk.commands.context import Refused
from kiosk.commands.output import not_done, write_new
from tests.support.clock import ManualClock
from tests.support.store_folder import fill


def test_a_file_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    def chunks() -> Iterator[str]:
        yield "一"
        assert not (tmp_path / "out.csv").exists()
        yield "二\n"

    write_new(tmp_path / "out.csv", chunks())
    assert (tmp_path / "out.csv").read_text("utf-8") == "一二\n"
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_no_half_file(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output.os, call, full)
    with pytest.raises(Refused, match=r"out\.csv 写不了：磁盘满了；没有留下半个文件。"):
        write_new(tmp_path / "out.csv", ["行\n"])
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_what_is_written_leaves_no_half_file_either(tmp_path: Path) -> None:
    def chunks() -> Iterator[str]:
        yield "一"
        raise KeyError("x")

    with pytest.raises(KeyError):
        write_new(tmp_path / "out.csv", chunks())
    assert list(tmp_path.iterdir()) == []


def test_a_file_made_meanwhile_is_kept(tmp_path: Path) -> None:
    def chunks() -> Iterator[str]:
        yield "mine"
        (tmp_path / "out.csv").write_text("theirs")

    with pytest.raises(Refused, match="已经有了"):
        write_new(tmp_path / "out.csv", chunks())
    assert (tmp_path / "out.csv").read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_file_system_without_second_names_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(output.os, "link", no_links)
    write_new(tmp_path / "out.csv", ["x"])
    assert (tmp_path / "out.csv").read_text() == "x"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "没有做完：磁盘满了（/x）。"),
        (errno.EROFS, "没有做完：磁盘是只读的（/x）。"),
        (errno.EACCES, "没有做完：没有权限（/x）。"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(number: int, said: str) -> None:
    assert not_done(OSError(number, os.strerror(number), "/x")) == said


@pytest.mark.parametrize(
    "line",
    [
        ["records", "export", "--format", "csv"],
        ["whitelist", "list"],
        ["whitelist", "list", "--json"],
        ["devices", "models"],
    ],
)
def test_a_full_standard_output_is_a_sentence(line: list[str], tmp_path: Path, clock: ManualClock) -> None:
    fill(tmp_path / "data", clock, 1)
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "kiosk.cli", *line, "--data", str(tmp_path / "data")],
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (1, "没有做完：磁盘满了。\n")


@pytest.mark.parametrize(
    "line",
    [
        ["records", "export", "--format", "csv"],
        ["records", "export", "--format", "fhir", "--unmasked", "--reason", "复查"],
        ["whitelist", "list"],
        ["whitelist", "look-alikes"],
        ["whitelist", "home-calls"],
        ["whitelist", "revoke", "someone", "--reason", "x"],
        ["whitelist", "suspend", "someone", "--reason", "x"],
        ["whitelist", "undo-adaptation", "someone"],
        ["alerts", "list"],
        ["alerts", "watch", "--seconds", "1"],
        ["alerts", "done", "0123456789"],
    ],
)
def test_a_mistyped_folder_is_refused_and_not_made(
    line: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*line, "--data", str(tmp_path / "typo")]) == 1
    assert "什么也没有新建" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_reads_changes_nothing_in_the_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    Archive.open(data, SystemClock()).close()

    def seen() -> dict[str, tuple[int, int]]:
        return {p.name: (p.stat().st_mtime_ns, p.stat().st_size) for p in (data, *data.iterdir())}

    before = seen()
    reads = ("records export --format csv", "whitelist list", "alerts list", "alerts watch --seconds 0",
             "whitelist look-alikes", "whitelist home-calls", "doctor --seconds 0")  # fmt: skip
    for line in reads:
        main([*line.split(), "--data", str(data)])
        assert seen() == before, line
