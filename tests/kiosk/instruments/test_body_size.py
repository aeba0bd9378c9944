"""What a stand and a scale of body composition become."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.events import Quantity, Reading
from kiosk.instruments.body_size import body_size
from kiosk.measurements.measurement import Measurement
from tests.kiosk.instruments.readings import oximeter
from tests.kiosk.instruments.test_builders import TERMS


def stand(**values: float) -> Reading:
    units = {"weight": "kg", "height": "cm", "bmi": "kg/m2", "body_fat": "%"}
    quantities = tuple(Quantity(name, value, units[name]) for name, value in values.items())
    return replace(oximeter(None, None), device="stand", quantities=quantities)


def index(rows: tuple[Measurement, ...]) -> Measurement | None:
    return next((row for row in rows if row.metric == "bmi"), None)


def test_a_stand_without_an_index_gets_one_of_its_weight_and_height() -> None:
    rows = body_size(stand(weight=62.5, height=160.0), TERMS)
    assert [(m.metric, m.value) for m in rows] == [("weight", 62.5), ("height", 160.0), ("bmi", 24.4)]
    assert (rows[2].flags, rows[2].raw_value, rows[2].assessment is None) == (("uncalibrated", "reckoned"), None, False)
    assert (len({m.group_id for m in rows}), len({m.id for m in rows})) == (1, 3)


@pytest.mark.parametrize(
    ("own", "flags"),
    [
        (24.4, ("reckoned",)),
        (24.7, ("reckoned",)),
        (24.8, ("reckoned", "device-differs")),
        (20.0, ("reckoned", "device-differs")),
    ],
)
def test_ours_is_shown_and_a_scale_that_reckons_otherwise_is_marked(own: float, flags: tuple[str, ...]) -> None:
    made = index(body_size(stand(weight=62.5, height=160.0, bmi=own), TERMS))
    assert made is not None
    assert (made.value, made.raw_value, made.flags) == (24.4, own, ("uncalibrated", *flags))


def test_an_index_of_a_height_nobody_measured_is_none() -> None:
    rows = body_size(stand(weight=62.5, bmi=24.4, body_fat=28.0), TERMS)
    assert [m.metric for m in rows] == ["weight", "body_fat"]


def test_a_height_that_cannot_be_true_makes_no_index() -> None:
    assert index(body_size(stand(weight=62.5, height=20.0), TERMS)) is None
