"""What a person may ask of the hall: to see what is kept of them, to have it corrected, to have it deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kiosk.archive.asked import Asked
from kiosk.archive.corrections import changed_fields, keep_correction
from kiosk.archive.dossier import dossier
from kiosk.archive.entry_rows import Version, check_unchanged, touch
from kiosk.archive.erasing import erase
from kiosk.archive.resident_rows import find_by_id, find_by_number
from kiosk.archive.whitelist import Whitelist
from kiosk.archive.withdrawals import Withdrawn, note
from kiosk.people.resident import Resident
from kiosk.sentences import sentence
from kiosk.store.core import Act, Core
from kiosk.store.fields import storable
from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso
from kiosk.whitelist.admission import WhitelistRefused, check_names

AT_THE_TERMINAL = timedelta(minutes=30)
"""A visit that began longer ago and never ended was cut off by a power failure: nobody stands there."""


class PersonRights:
    """Shows, corrects and deletes. Thread-safe; every call leaves an entry in the audit trail."""

    def __init__(self, core: Core, whitelist: Whitelist) -> None:
        self._core, self._whitelist = core, whitelist

    def show(
        self,
        resident_id: str,
        actor: str,
        *,
        masked: bool = True,
        reason: str | None = None,
        asked: Asked | None = None,
    ) -> dict[str, Any]:
        """Everything kept of somebody as plain data; see `kiosk.archive.dossier`.

        Args:
            asked: On whose word, where the person asked for it.

        Raises:
            WhitelistRefused: person-unknown.
        """
        with self._core.readers.db() as db:
            resident = known_person(db, resident_id, self._core)
            found = dossier(db, resident, self._core.fields, masked=masked)
        said = {"reason": reason} | ({} if asked is None else asked.noted())
        self._core.writer.call(
            lambda db: self._core.act(db, actor).note("resident.shown", resident_id, masked=masked, **said)
        )
        return found

    def correct(
        self,
        resident_id: str,
        change: Callable[[Resident], Resident],
        actor: str,
        reason: str,
        *,
        seen: Version | None = None,
        asked: Asked | None = None,
    ) -> tuple[str, ...]:
        """Change what is known of somebody; names of the fields that are other now.

        Args:
            change: From the resident as known to the resident as it should be.
            seen: The version whoever asks had before their eyes.
            asked: On whose word, where the person asked for it.

        Raises:
            WhitelistRefused: person-unknown, a name that cannot be right, a number that is somebody else's
                (person-number-taken), or whitelist-changed since it was seen.
        """

        def work(db: Database) -> tuple[str, ...]:
            check_unchanged(db, resident_id, seen)
            return self.correct_within(self._core.act(db, actor), resident_id, change, reason, asked)

        changed = self._core.writer.call(work)
        self._whitelist.notice_changes()
        self._whitelist.leave_no_traces()
        return changed

    def correct_within(
        self,
        act: Act,
        resident_id: str,
        change: Callable[[Resident], Resident],
        reason: str,
        asked: Asked | None = None,
    ) -> tuple[str, ...]:
        """The same within an act."""
        known = known_person(act.db, resident_id, self._core)
        after = change(known)
        if changed_fields(known, after):
            after = check_names(after)
        holder = find_by_number(act.db, after.number, self._core.fields) if after.number else None
        if holder is not None and holder.id != resident_id:
            raise WhitelistRefused(sentence("refusals.person-number-taken"))
        changed = keep_correction(act, known, after, reason, asked)
        row = one(act.db, "SELECT id FROM whitelist_entries WHERE resident_id = ? AND status = 'active'", resident_id)
        if changed and row is not None:
            touch(act.db, row["id"])
        return changed

    def forget(
        self, resident_id: str, actor: str, reason: str, *, asked: Asked | None = None
    ) -> tuple[dict[str, int], bool]:
        """Delete everything of somebody: how many rows of each table, and whether the write-ahead log is empty of them
        already (else the writer sees to it within a second or so). A running terminal drops the face within a second.

        Args:
            asked: On whose word, where the person asked for it.

        Raises:
            WhitelistRefused: person-unknown, or person-at-the-terminal.
        """

        def work(db: Database) -> dict[str, int]:
            act = self._core.act(db, actor)
            known_person(db, resident_id, self._core)
            open_visit = """SELECT 1 FROM visits WHERE resident_id = ? AND ended_utc IS NULL AND at_utc > ?"""
            if one(db, open_visit, resident_id, iso(act.now.utc - AT_THE_TERMINAL)) is not None:
                raise WhitelistRefused(sentence("refusals.person-at-the-terminal"))
            gone = erase(act, resident_id)
            said = {} if asked is None else asked.noted()
            act.note("resident.forgotten", resident_id, rows=gone, **(said | {"reason": storable(reason)}))
            note(act, Withdrawn.PERSON, resident_id)
            return gone

        gone = self._core.writer.call(work)
        self._whitelist.notice_changes()
        return gone, self._whitelist.leave_no_traces()


def known_person(db: Database, resident_id: str, core: Core) -> Resident:
    """Somebody who is known and was not forgotten."""
    known = find_by_id(db, resident_id, core.fields)
    forgotten = known is not None and known.name is None and known.name_foreign is None and known.number is None
    cards = "SELECT 1 FROM card_references WHERE resident_id = ?"
    if known is None or (forgotten and one(db, cards, resident_id) is None):
        raise _unknown()
    return known


def _unknown() -> WhitelistRefused:
    return WhitelistRefused(sentence("refusals.person-unknown"))
