"""Whether anybody can work at the terminal's inner wing, and whether somebody is left who can help when one cannot."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.accounts.outcomes import KnownAccount
from kiosk.accounts.permissions import Role
from kiosk.doctor.findings import Finding, Verdict
from kiosk.sentences import sentence


def examine(accounts: Sequence[KnownAccount]) -> Finding:
    """One finding about the accounts that may be let in."""
    part = sentence("doctor.part.accounts")
    if not accounts:
        none, advice = sentence("doctor.accounts.none"), sentence("doctor.accounts.none-advice")
        return Finding("accounts", part, Verdict.WARNING, none, advice)
    if sum(account.role is Role.AUDITOR for account in accounts) == 1:
        found = sentence("doctor.accounts.one-auditor", accounts=len(accounts))
        return Finding("accounts", part, Verdict.WARNING, found, sentence("doctor.accounts.one-auditor-advice"))
    return Finding("accounts", part, Verdict.OK, sentence("doctor.accounts.found", accounts=len(accounts)))
