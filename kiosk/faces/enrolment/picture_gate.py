"""Is a picture good enough to make somebody's template from, and if not, why? A poor one misses its person for years.

The limits of pose, light and sharpness are those of the camera's own gate (`kiosk.faces.quality.gate`); place in the
picture does not matter here.
"""

from __future__ import annotations

from math import hypot

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.enrolment.pictures import UnfitPicture
from kiosk.faces.quality import gate
from kiosk.faces.quality.covering import Covered, covered
from kiosk.faces.quality.measures import Light, Measures, measure
from kiosk.faces.quality.pose import Pose, pose_of

LEAST_EYES_PX = 60.0
"""Between the eyes, in a picture as it is; the camera's own enrolment asks for more (`gate.ENROLLING`)."""
SECOND_FACE_FROM = 0.5
"""A second face of this fraction of the first one's height makes a picture unfit: whose template would it be?"""
COVERED: dict[Covered | None, tuple[str, str]] = {
    Covered.MASK: ("mask", "好像戴着口罩，请摘下口罩重拍"),
    Covered.DARK_GLASSES: ("dark-glasses", "好像戴着墨镜，请摘下墨镜重拍"),
}
LEAST_SCORE = gate.SEARCHING.least_score


def dominant_face(faces: list[FoundFace]) -> FoundFace:
    """The one person of a picture, the faces given the largest first. Raises UnfitPicture."""
    if not faces:
        raise UnfitPicture("no-face", "照片里没有找到正面的脸，请换一张正对镜头的照片")
    if len(faces) > 1 and faces[1].height >= SECOND_FACE_FROM * faces[0].height:
        raise UnfitPicture("two-faces", "照片里不止一个人，请换一张单人照")
    eyes_px = hypot(faces[0].right_eye[0] - faces[0].left_eye[0], faces[0].right_eye[1] - faces[0].left_eye[1])
    if eyes_px < LEAST_EYES_PX and abs(pose_of(faces[0]).yaw_deg) <= gate.MOST_YAW_DEG:
        wanted = f"两眼之间至少要 {LEAST_EYES_PX:.0f} 像素，这张只有 {eyes_px:.0f}"
        raise UnfitPicture("too-small", f"照片里的脸太小，{wanted}，请换一张近一点的照片")
    return faces[0]


def check(image: Image, face: FoundFace, chip: Image) -> float:
    """Judge the one face of a picture, brought upright in `chip`; its quality, 0.05..1.

    Raises:
        UnfitPicture: turned away, cut off, badly lit, not sharp, or not clearly a face.
    """
    measures = measure(image.shape, face, chip=chip)
    problem = _pose(measures.pose) or (_light(measures.light) if measures.light else None) or _rest(measures)
    problem = problem or COVERED.get(covered(chip))
    if problem is not None:
        raise UnfitPicture(*problem)
    return gate.judge(measures).quality


def _pose(pose: Pose) -> tuple[str, str] | None:
    if abs(pose.roll_deg) > gate.MOST_ROLL_DEG:
        return "tilted", "照片里的头歪得太多，请换一张头摆正的照片"
    if abs(pose.yaw_deg) > gate.MOST_YAW_DEG:
        return "turned", "照片里的脸侧得太多，请换一张正对镜头的照片"
    if abs(pose.pitch_deg) > gate.MOST_PITCH_DEG:
        return "nodding", "照片里的头抬得或低得太多，请换一张平视镜头的照片"
    return None


def _light(light: Light) -> tuple[str, str] | None:
    if light.grey < gate.DARK_BELOW:
        return "too-dark", "照片太暗，请在亮一点的地方重拍"
    if light.grey > gate.BRIGHT_ABOVE or light.clipped > gate.CLIPPED_ABOVE:
        return "too-bright", "照片太亮，脸上发白，请避开强光重拍"
    if light.sides > gate.SIDES_ABOVE:
        return "one-sided", "脸上一半亮一半暗，请让光从正面来，重拍一张"
    return None


def _rest(measures: Measures) -> tuple[str, str] | None:
    if not measures.inside:
        return "cut-off", "脸没有照全，请换一张整张脸都在里面的照片"
    if measures.sharpness is not None and measures.sharpness < gate.BLURRED_BELOW:
        return "blurred", "照片模糊，请换一张清楚的照片"
    if measures.score < LEAST_SCORE:
        return "unclear", "看不清五官，请摘下口罩、帽子或反光的眼镜重拍"
    return None
