"""A record as a certificate (ISO/IEC 17025:2017, 7.8); as the record of a check where its method certifies nothing."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kiosk.calibration import words as calibration
from kiosk.calibration.decision import GUARD_BAND, acceptance_limit, risk_of_false_accept
from kiosk.calibration.evaluation import Evaluation
from kiosk.calibration.methods import Adjusts
from kiosk.calibration.records import CalibrationRecord
from kiosk.certificates import results
from kiosk.certificates.computed import Computed, compute
from kiosk.certificates.figures import decimals, number, plain, signed, unit, with_unit
from kiosk.certificates.particulars import Particulars
from kiosk.certificates.sheet import Block, Sheet
from kiosk.paper.sheet import Facts, Words
from kiosk.sentences import NO_WORDS, Text, sentence, table

NOTHING = "\N{EM DASH}"


def sheet_of(record: CalibrationRecord, particulars: Particulars) -> Sheet:
    """The whole sheet. Raises CalibrationRefused where the record cannot be reckoned anew, see `compute`."""
    computed = compute(record)
    certifies = computed.method.certifies
    number_line = (
        sentence("certificates.number", number=record.number)
        if certifies
        else sentence("certificates.check-number", number=record.number)
    )
    blocks: list[Block] = [
        _item(record, particulars),
        _method(record, computed, particulars),
        _reference(record),
        _environment(record),
        *results.blocks(record, computed, ZoneInfo(particulars.zone)),
        _conformity(record, computed),
        _statements(record, computed),
        _signatures(record, particulars),
    ]
    head = [] if certifies else [sentence("certificates.check-head")]
    if particulars.demonstration:
        head.append(sentence("certificates.demonstration-head"))
    return Sheet(
        title=sentence("certificates.title") if certifies else sentence("certificates.check-title"),
        number=record.number,
        number_line=number_line,
        issuer=particulars.laboratory,
        head="".join(head),
        blocks=tuple(blocks),
        end=sentence("certificates.end"),
        watermark=sentence("certificates.watermark") if particulars.demonstration else NO_WORDS,
    )


def _item(record: CalibrationRecord, particulars: Particulars) -> Facts:
    label = table("certificates.labels")
    rows = [
        (label["customer"], particulars.customer),
        (label["laboratory"], sentence("certificates.by-the-hall", hall=particulars.laboratory)),
        (label["site"], record.site or NOTHING),
        (label["device"], record.device),
        (label["model"], record.model or NOTHING),
        (label["serial"], record.serial or sentence("certificates.not-known")),
        (label["firmware"], record.firmware or sentence("certificates.not-known")),
        (label["quantity"], _metric(record.metric)),
        (label["received"], record.received.isoformat()),
        (label["done"], record.done.isoformat()),
        (label["issued"], particulars.issued.isoformat()),
        (label["reason"], calibration.reasons().get(record.reason, Text(record.reason))),
        (label["validated"], record.validated_by or sentence("certificates.not-validated")),
    ]
    return Facts(sentence("certificates.item"), tuple(rows))


def _method(record: CalibrationRecord, computed: Computed, particulars: Particulars) -> Facts:
    label = table("certificates.labels")
    _, claim = calibration.claim(computed.method.claim.value)
    rows = (
        (label["method"], calibration.method_name(record.method)),
        (label["procedure"], sentence("certificates.procedure", id=record.method, software=particulars.software)),
        (label["rules"], sentence("words.and").join(computed.method.sources)),
        (label["way"], calibration.way(record.as_found.way.value)),
        (label["claim"], claim),
    )
    return Facts(sentence("certificates.method"), rows)


def _reference(record: CalibrationRecord) -> Facts:
    label, reference = table("certificates.labels"), record.reference
    made = " ".join(part for part in (reference.maker, reference.model) if part)
    rows = (
        (label["reference"], sentence("certificates.reference-name", kind=_kind(reference.kind), made=made)),
        (label["serial"], reference.serial or sentence("certificates.not-known")),
        (label["reference-certificate"], reference.certificate),
        (label["reference-laboratory"], reference.laboratory),
        (label["reference-certified"], reference.certified.isoformat()),
        (label["reference-due"], reference.due.isoformat()),
        (
            label["reference-range"],
            sentence(
                "certificates.range",
                low=plain(reference.low),
                high=plain(reference.high),
                unit=unit(reference.unit),
            ),
        ),
        (
            label["reference-u"],
            sentence(
                "certificates.u",
                u=with_unit(plain(reference.expanded_u), reference.unit),
                k=plain(reference.k),
            ),
        ),
    )
    return Facts(sentence("certificates.traceability"), rows)


def _environment(record: CalibrationRecord) -> Facts:
    runs = [record.as_found] if record.as_left is None else [record.as_found, record.as_left]
    units = {"ambient_c": "℃", "humidity_pct": "%", "distance_cm": "cm", "emissivity": "", "warm_up_min": "min"}
    rows = []
    for name, symbol in units.items():
        values = [getattr(run.environment, name) for run in runs]
        if any(value is not None for value in values):
            shown = dict.fromkeys(
                NOTHING if value is None else " ".join((plain(value), symbol)).strip() for value in values
            )
            rows.append((str(calibration.environment_field(name)), " → ".join(shown)))
    return Facts(sentence("certificates.environment"), tuple(rows))


def _conformity(record: CalibrationRecord, computed: Computed) -> Facts:
    label, row = table("certificates.labels"), computed.limit
    places = decimals(computed.final.expanded_u)
    rows = [(label["limit"], _limit(record, computed, places))]
    if not computed.method.in_range:
        guard = 0.0 if record.decision != GUARD_BAND else computed.final.expanded_u
        rule, about = calibration.decision(record.decision, risk_of_false_accept(guard, computed.final.expanded_u))
        rows.append((label["rule"], sentence("certificates.rule", rule=rule, about=about)))
        accepted = acceptance_limit(computed.final.limit, computed.final.expanded_u, record.decision)
        rows.append((label["accepted"], with_unit(f"±{number(accepted, places)}", record.unit)))
    adjusted = computed.left is not None
    rows.append((label["found-verdict"] if adjusted else label["verdict"], _verdict(computed.found, record, places)))
    if computed.left is not None:
        rows.append((label["left-verdict"], _verdict(computed.left, record, places)))
    if row.leak is not None and record.as_found.leak_per_min is not None:
        leak = with_unit(plain(record.as_found.leak_per_min), record.unit)
        most = with_unit(plain(row.leak), record.unit)
        rows.append((label["leak"], sentence("certificates.leak", leak=leak, most=most)))
    return Facts(sentence("certificates.conformity"), tuple(rows))


def _limit(record: CalibrationRecord, computed: Computed, places: int) -> Text:
    row = computed.limit
    if computed.method.in_range:
        return sentence("certificates.limit-range")
    where = sentence("certificates.clause", rule=row.rule, clause=row.clause) if row.clause else Text(row.rule)
    value = with_unit(f"±{number(computed.final.limit, places)}", record.unit)
    said = sentence("certificates.limit", value=value, where=where, use=calibration.use(row.use))
    return sentence("certificates.unchecked", said=said) if row.from_memory else said


def _verdict(evaluation: Evaluation, record: CalibrationRecord, places: int) -> Text:
    word, about = calibration.verdict(evaluation.verdict.value)
    if not evaluation.expanded_u:
        return word
    return sentence(
        "certificates.verdict",
        verdict=word,
        error=with_unit(signed(evaluation.worst_error, places), record.unit),
        u=with_unit(number(evaluation.expanded_u, places), record.unit),
        about=about,
    )


def _statements(record: CalibrationRecord, computed: Computed) -> Words:
    said = [sentence("certificates.statements.item-only"), sentence("certificates.statements.unrounded")]
    if computed.final.expanded_u:
        coverage = sentence("certificates.statements.coverage", k=f"{computed.final.k:.2f}")
        drift = with_unit(plain(record.drift), record.unit)
        said += [coverage, sentence("certificates.statements.drift", drift=drift)]
        said.append(_repeatability(record, computed))
    if computed.method.certifies:
        said.append(sentence("certificates.statements.not-accredited"))
    else:
        said.append(sentence("certificates.statements.no-certificate"))
    if record.metric == "temp_object":
        said.append(sentence("certificates.statements.no-body"))
    if record.unit == "mm[Hg]":
        said.append(sentence("certificates.statements.no-pressure-on-people"))
    if computed.limit.from_memory:
        said.append(sentence("certificates.statements.unchecked-limit"))
    if computed.method.adjusts is Adjusts.LINE and computed.left is not None:
        said.append(sentence("certificates.statements.in-the-terminal"))
    said += [sentence("certificates.statements.whole-only"), sentence("certificates.statements.attached")]
    return Words(sentence("certificates.notes"), tuple(said))


def _repeatability(record: CalibrationRecord, computed: Computed) -> Text:
    """What one reading is uncertain by besides. Where each point was read once nothing is known of that."""
    run = record.as_left if record.as_left is not None else record.as_found
    if all(len(point.used) < 2 for point in run.points):
        return sentence("certificates.statements.read-once")
    final = computed.final
    s = number(max(point.s for point in final.points), decimals(final.expanded_u))
    return sentence("certificates.statements.means", s=with_unit(s, record.unit))


def _signatures(record: CalibrationRecord, particulars: Particulars) -> Facts:
    label = table("certificates.labels")
    rows: list[tuple[str, str]] = [(label["done-by"], _who(particulars.done_by, record.by))]
    if record.second:
        rows.append((label["second-by"], _who(particulars.second_by, record.second)))
    rows.append((label["signed"], f"{record.signed.astimezone(ZoneInfo(particulars.zone)):%Y-%m-%d %H:%M:%S %z}"))
    return Facts(sentence("certificates.authorised"), tuple(rows))


def _who(name: str, login: str) -> Text:
    return sentence("certificates.who", name=name, login=login) if name else Text(login)


def _kind(kind: str) -> Text:
    try:
        return calibration.reference_kind(kind)
    except KeyError:
        return Text(kind)


def _metric(metric: str) -> Text:
    return table("certificates.metrics").get(metric, Text(metric))
