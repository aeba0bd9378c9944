"""Everything the kiosk keeps, topic by topic, whoever opened it: the terminal, or a command that only reads."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from devices.clock import Clock
from kiosk.archive.accounts import Accounts
from kiosk.archive.alerts import Alerts
from kiosk.archive.announcements import Announcements
from kiosk.archive.applicants import Applicants
from kiosk.archive.audit_log import AuditLog
from kiosk.archive.audit_trail import AuditTrail
from kiosk.archive.calibrations import CalibrationArchive, CalibrationRules
from kiosk.archive.call_outbox import CallOutbox
from kiosk.archive.callers import Callers
from kiosk.archive.codes import LastCodes
from kiosk.archive.companions import Companions
from kiosk.archive.consents_renewed import ConsentsRenewed
from kiosk.archive.device_checks import DeviceCheckArchive
from kiosk.archive.expiry import Expiry
from kiosk.archive.face_policies import FacePolicies
from kiosk.archive.follow_ups import FollowUps
from kiosk.archive.footfall import Footfall
from kiosk.archive.goals import Goals
from kiosk.archive.home_call_facts import HomeCallFacts
from kiosk.archive.home_calls import HomeCalls
from kiosk.archive.imports import Imports
from kiosk.archive.journal import OpenVisits, StoreJournal
from kiosk.archive.look_alikes import LookAlikePairs
from kiosk.archive.look_back import LookBacks
from kiosk.archive.measurement_log import Records
from kiosk.archive.member_acts import MemberActs
from kiosk.archive.member_lines import MemberLines
from kiosk.archive.members import Members
from kiosk.archive.own_history import OwnHistory
from kiosk.archive.own_rights import OwnRights
from kiosk.archive.register import StoreRegister
from kiosk.archive.renewals import Renewals
from kiosk.archive.report_counts import ReportCounts
from kiosk.archive.rights import PersonRights
from kiosk.archive.templates import Templates
from kiosk.archive.upkeep import TemplateUpkeep
from kiosk.archive.visit_log import VisitLog
from kiosk.archive.whereabouts import Whereabouts
from kiosk.archive.whitelist import Whitelist
from kiosk.archive.withdrawals import do_again
from kiosk.people.zone import SHANGHAI
from kiosk.store.core import Core
from kiosk.store.engine import Engine, StoreHealth
from kiosk.store.space import SpaceLimits
from kiosk.whitelist.admission import AdmissionRules


class ArchiveContents:
    """Everything the kiosk keeps. Thread-safe. Opened for reading, whatever would write raises RuntimeError.

    Attributes:
        journal: Writes visits; implements visits.ports.Journal.
        register: Knows residents; implements visits.ports.Register.
        whitelist, templates: Who may be recognised, and by what.
        applicants: What is on record of somebody who asks to be enrolled.
        upkeep: Renews and updates templates.
        member_lines: The whitelist as staff leaf through it.
        whereabouts: Where members live and when they came, for narrowing the search.
        look_alikes, face_policies: Who cannot be told apart, and the thresholds in force.
        codes: The last answer of the code service for each resident; implements health_code.desk.LastKnown.
        records: Reads what was measured.
        visit_log: Reads visits.
        alerts: What staff were called for; takes and acknowledges it.
        callers: Masked names and buildings of whoever needs staff.
        follow_ups: Who is to be measured again, and when.
        goals: What family doctors want values to be.
        announcements: What the hall announces on its first screen.
        renewals: Consents that end soon or are over, and what people said when they were asked anew.
        home_calls, home_call_facts: Who was looked in on at home, and what the rules know that list somebody for it.
        footfall: When people came, and how they were identified.
        report_counts: How many came, measured and called, of nobody anything.
        call_outbox: Calls that have not left the terminal yet.
        audit, audit_log: The audit trail: kept and checked, and read.
        accounts: Who works here; implements accounts.ports.AccountChanges.
        imports: Takes an office's list over, and back.
        members, member_acts: Members as staff see them, and what staff do with them.
        rights: Shows, corrects and deletes what is kept of one person.
        companions: Who helped whom in which visit.
        consents_renewed: Keeps a consent given anew.
        own_rights: Takes a person's consents back, deletes their health data, says what stands.
        calibrations: What was calibrated and what is in force; implements calibration.keeping.CalibrationKeeping.
        device_checks: Checks that certify nothing; implements calibration.device_checks.DeviceChecks.
        look_backs: Readings a device that was found wrong may have said wrongly, and their following up.
        temperature: How temperatures are judged.
        expiry: Deletes what its period is over for.
    """

    def __init__(
        self, core: Core, rules: AdmissionRules, zone: tzinfo, calibration: CalibrationRules | None = None
    ) -> None:
        open_visits = OpenVisits()
        self._core = core
        self.journal = StoreJournal(core, open_visits, zone)
        self.records = Records(core, open_visits)
        self.visit_log = VisitLog(core)
        self.alerts = Alerts(core)
        self.call_outbox = CallOutbox(core)
        self.callers = Callers(core)
        self.footfall = Footfall(core)
        self.report_counts = ReportCounts(core)
        self.follow_ups = FollowUps(core, zone)
        self.goals = Goals(core, zone)
        self.renewals = Renewals(core, zone)
        self.announcements = Announcements(core, zone)
        self.home_calls = HomeCalls(core, zone)
        self.home_call_facts = HomeCallFacts(core, zone)
        self.templates = Templates(core)
        self.whitelist = Whitelist(core, self.templates, rules, zone)
        self.applicants = Applicants(core, zone)
        self.upkeep = TemplateUpkeep(core, self.templates, self.whitelist)
        self.member_lines = MemberLines(core, zone)
        self.whereabouts = Whereabouts(core)
        self.look_alikes = LookAlikePairs(core)
        self.face_policies = FacePolicies(core)
        own = OwnHistory(core, self.records, open_visits, zone)
        self.register = StoreRegister(core, self.records, own, zone)
        self.codes = LastCodes(core)
        self.audit = AuditTrail(core)
        self.audit_log = AuditLog(core)
        self.accounts = Accounts(core)
        self.rights = PersonRights(core, self.whitelist)
        self.companions = Companions(core)
        self.consents_renewed = ConsentsRenewed(core, self.whitelist, zone)
        self.own_rights = OwnRights(core, self.whitelist, self.templates, zone)
        self.imports = Imports(core, self.templates, self.whitelist, zone)
        self.members = Members(core, zone)
        self.member_acts = MemberActs(core, self.whitelist, self.rights)
        judged = calibration or CalibrationRules()
        self.calibrations = CalibrationArchive(core, zone, judged)
        self.device_checks = DeviceCheckArchive(core, zone)
        self.temperature = judged.temperature
        self.look_backs = LookBacks(core, judged.temperature)
        self.expiry = Expiry(core, self.templates, self.imports, zone)


class Archive(ArchiveContents):
    """The archive as the terminal opens it. Thread-safe; made by `open`, ended by `close`.

    Attributes:
        code_signing_key: 32 bytes, the same at every start, for the codes this terminal signs itself.
    """

    def __init__(
        self, engine: Engine, rules: AdmissionRules, zone: tzinfo, calibration: CalibrationRules | None = None
    ) -> None:
        super().__init__(engine.core, rules, zone, calibration)
        self._engine = engine
        self.code_signing_key = engine.code_signing_key
        engine.start(self.whitelist.notice_changes, self.whitelist.erase_traces)
        try:
            is_older = any(notice.code == "store-older" for notice in engine.health().notices)
            do_again(engine.core, self.templates, is_older=is_older)
            self.imports.take_away_cut_off()
        except BaseException:
            engine.close()
            raise

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
        calibration: CalibrationRules | None = None,
    ) -> Archive:
        """Open the archive of a data folder, or begin one.

        Args:
            key_file, limits: See `Engine.open`.
            zone: The hall's time zone, in which a birthday begins.

        Raises:
            StoreError: with a code that has three sentences; see kiosk/store/errors.py.
        """
        engine = Engine.open(folder, clock, key_file=key_file, limits=limits)
        return cls(engine, rules or AdmissionRules(), zone, calibration)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._engine.folder

    def health(self) -> StoreHealth:
        """How the store is now. Cheap; never raises."""
        return self._engine.health()

    def settings_not_in_force(self) -> list[str]:
        """Safety settings of the writing connection that read back wrong; empty on a sound store."""
        return self._engine.settings_not_in_force()

    def settle(self) -> None:
        """Wait until everything handed over so far is committed or has failed."""
        self._engine.settle()

    def close(self) -> int:
        """Commit what waits and let the file go; how many pieces of work could not be saved. Idempotent."""
        return self._engine.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
