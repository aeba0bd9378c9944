"""An office's list, taken over: compared with what is known, written whole or not at all, and undone within a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import partial

from devices.cards.text import normalised
from kiosk.archive.entry_rows import HIDDEN
from kiosk.archive.import_commit import ListWriter
from kiosk.archive.import_compare import Question, compared
from kiosk.archive.import_known import Known, holders_of, known_people
from kiosk.archive.import_plan import Compared, Comparison, Imported, ImportPlan, ImportSummary, Left, Progress, Undone
from kiosk.archive.import_undo import undo_some
from kiosk.archive.templates import Templates
from kiosk.archive.whitelist import Whitelist
from kiosk.imports.rows import Candidate
from kiosk.sentences import sentence
from kiosk.store.core import Core
from kiosk.store.erasable import Withdrawal
from kiosk.store.rows import Row, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment
from kiosk.whitelist.admission import WhitelistRefused

MOST_LISTED = 20
DROP_AT_ONCE = 500
_TOLD_EVERY = 500


class Imports:
    """Compares, writes and undoes. Thread-safe. Not for the thread a visit waits on: all of it takes seconds."""

    def __init__(self, core: Core, templates: Templates, whitelist: Whitelist, zone: tzinfo) -> None:
        self._core, self._whitelist, self._zone = core, whitelist, zone
        self._list_writer = ListWriter(core, templates, whitelist)

    def compare(self, candidates: Sequence[Candidate], progress: Progress = lambda done, total: None) -> Comparison:
        """Every row beside what is known now. Reads only."""
        questions = self._questions(candidates)
        rules, today, rows = self._whitelist.rules, self._today(), []
        for at, question in enumerate(questions, start=1):
            rows.append(compared(question, rules, today))
            if at % _TOLD_EVERY == 0:
                progress(at, len(questions))
        progress(len(questions), len(questions))
        return Comparison(tuple(rows))

    def commit(self, plan: ImportPlan, actor: str, signed_by: str | None = None) -> Imported:
        """Write it, whole or not at all; nothing when there is nothing new. Nobody sees a part of it, and other writers
        wait for portions of some people each, as long as few of those in it are known already.

        Args:
            signed_by: Login of the second person, where two had to agree.

        Raises:
            WhitelistRefused: whitelist-changed, somebody in it is not as they were when it was compared; a template for
                somebody who did not agree (whitelist-no-face-consent). Nothing was written.
            StoreError: nothing was written.
        """
        return self._list_writer.commit(plan, actor, signed_by)

    def take_away_cut_off(self) -> int:
        """Take away what imports left that were cut off; how many people. Raises StoreError."""
        return self._list_writer.take_away_cut_off()

    def recent(self) -> tuple[ImportSummary, ...]:
        """The newest imports, the newest first."""
        now = self._core.clock.now().utc
        with self._core.readers.db() as db:
            rows = list(db.query(_RECENT, [HIDDEN, MOST_LISTED]))
        return tuple(self._summary(row, now) for row in rows)

    def undo(
        self, import_id: str, actor: str, progress: Progress = lambda done, total: None, *, signed_by: str | None = None
    ) -> Undone:
        """Take a batch back. One that was cut off goes on where it was.

        Args:
            signed_by: Login of the second person, where two had to agree.

        Raises:
            WhitelistRefused: import-unknown, import-undone-already, or import-too-late to undo it.
            StoreError: what is not undone yet can be undone by calling this again.
        """
        self._check_undoable(import_id)
        with self._core.readers.db() as db:
            total = int(db.execute("SELECT count(*) FROM import_rows WHERE import_id = ?", [import_id]).fetchone()[0])
        removed, restored, left, done_rows = 0, 0, list[Left](), 0
        while True:
            done = self._core.writer.call(lambda db: undo_some(self._core.act(db, actor), import_id), 60.0)
            self._core.writer.call(partial(self._note, done.withdrawn))
            removed, restored, done_rows = removed + done.removed, restored + done.restored, done_rows + done.rows
            left += done.left
            progress(min(done_rows, total), total)
            if not done.rows:
                break
        counts = {"removed": removed, "restored": restored, "left": len(left)}
        self._core.writer.call(partial(self._end_undo, import_id, actor, signed_by, counts))
        self._whitelist.notice_changes()
        return Undone(removed, restored, tuple(left), self._whitelist.leave_no_traces())

    def drop_old(self, now: datetime) -> int:
        """Delete what only an undo needs, of imports that cannot be undone any more; how many rows.

        The write-ahead log is not emptied; see `Whitelist.leave_no_traces`. Raises StoreError.
        """
        gone = 0
        while True:
            rows = self._core.writer.call(lambda db: int(db.execute(_DROP, [iso(now), DROP_AT_ONCE]).rowcount))
            gone += rows
            if rows < DROP_AT_ONCE:
                return gone

    def _questions(self, candidates: Sequence[Candidate]) -> list[Question]:
        fields = self._core.fields
        numbers = [fields.index("number", c.resident.number) if c.resident.number else None for c in candidates]
        cards = [fields.index("reference", code) if (code := normalised(c.social_card or "")) else None
                 for c in candidates]  # fmt: skip
        with self._core.readers.db() as db:
            wanted = list(dict.fromkeys(index for index in numbers if index is not None))
            known: dict[bytes, Known] = dict(known_people(db, wanted, fields, self._zone))
            holders = holders_of(db, list({index for index in cards if index is not None}))
        first_with: dict[bytes, int] = {}
        first_card: dict[bytes, int] = {}
        questions = []
        for candidate, number, card in zip(candidates, numbers, cards, strict=True):
            twin = None if number is None else first_with.get(number)
            card_twin = None if card is None else first_card.get(card)
            questions.append(Question(
                candidate, None if number is None else known.get(number), None if card is None else holders.get(card),
                twin, card_twin,
            ))  # fmt: skip
            if number is not None:
                first_with.setdefault(number, candidate.row)
            if card is not None:
                first_card.setdefault(card, candidate.row)
        return questions

    def _note(self, withdrawn: Sequence[Withdrawal], _: Database) -> None:
        self._core.erasable.note_withdrawn(*withdrawn)

    def _check_undoable(self, import_id: str) -> None:
        with self._core.readers.db() as db:
            row = one(db, "SELECT * FROM imports WHERE id = ?", import_id)
        if row is None or row["undone_by"] == HIDDEN:
            raise WhitelistRefused(sentence("refusals.import-unknown"))
        if row["undone_utc"] is not None:
            raise WhitelistRefused(sentence("refusals.import-undone-already"))
        if moment(row["undo_until_utc"]) < self._core.clock.now().utc:
            raise WhitelistRefused(sentence("refusals.import-too-late"))

    def _end_undo(
        self, import_id: str, actor: str, signed_by: str | None, counts: dict[str, int], db: Database
    ) -> None:
        act = self._core.act(db, actor)
        db.execute("UPDATE imports SET undone_utc = ?, undone_by = ? WHERE id = ?",
                   [act.when()["at_utc"], act.actor[:64], import_id])  # fmt: skip
        second = {} if signed_by is None else {"signed_by": signed_by}
        act.note("whitelist.import-undone", None, **{"import": import_id}, **counts, **second)

    def _summary(self, row: Row, now: datetime) -> ImportSummary:
        until, undone = moment(row["undo_until_utc"]), row["undone_utc"]
        name = self._core.fields.open(row["file_name"], "imports", "file_name", row["id"])
        return ImportSummary(
            id=row["id"], at=moment(row["at_utc"]), by=row["by"], file_name=name or "", rows_read=row["rows_read"],
            added=row["added"], changed=row["changed"], same=row["same"], refused=row["refused"], faces=row["faces"],
            undo_until=None if undone is not None or until < now else until,
            undone=None if undone is None else moment(undone), undone_by=row["undone_by"],
        )  # fmt: skip

    def _today(self) -> date:
        return self._core.clock.now().utc.astimezone(self._zone).date()


__all__ = ["Compared", "Comparison", "ImportPlan", "ImportSummary", "Imported", "Imports", "Undone"]

_RECENT = "SELECT * FROM imports WHERE undone_by IS NOT ? ORDER BY seq DESC LIMIT ?"
_DROP = f"""DELETE FROM import_rows WHERE id IN (SELECT i.id FROM import_rows i JOIN imports m ON m.id = i.import_id
  WHERE m.undo_until_utc < ?
  AND m.undone_by IS NOT '{HIDDEN}' ORDER BY i.seq LIMIT ?)"""
