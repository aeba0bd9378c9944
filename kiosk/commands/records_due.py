"""`kiosk records due`: who is to be measured again by a day, and who is to see the family doctor. Writes nothing."""

from __future__ import annotations

import argparse
import json
from datetime import date

from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import reading_store
from kiosk.sentences import sentence, table


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb and its options."""
    due = verbs.add_parser("due", help=sentence("help.records.due"))
    due.add_argument("--by", metavar="DATE", help=sentence("help.records.due-by"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.visits.view_follow_up import what

    with reading_store(context) as store:
        by = store.follow_ups.today() if args.by is None else _day(args.by)
        found = store.follow_ups.due(by).rows
        today = store.follow_ups.today()
        callers = store.callers.of(f.resident_id for f in found)
    nobody = sentence("follow-up.list.nobody")
    named = [(f, (callers[f.resident_id].name if f.resident_id in callers else "") or nobody) for f in found]
    if context.json:
        rows = [
            {"resident": f.resident_id, "name": name, "metric": f.metric, "kind": f.kind.value, "band": f.band,
             "due": f.due.isoformat(), "made": f.made.isoformat(), "overdue": f.is_overdue(today)}
            for f, name in named
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    kinds = table("records.due-kinds")
    for f, name in named:
        kind = kinds[f.kind.value].fill(what=what(f.metric))
        print(sentence("records.due-line", day=f.due.isoformat(), name=name, kind=kind, resident=f.resident_id))
    print(sentence("records.due-count", count=len(found)))
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(sentence("records.time-unreadable", time=text)) from None
