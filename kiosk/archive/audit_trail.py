"""The audit trail as commands and screens use it; the chain itself is the store's."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.archive.audit_file import FileReport, Header, check_lines, header_of, rows_between
from kiosk.store.audit import ChainHead, ChainReport, has_entry
from kiosk.store.core import Act, Core


class AuditTrail:
    """Reads and checks the audit chain, and adds what happened outside a visit. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an entry and wait for its commit. `detail` holds ids, counts and words of the program only."""
        self._core.writer.call(lambda db: self._core.act(db, actor).note(action, subject, **detail))

    def actions_after(self, seq: int) -> tuple[str, ...]:
        """What was done after the entry of this place in the chain, oldest first."""
        with self._core.readers.db() as db:
            return tuple(
                str(row[0]) for row in db.execute("SELECT action FROM audit WHERE seq > ? ORDER BY seq", [seq])
            )

    def verify(
        self, expected: ChainHead | None = None, progress: Callable[[int], None] = lambda _: None
    ) -> ChainReport:
        """Check the whole chain, and that every head noted earlier, by an export too, is still in it."""
        with self._core.readers.db() as db:
            db.execute("BEGIN")  # one moment for all that is read: the writer goes on meanwhile
            try:
                report = self._core.chain.verify(db, expected, progress)
                lost = (head.seq for head in self._core.heads.read() if not has_entry(db, head))
                gone = min(lost, default=None) if report.ok else None
            finally:
                db.execute("ROLLBACK")
        return report if gone is None else ChainReport(report.rows, gone, report.head)

    def head(self) -> ChainHead:
        """The newest entry's place and mac; `digits` is what an auditor writes down."""
        with self._core.readers.db() as db:
            return self._core.chain.head(db)

    def export(
        self, write: Callable[[str], object], actor: str, *, signed_by: str | None = None, hall: str = ""
    ) -> Header:
        """Write the whole trail, a line an entry below a header (kiosk/archive/audit_file.py); the header.

        The export is an entry itself, the last one written. Its head is noted: a tail that is cut off later is found by
        the next `verify`, on this terminal as well as by whoever has the file.

        Args:
            signed_by: Login of the second person.

        Raises:
            StoreError: and whatever `write` raises.
        """
        detail = {} if signed_by is None else {"signed_by": signed_by}
        self._core.writer.call(lambda db: self._core.act(db, actor).note("audit.exported", None, **detail))
        with self._core.readers.db() as db:
            db.execute("BEGIN")
            try:
                header = header_of(db, actor, signed_by, hall, self._core.clock.now().utc)
                write(header.line)
                for line in rows_between(db, header.first, header.through):
                    write(line)
            finally:
                db.execute("ROLLBACK")
        self._core.heads.note(header.head)
        return header

    def check_file(self, lines: Callable[[], str]) -> FileReport:
        """Check an exported file against itself and against the chain of this terminal.

        Args:
            lines: Gives the next line, "" at the end.
        """
        report = check_lines(lines, self._core.chain)
        if not report.ok or report.head is None:
            return report
        with self._core.readers.db() as db:
            return report.with_terminal(has_entry(db, report.head))


def drop_oldest(act: Act, through: int, most: int) -> int:
    """Delete the oldest entries within an act, none after `through` and at most `most`; how many went.

    The trigger that forbids deleting is taken away and put back within the transaction.
    """
    db = act.db
    rows = db.execute("SELECT seq, mac FROM audit WHERE seq <= ? ORDER BY seq LIMIT ?", [through, most]).fetchall()
    if not rows:
        return 0
    newest, mac = rows[-1]
    act.note("audit.purged", None, through=newest, mac=bytes(mac).hex(), rows=len(rows))
    (trigger,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_is_never_deleted'").fetchone()
    db.execute("DROP TRIGGER audit_is_never_deleted")
    db.execute("DELETE FROM audit WHERE seq <= ?", [newest])
    db.execute(trigger)
    return len(rows)
