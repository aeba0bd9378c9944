"""Whether a reading belongs to the session in which it arrived. What does not is kept apart, as nobody's."""

from __future__ import annotations

from datetime import timedelta, tzinfo
from enum import StrEnum

from devices.clock import Instant
from devices.decoding import LIVE
from devices.events import Reading

TOLERANCE = timedelta(minutes=2)


class Belonging(StrEnum):
    """The answer, and at the same time the reason written beside a reading in quarantine."""

    BELONGS = "belongs"
    BEFORE_SESSION = "before-session"  # it arrived before the session began
    DEVICE_CLOCK = "device-clock"  # measured at another time, or the device's clock is wrong: both need a person


def belonging(
    reading: Reading,
    session_start: Instant,
    now: Instant,
    zone: tzinfo,
    tolerance: timedelta = TOLERANCE,
) -> Belonging:
    """Judge a reading for a session that is open now.

    The order of arrival is taken from the monotonic clock. The device's clock shows whole minutes: any second of that
    minute, within the tolerance of now, will do. A device without a clock, or with one that was never set, is believed
    by its arrival, and so is one whose driver knows that the value was just measured: its own time is kept apart,
    however wrong it is.

    Args:
        zone: In which the device's clock is set: the hall's.
    """
    if not session_start.monotonic_s <= reading.at.monotonic_s <= now.monotonic_s:
        return Belonging.BEFORE_SESSION
    if reading.device_time is None or LIVE in reading.flags:
        return Belonging.BELONGS
    first = reading.device_time.replace(tzinfo=zone)
    last = first + timedelta(minutes=1)
    near = first - tolerance <= now.utc <= last + tolerance
    return Belonging.BELONGS if near else Belonging.DEVICE_CLOCK
