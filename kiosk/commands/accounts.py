"""`kiosk accounts …`: who works at the terminal. PINs and codes are asked for and never stand on the line."""

from __future__ import annotations

import argparse
import json
import math
from typing import TYPE_CHECKING

from kiosk.commands.accounts_asking import new_authenticator, new_pin, plain, secret, signed_in
from kiosk.commands.context import Context, Refused
from kiosk.commands.personal import add_personal
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.commands.whitelist_who import say
from kiosk.sentences import Refusal, Text, sentence

if TYPE_CHECKING:
    from kiosk.accounts.keeping import AccountKeeper, SetUp
    from kiosk.accounts.permissions import Permission, Role
    from kiosk.accounts.ports import AccountState
    from kiosk.accounts.session import Session
    from kiosk.accounts.throttle import Moment, Throttle
    from kiosk.archive.archive import Archive

ROLES = ("staff", "technician", "auditor")


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("accounts", help=sentence("help.summaries.accounts"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("init", help=sentence("help.accounts.init"))
    verbs.add_parser("list", help=sentence("help.accounts.list"))
    add = _verb(verbs, "add", sentence("help.accounts.add"))
    add.add_argument("--role", required=True, choices=ROLES, help=sentence("help.accounts.role"))
    add_personal(add, "--name", sentence("accounts.name"), required=True, meaning=sentence("help.accounts.name"))
    _verb(verbs, "disable", sentence("help.accounts.disable"))
    _verb(verbs, "unlock", sentence("help.accounts.unlock"))
    _verb(verbs, "reset-pin", sentence("help.accounts.reset-pin"))
    change = verbs.add_parser("change-pin", help=sentence("help.accounts.change-pin"))
    change.add_argument("--as", dest="by", metavar="LOGIN", help=sentence("help.accounts.by"))
    _verb(verbs, "totp", sentence("help.accounts.totp"))
    link = _verb(verbs, "link-card", sentence("help.accounts.link-card"))
    link.add_argument("--remove", action="store_true", help=sentence("help.accounts.remove"))


def _verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser], verb: str, words: str) -> argparse.ArgumentParser:
    """A verb about one account; its parser."""
    parser = verbs.add_parser(verb, help=words)
    parser.add_argument("login", metavar="LOGIN", help=sentence("help.accounts.login"))
    parser.add_argument("--as", dest="by", metavar="LOGIN", help=sentence("help.accounts.by"))
    return parser


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    try:
        if args.verb == "list":
            return _list(context)
        with opened_store(context, begin=args.verb == "init") as store:
            return _Office(args, context, store).run()
    except Refusal as refusal:
        raise Refused(refusal.sentence, code=refusal.code) from refusal


class _Office:
    """One change of the accounts, by somebody who signed in for it."""

    def __init__(self, args: argparse.Namespace, context: Context, store: Archive) -> None:
        from kiosk.accounts.authenticator import Authenticator
        from kiosk.accounts.guard import Guard
        from kiosk.accounts.keeping import AccountKeeper
        from kiosk.accounts.throttle import Throttle
        from kiosk.store.stamps import boot_id

        self._args, self._context, self._store = args, context, store
        self._guard = Guard(store.audit)
        self._keeper: AccountKeeper = AccountKeeper(store.accounts, self._guard, context.clock)
        throttle = Throttle.of(context.settings.accounts)
        self._way_in = Authenticator(store.accounts, throttle, context.clock, boot_id(), "cli")

    def run(self) -> int:
        """Do it."""
        verb: str = self._args.verb
        done = {
            "init": self._init, "add": self._add, "disable": self._disable, "unlock": self._unlock, "totp": self._totp,
            "reset-pin": self._reset_pin, "change-pin": self._change_pin, "link-card": self._link_card,
        }[verb]()  # fmt: skip
        if done is not None:
            say(self._context, {"account": self._login, "done": verb}, done)
        return 0

    @property
    def _login(self) -> str:
        return str(getattr(self._args, "login", None) or self._args.by).strip().lower()

    def _init(self) -> None:
        code = self._keeper.print_set_up_code(operator())
        say(self._context, {"code": code, "hours": 24}, code, sentence("accounts.done.init"))

    def _add(self) -> Text:
        from kiosk.accounts.keeping import Applicant, SetUp
        from kiosk.accounts.logins import checked_login
        from kiosk.accounts.permissions import Permission, Role

        login, role = checked_login(self._args.login), Role(self._args.role)
        by = self._signed_in(Permission.ACCOUNTS_MANAGE) if self._store.accounts.has_any() else self._begun(role)
        self._keeper.check_free(login)
        pin = new_pin(login)
        secret_key, shown = self._new_authenticator(login) if role.wants_code else ("", "")
        applicant = Applicant(login, self._args.name, role, pin, secret_key, shown)
        if isinstance(by, SetUp):
            self._keeper.set_up(by, applicant)
        else:
            self._keeper.add(by, applicant)
        return sentence("accounts.done.added", login=login, role=role.word)

    def _disable(self) -> Text:
        from kiosk.accounts.permissions import Permission

        self._keeper.disable(self._signed_in(Permission.ACCOUNTS_MANAGE), self._login)
        return sentence("accounts.done.disabled", login=self._login)

    def _unlock(self) -> Text:
        from kiosk.accounts.permissions import Permission

        self._keeper.unlock(self._signed_in(Permission.PIN_RESET), self._login)
        return sentence("accounts.done.unlocked", login=self._login)

    def _reset_pin(self) -> Text:
        from kiosk.accounts.permissions import Permission

        by = self._signed_in(Permission.PIN_RESET)
        self._keeper.check_known(self._login)
        self._keeper.reset_pin(by, self._login, new_pin(self._login))
        return sentence("accounts.done.pin", login=self._login)

    def _change_pin(self) -> Text:
        by = signed_in(self._way_in, self._args.by)
        self._args.by = by.login
        self._keeper.change_own_pin(by, new_pin(by.login))
        return sentence("accounts.done.pin", login=by.login)

    def _totp(self) -> Text:
        from kiosk.accounts.permissions import Permission

        by = signed_in(self._way_in, self._args.by)
        if by.login != self._login:
            self._guard.check(by, Permission.PIN_RESET)
        self._keeper.check_known(self._login, wants_code=True)
        self._keeper.change_authenticator(by, self._login, *self._new_authenticator(self._login))
        return sentence("accounts.done.totp", login=self._login)

    def _link_card(self) -> Text:
        from kiosk.accounts.permissions import Permission

        by = self._signed_in(Permission.ACCOUNTS_MANAGE)
        if self._args.remove:
            self._keeper.link_card(by, self._login, None)
            return sentence("accounts.done.card-away", login=self._login)
        self._keeper.link_card(by, self._login, secret(sentence("accounts.asked.card")))
        return sentence("accounts.done.card", login=self._login)

    def _begun(self, role: Role) -> SetUp:
        """Leave to make the first account, by the set-up code."""
        from kiosk.accounts.keeping import check_first

        check_first(role)
        return self._keeper.begin_set_up(plain(sentence("accounts.asked.set-up-code")))

    def _new_authenticator(self, login: str) -> tuple[str, str]:
        return new_authenticator(login, self._context, self._keeper.shows)

    def _signed_in(self, permission: Permission) -> Session:
        """Who does it. Refused before anything else is asked when their role may not."""
        by = signed_in(self._way_in, self._args.by)
        self._guard.check(by, permission)
        return by


def _list(context: Context) -> int:
    from kiosk.accounts.throttle import Moment, Throttle
    from kiosk.store.stamps import boot_id

    throttle: Throttle = Throttle.of(context.settings.accounts)
    now: Moment = Moment(boot_id(), context.clock.now().monotonic_s)
    with reading_store(context) as store:
        states = store.accounts.states(throttle, now)
    if context.json:
        print(json.dumps([_as_dict(state) for state in states], ensure_ascii=False, indent=2))
        return 0
    for state in states:
        print(_line(state))
    print(sentence("accounts.list.count", accounts=len(states)))
    if sum(state.role.value == "auditor" and state.disabled is None for state in states) == 1:
        print(sentence("accounts.list.one-auditor"))
    return 0


def _line(state: AccountState) -> str:
    from kiosk.people.names import mask_name

    words = [state.login, mask_name(state.name), state.role.word]
    if state.disabled is not None:
        words.append(sentence("accounts.list.disabled"))
    elif state.wait_s > 0:
        words.append(sentence("accounts.list.locked", minutes=math.ceil(state.wait_s / 60)))
    if state.has_card:
        words.append(sentence("accounts.list.card"))
    return "  ".join(words)


def _as_dict(state: AccountState) -> dict[str, object]:
    from kiosk.people.names import mask_name

    return {
        "login": state.login,
        "name": mask_name(state.name),
        "role": state.role.value,
        "made": state.made.isoformat(timespec="seconds"),
        "disabled": state.disabled.isoformat(timespec="seconds") if state.disabled else None,
        "failures": state.failures,
        "wait_s": round(state.wait_s, 1),
        "card": state.has_card,
    }
