"""The store as the rest of the kiosk sees it: one encrypted file, one writer, many readers."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from devices.clock import Clock
from kiosk.people.register import StoreRegister
from kiosk.people.whereabouts import Whereabouts
from kiosk.people.zone import SHANGHAI
from kiosk.store.alerts import Alerts
from kiosk.store.audit import AuditChain, ChainHead, ChainReport
from kiosk.store.codes import LastCodes
from kiosk.store.connection import settings_not_in_force
from kiosk.store.core import Core
from kiosk.store.errors import StoreError
from kiosk.store.face_policies import FacePolicies
from kiosk.store.fields import FieldCipher
from kiosk.store.journal import OpenVisits, StoreJournal
from kiosk.store.keys import WHAT_IT_PROTECTS
from kiosk.store.notices import Notice
from kiosk.store.opening import StoreFile
from kiosk.store.readers import Readers
from kiosk.store.records import Records
from kiosk.store.space import Space, SpaceLimits
from kiosk.store.sqlcipher import Database
from kiosk.store.visit_log import VisitLog
from kiosk.store.writer import Remedies, Writer
from kiosk.whitelist.admission import AdmissionRules
from kiosk.whitelist.look_alikes import LookAlikePairs
from kiosk.whitelist.templates import Templates
from kiosk.whitelist.upkeep import TemplateUpkeep
from kiosk.whitelist.whitelist import Whitelist

_log = logging.getLogger("kiosk.store")


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """How the store is.

    Attributes:
        fault: Error code with three sentences, None when all is well.
        accepts_visits: False when a new visit could not be logged.
        unsaved: Pieces of work not committed yet.
        notices: What became of the file and nobody has acknowledged yet.
    """

    fault: str | None
    accepts_visits: bool
    unsaved: int
    free_bytes: int
    file_bytes: int
    notices: tuple[Notice, ...]
    key_level: str = WHAT_IT_PROTECTS


class Store:
    """Everything the kiosk keeps. Thread-safe; made by `Store.open`, ended by `close`.

    Attributes:
        journal: Writes visits; implements visits.ports.Journal.
        register: Knows residents; implements visits.ports.Register.
        whitelist, templates: Who may be recognised, and by what.
        upkeep: Renews and updates templates.
        whereabouts: Where members live and when they came, for narrowing the search.
        look_alikes, face_policies: Who cannot be told apart, and the thresholds in force.
        codes: The last answer of the code service for each resident; implements health_code.desk.LastKnown.
        records: Reads what was measured.
        visit_log: Reads visits.
        alerts: What staff were called for; acknowledges it.
        audit: The audit trail.
        code_signing_key: 32 bytes, the same at every start, for the codes this terminal signs itself.
    """

    def __init__(
        self, file: StoreFile, db: Database, clock: Clock, space: Space, rules: AdmissionRules, zone: tzinfo
    ) -> None:
        self._file = file
        self._space = space
        self._closed = False
        self._readers = Readers(file.reader)
        self._writer = Writer(db, clock, Remedies(space.drop_ballast, self._repair, self._idle, file.committed))
        fields = FieldCipher(file.keys.fields, file.keys.index)
        core = Core(self._writer, self._readers, fields, AuditChain(file.keys.audit), clock)
        self._core = core
        open_visits = OpenVisits()
        self.journal = StoreJournal(core, open_visits)
        self.records = Records(core, open_visits)
        self.visit_log = VisitLog(core)
        self.alerts = Alerts(core)
        self.templates = Templates(core)
        self.whitelist = Whitelist(core, self.templates, rules, zone)
        self.upkeep = TemplateUpkeep(core, self.templates, self.whitelist)
        self.whereabouts = Whereabouts(core)
        self.look_alikes = LookAlikePairs(core)
        self.face_policies = FacePolicies(core)
        self.register = StoreRegister(core, self.records, zone)
        self.codes = LastCodes(core)
        self.audit = AuditTrail(core)
        self.code_signing_key = file.keys.code_signing
        self._writer.start()

    @classmethod
    def open(
        cls,
        folder: Path,
        clock: Clock,
        *,
        key_file: Path | None = None,
        limits: SpaceLimits | None = None,
        rules: AdmissionRules | None = None,
        zone: tzinfo = SHANGHAI,
    ) -> Store:
        """Open the store of a data folder, or begin one.

        Args:
            key_file: Where the key lies; `store.key` in the folder when not given. A service manager may hand in one
                that lies on another disk.
            zone: The hall's time zone, in which a birthday begins.

        Raises:
            StoreError: with a code that has three sentences; see kiosk/store/errors.py.
        """
        space = Space(folder, limits or SpaceLimits())
        file = StoreFile(folder, clock, key_file, space.drop_ballast)
        db = file.open()
        space.load_ballast()
        return cls(file, db, clock, space, rules or AdmissionRules(), zone)

    def health(self) -> StoreHealth:
        """How it is now. Cheap; never raises."""
        try:
            free, low = self._space.free, self._space.low
            size = self._file.path.stat().st_size
        except OSError:
            return StoreHealth("store-io", False, self._writer.unsaved, 0, 0, tuple(self._file.notices))
        fault = "store-closed" if self._closed else self._writer.fault or ("store-full" if low else None)
        return StoreHealth(fault, fault is None, self._writer.unsaved, free, size, tuple(self._file.notices))

    def settings_not_in_force(self) -> list[str]:
        """Safety settings of the writing connection that read back wrong; empty on a sound store."""
        return self._writer.call(lambda db: settings_not_in_force(db.conn))

    def settle(self) -> None:
        """Wait until everything handed over so far is committed or has failed."""
        self._writer.call(lambda db: None)

    def close(self) -> int:
        """Commit what waits and let the file go; how many pieces of work could not be saved. Idempotent."""
        if self._closed:
            return 0
        self._closed = True
        lost = self._writer.stop()
        self._readers.close()
        self._file.close()
        return lost

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _repair(self, db: Database | None) -> Database:
        self._readers.reset()
        fresh = self._file.repair(db)
        self._readers.reset()
        return fresh

    def _idle(self, db: Database) -> Database | None:
        fresh = self._file.tend(db)
        if fresh is not None:
            self._readers.reset()
        self._file.refresh_notices(fresh or db)
        self.whitelist.notice_changes(fresh or db)
        self.whitelist.erase_traces(fresh or db)
        return fresh


class AuditTrail:
    """Reads and checks the audit chain, and adds what happened outside a visit. Thread-safe."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an entry and wait for its commit. `detail` holds ids, counts and words of the program only."""
        self._core.writer.call(lambda db: self._core.act(db, actor).note(action, subject, **detail))

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


__all__ = ["Store", "StoreError", "StoreHealth"]
