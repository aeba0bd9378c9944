"""The simulated camera on its wire, read as any HTTP client would."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from devices.errors import DeviceNotAvailable
from devices.simulators.camera_feed import CameraFeed
from devices.simulators.camera_process import CameraProcess
from devices.simulators.clips import Scene
from devices.simulators.profile import FaceLooks

WANG = FaceLooks(seed=1)


class Viewer:
    """Reads pictures off the wire."""

    def __init__(self, url: str) -> None:
        where = urlsplit(url)
        assert where.port is not None
        self._socket = socket.create_connection(("127.0.0.1", where.port), timeout=5)
        self._socket.sendall(b"GET /camera.mjpg HTTP/1.0\r\n\r\n")
        self._file = self._socket.makefile("rb")
        assert self._file.readline() == b"HTTP/1.0 200 OK\r\n"
        while self._file.readline() != b"\r\n":
            pass

    def picture(self) -> bytes:
        """The next JPEG; empty when the connection has ended."""
        length = 0
        while line := self._file.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            if line == b"\r\n" and length:
                return self._file.read(length)
        return b""

    def close(self) -> None:
        self._file.close()
        self._socket.close()


@pytest.fixture
def feed() -> Iterator[CameraFeed]:
    with CameraFeed() as feed:
        yield feed


def test_empty_hall_is_sent_with_living_noise(feed: CameraFeed) -> None:
    viewer = Viewer(feed.url)
    pictures = [viewer.picture() for _ in range(3)]
    viewer.close()
    assert all(p[:2] == b"\xff\xd8" and p[-2:] == b"\xff\xd9" for p in pictures)
    assert len(set(pictures)) == 3


def test_frozen_camera_repeats_its_picture_bit_for_bit(feed: CameraFeed) -> None:
    viewer = Viewer(feed.url)
    viewer.picture()
    feed.freeze()
    pictures = [viewer.picture() for _ in range(4)]
    feed.show(None)
    moving = [viewer.picture() for _ in range(4)]
    viewer.close()
    assert len(set(pictures[1:])) == 1
    assert len(set(moving)) > 1


def test_covered_lens_sends_small_dark_pictures(feed: CameraFeed) -> None:
    viewer = Viewer(feed.url)
    lit = viewer.picture()
    feed.black()
    viewer.picture()
    dark = viewer.picture()
    viewer.close()
    assert len(dark) < 0.7 * len(lit)


def test_unplugged_camera_cuts_and_refuses_and_comes_back_at_the_same_address(feed: CameraFeed) -> None:
    viewer, url = Viewer(feed.url), feed.url
    viewer.picture()
    feed.unplug()
    while viewer.picture():
        pass
    viewer.close()
    with pytest.raises(OSError, match="refused"):
        Viewer(url)
    feed.plug()
    assert feed.url == url
    again = Viewer(url)
    assert again.picture()[:2] == b"\xff\xd8"
    again.close()


def test_client_that_says_nothing_or_leaves_does_not_disturb_others(feed: CameraFeed) -> None:
    port = urlsplit(feed.url).port
    assert port is not None
    silent = socket.create_connection(("127.0.0.1", port))
    rude = socket.create_connection(("127.0.0.1", port))
    rude.sendall(b"x" * 20000)
    rude.close()
    viewer = Viewer(feed.url)
    assert viewer.picture()
    viewer.close()
    silent.close()


def test_camera_process_follows_orders_and_ends_with_its_owner() -> None:
    with CameraProcess() as camera:
        viewer = Viewer(camera.url)
        empty = viewer.picture()
        camera.show(WANG)
        shown = next(p for p in iter(viewer.picture, b"") if abs(len(p) - len(empty)) > 1000)
        viewer.close()
        assert shown[:2] == b"\xff\xd8"
    with pytest.raises(DeviceNotAvailable):
        camera.black()


def test_looping_shot_never_sends_the_same_picture_twice(feed: CameraFeed) -> None:
    feed.show(WANG)
    viewer = Viewer(feed.url)
    pictures = [viewer.picture() for _ in range(45)]
    viewer.close()
    assert len(set(pictures)) == 45


def test_photograph_and_head_turn_are_shown_when_called_for(feed: CameraFeed) -> None:
    viewer = Viewer(feed.url)
    empty = viewer.picture()
    for show in (lambda: feed.hold_photo(WANG, FaceLooks(seed=4)), lambda: feed.turn_left(WANG)):
        show()
        assert any(abs(len(viewer.picture()) - len(empty)) > 2000 for _ in range(60))
    feed.leave()
    viewer.picture()
    viewer.close()


def test_stream_goes_on_while_the_next_person_is_drawn(feed: CameraFeed, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = Viewer(feed.url)
    assert viewer.picture()
    begun, drawn = threading.Event(), threading.Event()
    draw = feed._draw

    def slowly(scene: Scene | None) -> bytes:
        if scene:
            begun.set()
            assert drawn.wait(20)
        return draw(scene)

    monkeypatch.setattr(feed, "_draw", slowly)
    comes = threading.Thread(target=feed.show, args=(WANG,))
    comes.start()
    try:
        assert begun.wait(20)
        assert [bool(viewer.picture()) for _ in range(5)] == [True] * 5
    finally:
        drawn.set()
        comes.join(20)
        viewer.close()
