"""`kiosk whitelist home-calls`: who is to be looked in on, and why, masked. Writes nothing."""

from __future__ import annotations

import argparse
import json

from kiosk.commands.context import Context
from kiosk.commands.storing import reading_store
from kiosk.sentences import sentence


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb."""
    verbs.add_parser("home-calls", help=sentence("help.whitelist.home-calls"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.home_calls.listing import attention, wanted
    from kiosk.home_calls.room import listed_of
    from kiosk.home_calls.words import first_why, whose_days, why

    rules = context.settings.home_calls
    with reading_store(context) as store:
        facts = store.home_call_facts.read(wanted(rules))
        found = listed_of(attention(facts, rules), store.callers)
    if context.json:
        rows = [
            {"resident": each.attention.resident_id, "name": each.name, "building": each.building,
             "reasons": [{"rule": reason.rule.value, "since": reason.since.isoformat(), "why": why(reason)}
                         for reason in each.attention.reasons]}
            for each in found
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for each in found:
        said, since = first_why(each.attention.reasons), each.attention.reasons[0].since.isoformat()
        print(
            sentence(
                "home-calls.list.line", since=since, name=each.name, building=each.building, why=said,
                resident=each.attention.resident_id,
            )
        )  # fmt: skip
    print(sentence("home-calls.list.people", total=len(found)))
    print(whose_days(rules, len(facts.agreed)))
    return 0
