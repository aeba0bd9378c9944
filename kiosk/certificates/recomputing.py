"""A record against its own raw readings: every figure in it is reckoned anew."""

from __future__ import annotations

from kiosk.calibration.checks import Weight, problems
from kiosk.calibration.evaluation import coefficients
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.words import of_problem, of_refusal
from kiosk.certificates.computed import Computed, compute
from kiosk.certificates.findings import Finding, near, said, same
from kiosk.sentences import sentence


def recompute(record: CalibrationRecord) -> tuple[Finding, ...]:
    """Line by line what agrees."""
    try:
        computed = compute(record)
    except CalibrationRefused as refused:
        return (said("readings", of_refusal(refused), agrees=False),)
    found = [_readings(record, computed), _belongs(record), _reference(record)]
    found += [
        near("limit", record.limit, computed.found.limit),
        near("found-error", record.as_found_error, computed.found.worst_error),
        near("found-u", record.as_found_u, computed.found.expanded_u),
        same("found-verdict", record.as_found_verdict.value, computed.found.verdict.value),
    ]
    left = computed.left
    if left is not None or record.as_left_error is not None or record.as_left_verdict is not None:
        stated = record.as_left_verdict.value if record.as_left_verdict else ""
        found += [
            near("left-error", record.as_left_error, left.worst_error if left else None),
            near("left-u", record.as_left_u, left.expanded_u if left else None),
            same("left-verdict", stated, left.verdict.value if left else ""),
        ]
    return (*found, *_line(record, computed))


def _readings(record: CalibrationRecord, computed: Computed) -> Finding:
    for run in (record.as_found, record.as_left):
        if run is None:
            continue
        found = problems(run, computed.method, record.reference, day=record.done, limit=computed.limit)
        refused = next((problem for problem in found if problem.weight is Weight.REFUSE), None)
        if refused is not None:
            return said("readings", of_problem(refused), agrees=False)
    return said("readings", sentence("certificates.verify.readings-fit"), agrees=True)


def _belongs(record: CalibrationRecord) -> Finding:
    runs = [run for run in (record.as_found, record.as_left) if run is not None]
    belong = all(
        (run.calibration_id, run.reference_id, run.device, run.metric, run.unit, run.method)
        == (record.id, record.reference.id, record.device, record.metric, record.unit, record.method)
        and run.limit_id in ("", record.limit_id)
        and (not run.limit_id or run.decision == record.decision)
        for run in runs
    )
    words = sentence("certificates.verify.belongs") if belong else sentence("certificates.verify.belongs-not")
    return said("runs", words, agrees=belong)


def _reference(record: CalibrationRecord) -> Finding:
    in_date = not record.reference.is_overdue(record.done) and record.done >= record.reference.certified
    return Finding("reference", record.reference.due.isoformat(), record.done.isoformat(), in_date)


def _line(record: CalibrationRecord, computed: Computed) -> tuple[Finding, ...]:
    """Whoever adjusted adjusted by the line of the as-found run; whoever did not changed nothing."""
    if record.as_left is None:
        wanted = record.before
    else:
        try:
            wanted = record.before if record.after == record.before else coefficients(computed.found)
        except CalibrationRefused as refused:
            return (said("line-a", of_refusal(refused), agrees=False),)
    return near("line-a", record.after[0], wanted[0]), near("line-b", record.after[1], wanted[1])
