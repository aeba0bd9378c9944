"""Readings as the drivers make them, for the tests."""

from __future__ import annotations

from datetime import UTC, datetime

from devices.clock import Instant
from devices.events import Quality, Quantity, Reading

NOW = Instant(datetime(2026, 11, 22, 1, 20, 30, tzinfo=UTC), 1000.0)  # 9:20:30 in Shanghai


def forehead(
    raw_c: float | None,
    body_c: float | None = 36.54,
    quality: Quality = Quality.GOOD,
    flags: tuple[str, ...] = ("spread-0.04",),
) -> Reading:
    quantities = (Quantity("temp_object", raw_c, "Cel"), Quantity("temp_device_body", body_c, "Cel"))
    return Reading("forehead", quantities, quality, b"\xfe\xaa", NOW, flags=flags)


def cuff(
    sys: float | None,
    dia: float | None,
    pulse: float | None,
    quality: Quality = Quality.GOOD,
    flags: tuple[str, ...] = (),
    device_time: datetime | None = datetime(2026, 11, 22, 9, 20),
) -> Reading:
    quantities = (
        Quantity("sys", sys, "mm[Hg]"),
        Quantity("dia", dia, "mm[Hg]"),
        Quantity("pulse", pulse, "/min"),
    )
    return Reading("cuff", quantities, quality, b"2026,11,22", NOW, device_time=device_time, flags=flags)


def oximeter(spo2: float | None, pulse: float | None, quality: Quality = Quality.GOOD) -> Reading:
    quantities = (Quantity("spo2", spo2, "%"), Quantity("pulse", pulse, "/min"))
    return Reading("finger", quantities, quality, b"\x81\x38\x63", NOW)
