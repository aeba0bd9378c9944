"""Rows of accounts as letting somebody in needs them: who there is, and tries counted before they are judged."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.accounts.outcomes import KnownAccount
from kiosk.accounts.permissions import Role
from kiosk.accounts.ports import KeptAccount, Waiting
from kiosk.accounts.throttle import Moment, Throttle
from kiosk.store.core import Act, Core
from kiosk.store.rows import Row, one
from kiosk.store.sqlcipher import Database

TABLE = "accounts"
CARD = "staff-card"
"""Kind of the blind index: a card that names an account and one that names a resident have nothing in common."""


class AccountTries:
    """Implements `kiosk.accounts.ports.AccountRows`. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def known(self) -> tuple[KnownAccount, ...]:
        """See the port."""
        with self._core.readers.db() as db:
            rows = list(db.query("SELECT id, login, name, role FROM accounts WHERE disabled_utc IS NULL ORDER BY seq"))
        known = [KnownAccount(row["id"], row["login"], self._text(row, "name"), Role(row["role"])) for row in rows]
        return tuple(sorted(known, key=lambda account: list(Role).index(account.role)))

    def of_card(self, number: str) -> str | None:
        """See the port."""
        index = self._core.fields.index(CARD, number)
        with self._core.readers.db() as db:
            row = one(db, "SELECT login FROM accounts WHERE card_index = ? AND disabled_utc IS NULL", index)
        return None if row is None else str(row["login"])

    def pin_hash(self, account_id: str) -> str | None:
        """See the port."""
        with self._core.readers.db() as db:
            row = one(db, "SELECT id, pin_hash FROM accounts WHERE id = ? AND disabled_utc IS NULL", account_id)
        return None if row is None else self._text(row, "pin_hash")

    def is_locked(self, account_id: str, throttle: Throttle, now: Moment) -> bool:
        """See the port."""
        with self._core.readers.db() as db:
            row = one(db, "SELECT * FROM accounts WHERE id = ?", account_id)
        if row is None or not throttle.is_locked(row["failures"]):
            return False
        return throttle.wait_s(row["failures"], tried(row), now) > 0

    def begin_try(self, login: str, throttle: Throttle, now: Moment) -> KeptAccount | Waiting | None:
        """See the port."""

        def work(db: Database) -> KeptAccount | Waiting | None:
            row = one(db, "SELECT * FROM accounts WHERE login = ? AND disabled_utc IS NULL", login)
            if row is None:
                return None
            wait_s = throttle.wait_s(row["failures"], tried(row), now)
            if wait_s > 0:
                return Waiting(row["failures"], wait_s)
            db.execute(
                "UPDATE accounts SET failures = failures + 1, tried_boot = ?, tried_monotonic_s = ? WHERE id = ?",
                [now.boot, now.monotonic_s, row["id"]],
            )
            return self._kept(row)

        return self._core.writer.call(work)

    def let_in(self, account: KeptAccount, step: int | None, where: str, *, signed: str | None) -> bool:
        """See the port."""

        def work(db: Database) -> bool:
            row = one(db, "SELECT * FROM accounts WHERE id = ? AND disabled_utc IS NULL", account.account_id)
            if row is None or self._text(row, "pin_hash") != account.pin_hash:
                return False
            used = row["totp_step"]
            if row["totp_secret"] is not None and (step is None or (used is not None and step <= used)):
                return False
            db.execute(
                """UPDATE accounts SET failures = 0, tried_boot = NULL, tried_monotonic_s = NULL,
                   totp_step = coalesce(?, totp_step) WHERE id = ?""",
                [step, account.account_id],
            )
            act = self._core.act(db, account.login)
            if signed is None:
                act.note("account.opened", account.account_id, role=account.role.value, where=where)
            else:
                act.note("account.signed", account.account_id, permission=signed, where=where)
            return True

        return self._core.writer.call(work)

    def failed(self, account: KeptAccount, where: str, *, locked_s: float | None) -> None:
        """See the port."""

        def note(act: Act) -> None:
            act.note("account.failed", account.account_id, failures=account.failures, where=where)
            if locked_s is not None:
                act.note("account.locked", account.account_id, seconds=round(locked_s), where=where)

        self._note(account.login, note)

    def kept_out(self, login: str, where: str, wait_s: float) -> None:
        """See the port."""
        self._note(login, lambda act: act.note("account.kept-out", None, seconds=round(wait_s), where=where))

    def not_allowed(self, login: str, permission: str, where: str) -> None:
        """See the port."""
        self._note(login, lambda act: act.note("access.refused", None, needs=permission, where=where))

    def unknown(self, where: str) -> None:
        """See the port."""
        self._note("terminal", lambda act: act.note("account.unknown", None, where=where))

    def _note(self, actor: str, note: Callable[[Act], None]) -> None:
        self._core.writer.call(lambda db: note(self._core.act(db, actor)))

    def _kept(self, row: Row) -> KeptAccount:
        """The account, the try that has just been counted among its failures."""
        return KeptAccount(
            account_id=row["id"],
            login=row["login"],
            name=self._text(row, "name"),
            role=Role(row["role"]),
            pin_hash=self._text(row, "pin_hash"),
            totp_secret=self._core.fields.open(row["totp_secret"], TABLE, "totp_secret", row["id"]),
            totp_step=row["totp_step"],
            failures=row["failures"] + 1,
        )

    def _text(self, row: Row, column: str) -> str:
        return self._core.fields.open(row[column], TABLE, column, row["id"]) or ""


def tried(row: Row) -> Moment | None:
    """When the last failure began; None when there was none."""
    boot = row["tried_boot"]
    return None if boot is None else Moment(boot, row["tried_monotonic_s"])
