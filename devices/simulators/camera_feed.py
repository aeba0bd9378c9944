"""The simulated camera: drawn people before a drawn hall, live, as motion JPEG over HTTP.

`CameraFeed` runs in the process that makes it and loads OpenCV there; `devices.simulators.camera_process` keeps it in
a process of its own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from devices.clock import Clock, SystemClock
from devices.simulators import clips
from devices.simulators.clips import NOBODY, Scene, Shot
from devices.simulators.drawing.hall import Frame
from devices.simulators.living_noise import LivingNoise
from devices.simulators.mjpeg_server import MjpegServer
from devices.simulators.people import HEIGHT, WIDTH, picture_of
from devices.simulators.profile import FaceLooks

CACHED_PICTURES = 300
JPEG_QUALITY = 88
KEPT_QUALITY = 95


class CameraFeed:
    """A camera whose pictures a test or a demonstration directs.

    Each picture is drawn the first time it is due and kept as JPEG, so a looping shot costs no drawing; sensor noise
    is laid over it each time it is sent, so no two pictures are alike. Does not imitate exposure, focus, rolling
    shutter or lens distortion.

    Args:
        port: TCP port on 127.0.0.1; 0 takes a free one, kept over `unplug` and `plug`.
        size: Width and height of its pictures, px. 1280 x 720 costs a tenth of a core, and twice the time to draw.
    """

    def __init__(self, port: int = 0, clock: Clock | None = None, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self._size = size
        self._clock = clock or SystemClock()
        self._server = MjpegServer(port)
        self._pictures: OrderedDict[Scene | None, bytes] = OrderedDict()
        self._noise: LivingNoise | None = None
        self._script: list[Shot] = [NOBODY]
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._stopping = False
        self._dark = self._frozen = False
        self._last = b""
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """What the capture code opens."""
        return f"http://127.0.0.1:{self._server.port}/camera.mjpg"

    def start(self) -> CameraFeed:
        """Begin to send the empty hall."""
        self._server.plug()
        self._thread = threading.Thread(target=self._direct, name="camera-feed", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """End; safe to call again."""
        self._stopping = True
        self._changed.set()
        if self._thread is not None:
            self._thread.join(5)
            self._thread = None
        self._server.unplug()

    def __enter__(self) -> CameraFeed:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def show(self, person: FaceLooks | None) -> None:
        """At once: this person standing before the terminal, or nobody."""
        self.play([NOBODY if person is None else clips.standing(person)])

    def walk_up(self, person: FaceLooks) -> None:
        """The person comes from the back of the hall and stays."""
        self.play([clips.walking_up(person), clips.standing(person)])

    def leave(self) -> None:
        """Whoever stands there turns and walks out; several people are gone at once. The hall is empty then."""
        with self._lock:
            people = self._script[-1].scenes[-1]
        self.play([clips.leaving(people[0].looks), NOBODY] if len(people) == 1 else [NOBODY])

    def show_two(self, near: FaceLooks, far: FaceLooks) -> None:
        """One person before the terminal and another, smaller, behind the shoulder."""
        self.play([clips.two_standing(near, far)])

    def stand_together(self, left: FaceLooks, right: FaceLooks) -> None:
        """Two people side by side before the terminal."""
        self.play([clips.side_by_side(left, right)])

    def turn_left(self, person: FaceLooks) -> None:
        """The person turns the head to their own left, looks back and stays."""
        self.play([clips.turning_aside(person, to_left=True), clips.standing(person)])

    def turn_right(self, person: FaceLooks) -> None:
        """The person turns the head to their own right, looks back and stays."""
        self.play([clips.turning_aside(person, to_left=False), clips.standing(person)])

    def hold_photo(self, of: FaceLooks, by: FaceLooks) -> None:
        """The second person holds a printed photograph of the first one up to the camera."""
        self.play([clips.holding_photo(of, by)])

    def play(self, shots: Sequence[Shot]) -> None:
        """Any shots, one after the other; the last one is repeated. Ends `black` and `freeze`.

        What was shown goes on until the first picture is drawn: a camera does not pause because somebody else comes.
        """
        first = shots[0].scenes[0]
        if first not in self._pictures:
            self._pictures[first] = self._draw(first)
        with self._lock:
            self._script, self._dark, self._frozen = list(shots), False, False
        self._changed.set()

    def black(self) -> None:
        """The lens is covered."""
        self._dark = True
        self._changed.set()

    def freeze(self) -> None:
        """The camera repeats its last picture, bit for bit."""
        self._frozen = True

    def unplug(self) -> None:
        """The camera is gone: connections break, new ones are refused."""
        self._server.unplug()

    def plug(self) -> None:
        """The camera is back at the same address."""
        self._server.plug()

    def _direct(self) -> None:
        script: list[Shot] = []
        shot, at = NOBODY, 0
        while not self._stopping:
            began = self._clock.now().monotonic_s
            with self._lock:
                if script is not self._script:
                    script = self._script
                    queue, at = list(script), 0
                    shot = queue.pop(0)
            if at >= len(shot.scenes):
                at = 0
                if queue:
                    shot = queue.pop(0)
            self._send(shot.scenes[at])
            at += 1
            self._changed.clear()
            spent = self._clock.now().monotonic_s - began
            self._clock.wait(self._changed, max(0.001, 1 / shot.fps - spent))

    def _send(self, scene: Scene) -> None:
        if self._frozen and self._last:
            self._server.publish(self._last)
            return
        key = None if self._dark else scene
        kept = self._pictures.get(key)
        if kept is None:
            kept = self._pictures[key] = self._draw(key)
            if len(self._pictures) > CACHED_PICTURES:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(key)
        jpeg = self._seen(kept)
        self._last = jpeg
        self._server.publish(jpeg)

    def _draw(self, scene: Scene | None) -> bytes:
        """None is the covered lens."""
        if scene is None:
            return _encode(picture_of((), size=self._size, light=0.001, noise_seed=None), KEPT_QUALITY)
        return _encode(picture_of(scene, size=self._size, noise_seed=None), KEPT_QUALITY)

    def _seen(self, kept: bytes) -> bytes:
        """A kept picture with the noise of this moment."""
        import cv2

        self._noise = self._noise or LivingNoise(*self._size)
        picture = cv2.imdecode(np.frombuffer(kept, np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None
        return _encode(self._noise.over(picture), JPEG_QUALITY)


def _encode(picture: Frame, quality: int) -> bytes:
    import cv2

    done, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise RuntimeError("the picture could not be encoded")
    return bytes(jpeg)
