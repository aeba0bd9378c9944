"""Who should be registered anew, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from kiosk.archive.templates import Origin, Template
from kiosk.faces.engines.engine import Vector, create
from kiosk.gallery.hints import Hint, Rules, hint_in_words, hints_for
from kiosk.gallery.stored import fused, packed, weight_of
from tests.kiosk.gallery.conftest import direction, like

SFACE, DLIB = create("sface"), create("dlib")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
FACE = direction(1)


def part(
    vector: Vector | None = None, *, engine: str = "sface", version: str | None = None, quality: float | None = 0.9,
    origin: Origin = Origin.ENROLLED, years: float = 0.0,
) -> Template:  # fmt: skip
    taken = NOW - timedelta(days=365.25 * years)
    real = version or (SFACE if engine == "sface" else DLIB).version
    data = packed(FACE if vector is None else vector)
    return Template("id", "entry", "who", data, engine, real, quality, origin, None, taken)


GOOD = [part(like(FACE, 0.95, seed)) for seed in (5, 6, 7)]


@pytest.mark.parametrize(
    ("parts", "hints"),
    [
        (GOOD, []),
        ([], [Hint.NONE_THERE]),
        ([part(version="older")], [Hint.OTHER_ENGINE]),
        ([part(engine="dlib")], [Hint.OTHER_ENGINE]),
        (GOOD[:2], [Hint.FEW]),
        ([*GOOD[:2], part(origin=Origin.ADAPTED)], [Hint.FEW]),
        ([part(years=3.01) for _ in range(3)], [Hint.OLD]),
        ([part(years=2.99) for _ in range(3)], []),
        ([*[part(years=3.01) for _ in range(3)], part(years=0.1, origin=Origin.ADAPTED)], [Hint.OLD]),
        ([part(quality=0.2) for _ in range(3)], [Hint.LOW_QUALITY]),
        ([part(quality=None) for _ in range(3)], []),
        ([part(), part(), part(direction(2))], [Hint.DISAGREE]),
        ([part(years=4, quality=0.1), part(direction(2), years=4, quality=0.1)],
         [Hint.DISAGREE, Hint.OLD, Hint.FEW, Hint.LOW_QUALITY]),
    ],
)  # fmt: skip
def test_hints(parts: list[Template], hints: list[Hint]) -> None:
    assert hints_for(parts, (SFACE,), NOW, Rules(renew_years=3)) == hints


def test_member_without_a_template_for_the_second_opinion_is_to_be_registered_anew() -> None:
    assert hints_for(GOOD, (SFACE, DLIB), NOW, Rules()) == [Hint.OTHER_ENGINE]


def test_every_hint_has_words() -> None:
    assert len({hint_in_words(hint) for hint in Hint}) == len(Hint)
    assert hint_in_words(Hint.FEW) == "照片不到 3 张"


def test_update_weighs_half_and_a_part_nobody_judged_is_middling() -> None:
    assert weight_of(part(quality=0.8)) == pytest.approx(0.8)
    assert weight_of(part(quality=0.8, origin=Origin.ADAPTED)) == pytest.approx(0.4)
    assert weight_of(part(quality=None)) == pytest.approx(0.6)
    assert weight_of(part(quality=0.0)) > 0
    vector = fused([part(FACE), part(direction(2), origin=Origin.ADAPTED)], SFACE)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5)
    assert float(vector @ FACE) == pytest.approx(2 / np.sqrt(5), abs=0.05)
