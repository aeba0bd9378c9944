"""Metrics that come of one sensor."""

from __future__ import annotations

from kiosk.calibration.channels import channel, recorded
from kiosk.calibration.methods import methods


def test_both_pressures_are_calibrated_as_one() -> None:
    assert (channel("sys"), channel("dia"), channel("pulse")) == ("sys", "sys", "pulse")
    assert recorded("sys") == ("sys", "dia")


def test_body_is_recorded_of_what_the_forehead_sensor_reads() -> None:
    assert (channel("temp_body"), channel("temp_object")) == ("temp_object", "temp_object")
    assert recorded("temp_object") == ("temp_body",)


def test_metric_alone_is_its_own() -> None:
    assert (channel("weight"), recorded("weight")) == ("weight", ("weight",))


def test_methods_read_the_metrics_of_one_sensor() -> None:
    for method in methods().values():
        if method.certifies:
            assert len({channel(metric) for metric in method.metrics}) == 1
            assert channel(method.metrics[0]) == method.metrics[0]
