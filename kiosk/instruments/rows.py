"""One row a kind of device: what it lets the terminal do, how a person measures with it, and what its readings become.

A new kind of instrument is a row here. A kind without one does no harm, and nothing either (`routing.py`). What is
typed from instruments of somebody's own stands below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from devices.device import DeviceKind
from kiosk.facilities import Facility
from kiosk.instruments.body_size import body_size
from kiosk.instruments.builders import Builder, blood_pressure, each_by_itself, forehead
from kiosk.visits.steps import Step


class Manner(StrEnum):
    """How a reading is had, and with it how the session gate tells whose it is."""

    ON_REQUEST = "on-request"  # the terminal asks for one reading: it is theirs for whom it was asked
    WHILE_OPEN = "while-open"  # the instrument speaks when somebody has measured: it is theirs for whom it is open


@dataclass(frozen=True, slots=True)
class Instrument:
    """A kind of device that measures.

    Attributes:
        metrics: All that its readings may hold. A reading with any other is an error in the driver and nobody's.
        build: Makes measurements of a reading.
    """

    manner: Manner
    metrics: frozenset[str]
    build: Builder


@dataclass(frozen=True, slots=True)
class Row:
    """What a kind of device is to this terminal.

    Attributes:
        instrument: None for a kind that does not measure.
        step: Its place in the self-check, None for what everybody gets.
    """

    facility: Facility
    instrument: Instrument | None = None
    step: Step | None = None


_GLUCOSE = ("glucose_random", "glucose_fasting")
"""Which one it is the meter's meal context says; unknown is random."""

ROWS: Mapping[DeviceKind, Row] = MappingProxyType(
    {
        DeviceKind.ID_CARD_READER: Row(Facility.ID_CARD),
        DeviceKind.SMART_CARD_READER: Row(Facility.SOCIAL_CARD),
        DeviceKind.PRINTER: Row(Facility.PRINTER),
        DeviceKind.THERMOMETER: Row(
            Facility.TEMPERATURE,
            Instrument(Manner.ON_REQUEST, frozenset({"temp_object", "temp_device_body", "temp_ambient"}), forehead),
        ),
        DeviceKind.BLOOD_PRESSURE: Row(
            Facility.BLOOD_PRESSURE,
            Instrument(Manner.WHILE_OPEN, frozenset({"sys", "dia", "pulse"}), blood_pressure),
            Step(
                id="blood-pressure",
                icon="heart",
                metrics=("sys", "dia"),
                facility=Facility.BLOOD_PRESSURE,
                rests=True,
                repeats=True,
                takes_s=180,
                picture="meter",
            ),
        ),
        DeviceKind.OXIMETER: Row(
            Facility.OXYGEN,
            Instrument(Manner.WHILE_OPEN, frozenset({"spo2", "pulse", "perfusion"}), each_by_itself),
            Step(id="oxygen", icon="pulse", metrics=("spo2",), facility=Facility.OXYGEN, picture="oximeter"),
        ),
        DeviceKind.GLUCOSE_METER: Row(
            Facility.GLUCOSE,
            Instrument(Manner.WHILE_OPEN, frozenset(_GLUCOSE), each_by_itself),
            Step(
                id="glucose",
                icon="drop",
                metrics=_GLUCOSE,
                one_of=True,
                facility=Facility.GLUCOSE,
                typed=_GLUCOSE,
                picture="strip",
                overview=False,
            ),
        ),
        DeviceKind.SCALE: Row(
            Facility.WEIGHT,
            Instrument(Manner.WHILE_OPEN, frozenset({"weight", "height", "bmi", "body_fat", "impedance"}), body_size),
            Step(
                id="weight",
                icon="scale",
                metrics=("weight",),
                facility=Facility.WEIGHT,
                typed=("weight",),
                picture="scale-feet",
            ),
        ),
        DeviceKind.CLINICAL_THERMOMETER: Row(
            Facility.BODY_TEMPERATURE,
            Instrument(Manner.WHILE_OPEN, frozenset({"temp_clinical"}), each_by_itself),
            Step(
                id="body-temperature",
                icon="thermo",
                metrics=("temp_clinical",),
                facility=Facility.BODY_TEMPERATURE,
                takes_s=180,
                picture="thermometer",
            ),
        ),
        DeviceKind.HEART_RATE: Row(
            Facility.HEART_RATE,
            Instrument(Manner.WHILE_OPEN, frozenset({"pulse"}), each_by_itself),
            Step(id="heart-rate", icon="heart", metrics=("pulse",), facility=Facility.HEART_RATE),
        ),
    }
)

FOR_STAFF = frozenset({DeviceKind.SIGNAL})
"""Kinds that measure nothing: they make no facility and need no row."""

STEPS: tuple[Step, ...] = (
    *(row.step for row in ROWS.values() if row.step is not None),
    Step(id="waist", icon="dist", typed=("waist",), overview=False),
)
"""The self-check, in the order of its menu."""
