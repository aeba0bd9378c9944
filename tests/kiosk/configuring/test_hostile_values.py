"""Whatever is typed for whichever key: a value the file can hold, or a sentence and the file as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kiosk.configuring.changing import planned
from kiosk.configuring.editing import edited
from kiosk.configuring.file import ConfigFile
from kiosk.configuring.keys import Key, Kind, all_keys
from kiosk.sentences import Refusal

NEVER = {
    "ten thousand": "9" * 10_000,
    "new line": "1\n2",
    "carriage return": "1\r2",
    "nul": "1\x002",
    "bell": "1\x07",
    "right to left": "1\u202e2",
    "isolate": "1\u20662",
    "line separator": "1\u20282",
    "half a character": "1\ud8002",
}
"""No value of any key."""
ODD = [
    "0,5",
    "０，５",
    "1e999",
    "nan",
    "inf",
    "--1",
    "0x10",
    "1_0",
    '"',
    "'''",
    '"""',
    "\\",
    "] = 1",
    "￥",
    "９" * 40,
    "",
]
"""A value of a text at most."""
KEYS = pytest.mark.parametrize("key", all_keys(), ids=lambda key: key.name)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "kiosk.toml"
    path.write_text('# 桂花苑\n[hall]\nname = "桂花苑"\n', "utf-8")
    return path


def refused(file: Path, key: Key, typed: str) -> str | None:
    """The sentence; None when it is taken."""
    before = file.read_bytes()
    try:
        key.read(typed)
    except Refusal:
        with pytest.raises(Refusal) as refusal:
            planned(ConfigFile(file), {key.name: typed})
        assert file.read_bytes() == before
        assert refusal.value.sentence.startswith(key.name)
        return str(refusal.value.sentence)
    return None


@KEYS
def test_what_is_never_a_value_is_refused_with_a_sentence_that_can_be_read(key: Key, file: Path) -> None:
    for name, typed in NEVER.items():
        said = refused(file, key, typed)
        assert said is not None, name
        assert said.isprintable(), name
        assert len(said) < 400, name


@KEYS
def test_odd_value_is_refused_or_stands_in_the_file_as_it_was_typed(key: Key, file: Path) -> None:
    for typed in ODD:
        said = refused(file, key, typed)
        assert said is not None or key.kind is Kind.TEXT, typed
        if said is None:
            assert key.read(typed) == typed
    if key.kind is Kind.TEXT and refused(file, key, '"""') is None:
        tables = tomllib.loads(edited(file.read_text("utf-8"), {key.path: '"""'}))
        assert key.value_in(tables) == '"""'


@KEYS
def test_number_has_bounds_and_its_default_lies_between_them(key: Key) -> None:
    assert key.meaning
    assert key.brief
    assert key.allowed
    if key.kind is Kind.NUMBER:
        assert key.least is not None
        assert key.most is not None
        assert isinstance(key.default, int | float)
        assert key.least <= key.default <= key.most
        full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in f"{key.default:g}" if sign != "-")
        assert key.default < 0 or key.read(full_width) == key.default
