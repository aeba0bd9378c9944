"""A learnt profile as a file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from devices.lines.file import load
from devices.lines.profile import Profile, parsed
from devices.simulators.unknown_devices import BLOOD_PRESSURE_PROFILE, SCALE_PROFILE
from kiosk.learning.checking import check
from kiosk.learning.saving import NotSaved, config_lines, save, text_of

SCALE, PRESSURE = (msgspec.convert(parsed(text), Profile) for text in (SCALE_PROFILE, BLOOD_PRESSURE_PROFILE))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = save(tmp_path / "profiles", "scale-2", SCALE)
    assert file == tmp_path / "profiles" / "scale-2.toml"
    assert load(file, "scale") == SCALE
    assert check(file) == (SCALE, ())
    assert [path.name for path in (tmp_path / "profiles").iterdir()] == ["scale-2.toml"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert msgspec.convert(tomllib.loads(text_of(PRESSURE)), Profile) == PRESSURE


def test_another_profile_is_not_overwritten_unless_it_is_said(tmp_path: Path) -> None:
    save(tmp_path, "one", SCALE)
    with pytest.raises(NotSaved, match="exists"):
        save(tmp_path, "one", PRESSURE)
    assert load(tmp_path / "one.toml", "scale") == SCALE
    save(tmp_path, "one", PRESSURE, over=True)
    assert load(tmp_path / "one.toml", "blood-pressure") == PRESSURE
    assert [path.name for path in tmp_path.iterdir()] == ["one.toml"]


@pytest.mark.parametrize("name", ["", "../one", "A", "体重", "-", "a" * 33, "a.toml", "a\n"])
def test_a_name_is_a_word(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotSaved, match="name"):
        save(tmp_path, name, SCALE)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("")
    with pytest.raises(NotSaved, match="disk"):
        save(tmp_path / "profiles", "one", SCALE)


def test_lines_for_the_configuration_file(tmp_path: Path) -> None:
    lines = config_lines("scale", "scale", "/dev/ttyUSB3", tmp_path / "s.toml")
    assert tomllib.loads(lines) == {
        "devices": [
            {
                "name": "scale",
                "model": "line-scale",
                "options": {"url": "/dev/ttyUSB3", "profile": str(tmp_path / "s.toml")},
            }
        ]
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"xor8"', '"crc32"', "第 12 行 checksum.kind：写的是 \"crc32\"；可以写 \"crc16-modbus\" 或"),
        ("frames = 3", "frames = 0", "第 18 行 steady.frames：写的是 0；可以写 1 到 50 的整数"),
        ('"0D0A"', '"0D0"', "第 9 行 frame.end：写的是 \"0D0\"；可以写 十六进制的字节"),
        ('"kg"\n', '"Cel"\n', "第 26 行 field[1].unit：Cel 换算不成 weight 的单位；可以写 kg、[lb_av]、g"),
        ('end = "0D0A"', 'ende = "0D0A"', "第 9 行 frame.ende：没有这个键；是不是 end？"),
        ('"weight"', '"sys"', "第 23 行 field[1].metric：这类设备没有 sys；可以有 height、weight"),
        ("title", "=", "不是 TOML"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_line_and_what_may_be_written(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "x.toml"
    text = SCALE_PROFILE.replace('follows = "kg"\n', "") if "Cel" in new else SCALE_PROFILE
    file.write_text(text.replace(old, new, 1))
    profile, mistakes = check(file)
    assert profile is None
    assert any(said in mistake for mistake in mistakes), mistakes
