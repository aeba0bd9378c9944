"""`kiosk audit breach`: who, what, when from the trail, after data may have leaked. Without names unless asked why."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import write_new
from kiosk.commands.records import moment_of
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from kiosk.archive.breach import Breach, Event


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb with its options."""
    breach = verbs.add_parser("breach", help=sentence("help.audit.breach"))
    breach.add_argument("--since", metavar="DATE", required=True, help=sentence("help.audit.since"))
    breach.add_argument("--until", metavar="DATE", required=True, help=sentence("help.audit.until"))
    breach.add_argument("--out", type=a_path, metavar="FILE", help=sentence("help.audit.out"))
    breach.add_argument("--names", action="store_true", help=sentence("help.audit.names"))
    breach.add_argument("--reason", metavar="TEXT", help=sentence("help.audit.reason"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it. Without names nothing is written but the file asked for."""
    from kiosk.archive.breach import breach_of
    from kiosk.audit_review.breach_words import breach_lines

    reason = (args.reason or "").strip()
    if args.names and not reason:
        raise Refused(sentence("breach.names-need-reason"))
    zone = ZoneInfo(context.settings.hall.time_zone)
    since, until = moment_of(args.since, zone), moment_of(args.until, zone)
    if since >= until:
        raise Refused(sentence("records.empty-span", since=args.since, until=args.until))
    with reading_store(context) as store:
        found = breach_of(store.audit, store.audit_log, since, until)
        accounts = store.audit_log.account_names()
    names = _names(found, context, reason) if args.names else None
    lines = [line + "\n" for line in breach_lines(found, zone, context.settings.hall.name, accounts, names)]
    if context.json:
        lines = [json.dumps(_as_dict(found, names), ensure_ascii=False, indent=2) + "\n"]
    if args.out is None:
        sys.stdout.write("".join(lines))
    else:
        write_new(args.out, lines)
        print(sentence("breach.written", file=args.out), file=sys.stderr)
    return 0


def _names(found: Breach, context: Context, reason: str) -> dict[str, str | None]:
    """Names of the residents concerned; the trail knows of it, and why, first."""
    with opened_store(context) as store:
        people = len(found.people_seen)
        store.audit.note(operator(), "audit.breach-named", None, people=people, reason=reason)
        return store.audit_log.people(found.people_seen) if found.people_seen else {}


def _as_dict(found: Breach, names: dict[str, str | None] | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "since": found.since.isoformat(), "until": found.until.isoformat(), "entries": found.entries,
        "first": found.first, "last": found.last, "sound": found.sound, "digits": found.digits,
        "doubtful": found.doubtful, "people_seen": len(found.people_seen), "people_taken": found.people_taken,
        "kinds": list(found.kinds), "seen": [_event(e) for e in found.seen], "taken": [_event(e) for e in found.taken],
        "refused": [{"actor": who, "action": what, "count": n} for (who, what), n in sorted(found.refused.items())],
        "did": {actor: dict(actions) for actor, actions in sorted(found.did.items())},
    }  # fmt: skip
    return told if names is None else {**told, "names": names}


def _event(event: Event) -> dict[str, Any]:
    return {"seq": event.seq, "at": event.at.isoformat(), "actor": event.actor, "action": event.action,
            "subject": event.subject, "kinds": list(event.kinds), **event.tells}  # fmt: skip
