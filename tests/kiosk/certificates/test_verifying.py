"""Certificates that somebody changed are found out, line by line."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable

import pytest

from kiosk.calibration.records import CalibrationRecord, Verdict
from kiosk.calibration.runs import SetPoint
from kiosk.certificates.dcc import dcc_of
from kiosk.certificates.stored import Stored, encode
from kiosk.certificates.verifying import Report, verify
from kiosk.certificates.xml_reading import NotReadable, read
from tests.kiosk.certificates import thermometer
from tests.kiosk.certificates.thermometer import PARTICULARS


def genuine() -> bytes:
    return dcc_of(thermometer.signed(), PARTICULARS)


def kept(_: str) -> CalibrationRecord:
    return thermometer.signed()


def differing(report: Report) -> list[str]:
    return [finding.what for finding in report.findings if finding.agrees is False]


def of(record: CalibrationRecord) -> bytes:
    """The genuine document with another record inside, and nothing else changed."""
    text, mine = genuine().decode(), base64.b64encode(encode(Stored(record, PARTICULARS))).decode()
    true = base64.b64encode(encode(Stored(thermometer.signed(), PARTICULARS))).decode()
    assert true in text
    return text.replace(true, mine).encode()


def test_a_genuine_certificate_agrees_everywhere() -> None:
    report = verify(genuine(), kept)
    assert report.ok
    assert report.number == "JZ-2026-0007"
    assert [finding.what for finding in report.findings] == [
        "readings", "runs", "reference", "limit", "found-error", "found-u", "found-verdict", "left-error", "left-u",
        "left-verdict", "line-a", "line-b", "document", "archive",
    ]  # fmt: skip
    assert all(finding.agrees for finding in report.findings)


def test_the_same_record_makes_the_same_file() -> None:
    assert genuine() == genuine()


def test_without_an_archive_only_the_file_is_checked() -> None:
    report = verify(genuine(), None)
    assert report.ok
    assert report.findings[-1].agrees is None


def test_another_raw_reading_in_the_list_only() -> None:
    changed = genuine().replace(b"40.5 40.6 40.5 40.5", b"40.9 40.6 40.5 40.5", 1)
    assert changed != genuine()
    report = verify(changed, kept)
    assert differing(report) == ["document"]
    assert "valueXMLList" in next(f for f in report.findings if f.what == "document").found


def test_another_raw_reading_in_the_record_itself() -> None:
    record = thermometer.signed()
    points = list(record.as_found.points)
    points[2] = SetPoint(41.0, (40.7, *points[2].readings[1:]))
    changed = dataclasses.replace(record, as_found=dataclasses.replace(record.as_found, points=tuple(points)))
    found = differing(verify(of(changed), kept))
    assert {"found-error", "found-u", "line-a", "line-b", "document", "archive"} <= set(found)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"as_found_verdict": Verdict.PASS}, "found-verdict"),
        ({"as_left_verdict": Verdict.FAIL}, "left-verdict"),
        ({"as_found_u": 0.05}, "found-u"),
        ({"as_left_u": 0.05}, "left-u"),
        ({"as_found_error": -0.07}, "found-error"),
        ({"as_left_error": 0.0}, "left-error"),
        ({"limit": 0.5}, "limit"),
        ({"after": (1.02, -0.3)}, "line-a"),
    ],
)
def test_another_figure_even_where_the_rest_of_the_file_was_made_of_it(change: dict[str, object], what: str) -> None:
    report = verify(dcc_of(thermometer.signed(**change), PARTICULARS), kept)
    assert what in differing(report)
    assert "archive" in differing(report)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"<dcc:conformity>pass<", b"<dcc:conformity>fail<"),
        lambda text: text.replace(b">0.168", b">0.108", 1),
        lambda text: text.replace(b"JZ-2026-0007", b"JZ-2026-0008", 1),
        lambda text: text.replace(b"RG-2026-0117", b"RG-2026-0118", 1),
        lambda text: text.replace(b"2026-11-27", b"2026-11-26", 1),
        lambda text: text.replace(b"beforeAdjustment", b"afterAdjustment", 1),
        lambda text: text.replace(b"basic_measuredValue", b"basic_referenceValue", 1),
        lambda text: text.replace(b"</dcc:digital", b"<dcc:comment/></dcc:digital", 1),
        lambda text: text.replace(b"<dcc:mimeType>application/json</dcc:mimeType>", b"", 1),
    ],
)
def test_another_word_in_the_xml_only(change: Callable[[bytes], bytes]) -> None:
    changed = change(genuine())
    assert changed != genuine()
    assert differing(verify(changed, kept)) == ["document"]


def test_a_whole_certificate_reckoned_anew_is_found_by_the_archive_only() -> None:
    forged = dcc_of(thermometer.signed(number="JZ-2026-0008"), PARTICULARS)
    assert differing(verify(forged, lambda _: None)) == ["archive"]
    report = verify(dcc_of(thermometer.signed(serial="FT-00999"), PARTICULARS), kept)
    assert differing(report) == ["archive"]
    assert report.findings[-1].found.endswith("serial")


def test_a_reference_that_was_overdue() -> None:
    reference = dataclasses.replace(thermometer.signed().reference, due=thermometer.signed().received)
    report = verify(dcc_of(thermometer.signed(reference=reference), PARTICULARS), None)
    assert differing(report) == ["readings", "reference"]


def test_a_run_of_another_calibration() -> None:
    assert differing(verify(dcc_of(thermometer.signed(id="c-2"), PARTICULARS), None)) == ["runs"]


def test_an_adjustment_without_a_second_run() -> None:
    record = thermometer.signed(as_left=None, as_left_error=None, as_left_u=None, as_left_verdict=None)
    assert differing(verify(dcc_of(record, PARTICULARS), None)) == ["line-a", "line-b"]


def test_a_limit_or_method_nobody_knows_is_no_certificate() -> None:
    report = verify(of(thermometer.signed(limit_id="mine")), None)
    assert differing(report) == ["readings", "document"]


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "doctype"),
        (OUTSIDE, "doctype"),
        (b"<!DOCTYPE x SYSTEM 'http://a/b.dtd'><x/>", "doctype"),
        (b"<x>" * 100, "too-deep"),
        (b"<x/>" + b" " * (4 * 1024 * 1024), "too-large"),
        (b"", "not-xml"),
        (b"\xff\xfe\x00", "not-xml"),
        (b"<x/>", "not-dcc"),
        (b"<digitalCalibrationCertificate/>", "no-record"),
        (b"%PDF-1.4 nothing", "not-pdf"),
    ],
)
def test_what_is_not_read(content: bytes, code: str) -> None:
    with pytest.raises(NotReadable) as refused:
        verify(content, None)
    assert refused.value.code == code


def test_a_truncated_file() -> None:
    with pytest.raises(NotReadable) as refused:
        verify(genuine()[:-40], None)
    assert refused.value.code == "not-xml"


@pytest.mark.parametrize("data", ["", "????", base64.b64encode(b"{}").decode(), base64.b64encode(b"[" * 9999).decode()])
def test_a_record_that_cannot_be_read(data: str) -> None:
    text = genuine().decode()
    start = text.index("<dcc:dataBase64>") + len("<dcc:dataBase64>")
    with pytest.raises(NotReadable) as refused:
        verify((text[:start] + data + text[text.index("</dcc:dataBase64>") :]).encode(), None)
    assert refused.value.code == "no-record"


def test_before_and_after_stand_where_the_schema_puts_them() -> None:
    result = read(genuine()).find("measurementResults", "measurementResult")
    assert result is not None
    assert [child.name for child in result.children] == [
        "name", "usedMethods", "measuringEquipments", "influenceConditions", "results",
    ]  # fmt: skip
    conditions = result.find("influenceConditions")
    assert conditions is not None
    states = [status.text for each in conditions.children if (status := each.find("status")) is not None]
    assert states == ["beforeAdjustment", "afterAdjustment"]
    table = result.find("results", "result", "data", "list")
    assert table is not None
    assert [each.attributes["refType"] for each in table.children] == [
        "basic_referenceValue", "basic_measuredValue", "basic_measurementError",
    ]  # fmt: skip
    unc = table.children[2].find("realListXMLList", "expandedUncXMLList")
    assert unc is not None
    assert [(each.name, each.text) for each in unc.children[1:]] == [
        ("coverageFactorXMLList", "2"),
        ("coverageProbabilityXMLList", "0.9545"),
        ("distributionXMLList", "normal"),
    ]


def test_limits_of_each_error_stand_beside_its_conformity() -> None:
    text = genuine().decode()
    assert "<dcc:conformityXMLList>conditionalFail conditionalFail fail</dcc:conformityXMLList>" in text
    lower, upper = text.index("basic_acceptanceLimitLower"), text.index("basic_acceptanceLimitUpper")
    assert "<si:valueXMLList>-0.3 -0.3 -0.3</si:valueXMLList>" in text[lower:upper]
    assert "<si:valueXMLList>0.3 0.3 0.3</si:valueXMLList>" in text[upper : upper + 600]


def test_names_with_markup_and_controls_are_written_as_text() -> None:
    record = thermometer.signed(model='<&\x01">', serial="𬬭 ]]>")
    item = read(dcc_of(record, PARTICULARS)).find("administrativeData", "items", "item")
    assert item is not None
    assert [child.text for child in item.children if child.name == "model"] == ['<&">']


def test_a_whole_number_is_the_same_as_its_float() -> None:
    assert verify(dcc_of(thermometer.signed(before=(1, 0)), PARTICULARS), kept).ok
