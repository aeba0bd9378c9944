"""`kiosk people …`: what a person may ask of the hall. Each is audited."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.context import Context, Refused
from kiosk.commands.people_taking_back import add_parsers, delete_health, make_sure, withdraw
from kiosk.commands.personal import add_personal
from kiosk.commands.storing import opened_store, operator
from kiosk.commands.whitelist_entered import LEVELS, SEXES, add_address, field_word, typed_number
from kiosk.commands.whitelist_who import add_who, resident_of, say
from kiosk.sentences import listed, sentence, table

if TYPE_CHECKING:
    from kiosk.people.resident import Resident


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("people", help=sentence("help.summaries.people"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    show = add_who(verbs, "show", sentence("help.people.show"))
    show.add_argument("--unmasked", action="store_true", help=sentence("help.people.full"))
    show.add_argument("--reason", metavar="TEXT", help=sentence("help.people.full-reason"))
    correct = add_who(verbs, "correct", sentence("help.people.correct"))
    correct.add_argument("--reason", required=True, help=sentence("help.people.why-correct"))
    add_personal(correct, "--name", sentence("people.fields.name"), meaning=sentence("help.people.name"))
    add_personal(correct, "--right-number", sentence("people.right-number"), meaning=sentence("help.people.number"))
    correct.add_argument("--sex", choices=tuple(SEXES), help=sentence("help.people.sex"))
    add_personal(
        correct,
        "--birth",
        sentence("people.fields.birth"),
        metavar="YYYY-MM-DD",
        meaning=sentence("help.people.sex"),
    )
    correct.add_argument("--nation", metavar="CODE", help=sentence("help.people.nation"))
    add_personal(correct, "--phone", sentence("people.fields.phone"), meaning=sentence("help.people.phone"))
    add_address(correct)
    add_parsers(verbs)
    forget = add_who(verbs, "forget", sentence("help.people.forget"))
    forget.add_argument("--reason", required=True, help=sentence("help.people.why-forget"))
    forget.add_argument("--yes", action="store_true", help=sentence("help.people.yes"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.whitelist.admission import WhitelistRefused

    verbs = {
        "show": _show,
        "correct": _correct,
        "forget": _forget,
        "withdraw": withdraw,
        "delete-health": delete_health,
    }
    if args.reason is not None and not args.reason.strip():
        raise Refused(sentence("people.reason-empty"))
    try:
        return verbs[args.verb](args, context)
    except WhitelistRefused as refusal:
        raise Refused(refusal.sentence) from refusal


def _show(args: argparse.Namespace, context: Context) -> int:
    if args.unmasked and args.reason is None:
        raise Refused(sentence("people.unmasked-needs-reason"))
    with opened_store(context) as store:
        found = store.rights.show(resident_of(args, store), operator(), masked=not args.unmasked, reason=args.reason)
    if context.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for section, word in table("people.sections").items():
        _print_section(word, found[section])
    return 0


def _print_section(word: str, content: Any) -> None:
    if isinstance(content, dict):
        known = sentence("words.comma").join(
            f"{field_word(field)} {value}" for field, value in content.items() if value
        )
        print(sentence("people.section", section=word, content=known))
    elif isinstance(content, list):
        print(sentence("people.section-rows", section=word, rows=len(content)))
        for row in content:
            print("  " + "  ".join(str(value) for value in row.values() if value is not None))
    else:
        print(sentence("people.section", section=word, content=content))


def _correct(args: argparse.Namespace, context: Context) -> int:
    change = _change(args, context)
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        changed = store.rights.correct(resident_id, change, operator(), args.reason.strip())
    words = listed(field_word(field) for field in changed)
    done = sentence("people.corrected", fields=words) if changed else sentence("people.nothing-changed")
    say(context, {"resident": resident_id, "changed": list(changed)}, done)
    return 0


def _change(args: argparse.Namespace, context: Context) -> Callable[[Resident], Resident]:
    """From what was typed: the resident as they should be. Raises Refused."""
    changes: dict[str, Any] = {}
    if args.right_number is not None:
        number = typed_number(args.right_number, context)
        changes["number"] = number.number
        if number.birth is not None:
            changes |= {"birth": number.birth, "sex": number.sex}
    if args.name is not None:
        changes["name"] = args.name
    if args.sex is not None:
        changes["sex"] = SEXES[args.sex]
    if args.birth is not None:
        try:
            changes["birth"] = date.fromisoformat(args.birth)
        except ValueError:
            raise Refused(sentence("people.birth-unreadable")) from None
    changes |= {name: getattr(args, name) or None for name in ("nation", "phone") if getattr(args, name) is not None}
    levels = {level: getattr(args, level) or None for level in LEVELS if getattr(args, level) is not None}
    if not changes and not levels:
        raise Refused(sentence("people.what-to-change"))
    return lambda known: replace(known, **changes, address=replace(known.address, **levels))


def _forget(args: argparse.Namespace, context: Context) -> int:
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        if not args.yes:
            make_sure(sentence("people.forget-means"), sentence("people.forget-yes"))
        gone, erased = store.rights.forget(resident_id, operator(), args.reason.strip())
    copies = _copies(context.data_dir)
    warning = sentence("people.copies", files=listed(copies)) if copies else ""
    result = {"resident": resident_id, "rows": gone, "erased": erased, "copies": copies}
    done = sentence("people.forgotten")
    say(context, result, done, *([warning] if warning else []), sentence("people.backups"))
    return 0


def _copies(data_dir: Path) -> list[str]:
    """Names of database files that were set aside and could not be destroyed."""
    kinds = ("corrupt", "older", "found")
    return sorted({path.name for kind in kinds for path in data_dir.glob(f"kiosk.db.{kind}.*")})
