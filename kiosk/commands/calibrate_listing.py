"""`kiosk calibrate list / show / references`: what holds till when, one record, what calibrations lean on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import reading_store
from kiosk.sentences import Text, sentence, table

if TYPE_CHECKING:
    from kiosk.calibration.keeping import Due
    from kiosk.calibration.records import CalibrationRecord
    from kiosk.calibration.references import Reference
    from kiosk.settings import Settings


def pairs(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Every device with every metric that may be certified, as the terminal would list them."""
    from devices.catalogue import MODELS
    from kiosk.calibration.channels import channel
    from kiosk.calibration.methods import methods

    found = dict.fromkeys(
        (entry.name, metric)
        for entry in settings.devices
        for method in methods().values()
        if entry.model in MODELS and method.device_kind == MODELS[entry.model].kind.value and method.certifies
        for metric in method.metrics
        if metric == channel(metric)
    )
    return tuple(found)


def listed(context: Context) -> int:
    """The calendar."""
    with reading_store(context) as store:
        rows = store.calibrations.calendar(pairs(context.settings), context.clock.now())
    if context.json:
        print(json.dumps([_as_dict(row) for row in rows], ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print(_line(row))
    print(sentence("certificates.command.count", rows=len(rows)))
    return 0


def shown(context: Context, id_or_number: str) -> int:
    """One record, as it stands on its certificate."""
    with reading_store(context) as store:
        record = store.calibrations.record(id_or_number)
        names = store.audit_log.account_names()
        as_signed = record is not None and store.calibrations.is_as_signed(record.id)
    if record is None:
        raise Refused(sentence("certificates.refused.unknown", number=id_or_number))
    if context.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(record)).decode())
        return 0
    for line in _lines(record, names, context.settings):
        print(line)
    signed = sentence("certificates.command.as-signed") if as_signed else sentence("certificates.command.not-as-signed")
    print(signed)
    return 0 if as_signed else 1


def references(context: Context) -> int:
    """Known references with their certificates."""
    with reading_store(context) as store:
        known = store.calibrations.references()
    if context.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(known)).decode())
        return 0
    for reference in known:
        print(_reference(reference, context))
    print(sentence("certificates.command.count", rows=len(known)))
    return 0


def _lines(record: CalibrationRecord, names: dict[str, str], settings: Settings) -> list[str]:
    from kiosk.certificates.certificate import sheet_of
    from kiosk.certificates.particulars import Issuer
    from kiosk.paper.sheet import Facts, Table, Words

    issuer = Issuer(settings.hall.name, settings.hall.time_zone, "kiosk", customer=settings.hall.customer)
    sheet = sheet_of(record, issuer.particulars(record, names))
    lines = [f"{sheet.title}  {sheet.number_line}"]
    for block in sheet.blocks:
        match block:
            case Facts():
                lines += ["", block.title, *("  ".join(row) for row in block.rows)]
            case Table():
                lines += ["", block.title, "  |  ".join(block.columns), *("  |  ".join(row) for row in block.rows)]
            case Words():
                lines += ["", block.title, *block.paragraphs]
    return [*lines, ""]


def _line(row: Due) -> Text:
    force = row.in_force
    standing = table("calibrations.standings")[force.standing.value]
    if row.record is None:
        return sentence("certificates.command.bare-row", device=row.device, metric=row.metric, standing=standing)
    return sentence(
        "certificates.command.row",
        device=row.device,
        metric=row.metric,
        standing=standing,
        number=row.record.number,
        due=row.record.due.isoformat(),
    )


def _as_dict(row: Due) -> dict[str, object]:
    record = row.record
    return {
        "device": row.device,
        "metric": row.metric,
        "standing": row.standing.value,
        "number": record.number if record else None,
        "due": record.due.isoformat() if record else None,
        "expanded_u": row.in_force.expanded_u,
        "a": row.in_force.a,
        "b": row.in_force.b,
    }


def _reference(reference: Reference, context: Context) -> Text:
    from kiosk.calibration.words import reference_kind

    line = sentence(
        "certificates.command.reference",
        kind=reference_kind(reference.kind),
        serial=reference.serial,
        certificate=reference.certificate,
        due=reference.due.isoformat(),
    )
    if reference.is_overdue(context.today()):
        return sentence("certificates.command.overdue", reference=line)
    return line
