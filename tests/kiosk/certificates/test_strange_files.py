"""Whatever a stranger's file holds, checking it ends in findings or in a refusal, and soon."""

from __future__ import annotations

import base64
import contextlib
import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from kiosk.certificates.dcc import dcc_of
from kiosk.certificates.stored import Stored, encode
from kiosk.certificates.verifying import verify
from kiosk.certificates.xml_reading import NotReadable
from tests.kiosk.certificates import thermometer
from tests.kiosk.certificates.thermometer import PARTICULARS

GENUINE = dcc_of(thermometer.signed(), PARTICULARS)
RECORD = encode(Stored(thermometer.signed(), PARTICULARS))
Path = tuple[str | int, ...]


def places(value: object, path: Path = ()) -> Iterator[Path]:
    """Where something stands in a JSON value: each leaf, and each list."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from places(each, (*path, key))
        return
    yield path
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from places(each, (*path, index))


def with_record(content: bytes) -> bytes:
    return GENUINE.replace(base64.b64encode(RECORD), base64.b64encode(content))


def put(path: Path, value: object) -> bytes:
    """The genuine certificate with something else at one place of its record."""
    whole: Any = json.loads(RECORD)
    changed = at = copy.deepcopy(whole)
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return with_record(json.dumps(changed).encode())


EVERYWHERE = sorted(places(json.loads(RECORD)), key=str)
ODD = [0, -1, 1e308, -1e308, 5e-324, "", "../../etc", "\0", "9999-12-31T23:59:59-12:00", "0001-01-01", None, [], [0]]


@examples(max_examples=150, deadline=None)
@given(st.sampled_from(EVERYWHERE), st.sampled_from(ODD))
def test_an_odd_value_anywhere_in_the_record(path: Path, value: object) -> None:
    with contextlib.suppress(NotReadable):
        verify(put(path, value), None)


@examples(max_examples=80, deadline=None)
@given(st.integers(0, len(GENUINE)), st.binary(max_size=9), st.integers(0, 9))
def test_bytes_put_over_a_certificate(at: int, written: bytes, lost: int) -> None:
    with contextlib.suppress(NotReadable):
        verify(GENUINE[:at] + written + GENUINE[at + lost :], None)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("record", "reference", "k"), 0),
        (("record", "reference", "expanded_u"), -0.1),
        (("record", "reference", "stability"), -0.02),
        (("record", "as_found", "resolution"), -0.1),
        (("record", "drift"), -0.1),
        (("record", "decision"), "by eye"),
    ],
)
def test_figures_no_program_signs_are_said_to_be_impossible(path: Path, value: object) -> None:
    wrong = [finding for finding in verify(put(path, value), None).findings if finding.agrees is False]
    assert [finding.what for finding in wrong] == ["readings", "document"]
    assert wrong[0].found == "记录里有不可能的数，没法重算。"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("record", "as_found", "points", 0, "readings"), [36.6] * 10_001),
        (("record", "as_left", "points", 0, "left_out"), [0] * 11),
        (("record", "as_found", "points"), [{"reference": 35.0, "readings": [35.0]}] * 101),
    ],
)
def test_more_readings_than_anybody_takes(path: Path, value: object) -> None:
    with pytest.raises(NotReadable) as refused:
        verify(put(path, value), None)
    assert refused.value.code == "too-large"


def test_more_elements_than_a_certificate_has() -> None:
    with pytest.raises(NotReadable) as refused:
        verify(b"<x>" + b"<y/>" * 20_000 + b"</x>", None)
    assert refused.value.code == "too-large"
