"""What a device tells, as the wizard counts it: a raw value, or for a comparison the body a visitor would be shown."""

from __future__ import annotations

from devices.events import Quality, Reading
from kiosk.calibrating.events import Took
from kiosk.calibration.channels import channel
from kiosk.calibration.records import Calibration
from kiosk.measurements.temperature import TemperatureSettings, estimate
from kiosk.sentences import sentence


def took(reading: Reading, metric: str, in_force: Calibration, temperature: TemperatureSettings) -> Took:
    """A reading, as far as it is a value of this metric.

    Args:
        in_force: Of the device; only what is worked out of its value is corrected by it.
    """
    worked_out = metric == "temp_body" and reading.value(metric) is None
    value = reading.value(channel(metric) if worked_out else metric)
    if value is None or reading.quality is Quality.INVALID:
        return Took(None, sentence("calibrating.problems.no-value"))
    if reading.quality is Quality.DOUBTFUL:
        return Took(None, sentence("calibrating.problems.unsteady"))
    if not worked_out:
        return Took(value)
    found = estimate(value, in_force, temperature)
    if found.problem is not None:
        return Took(None, sentence("calibrating.problems.no-body"))
    return Took(round(found.body_c, 2))
