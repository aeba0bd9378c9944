"""What every liveness provider promises: one suite, passed by each of them.

A provider's test module subclasses `LivenessContract`, names it `Test…`, and gives the `bench` fixture: the provider,
loaded, with frames of a living person and of an attack it is made to see.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.liveness.fusion import Limits, Liveness, judge
from kiosk.faces.liveness.provider import PROVIDERS, LivenessProvider


@dataclass
class LivenessBench:
    """A loaded provider with some frames of each kind and the face found in each.

    Attributes:
        limits: The limits that go with the provider on the bench's camera.
    """

    provider: LivenessProvider
    living: list[tuple[Image, FoundFace]]
    attack: list[tuple[Image, FoundFace]]
    limits: Limits


class LivenessContract:
    """Subclass it and give the `bench` fixture."""

    def test_it_can_be_chosen_by_its_name(self, bench: LivenessBench) -> None:
        assert bench.provider.name in PROVIDERS
        assert bench.provider.version

    def test_loading_again_changes_nothing(self, bench: LivenessBench) -> None:
        image, face = bench.living[0]
        before = bench.provider.score(image, face)
        bench.provider.load()
        assert bench.provider.score(image, face) == before

    def test_living_person_is_live_over_a_decision_s_frames(self, bench: LivenessBench) -> None:
        assert judge([bench.provider.score(*seen) for seen in bench.living], bench.limits) is Liveness.LIVE

    def test_attack_is_an_attack_over_a_decision_s_frames(self, bench: LivenessBench) -> None:
        assert judge([bench.provider.score(*seen) for seen in bench.attack], bench.limits) is Liveness.ATTACK

    def test_scores_lie_between_0_and_1(self, bench: LivenessBench) -> None:
        for seen in bench.living + bench.attack:
            score = bench.provider.score(*seen)
            assert score is None or 0.0 <= score <= 1.0

    def test_same_frame_gives_the_same_score(self, bench: LivenessBench) -> None:
        for seen in (bench.living[0], bench.attack[0]):
            assert bench.provider.score(*seen) == bench.provider.score(*seen)

    def test_frame_is_left_as_it_was(self, bench: LivenessBench) -> None:
        image, face = bench.living[0]
        before = image.copy()
        bench.provider.score(image, face)
        assert np.array_equal(image, before)

    def test_face_of_a_few_pixels_cannot_be_judged(self, bench: LivenessBench) -> None:
        image, face = bench.living[0]
        x, y = face.centre
        assert bench.provider.score(image, FoundFace(x, y, 4, 5, (x, y), (x + 2, y), (x + 1, y + 1))) is None

    def test_face_outside_the_picture_cannot_be_judged(self, bench: LivenessBench) -> None:
        image, face = bench.living[0]
        away = FoundFace(-5000, -5000, face.width, face.height, face.left_eye, face.right_eye, face.nose)
        assert bench.provider.score(image, away) is None
