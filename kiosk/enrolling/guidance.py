"""What the camera says, in plain words for both who stand there: the one thing to do, and what is right already."""

from __future__ import annotations

from kiosk.enrolling.flow import Flow, Look, Step
from kiosk.enrolling.view import CameraView, CheckView
from kiosk.faces.events import TURNS, FaceHint
from kiosk.sentences import Text, sentence, table

WANTED = 3
"""Plates under the door: frames straight ahead, without which there is no template."""
_ALL_FRAMES = 5
"""With one to each side."""
_WRONG = {
    "distance": {FaceHint.CLOSER: "closer", FaceHint.BACK: "back", FaceHint.CENTRE: "centre"},
    "light": {FaceHint.BRIGHTER: "brighter", FaceHint.GLARE: "glare"},
    "front": {FaceHint.LOOK_HERE: "look-here"},
    "sharp": {FaceHint.HOLD_STILL: "hold-still"},
    "people": {FaceHint.ALONE: "alone"},
    "uncovered": {FaceHint.UNCOVER: "uncover"},
}
_BEFORE = (FaceHint.NOBODY, FaceHint.CLOSER)
"""While so little is seen nothing else was looked at."""


def camera_of(flow: Flow) -> CameraView:
    """The doorway."""
    look = flow.look
    live = flow.step in (Step.LOOKING, Step.COMPARING)
    done = flow.step is Step.COMPARING
    return CameraView(
        headline=_headline(flow),
        checks=checks_of(look) if live else (),
        progress=look.progress if live else -1.0,
        taken=WANTED if done else min(WANTED, round(look.progress * _ALL_FRAMES)) if live else 0,
        wanted=WANTED,
        live=live,
        good=done or look.hint is FaceHint.GOOD or look.hint in TURNS,
        turn={FaceHint.TURN_LEFT: "left", FaceHint.TURN_RIGHT: "right"}.get(look.hint, "") if live else "",
        waits=flow.step is Step.LOOKING and look.heard_s is None,
    )


def checks_of(look: Look) -> tuple[CheckView, ...]:
    """Distance, light, straight, sharp, alone, uncovered: what is not looked at yet is not called right."""
    labels, rights = table("enrolling.camera.checks"), table("enrolling.camera.right")
    wrongs = table("enrolling.camera.wrong")
    return tuple(
        CheckView(name, labels[name], *_state(name, look, rights[name], wrongs, sentence("enrolling.camera.unseen")))
        for name in _WRONG
    )


def _state(name: str, look: Look, right: Text, wrongs: dict[str, Text], unseen: Text) -> tuple[Text, str]:
    checks = look.checks
    if checks is None or look.hint is FaceHint.NOBODY:
        return unseen, "open"
    wrong = _WRONG[name].get(look.hint)
    if wrong is not None:
        return wrongs[wrong], "look"
    known = {
        "distance": checks.near,
        "light": checks.lit,
        "front": checks.straight or look.hint in (FaceHint.HOLD_STILL, FaceHint.UNCOVER),
        "sharp": checks.straight or look.hint is FaceHint.UNCOVER,
        "people": look.hint not in _BEFORE,
        "uncovered": checks.straight and look.hint not in _BEFORE,
    }
    return (right, "ok") if known[name] else (unseen, "open")


def _headline(flow: Flow) -> Text:
    if flow.step is Step.COMPARING:
        return sentence("enrolling.camera.comparing")
    if flow.step is Step.LOOKING and flow.look.heard_s is None:
        return sentence("enrolling.camera.opening")
    return table("enrolling.camera.hints")[flow.look.hint.value]
