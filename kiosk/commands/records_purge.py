"""`kiosk records purge`: what the terminal does by itself each night, now. What goes is what the settings say."""

from __future__ import annotations

import argparse

from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.commands.whitelist_who import say
from kiosk.sentences import sentence, table


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb and its options."""
    purge = verbs.add_parser("purge", help=sentence("help.records.purge"))
    purge.add_argument("--dry-run", action="store_true", help=sentence("help.records.dry-run"))
    purge.add_argument("--clock-is-right", action="store_true", help=sentence("help.records.clock-checked"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.archive.expiry import ClockLeapt
    from kiosk.retention.periods import periods_of

    periods = periods_of(context.settings.retention)
    if args.dry_run:
        with reading_store(context) as read:
            rows = read.expiry.due(periods)
    else:
        with opened_store(context) as store:
            try:
                rows = store.expiry.purge(periods, operator(), clock_is_right=args.clock_is_right)
            except ClockLeapt as leapt:
                raise Refused(sentence("records.clock-leapt", days=leapt.days)) from None
            store.whitelist.leave_no_traces()
    named = table("records.tables")
    words = sentence("words.comma").join(
        sentence("records.purged-rows", table=named[name], rows=count) for name, count in rows.items()
    )
    done = sentence("records.due" if args.dry_run else "records.purged", rows=words)
    say(context, {"deleted": not args.dry_run, "rows": rows}, done if rows else sentence("records.nothing-due"))
    return 0
