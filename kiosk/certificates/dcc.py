"""A certificate as PTB Digital Calibration Certificate, schema 3.2.0; the same bytes for the same record.

The record itself, to the last digit, is its `dcc:document`: JSON from which `kiosk calibrate verify` reckons all anew.
"""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET

from kiosk.calibration import words as calibration
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.certificates.computed import Computed, compute
from kiosk.certificates.dcc_results import measurement_result
from kiosk.certificates.particulars import Particulars
from kiosk.certificates.stored import Stored, encode
from kiosk.certificates.xml_writing import DCC, SI, add, conformity_word, contact, identification, name
from kiosk.sentences import sentence, table

SCHEMA_VERSION = "3.2.0"
"""The first whose contacts need no e-mail address: a hall has none."""
RECORD_NAME = "calibration-record.json"


def dcc_of(record: CalibrationRecord, particulars: Particulars) -> bytes:
    """The XML.

    Raises:
        CalibrationRefused: "no-certificate" for a method that certifies nothing; see also `compute`.
    """
    computed = compute(record)
    if not computed.method.certifies:
        raise CalibrationRefused("no-certificate")
    root = ET.Element(
        "dcc:digitalCalibrationCertificate",
        {
            "xmlns:dcc": DCC,
            "xmlns:si": SI,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{DCC} https://ptb.de/dcc/v{SCHEMA_VERSION}/dcc.xsd",
            "schemaVersion": SCHEMA_VERSION,
        },
    )
    _administrative(root, record, particulars, computed)
    measurement_result(add(root, "measurementResults"), record, computed)
    document = add(root, "document")
    name(document, sentence("certificates.dcc.record"), "Record with raw readings, as signed")
    add(document, "fileName", RECORD_NAME)
    add(document, "mimeType", "application/json")
    add(document, "dataBase64", base64.b64encode(encode(Stored(record, particulars))).decode("ascii"))
    ET.indent(root)
    body: bytes = ET.tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _administrative(root: ET.Element, record: CalibrationRecord, particulars: Particulars, computed: Computed) -> None:
    data = add(root, "administrativeData")
    software = add(add(data, "dccSoftware"), "software")
    name(software, "kiosk")
    add(software, "release", particulars.software)
    core = add(data, "coreData")
    add(core, "countryCodeISO3166_1", "CN")
    for tag in ("usedLangCodeISO639_1", "mandatoryLangCodeISO639_1"):
        add(core, tag, "zh")
    add(core, "uniqueIdentifier", record.number)
    add(core, "receiptDate", record.received.isoformat())
    add(core, "beginPerformanceDate", record.done.isoformat())
    add(core, "endPerformanceDate", record.done.isoformat())
    add(core, "performanceLocation", "customer")
    add(core, "issueDate", particulars.issued.isoformat())
    _item(data, record)
    contact(add(data, "calibrationLaboratory"), "contact", particulars.laboratory, record.site)
    _persons(data, record, particulars)
    contact(data, "customer", particulars.customer, record.site)
    _statements(data, record, particulars, computed)


def _item(data: ET.Element, record: CalibrationRecord) -> None:
    item = add(add(data, "items"), "item")
    name(item, record.device)
    name(add(item, "manufacturer"), sentence("certificates.not-known"), "Not known")  # asked for by the schema
    if record.model.strip():
        add(item, "model", record.model)
    numbers, label = add(item, "identifications"), table("certificates.labels")
    identification(numbers, "customer", record.device, label["device"], "Device name")
    identification(numbers, "manufacturer", record.serial, label["serial"], "Serial no.")
    identification(numbers, "manufacturer", record.firmware, label["firmware"], "Firmware")


def _persons(data: ET.Element, record: CalibrationRecord, particulars: Particulars) -> None:
    persons = add(data, "respPersons")
    signers = [(particulars.done_by or record.by, "true")]
    if record.second:
        signers.append((particulars.second_by or record.second, "false"))
    for who, main in signers:
        person = add(persons, "respPerson")
        name(add(person, "person"), who)
        add(person, "mainSigner", main)


def _statements(data: ET.Element, record: CalibrationRecord, particulars: Particulars, computed: Computed) -> None:
    statements = add(data, "statements")
    conformity = add(statements, "statement", refType="basic_conformity")
    add(conformity, "norm", computed.limit.rule)
    rule, _ = calibration.decision(record.decision, 0.0)
    name(conformity, rule, f"Decision rule: {record.decision} (ILAC-G8:09/2019)", tag="declaration")
    add(conformity, "conformity", conformity_word(computed.final.verdict.value))
    for said in (
        sentence("certificates.statements.not-accredited"),
        *([sentence("certificates.statements.unchecked-limit")] if computed.limit.from_memory else ()),
        *([sentence("certificates.demonstration-head")] if particulars.demonstration else ()),
    ):
        name(add(statements, "statement"), said, tag="declaration")
