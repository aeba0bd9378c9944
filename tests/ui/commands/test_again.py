"""What becomes of the process when the terminal is started anew."""

from __future__ import annotations

import logging
import os
import sys

import pytest

from ui.commands import again


class Stream:
    def __init__(self, name: str, done: list[object]) -> None:
        self._name, self._done = name, done

    def flush(self) -> None:
        self._done.append(self._name)


def test_same_command_begins_anew_and_nothing_that_was_said_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(sys, "executable", "/opt/kiosk/bin/python")
    monkeypatch.setattr(sys, "orig_argv", ["python", "-X", "dev", "-m", "kiosk.cli", "run", "--config", "a b.toml"])
    monkeypatch.setattr(sys, "argv", ["cli.py", "run", "--config", "a b.toml"])
    monkeypatch.setattr(logging, "shutdown", lambda: done.append("log"))
    monkeypatch.setattr(os, "execv", lambda path, words: done.append((path, words)))
    monkeypatch.setattr(sys, "stdout", Stream("out", done))
    monkeypatch.setattr(sys, "stderr", Stream("err", done))
    again.start_anew()
    path = "/opt/kiosk/bin/python"
    assert done == [
        "log", "out", "err", (path, [path, "-X", "dev", "-m", "kiosk.cli", "run", "--config", "a b.toml"]),
    ]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a process cannot replace itself")
def test_where_a_process_can_replace_itself_it_is_said() -> None:
    assert again.CAN
