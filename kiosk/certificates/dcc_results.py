"""What was measured, as DCC elements: before an adjustment as influence condition, after it as the result."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from kiosk.calibration import words as calibration
from kiosk.calibration.evaluation import Evaluation
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.runs import Run
from kiosk.certificates.computed import Computed
from kiosk.certificates.xml_writing import add, conformity_word, identification, name, real, reals
from kiosk.sentences import sentence, table

_ENVIRONMENT = (
    ("ambient_c", "basic_temperature", "Ambient temperature", "Cel"),
    ("humidity_pct", "basic_humidityRelative", "Relative humidity", "%"),
    ("distance_cm", "kiosk_distance", "Distance", "cm"),
    ("emissivity", "kiosk_emissivity", "Emissivity set", "1"),
    ("warm_up_min", "kiosk_warmUp", "Time switched on before", "min"),
)


def measurement_result(results: ET.Element, record: CalibrationRecord, computed: Computed) -> None:
    """The one `dcc:measurementResult`."""
    whole = add(results, "measurementResult")
    name(whole, calibration.method_name(record.method), "Measurement results")
    _methods(whole, record, computed)
    _equipment(whole, record)
    _conditions(whole, record, computed)
    found = add(whole, "results")
    title = sentence("certificates.results-left") if computed.left else sentence("certificates.results-found")
    _result(found, title, "Results", "gp_measuringResult1", record, computed.final)
    _raw(found, record.as_found, "Raw readings, as found")
    if record.as_left is not None:
        _raw(found, record.as_left, "Raw readings, as left")


def _methods(whole: ET.Element, record: CalibrationRecord, computed: Computed) -> None:
    methods = add(whole, "usedMethods")
    uncertainty = add(methods, "usedMethod", refType="basic_uncertainty")
    name(uncertainty, sentence("certificates.budget"), "Expanded uncertainty")
    add(uncertainty, "norm", "JCGM 100:2008")
    used = add(methods, "usedMethod")
    name(used, calibration.method_name(record.method), record.method)
    for source in computed.method.sources:
        add(used, "norm", source)


def _equipment(whole: ET.Element, record: CalibrationRecord) -> None:
    reference, label = record.reference, table("certificates.labels")
    equipment = add(add(whole, "measuringEquipments"), "measuringEquipment", refType="basic_normalUsed")
    name(equipment, calibration.reference_kind(reference.kind), reference.kind)
    if reference.model.strip():
        add(equipment, "model", reference.model)
    numbers = add(equipment, "identifications")
    identification(numbers, "manufacturer", reference.serial, label["serial"], "Serial no.")
    identification(
        numbers, "other", reference.certificate, label["reference-certificate"], "Certificate of the reference"
    )
    identification(numbers, "other", reference.laboratory, label["reference-laboratory"], "Issued by")
    due = reference.due.isoformat()
    identification(numbers, "other", due, label["reference-due"], "Certificate of the reference is due")


def _conditions(whole: ET.Element, record: CalibrationRecord, computed: Computed) -> None:
    conditions = add(whole, "influenceConditions")
    for field, ref_type, english, ucum in _ENVIRONMENT:
        measured = getattr(record.as_found.environment, field)
        if measured is not None:
            condition = add(conditions, "influenceCondition", refType=ref_type)
            word = calibration.environment_field(field)
            name(condition, word, english)
            real(add(condition, "data"), word, english, measured, ucum)
    if computed.left is None:
        return
    before = _adjustment(conditions, "beforeAdjustment")
    _table(add(before, "data"), record, computed.found)
    after = add(_adjustment(conditions, "afterAdjustment"), "data")
    label = table("certificates.labels")
    real(after, label["line-after"], "Slope a of the adjustment", record.after[0], "1")
    real(after, label["line-after"], "Offset b of the adjustment", record.after[1], record.unit)


def _adjustment(conditions: ET.Element, status: str) -> ET.Element:
    condition = add(conditions, "influenceCondition", refType="basic_adjustment")
    name(condition, sentence("certificates.adjustment"), "Adjustment")
    add(condition, "status", status)
    return condition


def _result(
    results: ET.Element, zh: str, en: str, ref_type: str, record: CalibrationRecord, evaluation: Evaluation
) -> None:
    result = add(results, "result", refType=ref_type)
    name(result, zh, en)
    _table(add(result, "data"), record, evaluation)


def _table(data: ET.Element, record: CalibrationRecord, evaluation: Evaluation) -> None:
    column, points = table("certificates.columns"), evaluation.points
    rows = add(data, "list")
    references = (point.reference for point in points)
    reals(rows, column["reference"], "Reference value", references, record.unit, "basic_referenceValue")
    means = (point.mean for point in points)
    reals(rows, column["mean"], "Mean of the raw readings", means, record.unit, "basic_measuredValue")
    error = reals(
        rows,
        column["error"],
        "Measurement error",
        (point.error for point in points),
        record.unit,
        "basic_measurementError",
        (evaluation.expanded_u, evaluation.k),
    )
    meta = add(add(error, "measurementMetaData"), "metaData", refType="basic_conformity")
    name(meta, sentence("certificates.conformity"), "Conformity", tag="declaration")
    words = " ".join(conformity_word(point.verdict.value) for point in points)
    add(meta, "conformityXMLList", words)
    bounds = add(add(meta, "data"), "list")
    for side, ref_type in ((-1.0, "basic_acceptanceLimitLower"), (1.0, "basic_acceptanceLimitUpper")):
        permitted = (side * point.limit for point in points)
        reals(bounds, column["limit"], "Limit", permitted, record.unit, ref_type)


def _raw(results: ET.Element, run: Run, english: str) -> None:
    result = add(results, "result", refType="kiosk_rawReadings")
    name(result, calibration.stage(run.stage.value), english)
    data, word = add(result, "data"), table("certificates.columns")["raw"]
    for point in run.points:
        at = f"Raw readings at {point.reference:.12g}{', falling' if point.falling else ''}"
        reals(data, word, at, point.readings, run.unit, "basic_measuredValue")
