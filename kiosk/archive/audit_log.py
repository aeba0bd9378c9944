"""Entries of the audit trail for whoever reviews it, chosen by day, account, kind and person, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.store.core import Core
from kiosk.store.stamps import iso, moment

LEAST_TAIL = 4
"""Digits of the end of a number by which somebody is found."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry. `subject` is the id of the row it is about."""

    seq: int
    at: datetime
    clock_suspect: bool
    actor: str
    action: str
    subject: str | None
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which entries are wanted; what is None chooses nothing.

    Attributes:
        since, before: The moment an entry was made.
        kinds: First words of its action, such as `whitelist`.
    """

    since: datetime | None = None
    before: datetime | None = None
    actor: str | None = None
    kinds: tuple[str, ...] = ()
    subject: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Somebody:
    """A resident an entry may be about, in clear."""

    resident_id: str
    name: str
    number: str | None


class AuditLog:
    """Reads the trail. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def entries(self, chosen: Chosen, *, below: int | None = None, skip: int = 0, most: int = 50) -> list[AuditEntry]:
        """The newest entries before a place of the chain, after the first `skip` of them."""
        where, values = _where(chosen)
        if below is not None:
            where, values = f"{where} AND seq < ?", [*values, below]
        sql = f"SELECT * FROM audit WHERE {where} ORDER BY seq DESC LIMIT {int(most)} OFFSET {int(skip)}"
        with self._core.readers.db() as db:
            return [
                AuditEntry(row["seq"], moment(row["at_utc"]), bool(row["clock_suspect"]), row["actor"], row["action"],
                           row["subject"], json.loads(row["detail"]))
                for row in db.query(sql, values)
            ]  # fmt: skip

    def count(self, chosen: Chosen) -> int:
        """How many there are."""
        where, values = _where(chosen)
        with self._core.readers.db() as db:
            return int(db.execute(f"SELECT count(*) FROM audit WHERE {where}", values).fetchone()[0])

    def actors(self) -> list[str]:
        """Everybody who ever did something, those of accounts, commands and the terminal itself."""
        with self._core.readers.db() as db:
            return [row[0] for row in db.execute("SELECT DISTINCT actor FROM audit ORDER BY actor")]

    def account_names(self) -> dict[str, str]:
        """Names of accounts by login, in clear; those that were disabled too."""
        with self._core.readers.db() as db:
            rows = list(db.query("SELECT id, login, name FROM accounts"))
        named = {row["login"]: self._core.fields.open(row["name"], "accounts", "name", row["id"]) for row in rows}
        return {login: name for login, name in named.items() if name}

    def people(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Names in clear of those ids that are residents'; None for one who was forgotten."""
        wanted = sorted(set(ids))
        sql = f"SELECT id, name, name_foreign FROM residents WHERE id IN ({', '.join('?' * len(wanted))})"
        with self._core.readers.db() as db:
            rows = list(db.query(sql, wanted))
        opened = self._core.fields.open
        return {
            row["id"]: opened(row["name"], "residents", "name", row["id"])
            or opened(row["name_foreign"], "residents", "name_foreign", row["id"])
            for row in rows
        }

    def whose(self, tail: str) -> list[Somebody]:
        """Residents whose number ends so, an X at its end left out or not. Opens every number, which takes some tenths
        of a second for a hundred thousand people.
        """
        if len(tail) < LEAST_TAIL:
            return []
        opened, found = self._core.fields.open, []
        with self._core.readers.db() as db:
            for row in db.query("SELECT id, number, name, name_foreign FROM residents WHERE number IS NOT NULL"):
                number = opened(row["number"], "residents", "number", row["id"])
                if number is not None and (number.endswith(tail) or number.upper().removesuffix("X").endswith(tail)):
                    name = opened(row["name"], "residents", "name", row["id"])
                    foreign = opened(row["name_foreign"], "residents", "name_foreign", row["id"])
                    found.append(Somebody(row["id"], name or foreign or "", number))
        return found


def _where(chosen: Chosen) -> tuple[str, list[object]]:
    parts, values = ["1"], list[object]()
    if chosen.since is not None:
        parts, values = [*parts, "at_utc >= ?"], [*values, iso(chosen.since)]
    if chosen.before is not None:
        parts, values = [*parts, "at_utc < ?"], [*values, iso(chosen.before)]
    if chosen.actor is not None:
        parts, values = [*parts, "actor = ?"], [*values, chosen.actor]
    if chosen.subject is not None:
        parts, values = [*parts, "subject = ?"], [*values, chosen.subject]
    if chosen.kinds:
        likes = " OR ".join("action LIKE ?" for _ in chosen.kinds)
        parts, values = [*parts, f"({likes})"], [*values, *(f"{kind}.%" for kind in chosen.kinds)]
    return " AND ".join(parts), values
