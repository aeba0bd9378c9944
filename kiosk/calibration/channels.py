"""Which metrics come of one sensor: they are calibrated together, under the name of one of them."""

from __future__ import annotations

from collections.abc import Mapping

RECORDED: Mapping[str, tuple[str, ...]] = {
    "temp_object": ("temp_body",),  # what is recorded of a forehead is the body, worked out of the calibrated value
    "sys": ("sys", "dia"),  # one pressure sensor
    "glucose_random": ("glucose_random", "glucose_fasting"),  # one strip; the meal is the person's
}
"""By calibrated metric: the metrics under which its values are recorded, where they are not that one alone."""
_CHANNEL = {metric: channel for channel, metrics in RECORDED.items() for metric in metrics}


def channel(metric: str) -> str:
    """The metric whose calibration a metric stands under: itself, unless another of its sensor is."""
    return _CHANNEL.get(metric, metric)


def recorded(calibrated: str) -> tuple[str, ...]:
    """The metrics under which values of a calibrated metric are recorded."""
    return RECORDED.get(calibrated, (calibrated,))
