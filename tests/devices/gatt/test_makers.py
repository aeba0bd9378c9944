"""Which family a device belongs to by its name, and what is known of each."""

from __future__ import annotations

from datetime import datetime

import pytest

from devices.evidence import Evidence
from devices.gatt.blood_pressure import Feature, blood_pressure, feature
from devices.gatt.decoders import OWN, STANDARD
from devices.gatt.makers import FAMILIES, family_of
from devices.gatt.octets import Octets, date_time_octets
from devices.gatt.own import omron
from devices.gatt.own.beurer import beurer_blood_pressure
from devices.gatt.uuids import uuid


@pytest.mark.parametrize(
    ("name", "models"),
    [
        ("A&D_UA-651BLE_A1B2C3", "UA-651BLE, UA-656, UA-1200"),
        ("A&D_UC-352BLE_A1B2C3", "UC-352, UC-421"),
        ("BM85", "BM85, BM48, BM59, ELITE900"),
        ("Yuwell BP-YE680A", "BP-YE650A, BP-YE670, BP-YE680A, BP-YE8600A"),
        ("Yuwell BO-YX110", "BO-YX110"),
        ("MIBFS", "body composition scale 2"),
    ],
)
def test_family_by_name(name: str, models: str) -> None:
    found = family_of(name)
    assert found is not None
    assert found.models == models


@pytest.mark.parametrize("name", ["", "BPM", "A&D", "yuwell bp-ye680a", "My BM85"])
def test_other_names_keep_to_the_standard(name: str) -> None:
    assert family_of(name) is None


def test_a_family_reads_by_its_own_form_or_by_the_standard() -> None:
    beurer, yuwell = family_of("BM59"), family_of("Yuwell BP-YE670")
    assert beurer is not None
    assert yuwell is not None
    assert (beurer.decoder, yuwell.decoder) == (beurer_blood_pressure, blood_pressure)


def test_every_row_says_on_what_it_rests_and_names_what_is_there() -> None:
    for family in FAMILIES:
        assert family.rests_on, family.models
        assert family.form in OWN or family.characteristic in STANDARD
        assert bool(family.hello or family.bye or family.keep_alive) <= bool(family.control)
        assert bool(family.keep_alive) == (family.keep_alive_s > 0)


def test_what_rests_on_one_source_or_on_memory_is_said() -> None:
    unsure = {
        family.models
        for family in FAMILIES
        if any(fact.evidence in (Evidence.ONE, Evidence.MEMORY) for fact in family.rests_on)
    }
    assert {"BM85, BM48, BM59, ELITE900", "BO-YX110", "UC-352, UC-421"} <= unsure
    assert "BP-YE650A, BP-YE670, BP-YE680A, BP-YE8600A" not in unsure


def test_what_a_cuff_can_notice() -> None:
    assert feature(bytes.fromhex("0700")) == Feature(True, True, True, False, False, False)
    assert feature(bytes.fromhex("3800 01")) == Feature(False, False, False, True, True, True)
    assert feature(b"\x01") is None


def test_a_clock_that_is_written_reads_back() -> None:
    when = datetime(2026, 11, 29, 2, 50, 7)
    assert Octets(date_time_octets(when)).date_time() == when


@pytest.mark.parametrize(
    ("frame", "holds"),
    [
        ("080100026026004D", True),
        ("0880000000100098", True),
        ("080100026026004C", False),
        ("090100026026004C", False),
        ("", False),
    ],
)
def test_frames_of_omron(frame: str, holds: bool) -> None:
    assert omron.frame_holds(bytes.fromhex(frame)) is holds


def test_whole_uuid_of_a_short_number() -> None:
    assert uuid(0x2A35) == "00002a35-0000-1000-8000-00805f9b34fb"
