"""Who works in the demonstration hall. Their PINs are drawn by lot at each start: no default password, here neither."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyotp

from devices.simulators.profile import Person
from kiosk.accounts import codes
from kiosk.accounts.hashing import PinHasher
from kiosk.accounts.permissions import Role
from kiosk.accounts.pins import LEAST_DIGITS, PinRefused, check_pin
from kiosk.accounts.ports import AccountChanges, NewAccount, NewAuthenticator
from kiosk.sentences import sentence, table

PEOPLE = {"li": Role.STAFF, "gu": Role.STAFF, "sun": Role.TECHNICIAN, "zhou": Role.AUDITOR}
"""Login to role."""
CARD_OF = {"li": "li-lihua"}
"""Login to the person of the cast whose card is the staff card."""
CODE = "-code"
ACTOR = "demonstration"


@dataclass(slots=True)
class DemoStaff:
    """Their accounts. `sign_on` makes them, or gives those of an earlier demonstration other PINs."""

    _pins: dict[str, str] = field(default_factory=dict)
    _secrets: dict[str, str] = field(default_factory=dict)

    def sign_on(self, accounts: AccountChanges, cast: Mapping[str, Person]) -> None:
        """Make whoever works here known to the terminal."""
        known = {account.login for account in accounts.known()}
        names, hasher = table("demonstration.staff.names"), PinHasher()
        for login, role in PEOPLE.items():
            pin = self._pins[login] = _drawn_pin(login)
            proved = None
            if role.wants_code:
                secret = self._secrets[login] = codes.new_secret()
                proved = NewAuthenticator(secret, 0)
            if login in known:
                accounts.change_pin(login, hasher.hash(pin, role), ACTOR)
                if proved is not None:
                    accounts.change_authenticator(login, proved, ACTOR)
            else:
                accounts.add(NewAccount(login, names[login], role, hasher.hash(pin, role), proved), ACTOR)
            if login in CARD_OF and login not in known:
                accounts.link_card(login, cast[CARD_OF[login]].number, ACTOR)

    def digits(self, what: str) -> str:
        """What somebody types: their PIN by their login, the authenticator's code of the moment by LOGIN-code."""
        login = what.removesuffix(CODE)
        return pyotp.TOTP(self._secrets[login]).now() if what != login else self._pins[login]

    def lines(self) -> list[str]:
        """For the panel: who they are, and what they type."""
        names = table("demonstration.staff.names")
        return [
            sentence("demonstration.staff.line-with-code", name=names[login], role=role.word, pin=pin,
                     code=self.digits(login + CODE))
            if role.wants_code
            else sentence("demonstration.staff.line", name=names[login], role=role.word, pin=pin)
            for login, role in PEOPLE.items()
            if (pin := self._pins.get(login)) is not None
        ]  # fmt: skip


def _drawn_pin(login: str) -> str:
    while True:
        pin = f"{secrets.randbelow(10**LEAST_DIGITS):0{LEAST_DIGITS}}"
        try:
            check_pin(pin, login)
        except PinRefused:
            continue
        return pin
