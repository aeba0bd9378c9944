"""The simulated camera in a process of its own, so that who directs it (a demonstration, a test) loads no OpenCV.

`python -m devices.simulators.camera_process PORT WIDTH HEIGHT` reads one JSON object a line. The first line it prints
is its address: `{"url": …}`. It ends with its input.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
from typing import Any, BinaryIO

import msgspec

from devices.errors import DeviceNotAvailable, DeviceTimeout
from devices.simulators.people import HEIGHT, WIDTH
from devices.simulators.profile import FaceLooks

START_TIMEOUT_S = 20.0
PEOPLE_VERBS = ("show", "walk_up", "show_two", "stand_together", "turn_left", "turn_right", "hold_photo", "leave")
CAMERA_VERBS = ("black", "freeze", "unplug", "plug")


class CameraProcess:
    """The verbs of `devices.simulators.camera_feed.CameraFeed`, carried out in another process.

    Args:
        size: Width and height of its pictures, px.

    Raises:
        DeviceNotAvailable: the process did not start.
        DeviceTimeout: it did not say its address in time.
    """

    def __init__(self, port: int = 0, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "devices.simulators.camera_process", str(port), *map(str, size)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            self.url = self._address()
        except BaseException:
            self._child.kill()
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._child.pid

    def show(self, person: FaceLooks | None) -> None:
        """At once: this person standing before the terminal, or nobody."""
        self._order("show", person)

    def walk_up(self, person: FaceLooks) -> None:
        """The person comes from the back of the hall and stays."""
        self._order("walk_up", person)

    def show_two(self, near: FaceLooks, far: FaceLooks) -> None:
        """One person before the terminal and another, smaller, behind the shoulder."""
        self._order("show_two", near, far)

    def stand_together(self, left: FaceLooks, right: FaceLooks) -> None:
        """Two people side by side before the terminal."""
        self._order("stand_together", left, right)

    def turn_left(self, person: FaceLooks) -> None:
        """The person turns the head to their own left, looks back and stays."""
        self._order("turn_left", person)

    def turn_right(self, person: FaceLooks) -> None:
        """The person turns the head to their own right, looks back and stays."""
        self._order("turn_right", person)

    def hold_photo(self, of: FaceLooks, by: FaceLooks) -> None:
        """The second person holds a printed photograph of the first one up to the camera."""
        self._order("hold_photo", of, by)

    def leave(self) -> None:
        """Whoever stands nearest walks out."""
        self._order("leave")

    def black(self) -> None:
        """The lens is covered."""
        self._order("black")

    def freeze(self) -> None:
        """The camera repeats its last picture, bit for bit."""
        self._order("freeze")

    def unplug(self) -> None:
        """The camera is gone."""
        self._order("unplug")

    def plug(self) -> None:
        """The camera is back at the same address."""
        self._order("plug")

    def stop(self) -> None:
        """End the process. Safe to call again."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        with contextlib.suppress(OSError):
            self._child.stdin.close()
        try:
            self._child.wait(5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait(5)
        self._child.stdout.close()

    def __enter__(self) -> CameraProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _order(self, verb: str, *people: FaceLooks | None) -> None:
        line = json.dumps({"verb": verb, "people": msgspec.to_builtins(people)}).encode() + b"\n"
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(line)
            self._child.stdin.flush()
        except (OSError, ValueError) as error:  # ValueError: stopped before
            raise DeviceNotAvailable("the simulated camera has ended") from error

    def _address(self) -> str:
        assert self._child.stdout is not None
        ready, _, _ = select.select([self._child.stdout], [], [], START_TIMEOUT_S)
        if not ready:
            raise DeviceTimeout("the simulated camera did not start")
        line = self._child.stdout.readline()
        if not line:
            raise DeviceNotAvailable("the simulated camera ended at once")
        return str(json.loads(line)["url"])


def serve(port: int, size: tuple[int, int], orders: BinaryIO, out: BinaryIO) -> None:
    """Direct a feed by lines until they end."""
    from devices.simulators.camera_feed import CameraFeed

    with CameraFeed(port, size=size) as feed:
        out.write(json.dumps({"url": feed.url}).encode() + b"\n")
        out.flush()
        for line in orders:
            order: dict[str, Any] = json.loads(line)
            people = msgspec.convert(order["people"], list[FaceLooks | None])
            if order["verb"] in PEOPLE_VERBS + CAMERA_VERBS:
                getattr(feed, order["verb"])(*people)


def main() -> int:
    """Entry of the process."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import cv2

    cv2.setNumThreads(1)
    with contextlib.suppress(KeyboardInterrupt):
        port, width, height = (int(argument) for argument in sys.argv[1:])
        serve(port, (width, height), sys.stdin.buffer, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
