"""Is a picture good enough to make somebody's template from, and if not, why? A poor one misses its person for years.

The limits of pose, light and sharpness are those of the camera's own gate (`kiosk.faces.quality.gate`); place in the
picture does not matter here.
"""

from __future__ import annotations

from math import hypot

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.enrolment.pictures import UnfitPicture
from kiosk.faces.quality import gate
from kiosk.faces.quality.covering import covered
from kiosk.faces.quality.measures import Light, Measures, measure
from kiosk.faces.quality.pose import Pose, pose_of
from kiosk.sentences import sentence, table

LEAST_EYES_PX = 60.0
"""Between the eyes, in a picture as it is; the camera's own enrolment asks for more (`gate.ENROLLING`)."""
SECOND_FACE_FROM = 0.5
"""A second face of this fraction of the first one's height makes a picture unfit: whose template would it be?"""
LEAST_SCORE = gate.SEARCHING.least_score


def dominant_face(faces: list[FoundFace]) -> FoundFace:
    """The one person of a picture, the faces given the largest first. Raises UnfitPicture."""
    if not faces:
        raise UnfitPicture(sentence("pictures.no-face"))
    if len(faces) > 1 and faces[1].height >= SECOND_FACE_FROM * faces[0].height:
        raise UnfitPicture(sentence("pictures.two-faces"))
    eyes_px = hypot(faces[0].right_eye[0] - faces[0].left_eye[0], faces[0].right_eye[1] - faces[0].left_eye[1])
    if eyes_px < LEAST_EYES_PX and abs(pose_of(faces[0]).yaw_deg) <= gate.MOST_YAW_DEG:
        raise UnfitPicture(sentence("pictures.too-small", least=LEAST_EYES_PX, eyes=eyes_px))
    return faces[0]


def check(image: Image, face: FoundFace, aligned: Image) -> float:
    """Judge the one face of a picture, brought upright in `aligned`; its quality, 0.05..1.

    Raises:
        UnfitPicture: turned away, cut off, badly lit, not sharp, or not clearly a face.
    """
    measures = measure(image.shape, face, aligned=aligned)
    problem = _pose(measures.pose) or (_light(measures.light) if measures.light else None) or _rest(measures)
    problem = problem or _covered(aligned)
    if problem is not None:
        raise problem
    return gate.judge(measures).quality


def _pose(pose: Pose) -> UnfitPicture | None:
    if abs(pose.roll_deg) > gate.MOST_ROLL_DEG:
        return UnfitPicture(sentence("pictures.tilted"))
    if abs(pose.yaw_deg) > gate.MOST_YAW_DEG:
        return UnfitPicture(sentence("pictures.turned"))
    if abs(pose.pitch_deg) > gate.MOST_PITCH_DEG:
        return UnfitPicture(sentence("pictures.nodding"))
    return None


def _light(light: Light) -> UnfitPicture | None:
    if light.grey < gate.DARK_BELOW:
        return UnfitPicture(sentence("pictures.too-dark"))
    if light.grey > gate.BRIGHT_ABOVE or light.clipped > gate.CLIPPED_ABOVE:
        return UnfitPicture(sentence("pictures.too-bright"))
    if light.sides > gate.SIDES_ABOVE:
        return UnfitPicture(sentence("pictures.one-sided"))
    return None


def _rest(measures: Measures) -> UnfitPicture | None:
    if not measures.inside:
        return UnfitPicture(sentence("pictures.cut-off"))
    if measures.sharpness is not None and measures.sharpness < gate.BLURRED_BELOW:
        return UnfitPicture(sentence("pictures.blurred"))
    if measures.score < LEAST_SCORE:
        return UnfitPicture(sentence("pictures.features-unclear"), "unclear")
    return None


def _covered(aligned: Image) -> UnfitPicture | None:
    found = covered(aligned)
    return None if found is None else UnfitPicture(table("pictures.covered")[found.value])
