"""What is typed about a person, what `kiosk whitelist add` asks before it changes a name, and what it says it did."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from kiosk.commands.context import Context, Refused
from kiosk.commands.personal import add_personal
from kiosk.people.names import mask_name
from kiosk.sentences import fault_sentences, listed, sentence, table

if TYPE_CHECKING:
    from kiosk.archive.whitelist import Entered
    from kiosk.people.id_number import IdNumber
    from kiosk.people.resident import Resident

SEXES = {"male": "1", "female": "2"}
LEVELS = ("district", "street", "committee", "community", "building", "home")
"""The parts of an address, each an option of its own."""


def add_address(parser: argparse.ArgumentParser) -> None:
    """Add an option for each part of an address."""
    for level in LEVELS:
        add_personal(
            parser, f"--{level}", field_word(level), meaning=sentence("help.whitelist.address", level=field_word(level))
        )


def typed_number(text: str, context: Context) -> IdNumber:
    """A document number with what it says. Raises Refused."""
    from kiosk.people.id_number import NumberProblem, checked

    try:
        return checked(text, context.today())
    except NumberProblem as problem:
        raise Refused(sentence("words.stop", said=fault_sentences(problem.code).staff)) from None


def may_rename(args: argparse.Namespace, known: Resident, typed: Resident, context: Context) -> bool:
    """Whether the name typed may take the place of the one known for the number: asked at a keyboard.

    Raises:
        WhitelistRefused: it is another name, nobody said that it is meant, and nobody can be asked or they said no.
    """
    from kiosk.archive.whitelist import is_other_name, other_name

    if not is_other_name(known, typed):
        return False
    if args.rename:
        return True
    if context.json or not sys.stdin.isatty():
        raise other_name(known)
    masked = mask_name(known.name or known.name_foreign or "")
    print(sentence("whitelist.entered.ask-rename", name=masked),
          end="", file=sys.stderr, flush=True)  # fmt: skip
    if sys.stdin.readline(16).strip() not in (sentence("whitelist.entered.yes"), "yes"):
        raise other_name(known)
    return True


def what_was_done(name: str, entered: Entered, already: int, parts: int) -> str:
    """One sentence.

    Args:
        already: Pictures that were there before, or came twice.
        parts: Templates stored of the person now.
    """
    shown = mask_name(name)
    without_face = "" if parts else sentence("whitelist.entered.without-face")
    repeated = sentence("whitelist.entered.repeated", already=already) if already else ""
    if entered.is_new:
        return sentence(
            "whitelist.entered.added",
            name=shown,
            templates=entered.templates,
            repeated=repeated,
            without_face=without_face,
        )
    suspended = sentence("whitelist.entered.suspended") if entered.is_suspended else ""
    if not entered.changed:
        return sentence("whitelist.entered.nothing-changed", name=shown, suspended=suspended, without_face=without_face)
    did: list[str] = []
    if entered.templates:
        did.append(sentence("whitelist.entered.templates", templates=entered.templates, repeated=repeated))
    if entered.fields:
        did.append(sentence("whitelist.entered.fields", fields=listed(map(field_word, entered.fields))))
    if entered.consents:
        did.append(sentence("whitelist.entered.consents", consents=len(entered.consents)))
    if entered.card_linked:
        did.append(sentence("whitelist.entered.social-card"))
    changes = sentence("words.comma").join(did)
    return sentence(
        "whitelist.entered.changed", name=shown, changes=changes, suspended=suspended, without_face=without_face
    )


def field_word(field: str) -> str:
    """The Chinese word of a field."""
    return table("people.fields")[field]
