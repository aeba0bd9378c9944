"""`kiosk run` as a service starts it: it opens, it waits calmly while it cannot, and it ends when told."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from tests.walks.demonstration_run import KIOSK, without_display
from tests.walks.processes import family, left_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90), pytest.mark.waits]

ATTRACT, CLOSED, STARTING = "请到右侧窗口", "请到窗口", "请稍候"
"""Without any device the attract screen sends to the window too, and names its side."""


class Running:
    """A terminal in a process of its own, and what it shows."""

    def __init__(self, data: Path, *options: str, talks: bool = False) -> None:
        command = [sys.executable, "-m", "tests.walks.told_terminal", "run", "--data", str(data), *options]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE if talks else None, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=without_display(),
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        self.stderr = ""
        self._ears = [threading.Thread(target=self._views), threading.Thread(target=self._errors)]
        for ear in self._ears:
            ear.start()

    def shows(self, headline: str, timeout_s: float = 90.0) -> None:
        """Until this headline is on the screen."""
        deadline, seen = time.monotonic() + timeout_s, []
        while time.monotonic() < deadline:
            try:
                seen.append(self._lines.get(timeout=0.1))
            except queue.Empty:
                assert self.process.poll() is None, (seen, self.stderr)
                continue
            if seen[-1].endswith(" " + headline):
                return
        raise AssertionError(f"{headline} was not shown, but {seen}: {self.stderr}")

    def says(self, word: str) -> None:
        """Tell it a line on its standard input, as `told_terminal` hears them."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Tell it to end; its exit code, and how long it took."""
        begun = time.monotonic()
        self.process.send_signal(how)
        return self.wait(), time.monotonic() - begun

    def wait(self, timeout_s: float = 60.0) -> int:
        code = self.process.wait(timeout_s)
        for ear in self._ears:
            ear.join(5)
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def _views(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def _errors(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.stderr += line


Start = Callable[..., Running]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Running] = []

    def begin(data: Path, *options: str) -> Running:
        started.append(Running(data, *options))
        return started[-1]

    yield begin
    for running in started:
        running.close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_opens_and_ends_when_told(tmp_path: Path, start: Start, how: signal.Signals) -> None:
    terminal = start(tmp_path / "data")
    terminal.shows(STARTING)
    terminal.shows(ATTRACT)
    known = family(terminal.process.pid)
    code, seconds = terminal.end(how)
    assert (code, terminal.stderr) == (0, "")
    assert seconds < 20
    assert left_of(known, tmp_path / "data", 2) == []


def test_told_to_end_while_it_still_opens_it_ends(tmp_path: Path, start: Start) -> None:
    terminal = start(tmp_path / "data")
    terminal.shows(STARTING)
    code, seconds = terminal.end()
    assert code in (0, -signal.SIGTERM)  # before the handlers are in place the system ends it
    assert seconds < 20


def test_second_terminal_on_the_same_records_is_refused_with_a_sentence(tmp_path: Path, start: Start) -> None:
    first = start(tmp_path / "data")
    first.shows(ATTRACT)
    second = start(tmp_path / "data")
    assert second.wait() == 1
    assert f"另一个终端正在使用 {tmp_path / 'data'}" in second.stderr
    assert "Traceback" not in second.stderr
    assert first.process.poll() is None
    assert first.end()[0] == 0


def test_while_the_store_cannot_be_opened_it_is_closed_calmly_and_opens_by_itself(tmp_path: Path, start: Start) -> None:
    data = tmp_path / "data"
    Archive.open(data, SystemClock()).close()
    key = (data / "store.key").read_bytes()
    (data / "store.key").write_bytes(b"\x01\x02\x03")
    os.chmod(data / "store.key", 0o600)
    terminal = start(data)
    terminal.shows(CLOSED)
    (data / "store.key").write_bytes(key)
    terminal.shows(ATTRACT, 25)
    assert "store-key-file" in terminal.stderr
    assert "Traceback" not in terminal.stderr
    assert terminal.end()[0] == 0


def test_closed_terminal_ends_with_the_reason(tmp_path: Path, start: Start) -> None:
    data = tmp_path / "data"
    Archive.open(data, SystemClock()).close()
    (data / "store.key").write_bytes(b"\x01\x02\x03")
    terminal = start(data)
    terminal.shows(CLOSED)
    code, seconds = terminal.end()
    assert code == 1
    assert seconds < 20
    assert terminal.stderr.splitlines()[-1].startswith("终端打不开：")


def test_gateway_whose_certificate_is_torn_does_not_close_the_terminal(tmp_path: Path, start: Start) -> None:
    torn = tmp_path / "ca.pem"
    torn.write_text("-----BEGIN CERTIFICATE-----\n")
    config = tmp_path / "kiosk.toml"
    gateway = f'url = "https://192.0.2.1", ca_file = "{torn}"'
    config.write_text(f'[health_code]\nprovider = "gateway"\ngateway = {{ {gateway} }}\n')
    terminal = start(tmp_path / "data", "--config", str(config))
    terminal.shows(ATTRACT)
    assert terminal.end()[0] == 0
    assert "ca_file" in terminal.stderr


def test_demonstration_told_to_end_leaves_nobody(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [str(KIOSK), "demo", "--headless", "--json", "--only", "help", "--out", str(out)]
    demo = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=without_display())
    deadline = time.monotonic() + 30
    while not (out / "kiosk.toml").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    known = family(demo.pid)
    assert len(known) > 3
    demo.terminate()
    demo.wait(30)
    assert left_of(known, out, 10) == []
