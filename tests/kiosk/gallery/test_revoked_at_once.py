"""A revocation at the desk reaches the search within a second: the vision process holds not one number of the face any
more.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from devices.simulators.camera_process import CameraProcess
from kiosk.archive.archive import Archive
from kiosk.gallery.stored import entry_of
from tests.kiosk.gallery.conftest import SFACE, Members, direction, part
from tests.kiosk.gallery.test_with_vision import Terminal
from tests.support.clock import ManualClock
from tests.support.memory import times_in_memory, turned

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90), pytest.mark.waits]


@pytest.fixture
def terminal(store: Archive, clock: ManualClock) -> Iterator[Terminal]:
    with CameraProcess() as camera:
        made = Terminal(store, clock, camera)
        yield made
        made.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="the vision process lets nobody but root read its memory")
def test_L10_revoked_template_is_out_of_the_vision_process_within_a_second(
    terminal: Terminal, members: Members, store: Archive
) -> None:
    people = [members.add(part(direction(seed)), part(direction(100 + seed))) for seed in range(5)]
    chosen, stays = people[2], people[3]
    needles = []
    for who in (chosen, stays):
        entry = entry_of(store.templates.of(who), SFACE)
        assert entry is not None
        needles.append(turned(entry.vector.tobytes()[128:192]))
    del entry
    terminal.open()
    pid = terminal.vision.pid
    assert pid is not None
    Terminal.until(lambda: min(times_in_memory(pid, needles)) > 0)
    began_s = time.monotonic()
    store.whitelist.revoke(chosen, "cli:tester", "本人要求")
    threading.Event().wait(began_s + 0.95 - time.monotonic())
    os.kill(pid, signal.SIGSTOP)  # its memory as it is within the second, however long it takes to read
    try:
        assert time.monotonic() - began_s < 1.0
        left, others = times_in_memory(pid, needles)
    finally:
        os.kill(pid, signal.SIGCONT)
    assert left == 0
    assert others > 0  # still searched
