"""kill -9 of a whole terminal at any moment: nothing runs on, nothing saved is lost, the next start is clean."""

from __future__ import annotations

import os
import queue
import random
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

import resources
from devices.clock import SystemClock
from devices.simulators.profile import load_cast
from kiosk.archive.archive import Archive
from kiosk.assemble import Kiosk
from kiosk.settings import Settings
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from tests.walks.demonstration_run import KIOSK, play, without_display
from tests.walks.processes import Process, family, left_of
from tests.walks.rig import naming

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.waits, pytest.mark.long]

SEED = int(os.environ.get("KILL_SEED", "20261122"))
SAVED = re.compile(r"kiosk\.archive\.journal: (visit|measurement|code|alert) saved: (.+)$")
TABLES = {"visit": "visits", "measurement": "measurements", "code": "codes", "alert": "alerts"}
LONGEST_S = 45.0


@dataclass(frozen=True)
class Blow:
    """When to kill: so many seconds after the start, or so many after the n-th thing was acknowledged as saved."""

    after_s: float
    saved: int = 0

    def __str__(self) -> str:
        return f"{self.after_s:.2f} s after " + (f"acknowledgement {self.saved}" if self.saved else "the start")


def blows() -> list[Blow]:
    dice = random.Random(SEED)
    early = [Blow(dice.uniform(1.0, 4.0)), Blow(dice.uniform(4.0, 9.0))]
    return early + [Blow(dice.uniform(0.0, 0.6), dice.randint(1, 9)) for _ in range(5)]


class Victim:
    """A demonstration that is going to be killed; what it says of its commits is read while it lives."""

    def __init__(self, out: Path, data: Path) -> None:
        command = [str(KIOSK), "demo", "--headless", "--json", "--verbose", "--out", str(out), "--data", str(data)]
        for visit in ("self-check", "id-card", "social-card-2x"):
            command += ["--only", visit]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=without_display()
        )
        self.said: list[str] = []
        self._acknowledged: queue.Queue[tuple[str, str]] = queue.Queue()
        self._ear = threading.Thread(target=self._listen, name="victim-ear", daemon=True)
        self._ear.start()

    def acknowledged(self, count: int, timeout_s: float) -> list[tuple[str, str]]:
        """(kind, id) of what was committed, once there are so many or it has ended."""
        found: list[tuple[str, str]] = []
        deadline = time.monotonic() + timeout_s
        while len(found) < count and time.monotonic() < deadline and self.process.poll() is None:
            try:
                found.append(self._acknowledged.get(timeout=0.05))
            except queue.Empty:
                continue
        return found

    def kill(self) -> set[Process]:
        """End it as the power would; who belonged to it until then."""
        family_before = family(self.process.pid)
        self.process.kill()
        assert self.process.wait(10) == -signal.SIGKILL
        self._ear.join(10)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return family_before

    def rest(self) -> list[tuple[str, str]]:
        """What was acknowledged besides."""
        found = []
        while not self._acknowledged.empty():
            found.append(self._acknowledged.get())
        return found

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line.rstrip())
            told = SAVED.search(self.said[-1])
            if told is not None:
                for row_id in told[2].split():
                    self._acknowledged.put((told[1], row_id))


def missing(data: Path, acknowledged: list[tuple[str, str]]) -> list[str]:
    """What was acknowledged and is not there. The store opens, and its audit trail holds."""
    with Archive.open(data, SystemClock()) as store:
        assert store.health().notices == ()
        assert store.audit.verify().ok
        with store._core.readers.db() as db:
            return [
                f"{kind} {row_id}"
                for kind, row_id in acknowledged
                if not list(db.query(f"SELECT 1 FROM {TABLES[kind]} WHERE id = ?", [row_id]))
            ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kill")


def test_killed_again_and_again_it_loses_nothing_and_leaves_nobody(folder: Path) -> None:
    data, acknowledged = folder / "data", []
    planted = [text for p in load_cast(resources.path("cast")).values() for text in (p.name, p.number)]
    for number, blow in enumerate(blows(), start=1):
        out = folder / f"out-{number}"
        victim = Victim(out, data)
        acknowledged += victim.acknowledged(blow.saved, LONGEST_S)
        time.sleep(blow.after_s)
        kept = victim.kill()
        acknowledged += victim.rest()
        story = f"seed {SEED}, kill {number}: {blow}; {len(acknowledged)} acknowledged so far"
        print(story)
        assert left_of(kept, out, 15) == [], story
        assert [text for text in planted if any(text in line for line in victim.said)] == [], story
        if (data / "kiosk.db").exists() or acknowledged:
            assert missing(data, acknowledged) == [], story
    assert len(acknowledged) >= 10
    again = play(folder / "again", "--only", "id-card", data=data)
    assert (again.code, again.visit("id-card")["masked_name"]) == (0, "王*英"), again.stderr + again.stdout
    assert missing(data, acknowledged) == []


def test_after_a_kill_the_screen_begins_with_nobody_on_it(folder: Path, tmp_path: Path) -> None:
    """Killed in the middle of a visit: nothing of it is on the first picture, nor on any other until a card comes."""
    victim = Victim(tmp_path / "out", tmp_path / "data")
    assert len(victim.acknowledged(3, LONGEST_S)) == 3
    victim.kill()
    views: list[VisitView] = []
    kiosk = Kiosk(Settings(), tmp_path / "data", SystemClock(), views.append)
    kiosk.start()
    kiosk.stop()
    assert {view.state for view in views} == {State.ATTRACT}
    assert naming(views, "陈", "王") == []
    assert {(view.code, view.temperature, view.value, view.summary) for view in views} == {(None, None, None, ())}


def test_the_control_sees_a_process_that_stays(tmp_path: Path) -> None:
    """The check for orphans can fail."""
    parent = subprocess.Popen(
        [sys.executable, "-c", "import subprocess, sys, time; subprocess.Popen(['sleep', '30']); time.sleep(30)"]
    )
    deadline = time.monotonic() + 10
    while not any("sleep 30" in p.command for p in family(parent.pid)) and time.monotonic() < deadline:
        time.sleep(0.02)
    kept = family(parent.pid)
    parent.kill()
    parent.wait(5)
    left = left_of(kept, tmp_path, 0.5)
    assert [line.split(" ", 1)[1].strip() for line in left] == ["sleep 30"]
    os.kill(int(left[0].split()[0]), signal.SIGKILL)
