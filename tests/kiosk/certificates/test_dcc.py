"""A DCC is built as the schemas want it, whatever stands in its record."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from kiosk.calibration.records import CalibrationRecord
from kiosk.certificates.dcc import dcc_of
from kiosk.certificates.xml_reading import read
from tests.kiosk.certificates import thermometer
from tests.kiosk.certificates.dcc_schema import faults
from tests.kiosk.certificates.thermometer import PARTICULARS


def genuine() -> str:
    return dcc_of(thermometer.signed(), PARTICULARS).decode()


def bare() -> CalibrationRecord:
    """Nothing known of the device and its reference that may be left empty; nothing adjusted."""
    record = thermometer.signed()
    return dataclasses.replace(
        record,
        model=" ",
        serial="",
        firmware="\t",
        reference=dataclasses.replace(record.reference, serial=" ", model=""),
        site="",
        as_left=None,
    )


@pytest.mark.parametrize("record", [thermometer.signed(), thermometer.signed(second="zhao"), bare()])
def test_every_element_stands_where_the_schema_has_it(record: CalibrationRecord) -> None:
    assert faults(read(dcc_of(record, PARTICULARS))) == []


def test_a_demonstration_says_so_within_the_schema() -> None:
    assert faults(read(dcc_of(thermometer.signed(), dataclasses.replace(PARTICULARS, demonstration=True)))) == []


def without(text: str, start: str, end: str) -> str:
    before, _, rest = text.partition(start)
    return before + rest.partition(end)[2]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("3.2.0", "3.1.2"),
        lambda text: without(text, "<dcc:manufacturer>", "</dcc:manufacturer>"),
        lambda text: without(text, "<dcc:location>", "</dcc:location>"),
        lambda text: text.replace(">beforeAdjustment<", ">asFound<"),
        lambda text: text.replace(">CN<", "> <", 1),
        lambda text: text.replace('lang="zh"', 'lang=""', 1),
        lambda text: text.replace("si:unitXMLList", "si:unit"),
        lambda text: text.replace(">0.9545<", ">95.45<", 1),
        lambda text: text.replace("dcc:customer>", "dcc:client>"),
    ],
)
def test_the_table_of_the_schema_finds_what_does_not_belong(change: Callable[[str], str]) -> None:
    changed = change(genuine())
    assert changed != genuine()
    assert faults(read(changed.encode()))


def test_values_keep_no_blank_at_their_ends() -> None:
    item = read(dcc_of(thermometer.signed(model=" IRX\u3000"), PARTICULARS)).find("administrativeData", "items", "item")
    assert item is not None
    assert [child.text for child in item.children if child.name == "model"] == ["IRX"]
