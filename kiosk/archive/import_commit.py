"""Writes a list that was compared: short ones in one transaction, long ones hidden first and then shown by one."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from functools import partial

from kiosk.archive.import_hidden import AT_ONCE, Hidden, begin, hidden_imports, hide, show, take_away_some
from kiosk.archive.import_known import portions
from kiosk.archive.import_plan import Compared, Imported, ImportPlan
from kiosk.archive.import_write import (
    Batch,
    check_unchanged,
    counts_of,
    note_done,
    note_import,
    prepared,
    sealed_templates,
    write,
)
from kiosk.archive.templates import Templates
from kiosk.archive.whitelist import Whitelist
from kiosk.ids import new_id
from kiosk.sentences import sentence
from kiosk.store.core import Core
from kiosk.store.erasable import Slot
from kiosk.store.errors import StoreError
from kiosk.store.fields import HEAD_BYTES, slot_of
from kiosk.store.rows import Row
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.admission import WhitelistRefused

WRITING_S = 60.0


class ListWriter:
    """See the module. Thread-safe; raises what `Imports` says it raises."""

    def __init__(self, core: Core, templates: Templates, whitelist: Whitelist) -> None:
        self._core, self._templates, self._whitelist = core, templates, whitelist

    def commit(self, plan: ImportPlan, actor: str, signed_by: str | None = None) -> Imported:
        """Write it, whole or not at all."""
        by_row = {row.row: row for row in plan.rows}
        if any(templates and not by_row[row].may_have_face for row, templates in plan.faces.items()):
            raise WhitelistRefused(sentence("refusals.whitelist-no-face-consent"))
        written = plan.written
        if not written:
            return Imported("", **counts_of(plan, 0))
        wanted = {row.row for row in written}
        faces = {row: some for row, some in plan.faces.items() if row in wanted and some}
        sealed = sealed_templates(self._core, self._templates, faces) if faces else {}
        nobody_knows = [row for row in written if row.version is None]
        hidden = nobody_knows if len(nobody_knows) > AT_ONCE else []
        others = [row for row in written if row.version is not None] if hidden else written
        import_id, many = new_id(), Hidden()
        try:
            if hidden:
                self._hide(import_id, plan, hidden, sealed, many, actor)
            batch = prepared(self._core, others, sealed, import_id)
            self._core.writer.call(partial(self._end, plan, batch, many, len(faces), actor, signed_by), WRITING_S)
        except BaseException:
            if hidden:
                with contextlib.suppress(StoreError, TimeoutError):  # the next start does it
                    self._take_away(import_id)
            self._destroy_unused(sealed)
            raise
        self._whitelist.notice_changes()
        return Imported(import_id, **counts_of(plan, len(faces)))

    def take_away_cut_off(self) -> int:
        """Take away what imports left that were cut off, before anybody is served; how many people."""
        with self._core.readers.db() as db:
            begun = hidden_imports(db)
        return sum(map(self._take_away, begun))

    def _hide(
        self, import_id: str, plan: ImportPlan, rows: Sequence[Compared], sealed: Mapping[int, list[Row]],
        hidden: Hidden, actor: str,
    ) -> None:  # fmt: skip
        core = self._core
        core.writer.call(lambda db: begin(core.act(db, actor), import_id, plan, len(sealed)), WRITING_S)
        for some in portions(rows, AT_ONCE):
            batch = prepared(core, some, sealed, import_id)
            core.writer.call(partial(_hide, core, actor, batch), WRITING_S)
            hidden.add(batch)

    def _end(
        self, plan: ImportPlan, batch: Batch, hidden: Hidden, faces: int, actor: str, signed_by: str | None,
        db: Database,
    ) -> None:  # fmt: skip
        act = self._core.act(db, actor)
        check_unchanged(db, batch.expected, batch.new_cards)
        if hidden.people:
            show(act, batch.id, hidden)
        else:
            note_import(act, batch.id, plan, faces)
        write(act, batch)
        note_done(act, batch.id, plan, faces, signed_by)

    def _take_away(self, import_id: str) -> int:
        people = 0
        while some := self._core.writer.call(
            lambda db: take_away_some(self._core.act(db, "terminal"), import_id), 60.0
        ):
            people += some
        if people:
            self._whitelist.leave_no_traces()
        return people

    def _destroy_unused(self, sealed: dict[int, list[Row]]) -> None:
        """Destroy the keys of templates that were not written."""
        slots = [slot for rows in sealed.values() for row in rows if (slot := _slot(row)) is not None]
        if slots:
            self._core.writer.call(lambda db: self._core.erasable.doom(slots), WRITING_S)
            self._whitelist.leave_no_traces()


def _hide(core: Core, actor: str, batch: Batch, db: Database) -> None:
    hide(core.act(db, actor), batch)


def _take_away(core: Core, import_id: str, db: Database) -> int:
    return take_away_some(core.act(db, "terminal"), import_id)


def _slot(row: Row) -> Slot | None:
    return slot_of(row["vector"][:HEAD_BYTES], row["id"])
