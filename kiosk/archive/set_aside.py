"""Ends files that were set aside after damage, and says so in the audit trail."""

from __future__ import annotations

from kiosk.store.core import Core
from kiosk.store.sqlcipher import Database


def destroy_set_aside(core: Core, db: Database, names: list[str], why: str) -> int:
    """Destroy these; how many. On the writer's thread, outside transactions. Raises StoreError.

    The entry comes first: a power cut in between leaves an entry for a file that is destroyed at the next start.
    """
    if not names:
        return 0
    db.execute("BEGIN IMMEDIATE")
    try:
        core.act(db, "terminal").note("store.set-aside-destroyed", None, files=names, why=why)
        db.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise
    core.set_aside.destroy(names)
    return len(names)
