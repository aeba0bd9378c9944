"""What a profile may not say, and what becomes of a file that is none."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from devices.lines.checks import problems
from devices.lines.checksums import CHECKSUMS
from devices.lines.file import load
from devices.lines.metrics import KINDS
from devices.lines.profile import Profile, ProfileNotUsable, parsed
from devices.metrics import UNITS
from devices.simulators.unknown_devices import BLOOD_PRESSURE_PROFILE, SCALE_PROFILE
from kiosk.instruments.rows import ROWS

PRESSURE = BLOOD_PRESSURE_PROFILE
FIXED = """\
title = "x"
kind = "scale"
frame = { way = "fixed", start = "AA", length = 5 }
field = [{ metric = "weight", way = "bytes", at = 1, length = 2, unit = "kg" }]
"""


def found(text: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.key) for problem in problems(msgspec.convert(parsed(text), Profile))]


@pytest.mark.parametrize("text", [SCALE_PROFILE, PRESSURE, FIXED])
def test_sound_profiles(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "problem"),
    [
        (SCALE_PROFILE, 'end = "0D0A"', 'end = ""', ("no-end", "frame.end")),
        (PRESSURE, '"FD FD"', '""', ("no-start", "frame.start")),
        (FIXED, "length = 5", "length = 1", ("too-short", "frame.length")),
        (PRESSURE, "count_at = 2", "count_at = 1", ("count-in-start", "frame.count_at")),
        (FIXED, "field =", 'checksum = { kind = "sum16", first = 3 }\nfield =', ("no-room", "checksum.kind")),
        (PRESSURE, '"dia"', '"sys"', ("metric-twice", "field")),
        (PRESSURE, '"pulse"', '"weight"', ("metric-of-other-kind", "field[3].metric")),
        (PRESSURE, '"/min"', '"Hz"', ("unit", "field[3].unit")),
        (PRESSURE, 'metric = "dia"', 'metric = "pulse"', ("metric-missing", "field")),
        (FIXED, 'way = "bytes"', 'way = "column"', ("text-in-bytes", "field[1].way")),
        (FIXED, "length = 2", "length = 0", ("no-length", "field[1].length")),
        (FIXED, "length = 2", "length = 5", ("number-too-long", "field[1].length")),
        (FIXED, "at = 1", "at = 4", ("outside-frame", "field[1].at")),
        (FIXED, 'unit = "kg"', 'unit = "kg", scale = 0', ("scale-zero", "field[1].scale")),
        (FIXED, 'unit = "kg"', 'unit = "kg", least = 300.0', ("limits", "field[1].least")),
        (FIXED, "field =", 'answer = { to = "05" }\nfield =', ("answer-empty", "answer.send")),
    ],
)
def test_a_contradiction_is_named_with_its_place(text: str, old: str, new: str, problem: tuple[str, str]) -> None:
    assert old in text
    assert problem in found(text.replace(old, new, 1))


def test_a_thermometer_is_asked_for_one_frame() -> None:
    text = FIXED.replace("scale", "thermometer").replace('"weight"', '"temp_object"').replace('"kg"', '"Cel"')
    assert found(text) == []
    assert found(text.replace("field =", "steady = { frames = 2 }\nfield =")) == [
        ("thermometer-steady", "steady.frames")
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title = ", "no TOML: TOMLDecodeError"),
        (b'title = "\xff"', "is no text"),
        (b'title = "x"', "Object missing required field `kind`"),
        (FIXED.encode() + b'colour = "red"', "Object contains unknown field `colour`"),
        (FIXED.replace("AA", "A").encode(), "frame.start"),
        (FIXED.replace("length = 5", "length = 1").encode(), "frame.length: too-short"),
        (PRESSURE.encode(), "is for a blood-pressure, not for a scale"),
        (b" " * 65537, "the file is too large"),
    ],
)
def test_a_file_that_is_no_profile_of_this_kind(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "scale.toml"
    file.write_bytes(content)
    with pytest.raises(ProfileNotUsable, match=said.replace("[", r"\[").replace("$", r"\$")):
        load(file, "scale")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileNotUsable, match="No such file"):
        load(tmp_path / "scale.toml", "scale")


def test_what_a_profile_may_measure_is_what_its_kind_may() -> None:
    rows = {kind.value: row.instrument.metrics for kind, row in ROWS.items() if row.instrument is not None}
    assert {kind: sorted(metrics ^ rows[kind]) for kind, (_, metrics) in KINDS.items()} == {
        "blood-pressure": [],
        "scale": ["bmi", "body_fat", "impedance"],  # by drivers alone
        "thermometer": ["temp_ambient"],
    }
    assert all(metrics <= rows[kind] for kind, (_, metrics) in KINDS.items())


def test_units_are_turned_into_the_metrics() -> None:
    factors = {units: round(100 * factor + addend, 3) for units, (factor, addend) in UNITS.items()}
    assert factors[("kPa", "mm[Hg]")] == 750.062
    assert factors[("[lb_av]", "kg")] == 45.359
    assert factors[("[degF]", "Cel")] == 37.778
    assert factors[("[in_i]", "cm")] == 254.0


@pytest.mark.parametrize(
    ("kind", "value"),
    [("sum8", 0xDD), ("negative8", 0x23), ("xor8", 0x31), ("sum16", 0x01DD), ("crc16-modbus", 0x4B37),
     ("crc16-xmodem", 0x31C3)],
)  # fmt: skip
def test_checksums_of_the_usual_nine_digits(kind: str, value: int) -> None:
    assert CHECKSUMS[kind].make(b"123456789") == value
