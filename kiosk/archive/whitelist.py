"""The whitelist: who may be recognised by the camera at this hall."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, tzinfo

from devices.cards.text import normalised
from devices.identity import CardReference
from kiosk.archive import look_alikes
from kiosk.archive.asked import Helped
from kiosk.archive.change_feed import ChangeFeed, Listener, ManyListener
from kiosk.archive.consent_rows import not_in_force, save_consents, save_refusal, withdraw_consents
from kiosk.archive.corrections import changed_fields, keep_correction
from kiosk.archive.enrolment import Enrolment, Entered
from kiosk.archive.entry_rows import (
    ENTRIES,
    Entry,
    Version,
    WhitelistChange,
    check_unchanged,
    entry,
    listed,
    newest_change,
    touch,
)
from kiosk.archive.resident_rows import find_by_id, find_by_number, is_code_of_others, link_card, save
from kiosk.archive.set_aside import destroy_set_aside
from kiosk.archive.templates import Origin, Templates
from kiosk.archive.withdrawals import Withdrawn, note
from kiosk.ids import new_id
from kiosk.people.name_rules import same_name
from kiosk.people.names import mask_name
from kiosk.people.resident import Resident
from kiosk.sentences import sentence
from kiosk.store.core import Act, Core
from kiosk.store.fields import storable
from kiosk.store.log_keeper import empty_log
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment
from kiosk.whitelist.admission import AdmissionRules, WhitelistRefused, check_admission, check_names
from kiosk.whitelist.consent import RECORDED_NO, ConsentKind
from kiosk.whitelist.pauses import with_pause

_ENDS_WITH_THE_LINE = (ConsentKind.FACE, ConsentKind.HOME_CALLS, ConsentKind.SHARING, ConsentKind.ADAPTATION)
"""Consents that mean nothing off the list; whoever comes back is asked again."""


class Whitelist:
    """Adds, lists and revokes. Thread-safe; the calls that write wait for their commit."""

    def __init__(self, core: Core, templates: Templates, rules: AdmissionRules, zone: tzinfo) -> None:
        self.rules = rules
        self._core = core
        self._templates = templates
        self._zone = zone
        self._lock = threading.Lock()
        self._feed = ChangeFeed(core)
        self._traces_left = True  # an earlier process may have ended between a deletion and its checkpoint

    def add(self, enrolment: Enrolment, actor: str) -> str:
        """The same as `enter`; the entry's id."""
        return self.enter(enrolment, actor).entry_id

    def enter(self, enrolment: Enrolment, actor: str) -> Entered:
        """Put somebody on the whitelist.

        Somebody on it already keeps the entry and gets the new templates and consents. What is there already is not
        written again: the same call a second time changes nothing.

        Raises:
            WhitelistRefused: no consent, wrong age, no guardian, no proper name, the number is known under another name
                (whitelist-other-name) and `renames` is not set, or the code of the social-security card was read on
                somebody else's (whitelist-card-of-others); nothing was saved.
            StoreError: it could not be saved.
        """
        resident = enrolment.resident
        check_admission(self.rules, resident.birth, enrolment.consents, self.today(), enrolment.refused)
        if enrolment.templates and ConsentKind.FACE in enrolment.refused:
            raise WhitelistRefused(sentence("refusals.whitelist-no-consent"))
        resident = check_names(resident, enrolment.consents)
        plan = replace(enrolment, resident=resident)
        entered = self._core.writer.call(lambda db: self._enter(self._core.act(db, actor), plan))
        self.notice_changes()
        if entered.deleted:
            self.leave_no_traces()
        return entered

    def revoke(
        self,
        resident_id: str,
        actor: str,
        reason: str,
        *,
        seen: Version | None = None,
        health: bool = False,
        helped: Helped | None = None,
    ) -> bool:
        """Take somebody off: the entry is marked, all consents but that to health records withdrawn, templates deleted.

        Listeners are told after the commit. True when the deleted bytes are gone from the write-ahead log too; false
        when a reader was in the way and the writer will finish that within a second or so.

        Args:
            seen: The version whoever asks had before their eyes.
            health: They want no health records kept either: that consent ends with it.
            helped: Who helped the person, where it is their own word.

        Raises:
            WhitelistRefused: whitelist-not-listed, or whitelist-changed since it was seen.
        """

        def work(db: Database) -> None:
            check_unchanged(db, resident_id, seen)
            act = self._core.act(db, actor)
            self.revoke_within(act, resident_id, reason, helped=helped)
            if health:
                withdraw_consents(act, resident_id, ConsentKind.HEALTH)

        self._core.writer.call(work)
        self.notice_changes()
        return self.leave_no_traces()

    def suspend(
        self, resident_id: str, actor: str, reason: str, *, resume: bool = False, seen: Version | None = None
    ) -> None:
        """Stop recognising somebody for a while, or go on with it. Templates and consents stay.

        Raises:
            WhitelistRefused: whitelist-not-listed, or whitelist-changed since it was seen.
        """

        def work(db: Database) -> None:
            check_unchanged(db, resident_id, seen)
            self.suspend_within(self._core.act(db, actor), resident_id, reason, resume=resume)

        self._core.writer.call(work)
        self.notice_changes()

    def entries(self, *, all_entries: bool = False) -> list[Entry]:
        """The entries in force, or all there ever were, oldest first."""
        fields = self._core.fields
        with self._core.readers.db() as db:
            rows = list(db.query(ENTRIES, {"all": int(all_entries), "today": self.today().isoformat()}))
            found = []
            for row in rows:
                resident = find_by_id(db, row["resident_id"], fields)
                if resident is not None:
                    found.append(entry(row, resident))
        return found

    def on_change(self, listener: Listener, many: ManyListener | None = None) -> None:
        """Call `listener` after each change: at once for changes made here, within about half a second for those of
        another program. It is called on the thread that made the change or on the writer's, and must return quickly.

        Args:
            many: Called once in its place with all changes when there are many of them; as quickly.
        """
        self._feed.on_change(listener, many)

    def notice_changes(self, db: Database | None = None) -> None:
        """Tell the listeners what changed since they were last told."""
        self._feed.notice(db)

    def leave_no_traces(self) -> bool:
        """After a deletion: whether the deleted bytes are gone from the write-ahead log already."""
        with self._lock:
            self._traces_left = True
        return self._core.writer.outside(self.erase_traces)

    def erase_traces(self, db: Database) -> bool:
        """Destroy the keys of deleted templates and, after a withdrawal, the files set aside before it, and empty the
        write-ahead log; true when nothing is left in it. Runs outside transactions. Raises StoreError when something
        cannot be overwritten; the next idle moment tries again.
        """
        with self._lock:
            if not self._traces_left and not self._core.erasable.has_doomed:
                return True
        self._templates.destroy_keys(db)
        overtaken = self._core.set_aside.names(by=self._core.erasable.withdrawn_path)
        destroy_set_aside(self._core, db, overtaken, "withdrawal")
        _, empty = empty_log(db)
        if empty:
            with self._lock:
                self._traces_left = False
        return empty

    def _enter(self, act: Act, enrolment: Enrolment) -> Entered:
        fields = self._core.fields
        resident = enrolment.resident
        known = find_by_number(act.db, resident.number, fields) if resident.number else None
        if known is None:
            save(act, resident)
            changed: tuple[str, ...] = ()
        else:
            if is_other_name(known, resident) and not enrolment.renames:
                raise other_name(known)
            resident = filled(resident, known)
            changed = changed_fields(known, resident)
            keep_correction(act, known, resident, None)
        code = normalised(enrolment.social_card or "")
        if is_code_of_others(act.db, resident.id, code, fields):
            raise WhitelistRefused(
                sentence("refusals.whitelist-card-of-others"),
            )
        card = CardReference(code, None, None)
        linked = bool(enrolment.social_card) and link_card(
            act, resident.id, card, learnt_from="registration", row_id=new_id()
        )
        fresh = not_in_force(act, resident.id, enrolment.consents)
        save_consents(act, resident.id, fresh)
        withdrawn = withdraw_consents(act, resident.id, *enrolment.withdraws)
        for kind in RECORDED_NO:
            if kind in enrolment.refused:
                save_refusal(act, resident.id, kind, enrolment.consents[0])
        row = one(act.db, "SELECT * FROM whitelist_entries WHERE resident_id = ? AND status = 'active'", resident.id)
        entered = Entered(
            entry_id=new_id() if row is None else str(row["id"]),
            resident_id=resident.id,
            is_new=row is None,
            fields=changed,
            consents=tuple(consent.kind.value for consent in fresh),
            card_linked=linked,
            templates=len(enrolment.templates),
            is_suspended=row is not None and row["suspended_utc"] is not None,
            withdrawn=tuple(kind.value for kind in withdrawn),
            deleted=0 if row is None else self._clear(act, row, enrolment),
        )
        if row is None:
            insert(act.db, "whitelist_entries", {
                "id": entered.entry_id, **act.when(), "resident_id": resident.id, "status": "active",
                "change_seq": newest_change(act.db) + 1, "added_by": act.actor,
            })  # fmt: skip
        elif entered.changed or enrolment.looks_like:
            touch(act.db, entered.entry_id)
        self._templates.save(act, entered.entry_id, enrolment.templates)
        look_alikes.declare(act, resident.id, enrolment.looks_like)
        if entered.changed:
            act.note("whitelist.added" if row is None else "whitelist.updated", resident.id, entry=entered.entry_id,
                     templates=len(enrolment.templates), deleted=entered.deleted,
                     refused=[kind.value for kind in enrolment.refused],
                     **({} if enrolment.helped is None else enrolment.helped.noted()))  # fmt: skip
        if enrolment.overruled is not None:
            act.note("whitelist.unlikeness-overruled", resident.id, entry=entered.entry_id,
                     reason=storable(enrolment.overruled))  # fmt: skip
        return entered

    def _clear(self, act: Act, row: Row, enrolment: Enrolment) -> int:
        """Delete the templates that nobody agrees to any more, or that new ones replace; how many."""
        if ConsentKind.FACE in enrolment.refused or enrolment.replaces:
            look_alikes.forget(act, str(row["resident_id"]))
            return self._templates.delete(act, str(row["id"]))
        if ConsentKind.ADAPTATION in enrolment.refused:
            return self._templates.delete(act, str(row["id"]), Origin.ADAPTED)
        return 0

    def revoke_within(
        self, act: Act, resident_id: str, reason: str, signed_by: str | None = None, helped: Helped | None = None
    ) -> None:
        """The same as `revoke` within an act; `signed_by` is the second account where two had to agree."""
        row = listed(act.db, resident_id)
        act.db.execute(
            """UPDATE whitelist_entries SET status = 'revoked', revoked_utc = ?, revoked_by = ?, revoke_reason = ?,
               change_seq = ? WHERE id = ?""",
            [act.when()["at_utc"], act.actor, storable(reason), newest_change(act.db) + 1, row["id"]],
        )
        withdraw_consents(act, resident_id, *_ENDS_WITH_THE_LINE)
        gone = self._templates.delete(act, str(row["id"]))
        look_alikes.forget(act, resident_id)
        more = {} if helped is None else helped.noted()
        more |= {} if signed_by is None else {"signed_by": signed_by}
        act.note("whitelist.revoked", resident_id, entry=row["id"], templates=gone, **more)
        note(act, Withdrawn.ENTRY, str(row["id"]))

    def suspend_within(self, act: Act, resident_id: str, reason: str, *, resume: bool = False) -> None:
        """The same as `suspend` within an act."""
        row, pauses = listed(act.db, resident_id), None
        if row["suspended_utc"] is not None:
            begun = moment(str(row["suspended_utc"])).astimezone(self._zone).date()
            pauses = with_pause(row["pauses"], begun, self.today())
        act.db.execute(
            """UPDATE whitelist_entries SET suspended_utc = ?, suspended_by = ?, pauses = coalesce(?, pauses),
               change_seq = ? WHERE id = ?""",
            [None if resume else act.when()["at_utc"], None if resume else act.actor, pauses,
             newest_change(act.db) + 1, row["id"]],
        )  # fmt: skip
        act.note("whitelist.resumed" if resume else "whitelist.suspended", resident_id, entry=row["id"],
                 reason=storable(reason))  # fmt: skip

    def today(self) -> date:
        """The day it is in the hall: birthdays begin with it."""
        return self._core.clock.now().utc.astimezone(self._zone).date()


def is_other_name(known: Resident, typed: Resident) -> bool:
    """Whether the name typed for a number is none of the names it is known by."""
    names = [name for name in (known.name, known.name_foreign) if name]
    return bool(names) and typed.name is not None and not any(same_name(name, typed.name) for name in names)


def other_name(known: Resident) -> WhitelistRefused:
    """The refusal of another name for a known number; it shows the known name masked."""
    masked = mask_name(known.name or known.name_foreign or "")
    return WhitelistRefused(
        sentence("refusals.whitelist-other-name", name=masked),
    )


def filled(new: Resident, known: Resident) -> Resident:
    """The known resident with what the desk typed now; what was left empty stays as it was."""
    if known.name is not None and new.name is not None and same_name(new.name, known.name):
        new = replace(new, name=known.name)
    elif not is_other_name(known, new) and known.name is None:
        new = replace(new, name=None)  # the typed one is the name in foreign letters
    changes = {name: getattr(new, name) for name in ("name", "name_foreign", "birth", "nation", "nationality", "phone")}
    kept = {name: value for name, value in changes.items() if value is not None}
    levels = ("district", "street", "committee", "community", "building", "home")
    typed = {level: value for level in levels if (value := getattr(new.address, level)) is not None}
    sex = new.sex if new.sex in ("1", "2") else known.sex
    return replace(known, **kept, sex=sex, address=replace(known.address, **typed))


__all__ = ["Enrolment", "Entered", "Entry", "Whitelist", "WhitelistChange"]
