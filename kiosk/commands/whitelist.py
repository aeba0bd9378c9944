"""`kiosk whitelist …`: the whitelist without a screen. Adding, listing and revoking stand here."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from devices.cards.card_code import names_a_card
from devices.cards.text import normalised
from kiosk.commands import whitelist_faces, whitelist_home_calls, whitelist_import, whitelist_upkeep
from kiosk.commands.context import Context, Refused
from kiosk.commands.personal import add_personal
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.commands.whitelist_entered import LEVELS, SEXES, add_address, may_rename, typed_number, what_was_done
from kiosk.commands.whitelist_who import add_who, resident_of, say
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import sentence, table
from kiosk.whitelist.consent import NEWEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.archive.archive import ArchiveContents
    from kiosk.archive.whitelist import Enrolment, Entry
    from kiosk.people.id_number import IdNumber
    from kiosk.whitelist.consent import Consent
    from kiosk.whitelist.standing import Standing


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("whitelist", help=sentence("help.summaries.whitelist"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _add_add(verbs)
    listing = verbs.add_parser("list", help=sentence("help.whitelist.list"))
    listing.add_argument("--all", action="store_true", help=sentence("help.whitelist.all"))
    revoke = add_who(verbs, "revoke", sentence("help.whitelist.revoke"))
    revoke.add_argument("--reason", required=True, help=sentence("help.whitelist.why-revoke"))
    whitelist_upkeep.add_verbs(verbs)
    whitelist_import.add_verbs(verbs)
    whitelist_home_calls.add_verb(verbs)


def _add_add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = verbs.add_parser("add", help=sentence("help.whitelist.add"))
    add_personal(add, "--name", sentence("people.fields.name"), required=True, meaning=sentence("help.whitelist.name"))
    add_personal(
        add, "--number", sentence("people.fields.number"), required=True, meaning=sentence("help.whitelist.number")
    )
    add.add_argument("--sex", choices=tuple(SEXES), help=sentence("help.whitelist.sex"))
    add_personal(
        add,
        "--birth",
        sentence("people.fields.birth"),
        metavar="YYYY-MM-DD",
        meaning=sentence("help.whitelist.sex"),
    )
    add.add_argument("--nation", metavar="CODE", help=sentence("help.whitelist.nation"))
    add_personal(add, "--phone", sentence("people.fields.phone"), meaning=sentence("help.whitelist.phone"))
    add_personal(
        add, "--social-card", sentence("whitelist.card-code"), metavar="CODE",
        meaning=sentence("help.whitelist.card-code"),
    )  # fmt: skip
    add_address(add)
    whitelist_faces.add_options(add)
    add.add_argument("--rename", action="store_true", help=sentence("help.whitelist.rename"))
    for kind in ("face", "health", "home-calls", "sharing", "adaptation"):
        add.add_argument(f"--consent-{kind}", action="store_true", help=sentence("help.whitelist.consent", kind=kind))
    add_personal(
        add,
        "--consented-by",
        sentence("whitelist.consented-by"),
        metavar="NAME",
        meaning=sentence("help.whitelist.by"),
    )
    add.add_argument("--guardian-relation", metavar="TEXT", help=sentence("help.whitelist.guardian"))
    add.add_argument("--consent-how", choices=("signature", "card-tap"), help=sentence("help.whitelist.how"))
    add.add_argument("--text-version", metavar="VERSION", help=sentence("help.whitelist.version", newest=NEWEST_TEXT))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.whitelist.admission import WhitelistRefused

    verbs = {
        "add": _add,
        "list": _list,
        "revoke": _revoke,
        "enrol": whitelist_upkeep.enrol,
        "suspend": whitelist_upkeep.suspend,
        "resume": whitelist_upkeep.suspend,
        "adaptation": whitelist_upkeep.adaptation,
        "undo-adaptation": whitelist_upkeep.undo_adaptation,
        "look-alikes": whitelist_upkeep.look_alikes,
        "home-calls": whitelist_home_calls.run,
        "import": whitelist_import.take_over,
        "imports": whitelist_import.imports,
        "undo-import": whitelist_import.undo,
    }
    try:
        return verbs[args.verb](args, context)
    except WhitelistRefused as refusal:
        raise Refused(refusal.sentence) from refusal


def _add(args: argparse.Namespace, context: Context) -> int:
    from kiosk.whitelist.admission import check_admission, check_names

    number = typed_number(args.number, context)
    enrolment = _enrolment(args, number)
    enrolment = replace(enrolment, resident=check_names(enrolment.resident))
    enrolment = replace(enrolment, consents=_consents(args, enrolment.resident.name or "", context))
    with opened_store(context, begin=True) as store:
        known = store.register.by_number(number.number)
        # Refused before a picture is opened: without consent no face is looked at.
        check_admission(store.whitelist.rules, enrolment.resident.birth, enrolment.consents, context.today())
        renames = known is not None and may_rename(args, known, enrolment.resident, context)
        taken = whitelist_faces.take(args, known.id if known else None, store, context)
        complete = replace(enrolment, templates=taken.templates, looks_like=taken.looks_like, renames=renames)
        entered = store.whitelist.enter(complete, operator())
        parts = len(store.templates.of(entered.resident_id, suspended=True))
    result = {
        "entry": entered.entry_id,
        "resident": entered.resident_id,
        "did": "added" if entered.is_new else "updated" if entered.changed else "nothing",
        "changed": list(entered.fields),
        "consents": list(entered.consents),
        "templates": len(taken.templates),
        "already": taken.already,
        "look_alikes": list(taken.looks_like),
        "warnings": list(taken.warnings),
    }
    say(context, result, what_was_done(args.name, entered, taken.already, parts), *taken.warnings)
    return 0


def _list(args: argparse.Namespace, context: Context) -> int:
    from kiosk.gallery.judging import member_rules

    with reading_store(context) as store:
        stand = store.members.standings(member_rules(context.settings))
        rows = [
            _shown(entry, _hints(entry, store, context), stand)
            for entry in store.whitelist.entries(all_entries=args.all)
        ]
    if context.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    from kiosk.gallery.hints import Hint, hint_in_words

    states = table("members.standings")
    for row in rows:
        state = states[row["standing"]]
        hints = sentence("words.comma").join(hint_in_words(Hint(hint)) for hint in row["hints"])
        renew = sentence("whitelist.renew", hints=hints) if hints else ""
        print(
            sentence(
                "whitelist.row",
                resident=row["resident"],
                name=row["name"],
                number=row["number"],
                state=state,
                templates=row["templates"],
                renew=renew,
            )
        )
    print(sentence("whitelist.people", people=len(rows)))
    return 0


def _hints(entry: Entry, store: ArchiveContents, context: Context) -> list[str]:
    """Why somebody should be enrolled anew; nothing for those who are off the list."""
    from kiosk.faces.enrolment.in_use import engines_in_use
    from kiosk.gallery.hints import Rules, hints_for

    if entry.revoked is not None:
        return []
    parts = store.templates.of(entry.resident.id, suspended=True)
    rules = Rules(renew_years=context.settings.whitelist.renew_years)
    return [
        hint.value for hint in hints_for(parts, engines_in_use(context.settings.faces), context.clock.now().utc, rules)
    ]


def _revoke(args: argparse.Namespace, context: Context) -> int:
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        erased = store.whitelist.revoke(resident_id, operator(), args.reason)
    say(context, {"resident": resident_id, "revoked": True, "erased": erased}, sentence("whitelist.revoked"))
    return 0


def _enrolment(args: argparse.Namespace, number: IdNumber) -> Enrolment:
    from kiosk.archive.whitelist import Enrolment
    from kiosk.ids import new_id
    from kiosk.people.resident import Address, Resident

    resident = Resident(
        id=new_id(),
        name=args.name,
        number=number.number,
        sex=SEXES.get(args.sex, number.sex),
        birth=_birth(args.birth, number),
        nation=args.nation,
        phone=args.phone,
        address=Address(**{level: getattr(args, level) for level in LEVELS}),
    )
    if args.social_card is not None and not names_a_card(normalised(args.social_card)):
        raise Refused(sentence("whitelist.card-code-wrong"))
    return Enrolment(resident, (), social_card=args.social_card)


def _consents(args: argparse.Namespace, name: str, context: Context) -> tuple[Consent, ...]:
    from kiosk.whitelist.consent import ConsentHow, ConsentKind, consent_in_words_of, last_day

    kinds = [kind for kind in ConsentKind if getattr(args, f"consent_{kind.value.replace('-', '_')}")]
    if kinds and not (args.text_version and args.consent_how):
        raise Refused(sentence("whitelist.consent-unclear"))
    given_by = args.consented_by or name
    try:
        return tuple(
            consent_in_words_of(args.text_version, kind, given_by, ConsentHow(args.consent_how), args.guardian_relation,
                                last_day(kind, context.today(), context.settings.whitelist.consent_years))
            for kind in kinds
        )  # fmt: skip
    except FileNotFoundError:
        raise Refused(sentence("whitelist.text-unknown", version=args.text_version)) from None


def _birth(text: str | None, number: IdNumber) -> date | None:
    if text is None:
        return number.birth
    try:
        birth = date.fromisoformat(text)
    except ValueError:
        raise Refused(sentence("whitelist.birth-unreadable", birth=text)) from None
    if number.birth is not None and birth != number.birth:
        raise Refused(sentence("refusals.whitelist-other-birth"))
    return birth


def _shown(entry: Entry, hints: list[str], stand: Mapping[str, Standing]) -> dict[str, Any]:
    resident = entry.resident
    return {
        "resident": resident.id,
        "name": mask_name(resident.name or resident.name_foreign or ""),
        "number": mask_id_number(resident.number or ""),
        "active": entry.active,
        "standing": "revoked" if entry.revoked else stand.get(resident.id, "revoked"),
        "added": entry.added.isoformat(timespec="seconds"),
        "revoked": entry.revoked.isoformat(timespec="seconds") if entry.revoked else None,
        "suspended": entry.suspended.isoformat(timespec="seconds") if entry.suspended else None,
        "templates": entry.templates,
        "adapted": entry.adapted,
        "hints": hints,
        "consents": list(entry.consents),
    }
