"""What staff do with members beyond the plain acts of the whitelist: edit, put back, look at a number, many at once.

Each is one transaction with its entries in the trail, and refuses when the member is not as they were seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.archive.asked import Asked
from kiosk.archive.entry_rows import Version, check_unchanged, newest_change, version_of
from kiosk.archive.resident_rows import find_by_id
from kiosk.archive.rights import PersonRights
from kiosk.archive.whitelist import Whitelist
from kiosk.people.resident import Resident
from kiosk.sentences import sentence
from kiosk.store.core import Core
from kiosk.store.fields import storable
from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.admission import WhitelistRefused


@dataclass(frozen=True, slots=True, repr=False)
class Edited:
    """What a change did.

    Attributes:
        fields: Names of what is known otherwise now.
        before: As it was known until then; kept nowhere but with whoever may undo it.
        version: As it stands now.
    """

    fields: tuple[str, ...]
    before: Resident
    version: Version


class MemberActs:
    """Changes members. Thread-safe; every call waits for its commit.

    Where `seen` is the version whoever asks had before their eyes, WhitelistRefused whitelist-changed says that the
    member is another one now, and nothing was done. A StoreError says the same of a store that cannot be written.
    What is given back is the version the act left: it can be undone as long as that is the newest.
    """

    def __init__(self, core: Core, whitelist: Whitelist, rights: PersonRights) -> None:
        self._core, self._whitelist, self._rights = core, whitelist, rights

    def edit(
        self,
        resident_id: str,
        change: Callable[[Resident], Resident],
        seen: Version,
        actor: str,
        reason: str,
        *,
        asked: Asked | None = None,
    ) -> Edited:
        """Change what is known of a member, as `PersonRights.correct` does. Raises WhitelistRefused as that."""
        known: list[Resident] = []

        def remembered(resident: Resident) -> Resident:
            known.append(resident)
            return change(resident)

        def work(db: Database) -> tuple[tuple[str, ...], Version]:
            check_unchanged(db, resident_id, seen)
            fields = self._rights.correct_within(self._core.act(db, actor), resident_id, remembered, reason, asked)
            return fields, _left(db, resident_id)

        fields, version = self._core.writer.call(work)
        self._whitelist.notice_changes()
        self._whitelist.leave_no_traces()
        return Edited(fields, known[-1], version)

    def suspend(self, resident_id: str, seen: Version, actor: str, reason: str, *, resume: bool = False) -> Version:
        """Stop recognising a member, or go on with it. Raises WhitelistRefused."""

        def work(db: Database) -> Version:
            check_unchanged(db, resident_id, seen)
            self._whitelist.suspend_within(self._core.act(db, actor), resident_id, reason, resume=resume)
            return _left(db, resident_id)

        version = self._core.writer.call(work)
        self._whitelist.notice_changes()
        return version

    def revoke(self, resident_id: str, seen: Version, actor: str, reason: str) -> Version:
        """Take a member off the list; see `Whitelist.revoke`. Raises WhitelistRefused."""

        def work(db: Database) -> Version:
            check_unchanged(db, resident_id, seen)
            self._whitelist.revoke_within(self._core.act(db, actor), resident_id, reason)
            return _left(db, resident_id)

        version = self._core.writer.call(work)
        self._whitelist.notice_changes()
        self._whitelist.leave_no_traces()
        return version

    def put_back(self, resident_id: str, seen: Version, actor: str) -> None:
        """Undo a revocation as far as it can be: the line is in force again, without any consent and without a face.

        Raises:
            WhitelistRefused: whitelist-listed-again, or whitelist-erased when nobody is there any more.
        """

        def work(db: Database) -> None:
            check_unchanged(db, resident_id, seen)
            act = self._core.act(db, actor)
            row = one(db, _NEWEST, resident_id)
            if row is None or row["status"] != "revoked":
                raise WhitelistRefused(sentence("refusals.whitelist-listed-again"))
            resident = find_by_id(db, resident_id, self._core.fields)
            if resident is None or not (resident.name or resident.name_foreign):
                raise WhitelistRefused(sentence("refusals.whitelist-erased"))
            db.execute(_PUT_BACK, [newest_change(db) + 1, row["id"]])
            act.note("whitelist.put-back", resident_id, entry=row["id"])

        self._core.writer.call(work)
        self._whitelist.notice_changes()

    def reveal_number(self, resident_id: str, actor: str, reason: str) -> str:
        """A member's number in full, "" for none. The trail knows of it, and why, before anybody reads it.

        Raises:
            WhitelistRefused: person-unknown.
            StoreError: it could not be noted, so it is not shown.
        """
        with self._core.readers.db() as db:
            resident = find_by_id(db, resident_id, self._core.fields)
        if resident is None:
            raise WhitelistRefused(sentence("refusals.person-unknown"))
        self._core.writer.call(
            lambda db: self._core.act(db, actor).note("number.revealed", resident_id, reason=storable(reason))
        )
        return resident.number or ""

    def revoke_many(self, seen: Mapping[str, Version], actor: str, signed_by: str, reason: str) -> None:
        """Take several members off the list, all or none.

        Args:
            seen: The versions of all of them, by resident id.
            signed_by: The second account that agreed.

        Raises:
            WhitelistRefused: one of them is not listed, or changed since; nobody was taken off.
            StoreError: nobody was taken off.
        """

        def work(db: Database) -> None:
            act = self._core.act(db, actor)
            for resident_id, version in seen.items():
                check_unchanged(db, resident_id, version)
                self._whitelist.revoke_within(act, resident_id, reason, signed_by)
            act.note("whitelist.revoked-many", None, people=len(seen), signed_by=signed_by)

        self._core.writer.call(work)
        self._whitelist.notice_changes()
        self._whitelist.leave_no_traces()


def _left(db: Database, resident_id: str) -> Version:
    version = version_of(db, resident_id)
    assert version is not None
    return version


_NEWEST = "SELECT id, status FROM whitelist_entries WHERE resident_id = ? ORDER BY seq DESC LIMIT 1"
_PUT_BACK = """UPDATE whitelist_entries SET status = 'active', revoked_utc = NULL, revoked_by = NULL,
  revoke_reason = NULL, suspended_utc = NULL, suspended_by = NULL, change_seq = ? WHERE id = ?"""
