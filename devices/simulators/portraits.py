"""Pictures for enrolment: the same drawn person as in the clips, nearer, in other poses and another light."""

from __future__ import annotations

from devices.simulators.drawing.portrait import Pose
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks

_POSES = (
    (Pose(), 0.60, 1.0),
    (Pose(yaw_deg=7, light_x=0.3), 0.58, 1.0),
    (Pose(yaw_deg=-7, light_x=-0.5), 0.62, 0.9),
)


def portraits(looks: FaceLooks) -> list[bytes]:
    """Three PNG pictures, 640 × 480."""
    import cv2

    pictures = []
    for number, (pose, head, light) in enumerate(_POSES):
        frame = picture_of([Standing(looks, pose, head)], light=light, noise_seed=number + 3)
        done, data = cv2.imencode(".png", frame)
        if not done:
            raise RuntimeError("the picture could not be written as PNG")
        pictures.append(data.tobytes())
    return pictures
