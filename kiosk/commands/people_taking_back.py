"""`kiosk people withdraw / delete-health`: what the desk does on the page of a resident's rights, without a screen."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import opened_store, operator
from kiosk.commands.whitelist_who import add_who, resident_of, say
from kiosk.sentences import sentence, table
from kiosk.whitelist.consent import ConsentKind

if TYPE_CHECKING:
    from kiosk.archive.archive import Archive


def add_parsers(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the two verbs."""
    withdraw = add_who(verbs, "withdraw", sentence("help.people.withdraw"))
    kinds = tuple(kind.value for kind in ConsentKind)
    withdraw.add_argument("--consent", required=True, choices=kinds, help=sentence("help.people.consent"))
    delete = add_who(verbs, "delete-health", sentence("help.people.delete-health"))
    for parser in (withdraw, delete):
        parser.add_argument("--reason", required=True, help=sentence("help.people.why-forget"))
        parser.add_argument("--yes", action="store_true", help=sentence("help.people.yes"))


def withdraw(args: argparse.Namespace, context: Context) -> int:
    """Take one consent back, once it was said what comes of it."""
    from kiosk.archive.asked import Asked, ByWhom

    kind, words = ConsentKind(args.consent), table("rights.withdraw")
    with opened_store(context) as store:
        resident_id = _known(args, store)
        if not args.yes:
            make_sure(words[f"{kind.value}-body"], words["confirm"])
        asked = Asked(ByWhom.BY_COMMAND, args.reason.strip())
        done = store.own_rights.withdraw(resident_id, kind, operator(), by_whom=asked)
    result = {
        "resident": resident_id,
        "withdrawn": [one.value for one in done.kinds],
        "templates": done.templates,
        "erased": done.erased,
    }
    say(context, result, words[f"{kind.value}-done" if done.kinds else "nothing"])
    return 0


def delete_health(args: argparse.Namespace, context: Context) -> int:
    """Delete the health records somebody has until now."""
    from kiosk.archive.asked import Asked, ByWhom

    words = table("rights.delete-health")
    with opened_store(context) as store:
        resident_id = _known(args, store)
        if not args.yes:
            make_sure(words["body"], words["confirm"])
        asked = Asked(ByWhom.BY_COMMAND, args.reason.strip())
        gone = store.own_rights.delete_health(resident_id, operator(), by_whom=asked)
    say(context, {"resident": resident_id, "rows": gone}, words["done"], sentence("people.health-backups"))
    return 0


def make_sure(what: str, word: str) -> None:
    """Say what happens and have a word typed that means it.

    Raises:
        Refused: it was not typed, or nobody is there who could.
    """
    if not sys.stdin.isatty():
        raise Refused(sentence("people.needs-yes", word=word))
    print(sentence("people.sure", what=what, word=word), end="", file=sys.stderr, flush=True)
    if sys.stdin.readline(16).strip() != word:
        raise Refused(sentence("people.not-done", word=word))


def _known(args: argparse.Namespace, store: Archive) -> str:
    """Whom it is about. Raises Refused, WhitelistRefused: person-unknown, before anything is asked."""
    resident_id = resident_of(args, store)
    store.own_rights.summary(resident_id)
    return resident_id
