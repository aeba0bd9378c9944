"""The audit trail as commands and screens use it; the chain itself is the store's."""

from __future__ import annotations

from kiosk.store.audit import ChainHead, ChainReport
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

    def verify(self, expected: ChainHead | None = None) -> ChainReport:
        """Check the whole chain, and that a head noted earlier is still in it."""
        with self._core.readers.db() as db:
            db.execute("BEGIN")  # one moment for all that is read: the writer goes on meanwhile
            try:
                return self._core.chain.verify(db, expected)
            finally:
                db.execute("ROLLBACK")

    def head(self) -> ChainHead:
        """The newest entry's place and mac; `digits` is what an auditor writes down."""
        with self._core.readers.db() as db:
            return self._core.chain.head(db)


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
