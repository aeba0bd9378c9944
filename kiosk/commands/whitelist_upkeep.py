"""`kiosk whitelist enrol / suspend / resume / adaptation / undo-adaptation / look-alikes`: members, later on."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from kiosk.commands import whitelist_faces
from kiosk.commands.context import Context, Refused
from kiosk.commands.personal import add_personal
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.commands.whitelist_who import add_who, resident_of, say
from kiosk.people.names import mask_name
from kiosk.sentences import sentence
from kiosk.whitelist.consent import NEWEST_TEXT

if TYPE_CHECKING:
    from kiosk.archive.archive import Archive, ArchiveContents


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs and their options."""
    enrol = add_who(verbs, "enrol", sentence("help.whitelist.enrol"))
    whitelist_faces.add_options(enrol)
    enrol.add_argument(
        "--really-same", metavar="REASON",
        help=sentence("help.whitelist.really-same"),
    )  # fmt: skip
    for verb, words in (("suspend", sentence("help.whitelist.suspend")), ("resume", sentence("help.whitelist.resume"))):
        add_who(verbs, verb, words).add_argument("--reason", required=True, help=sentence("help.whitelist.why-suspend"))
    consent = add_who(verbs, "adaptation", sentence("help.whitelist.adaptation"))
    choice = consent.add_mutually_exclusive_group(required=True)
    choice.add_argument("--agreed", action="store_true", help=sentence("help.whitelist.agreed"))
    choice.add_argument("--withdrawn", action="store_true", help=sentence("help.whitelist.taken-back"))
    add_personal(
        consent,
        "--consented-by",
        sentence("whitelist.consented-by"),
        metavar="NAME",
        meaning=sentence("help.whitelist.by"),
    )
    consent.add_argument("--guardian-relation", metavar="TEXT", help=sentence("help.whitelist.guardian"))
    consent.add_argument("--consent-how", choices=("signature", "card-tap"), help=sentence("help.whitelist.how"))
    consent.add_argument(
        "--text-version", metavar="VERSION", help=sentence("help.whitelist.version", newest=NEWEST_TEXT)
    )
    add_who(verbs, "undo-adaptation", sentence("help.whitelist.undo-adaptation"))
    verbs.add_parser("look-alikes", help=sentence("help.whitelist.look-alikes"))


def enrol(args: argparse.Namespace, context: Context) -> int:
    """Replace somebody's templates."""
    if not args.image and not args.camera:
        raise Refused(sentence("whitelist.upkeep.pictures-needed"))
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        taken = whitelist_faces.take(args, resident_id, store, context, replacing=True)
        changed = args.look_alike or not whitelist_faces.is_stored_already(taken, resident_id, store)
        replaced = 0
        if changed:
            replaced = store.upkeep.re_enrol(
                resident_id, taken.templates, operator(), taken.looks_like, overruled=taken.overruled
            )
    result = {
        "resident": resident_id,
        "changed": changed,
        "templates": len(taken.templates),
        "replaced": replaced,
        "look_alikes": list(taken.looks_like),
        "warnings": list(taken.warnings),
    }
    anew, same = (
        sentence("whitelist.upkeep.enrolled-anew", replaced=replaced),
        sentence("whitelist.upkeep.same-pictures"),
    )
    say(context, result, anew if changed else same, *taken.warnings)
    return 0


def suspend(args: argparse.Namespace, context: Context) -> int:
    """Stop recognising somebody, or go on."""
    resume = args.verb == "resume"
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        store.whitelist.suspend(resident_id, operator(), args.reason, resume=resume)
    say(
        context,
        {"resident": resident_id, "suspended": not resume},
        sentence("whitelist.upkeep.resumed") if resume else sentence("whitelist.upkeep.suspended"),
    )
    return 0


def adaptation(args: argparse.Namespace, context: Context) -> int:
    """Record the consent to slow updating, or that it was taken back."""
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        if args.withdrawn:
            gone = store.upkeep.withdraw(resident_id, operator())
            say(
                context,
                {"resident": resident_id, "agreed": False, "deleted": gone},
                sentence("whitelist.upkeep.withdrawn", deleted=gone),
            )
            return 0
        _agree(args, store, resident_id, context)
    hint = "" if context.settings.faces.adapt else sentence("whitelist.upkeep.not-switched-on")
    say(context, {"resident": resident_id, "agreed": True}, sentence("whitelist.upkeep.agreed", hint=hint))
    return 0


def _agree(args: argparse.Namespace, store: Archive, resident_id: str, context: Context) -> None:
    from kiosk.whitelist.consent import ConsentHow, ConsentKind, consent_in_words_of, last_day

    if not (args.text_version and args.consent_how):
        raise Refused(sentence("whitelist.consent-unclear"))
    resident = store.register.resident(resident_id)
    given_by = args.consented_by or (resident.name if resident else None) or ""
    how, kind = ConsentHow(args.consent_how), ConsentKind.ADAPTATION
    until = last_day(kind, context.today(), context.settings.whitelist.consent_years)
    try:
        consent = consent_in_words_of(args.text_version, kind, given_by, how, args.guardian_relation, until)
    except FileNotFoundError:
        raise Refused(sentence("whitelist.upkeep.text-without", version=args.text_version)) from None
    store.upkeep.agree(resident_id, consent, operator())


def undo_adaptation(args: argparse.Namespace, context: Context) -> int:
    """Search by what was enrolled again."""
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        gone = store.upkeep.undo_adaptation(resident_id, operator())
    say(context, {"resident": resident_id, "deleted": gone}, sentence("whitelist.upkeep.undone", deleted=gone))
    return 0


def look_alikes(args: argparse.Namespace, context: Context) -> int:
    """Who looks like whom."""
    with reading_store(context) as store:
        rows: list[dict[str, Any]] = [
            {
                "residents": [pair.one, pair.other],
                "names": [_name(store, pair.one), _name(store, pair.other)],
                "declared": pair.declared,
            }
            for pair in store.look_alikes.all()
        ]
    if context.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        source = sentence("whitelist.upkeep.declared") if row["declared"] else sentence("whitelist.upkeep.found")
        print(f"{'  '.join(row['names'])}  {source}  {'  '.join(row['residents'])}")
    print(sentence("whitelist.upkeep.pairs", pairs=len(rows)))
    return 0


def _name(store: ArchiveContents, resident_id: str) -> str:
    resident = store.register.resident(resident_id)
    return mask_name((resident.name or resident.name_foreign or "") if resident else "")
