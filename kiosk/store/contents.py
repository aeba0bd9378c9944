"""What is in a store, topic by topic, whoever opened it: the terminal, or a command that only reads."""

from __future__ import annotations

from datetime import tzinfo

from kiosk.people.register import StoreRegister
from kiosk.people.rights import PersonRights
from kiosk.people.whereabouts import Whereabouts
from kiosk.store.alerts import Alerts
from kiosk.store.audit import ChainHead, ChainReport
from kiosk.store.codes import LastCodes
from kiosk.store.core import Core
from kiosk.store.expiry import Expiry
from kiosk.store.face_policies import FacePolicies
from kiosk.store.journal import OpenVisits, StoreJournal
from kiosk.store.records import Records
from kiosk.store.visit_log import VisitLog
from kiosk.whitelist.admission import AdmissionRules
from kiosk.whitelist.look_alikes import LookAlikePairs
from kiosk.whitelist.templates import Templates
from kiosk.whitelist.upkeep import TemplateUpkeep
from kiosk.whitelist.whitelist import Whitelist


class StoreContents:
    """Everything the kiosk keeps. Thread-safe. Opened for reading, whatever would write raises RuntimeError.

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
        rights: Shows, corrects and deletes what is kept of one person.
        expiry: Deletes what its period is over for.
    """

    def __init__(self, core: Core, rules: AdmissionRules, zone: tzinfo) -> None:
        open_visits = OpenVisits()
        self._core = core
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
        self.rights = PersonRights(core, self.whitelist)
        self.expiry = Expiry(core)


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
