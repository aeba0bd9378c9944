"""Rows of accounts as whoever keeps them needs them: made, changed, disabled; and the code the first is made with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.accounts.outcomes import AccountRefused
from kiosk.accounts.permissions import Role
from kiosk.accounts.ports import AccountState, NewAccount, NewAuthenticator
from kiosk.accounts.throttle import Moment, Throttle
from kiosk.archive.account_tries import CARD, TABLE, AccountTries, tried
from kiosk.ids import new_id
from kiosk.sentences import sentence
from kiosk.store.core import Act
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment

CODES = "set_up_codes"


class Accounts(AccountTries):
    """Implements `kiosk.accounts.ports.AccountChanges`. Thread-safe."""

    def states(self, throttle: Throttle, now: Moment) -> tuple[AccountState, ...]:
        """See the port."""
        with self._core.readers.db() as db:
            rows = list(db.query("SELECT * FROM accounts ORDER BY seq"))
        return tuple(
            AccountState(
                account_id=row["id"],
                login=row["login"],
                name=self._text(row, "name"),
                role=Role(row["role"]),
                made=moment(row["at_utc"]),
                disabled=moment(row["disabled_utc"]) if row["disabled_utc"] else None,
                failures=row["failures"],
                wait_s=throttle.wait_s(row["failures"], tried(row), now),
                has_card=row["card_index"] is not None,
            )
            for row in rows
        )

    def has_any(self) -> bool:
        """See the port."""
        with self._core.readers.db() as db:
            return _has_any(db)

    def is_taken(self, login: str) -> bool:
        """See the port."""
        with self._core.readers.db() as db:
            return _is_taken(db, login)

    def add(self, account: NewAccount, actor: str) -> str:
        """See the port."""
        account_id = new_id()
        self._core.writer.call(lambda db: self._add(self._core.act(db, actor), account_id, account))
        return account_id

    def change_pin(self, login: str, pin_hash: str, actor: str) -> None:
        """See the port."""

        def change(act: Act, row: Row) -> None:
            sealed = self._core.fields.seal(pin_hash, TABLE, "pin_hash", row["id"])
            act.db.execute("UPDATE accounts SET pin_hash = ? WHERE id = ?", [sealed, row["id"]])
            _forget_failures(act.db, row)
            act.note("account.pin-changed", row["id"], own=row["login"] == actor)

        self._change(login, actor, change)

    def change_authenticator(self, login: str, authenticator: NewAuthenticator, actor: str) -> None:
        """See the port."""

        def change(act: Act, row: Row) -> None:
            if not Role(row["role"]).wants_code:
                raise AccountRefused(sentence("accounts.refused.needs-no-code"))
            sealed = self._core.fields.seal(authenticator.secret, TABLE, "totp_secret", row["id"])
            act.db.execute(
                "UPDATE accounts SET totp_secret = ?, totp_step = ? WHERE id = ?",
                [sealed, authenticator.step, row["id"]],
            )
            act.note("account.authenticator-changed", row["id"], own=row["login"] == actor)

        self._change(login, actor, change)

    def forget_failures(self, login: str, actor: str) -> None:
        """See the port."""

        def change(act: Act, row: Row) -> None:
            _forget_failures(act.db, row)
            act.note("account.unlocked", row["id"], failures=row["failures"])

        self._change(login, actor, change)

    def disable(self, login: str, actor: str) -> None:
        """See the port."""

        def change(act: Act, row: Row) -> None:
            if row["role"] == Role.AUDITOR.value and _auditors(act.db) == 1:
                raise AccountRefused(sentence("accounts.refused.last-auditor"))
            act.db.execute(
                "UPDATE accounts SET disabled_utc = ?, card_index = NULL WHERE id = ?",
                [act.when()["at_utc"], row["id"]],
            )
            act.note("account.disabled", row["id"])

        self._change(login, actor, change)

    def link_card(self, login: str, number: str | None, actor: str) -> None:
        """See the port."""
        index = None if number is None else self._core.fields.index(CARD, number)

        def change(act: Act, row: Row) -> None:
            if index is not None and one(
                act.db, "SELECT 1 FROM accounts WHERE card_index = ? AND id != ?", index, row["id"]
            ):
                raise AccountRefused(sentence("accounts.refused.card-taken"))
            act.db.execute("UPDATE accounts SET card_index = ? WHERE id = ?", [index, row["id"]])
            act.note("account.card-linked" if index is not None else "account.card-unlinked", row["id"])

        self._change(login, actor, change)

    def keep_set_up_code(self, code_hash: str, ends: datetime, actor: str) -> None:
        """See the port."""
        code_id = new_id()

        def work(db: Database) -> None:
            if _has_any(db):
                raise AccountRefused(sentence("accounts.refused.not-the-first"))
            act = self._core.act(db, actor)
            db.execute("UPDATE set_up_codes SET used_utc = ? WHERE used_utc IS NULL", [act.when()["at_utc"]])
            sealed = self._core.fields.seal(code_hash, CODES, "code_hash", code_id)
            insert(db, CODES, {"id": code_id, **act.when(), "code_hash": sealed, "ends_utc": iso(ends)})
            act.note("account.set-up-code", code_id)

        self._core.writer.call(work)

    def begin_set_up(self, now: datetime, most_tries: int) -> tuple[str, str] | None:
        """See the port."""

        def work(db: Database) -> tuple[str, str] | None:
            row = one(
                db,
                """SELECT * FROM set_up_codes WHERE used_utc IS NULL AND tries < ? AND at_utc <= ? AND ends_utc > ?
                   ORDER BY seq DESC LIMIT 1""",
                most_tries,
                iso(now),
                iso(now),
            )
            if row is None:
                return None
            db.execute("UPDATE set_up_codes SET tries = tries + 1 WHERE id = ?", [row["id"]])
            self._core.act(db, "terminal").note("account.set-up-tried", row["id"], tries=row["tries"] + 1)
            return row["id"], self._core.fields.open(row["code_hash"], CODES, "code_hash", row["id"]) or ""

        return self._core.writer.call(work)

    def finish_set_up(self, code_id: str, account: NewAccount) -> str:
        """See the port."""
        account_id = new_id()

        def work(db: Database) -> None:
            act = self._core.act(db, account.login)
            used = db.execute(
                "UPDATE set_up_codes SET used_utc = ? WHERE id = ? AND used_utc IS NULL",
                [act.when()["at_utc"], code_id],
            )
            if used.rowcount != 1 or _has_any(db):
                raise AccountRefused(sentence("accounts.refused.not-the-first"))
            self._add(act, account_id, account)

        self._core.writer.call(work)
        return account_id

    def _add(self, act: Act, account_id: str, account: NewAccount) -> None:
        if _is_taken(act.db, account.login):
            raise AccountRefused(sentence("accounts.refused.login-taken"))
        seal, proved = self._core.fields.seal, account.authenticator
        insert(act.db, TABLE, {
            "id": account_id, **act.when(), "login": account.login, "role": account.role.value,
            "name": seal(account.name, TABLE, "name", account_id),
            "pin_hash": seal(account.pin_hash, TABLE, "pin_hash", account_id),
            "totp_secret": seal(proved.secret, TABLE, "totp_secret", account_id) if proved else None,
            "totp_step": proved.step if proved else None,
        })  # fmt: skip
        act.note("account.added", account_id, login=account.login, role=account.role.value)

    def _change(self, login: str, actor: str, change: Callable[[Act, Row], None]) -> None:
        """Change the account in force that is called so."""

        def work(db: Database) -> None:
            row = one(db, "SELECT * FROM accounts WHERE login = ? AND disabled_utc IS NULL", login)
            if row is None:
                raise AccountRefused(sentence("accounts.refused.unknown"))
            change(self._core.act(db, actor), row)

        self._core.writer.call(work)


def _has_any(db: Database) -> bool:
    return one(db, "SELECT 1 FROM accounts LIMIT 1") is not None


def _is_taken(db: Database, login: str) -> bool:
    return one(db, "SELECT 1 FROM accounts WHERE login = ?", login) is not None


def _auditors(db: Database) -> int:
    query = "SELECT count(*) FROM accounts WHERE role = 'auditor' AND disabled_utc IS NULL"
    return int(db.execute(query).fetchone()[0])


def _forget_failures(db: Database, row: Row) -> None:
    db.execute(
        "UPDATE accounts SET failures = 0, tried_boot = NULL, tried_monotonic_s = NULL WHERE id = ?", [row["id"]]
    )
