"""The life of templates after registration: registering anew, slow updating, and taking an update back."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta

from kiosk.archive import look_alikes
from kiosk.archive.consent_rows import in_force, save_consents, withdraw_consents
from kiosk.archive.entry_rows import listed, touch
from kiosk.archive.resident_rows import find_by_id
from kiosk.archive.templates import NewTemplate, Origin, Templates, delete_rows
from kiosk.archive.whitelist import Whitelist
from kiosk.people.id_number import age_on
from kiosk.sentences import sentence
from kiosk.store.core import Act, Core
from kiosk.store.fields import storable
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import moment
from kiosk.whitelist.admission import WhitelistRefused, check_consent_words, check_guardian
from kiosk.whitelist.consent import Consent, ConsentKind

LEAST_APART = timedelta(days=30)
"""Between one update and the next, and after a registration or an undone update."""
MOST_ADAPTED = 3
"""Updates kept of one person and engine; a further one takes the place of the oldest."""


@dataclass(frozen=True, slots=True)
class Update:
    """What became of an offered update. `reason` is a short name of the rule that refused it, None when it was kept."""

    kept: bool
    reason: str | None = None


class TemplateUpkeep:
    """Writes templates of people on the whitelist already. Thread-safe."""

    def __init__(self, core: Core, templates: Templates, whitelist: Whitelist) -> None:
        self._core, self._templates, self._whitelist = core, templates, whitelist

    def re_enrol(self, resident_id: str, templates: tuple[NewTemplate, ...], actor: str,
                 looks_like: tuple[str, ...] = (), overruled: str | None = None) -> int:  # fmt: skip
        """Put new templates in the place of all that were there, in one transaction; how many went.

        Updates go too: they were accepted for their likeness to what is replaced.

        Args:
            looks_like: Members declared to look like this person; earlier pairs that are not among them go.
            overruled: Why staff are sure of the person though the new templates are unlike the old; for the trail.

        Raises:
            WhitelistRefused: not listed, or no consent to the face in force.
            StoreError: it could not be saved; the old templates are still there.
        """
        if not templates:
            raise ValueError("nothing to put in the place of the old templates")

        def work(db: Database) -> int:
            act = self._core.act(db, actor)
            row = listed(db, resident_id)
            if not in_force(db, resident_id, ConsentKind.FACE, self._whitelist.today()):
                raise WhitelistRefused(sentence("refusals.whitelist-no-face-consent"), "whitelist-no-consent")
            gone = self._templates.delete(act, row["id"])
            self._templates.save(act, row["id"], templates)
            look_alikes.forget(act, resident_id)
            look_alikes.declare(act, resident_id, looks_like)
            touch(db, row["id"])
            act.note("whitelist.re-enrolled", resident_id, entry=row["id"], templates=len(templates), replaced=gone)
            if overruled is not None:
                act.note("whitelist.unlikeness-overruled", resident_id, entry=row["id"], reason=storable(overruled))
            return gone

        gone = self._core.writer.call(work)
        self._whitelist.notice_changes()
        self._whitelist.leave_no_traces()
        return gone

    def agree(self, resident_id: str, consent: Consent, actor: str) -> None:
        """Record that somebody on the whitelist agreed to slow updating.

        Raises:
            WhitelistRefused: not listed, or the record has a gap.
        """
        if consent.kind is not ConsentKind.ADAPTATION:
            raise ValueError("the other consents are given when somebody is put on the whitelist")
        check_consent_words((consent,))

        def work(db: Database) -> None:
            act = self._core.act(db, actor)
            listed(db, resident_id)
            resident = find_by_id(db, resident_id, self._core.fields)
            if resident is not None and resident.birth is not None:
                check_guardian(age_on(resident.birth, self._whitelist.today()), (consent,))
            save_consents(act, resident_id, (consent,))

        self._core.writer.call(work)

    def withdraw(self, resident_id: str, actor: str) -> int:
        """Take consent to slow updating back: no further update, and those there are deleted; how many.

        Raises:
            WhitelistRefused: whitelist-not-listed.
        """
        return self._without_updates(resident_id, actor, "consent.withdrawn", withdraw=True)

    def undo_adaptation(self, resident_id: str, actor: str) -> int:
        """Delete a person's updates and search by what was enrolled; how many there were. The consent stays.

        Raises:
            WhitelistRefused: whitelist-not-listed.
        """
        return self._without_updates(resident_id, actor, "template.update-undone", withdraw=False)

    def adapt(self, resident_id: str, templates: tuple[NewTemplate, ...], judged_by: frozenset[str]) -> Future[Update]:
        """Offer an update; returns at once, listeners of the whitelist hear of it after the commit.

        Kept only with the person's consent in force, on a trusted clock, when the newest template and the newest
        undoing are `LEAST_APART` old, and when the enrolled templates are still those the likeness was judged by.

        Args:
            templates: Of one visit, at most one of each engine.
            judged_by: Ids of the enrolled templates of these engines.

        Raises:
            StoreError: store-closed.
        """
        return self._core.writer.submit(
            lambda db: self._adapt(self._core.act(db, "terminal"), resident_id, templates, judged_by)
        )

    def may_adapt(self, resident_id: str) -> bool:
        """Whether an update would be kept now, as far as can be told without the face; a cheap look."""
        with self._core.readers.db() as db:
            row = next(iter(db.query(_LISTED, [resident_id])), None)
            return row is not None and self._refusal(self._core.act(db, "terminal"), resident_id, row) is None

    def _adapt(
        self, act: Act, resident_id: str, templates: tuple[NewTemplate, ...], judged_by: frozenset[str]
    ) -> Update:
        row = next(iter(act.db.query(_LISTED, [resident_id])), None)
        if row is None:
            return Update(False, "not-listed")
        parts = [
            part
            for template in templates
            for part in act.db.query(_PARTS, [row["id"], template.engine, template.engine_version])
        ]
        reason = self._refusal(act, resident_id, row)
        if reason is None and {part["id"] for part in parts if part["origin"] == "enrolled"} != judged_by:
            reason = "enrolled-anew"
        if reason is not None:
            return Update(False, reason)
        replaced = 0
        for template in templates:
            adapted = [p["id"] for p in parts if p["origin"] == "adapted" and p["engine"] == template.engine]
            for part_id in adapted[: -(MOST_ADAPTED - 1)]:
                replaced += delete_rows(act, "id = ?", part_id)
        self._templates.save(act, row["id"], templates, Origin.ADAPTED)
        touch(act.db, row["id"])
        act.note("template.updated", resident_id, entry=row["id"], templates=len(templates), replaced=replaced)
        return Update(True)

    def _refusal(self, act: Act, resident_id: str, row: Row) -> str | None:
        needed, today = (ConsentKind.FACE, ConsentKind.ADAPTATION), self._whitelist.today()
        if not all(in_force(act.db, resident_id, kind, today) for kind in needed):
            return "no-consent"
        if act.suspect:
            return "clock-suspect"
        newest = act.db.execute(_NEWEST, {"entry": row["id"], "who": resident_id}).fetchone()[0]
        if newest is None:
            return "nothing-enrolled"
        return None if act.now.utc - moment(newest) >= LEAST_APART else "too-soon"

    def _without_updates(self, resident_id: str, actor: str, action: str, *, withdraw: bool) -> int:
        def work(db: Database) -> int:
            act = self._core.act(db, actor)
            row = listed(db, resident_id)
            gone = self._templates.delete(act, row["id"], Origin.ADAPTED)
            if withdraw:
                withdraw_consents(act, resident_id, ConsentKind.ADAPTATION)
            touch(db, row["id"])
            act.note(action, resident_id, entry=row["id"], kind=ConsentKind.ADAPTATION.value, templates=gone)
            return gone

        gone = self._core.writer.call(work)
        self._whitelist.notice_changes()
        self._whitelist.leave_no_traces()
        return gone


_LISTED = "SELECT * FROM whitelist_entries WHERE resident_id = ? AND status = 'active' AND suspended_utc IS NULL"
_PARTS = (
    "SELECT id, origin, engine FROM templates WHERE entry_id = ? AND engine = ? AND engine_version = ? ORDER BY seq"
)
_NEWEST = """SELECT max(at) FROM (
  SELECT max(at_utc) AS at FROM templates WHERE entry_id = :entry
  UNION ALL
  SELECT max(at_utc) FROM audit WHERE subject = :who AND action = 'template.update-undone'
) WHERE EXISTS (SELECT 1 FROM templates WHERE entry_id = :entry)"""
