"""What people do before the simulated camera, frame by frame: walk up, stand and blink, look aside, leave."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from devices.simulators.drawing.portrait import Pose
from devices.simulators.people import Hold, Holding, Seen, Standing, picture_of
from devices.simulators.profile import FaceLooks

FPS = 15
EMPTY_FPS = 5

Scene = tuple[Seen, ...]
"""Everybody in one picture."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A run of scenes at one pace; a looping shot is repeated until the next one is called for."""

    scenes: tuple[Scene, ...]
    fps: int = FPS
    loops: bool = False


NOBODY = Shot(((),) * 8, EMPTY_FPS, loops=True)
"""The empty hall. Eight pictures, so that sensor noise differs from one to the next."""

_BLINK = {20: 0.5, 21: 0.0, 22: 0.0, 23: 0.5}


def standing(looks: FaceLooks, *, head: float = 0.52, x: float = 0.5, y: float = 0.45) -> Shot:
    """Two seconds of somebody standing still: a slight sway, one blink, a glance to either side. Loops."""
    return Shot(tuple((_at_rest(looks, i, head, x, y),) for i in range(2 * FPS)), loops=True)


def _at_rest(looks: FaceLooks, i: int, head: float, x: float, y: float) -> Standing:
    turn = 2 * math.pi * i / (2 * FPS)
    yaw = round(3 * math.sin(turn) / 1.5) * 1.5
    pose = Pose(yaw_deg=yaw, openness=_BLINK.get(i, 1.0))
    return Standing(looks, pose, head, round(x + 0.004 * math.sin(turn), 4), round(y + 0.003 * math.sin(2 * turn), 4))


def walking_up(looks: FaceLooks, *, seconds: float = 1.6, head: float = 0.52) -> Shot:
    """Somebody comes from the back of the hall and ends where `standing` begins."""
    frames = max(2, round(seconds * FPS))
    scenes = []
    for i in range(frames):
        t = i / (frames - 1)
        eased = t * t * (3 - 2 * t)
        size = round(0.14 + (head - 0.14) * eased, 3)
        step = 0.006 * math.sin(i * 2 * math.pi / 7) * (1 - t)
        pose = Pose(yaw_deg=round(8 * (1 - t)))
        scenes.append((Standing(looks, pose, size, round(0.68 - 0.18 * eased, 3), round(0.40 + 0.05 * t + step, 4)),))
    return Shot(tuple(scenes))


def leaving(looks: FaceLooks, *, seconds: float = 1.0, head: float = 0.52) -> Shot:
    """Somebody turns away and walks out of the picture."""
    frames = max(2, round(seconds * FPS))
    scenes = []
    for i in range(frames):
        t = i / (frames - 1)
        pose = Pose(yaw_deg=-round(min(1.0, 2 * t) * 20) // 2 * 2)
        scenes.append((Standing(looks, pose, round(head * (1 - 0.25 * t), 3), round(0.5 - 0.95 * t * t, 3), 0.45),))
    return Shot(tuple(scenes))


def two_standing(near: FaceLooks, far: FaceLooks, *, far_head: float = 0.34) -> Shot:
    """One person before the terminal, another behind the shoulder, smaller. Loops."""
    close, behind = standing(near, x=0.42).scenes, standing(far, head=far_head, x=0.82, y=0.40).scenes
    return Shot(tuple(a + b for a, b in zip(close, behind, strict=True)), loops=True)


def side_by_side(left: FaceLooks, right: FaceLooks, *, head: float = 0.46) -> Shot:
    """Two people as near as each other before the terminal, both heads whole in the picture. Loops."""
    one, other = standing(left, head=head, x=0.3).scenes, standing(right, head=head * 0.9, x=0.72).scenes
    return Shot(tuple(a + b for a, b in zip(one, other, strict=True)), loops=True)


def turning(looks: FaceLooks, *, widest_deg: int = 24, head: float = 0.52) -> Shot:
    """Somebody looks to one side, then to the other. Loops."""
    angles = [round(widest_deg * math.sin(2 * math.pi * i / 30) / 3) * 3 for i in range(30)]
    return Shot(tuple((Standing(looks, Pose(yaw_deg=a), head),) for a in angles), loops=True)


def turning_aside(looks: FaceLooks, *, to_left: bool, widest_deg: int = 24, head: float = 0.52) -> Shot:
    """Somebody who is asked to turns the head to their own left or right, stays so for a moment and looks back."""
    rest, move, stay = FPS, FPS, FPS * 2 // 3
    swing = [0.5 - 0.5 * math.cos(math.pi * (i + 1) / move) for i in range(move)]
    course = [0.0] * rest + swing + [1.0] * stay + swing[::-1] + [0.0] * (2 * rest)
    angles = [round((1 if to_left else -1) * widest_deg * t / 2) * 2 for t in course]
    return Shot(tuple((Standing(looks, Pose(yaw_deg=a), head),) for a in angles))


def holding_photo(of: FaceLooks, by: FaceLooks, *, head: float = 0.48, tilt: float = 0.3) -> Shot:
    """Somebody holds a printed photograph of somebody else up to the camera, with hands that are never quite still.

    Args:
        head: Height of the printed head as a fraction of the picture's height.
        tilt: How far the sheet is turned from side to side, 0..1; 1 is what imitates a turning head best. Loops.
    """
    scenes = []
    for i in range(2 * FPS):
        turn = 2 * math.pi * i / (2 * FPS)
        hold = Hold(
            roll_deg=round(1.5 * math.sin(turn) + 0.5 * math.sin(3 * turn), 2),
            tilt=round(tilt * math.sin(turn + 1.0), 3),
            bend=round(0.4 + 0.1 * math.sin(2 * turn), 3),
        )
        x, y = round(0.5 + 0.006 * math.sin(turn), 4), round(0.45 + 0.005 * math.sin(2 * turn + 0.5), 4)
        scenes.append((Holding(of, by, head, x, y, hold),))
    return Shot(tuple(scenes), loops=True)


def dimmed(shot: Shot, light: float) -> Shot:
    """The same shot with the light on the people turned down; a held photograph keeps its own."""
    return replace(shot, scenes=tuple(tuple(_dimmer(p, light) for p in scene) for scene in shot.scenes))


def _dimmer(person: Seen, light: float) -> Seen:
    return replace(person, pose=replace(person.pose, light=light)) if isinstance(person, Standing) else person


def write_clip(path: Path, shots: Sequence[Shot]) -> None:
    """Record shots as a motion-JPEG AVI file at 15 frames a second.

    Raises:
        OSError: the file cannot be written.
    """
    import cv2

    first = picture_of(shots[0].scenes[0])
    film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (first.shape[1], first.shape[0]))
    if not film.isOpened():
        raise OSError(f"cannot write {path}")
    try:
        count = 0
        for shot in shots:
            for scene in shot.scenes:
                frame = picture_of(scene, noise_seed=count)
                for _ in range(FPS // shot.fps):
                    film.write(frame)
                count += 1
    finally:
        film.release()
