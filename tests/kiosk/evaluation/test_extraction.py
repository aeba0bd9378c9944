"""Children that are begun are not disturbed by Ctrl-C, whichever thread of the process takes it."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator

import pytest

from kiosk.evaluation.extraction import _undisturbed


@pytest.fixture
def library_thread() -> Iterator[None]:
    """A thread such as OpenCV's: it does not hold signals back when the main thread does."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait, args=(30,))
    thread.start()
    yield
    over.set()
    thread.join()


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    """Receives the number of each signal once some thread has taken it."""
    here, there = socket.socketpair()
    there.setblocking(False)
    here.settimeout(10)
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    usual = signal.set_wakeup_fd(there.fileno())
    yield here
    signal.set_wakeup_fd(usual)
    signal.signal(signal.SIGINT, handler)
    here.close()
    there.close()


def test_ctrl_c_taken_by_a_thread_of_a_library_comes_when_the_children_are_begun(
    library_thread: None, taken: socket.socket
) -> None:
    steps: list[object] = []

    def begin_children() -> None:
        with _undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            steps.append(taken.recv(1))
            steps.append("begun")

    with pytest.raises(KeyboardInterrupt):
        begin_children()
    assert steps == [b"\x02", "begun"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
