"""`kiosk records summary`: what somebody measured on their last day, as a page to take home. Masked, audited."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import write_new_bytes
from kiosk.commands.storing import opened_store, operator
from kiosk.sentences import Refusal, sentence

if TYPE_CHECKING:
    from kiosk.archive.archive import ArchiveContents
    from kiosk.people.resident import Resident
    from kiosk.slips.slip import Slip


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb."""
    parser = verbs.add_parser("summary", help=sentence("help.records.summary"))
    parser.add_argument("--resident", metavar="ID", required=True, help=sentence("help.records.resident"))
    parser.add_argument("--out", type=a_path, metavar="FILE", required=True, help=sentence("help.records.summary-out"))


def run(args: argparse.Namespace, context: Context, draw: Callable[[Slip], bytes] | None) -> int:
    """Do it.

    Args:
        draw: Draws a page; None where nobody can, which is refused.
    """
    if draw is None:
        raise Refused(sentence("records.summary-needs-screen"))
    with opened_store(context) as store:
        resident = store.register.resident(args.resident)
        if resident is None:
            raise Refused(sentence("records.resident-unknown", resident=args.resident))
        slip = slip_of_records(store, resident, context)
        if slip is None:
            raise Refused(sentence("records.summary-empty"))
        try:
            page = draw(slip)
        except Refusal as refusal:
            raise Refused(refusal.sentence, code=refusal.code) from refusal
        store.audit.note(operator(), "records.summary", resident.id, lines=len(slip.lines))
        write_new_bytes(args.out, page)
    if context.json:
        print(json.dumps({"file": str(args.out), "lines": len(slip.lines), "masked": True}, ensure_ascii=False))
    else:
        print(sentence("records.summary-written", file=args.out))
    return 0


def slip_of_records(store: ArchiveContents, resident: Resident, context: Context) -> Slip | None:
    """Of the newest day on which anything was measured, with what was measured before; None where nothing was."""
    from kiosk.measurements.about import about
    from kiosk.measurements.measurement import Measurement
    from kiosk.measurements.sitting import parts_of
    from kiosk.people.names import mask_name
    from kiosk.slips.making import SHOWN, Taken, slip_of
    from kiosk.visits.slip_maker import place_of

    logged = store.records.measurements(resident_id=resident.id)
    known = [one.measurement for one in logged if one.measurement.metric in SHOWN and one.measurement.value is not None]
    if not known:
        return None
    within = parts_of(known)
    known = [measured for measured in known if measured.group_id not in within]
    known.sort(key=lambda m: m.taken_at.utc)
    day = context.day_of(known[-1].taken_at.utc)
    groups: dict[str, list[Measurement]] = {}
    before: dict[str, Measurement] = {}
    for measured in known:
        if context.day_of(measured.taken_at.utc) == day:
            groups.setdefault(measured.group_id, []).append(measured)
        else:
            before[measured.metric] = measured
    return slip_of(
        [Taken(tuple(group)) for group in groups.values()],
        place_of(context.settings),
        name=mask_name(resident.name or resident.name_foreign or ""),
        when=known[-1].taken_at.utc,
        last=tuple(before.values()),
        about=about(resident.birth.year if resident.birth else None, resident.sex, day.year),
    )
