"""Reports: how many came, from where, how old, how they were known, what was measured; taken away as PDF or Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from kiosk import sticks
from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import ArchiveContents
from kiosk.desk.page import Context, Page, action
from kiosk.paper.port import Paper
from kiosk.people.names import mask_name
from kiosk.reports import showing
from kiosk.reports.period import Kind, Period, period_of
from kiosk.reports.reading import read
from kiosk.reports.report import Report
from kiosk.reports.sheet import sheet_of
from kiosk.reports.stamp import stamp
from kiosk.reports.view import ReportsView, TabView
from kiosk.reports.words import period_words
from kiosk.reports.workbook import workbook_of
from kiosk.sentences import Refusal, Text, sentence, table
from kiosk.settings import Settings
from kiosk.store.errors import StoreError

FORMATS = ("pdf", "xlsx")


class ReportsPage(Page):
    """See the module. It shows counts; what it holds is nobody's."""

    name = "reports"
    needs = Permission.REPORTS_READ

    def __init__(
        self,
        context: Context,
        archive: ArchiveContents,
        settings: Settings,
        paper: Paper | None,
        found_sticks: Callable[[], Sequence[sticks.Stick]] = sticks.sticks,
    ) -> None:
        super().__init__(context)
        self._archive, self._paper, self._sticks = archive, paper, found_sticks
        self._settings, self._zone = settings, ZoneInfo(settings.hall.time_zone)
        self._period = period_of(Kind.WEEK, self._today())
        self._tab = ""
        self._report: Report | None = None
        self._wanted, self._busy, self._exporting = 0, False, False

    # --- what staff do ------------------------------------------------------------------------------------------
    @action(needs=Permission.REPORTS_READ)
    def of(self, kind: str) -> None:
        """A day, a week or a month: the one in which the shown period ends, or today where that is later."""
        if kind in tuple(Kind):
            self._turn_to(period_of(Kind(kind), min(self._period.last, self._today())))

    @action(needs=Permission.REPORTS_READ)
    def show(self, tab: str) -> None:
        """Another table of the same report."""
        if self._report is not None and tab in showing.tabs_of(self._report):
            self._tab = tab
            self.context.turn()

    @action(needs=Permission.REPORTS_READ)
    def older(self) -> None:
        """The period before."""
        self._turn_to(self._period.before())

    @action(needs=Permission.REPORTS_READ)
    def newer(self) -> None:
        """The one after, where it has begun."""
        if self._has_newer():
            self._turn_to(self._period.next())

    @action(needs=Permission.REPORTS_EXPORT)
    def export(self, format: str) -> None:  # noqa: A002 - the word of QML and of the command
        """Put the report on a stick."""
        if format not in FORMATS or self._exporting or self._report is None:
            return
        self._exporting = True
        session, period, now = self.context.session, self._period, self.context.clock.now().utc
        by = stamp(mask_name(session.name), session.login, now, self._zone)

        def then(said: Text) -> None:
            self._exporting = False
            self.context.tell(said)

        def failed(error: Exception) -> None:
            self._exporting = False
            self.context.tell(_said_of(error))

        self.context.work(lambda: self._export(period, format, by, session.login), then, failed)

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._turn_to(self._period)

    def taken_up(self) -> None:
        """See `Page`."""
        self._turn_to(self._period)

    def left(self) -> None:
        """See `Page`."""
        self._wanted += 1
        self._report = None

    def view(self) -> ReportsView:
        """See `Page`."""
        words, report = table("reports.words"), self._report
        kinds = tuple(TabView(kind, words[kind.value], kind is self._period.kind) for kind in Kind)
        shown = ReportsView(
            hall=self._settings.hall.name,
            period=period_words(self._period),
            kinds=kinds,
            newer=self._has_newer(),
            exporting=self._exporting,
            exports=self.context.allowed(Permission.REPORTS_EXPORT),
            busy=self._busy,
        )
        return shown if report is None else showing.with_report(shown, report, self._tab)

    # --- reading and writing, on a worker's thread --------------------------------------------------------------
    def _turn_to(self, period: Period) -> None:
        """The answer to an older wish is dropped."""
        self._wanted += 1
        self._busy, self._period = True, period
        wanted = self._wanted

        def then(report: Report) -> None:
            if wanted == self._wanted:
                self._report, self._busy = report, False
                tabs = showing.tabs_of(report)
                self._tab = self._tab if self._tab in tabs else tabs[0]
                self.context.turn()

        def failed(_: Exception) -> None:
            if wanted == self._wanted:
                self._report, self._busy = None, False
                self.context.tell(sentence("reports.refused.not-read"))

        self.context.work(lambda: self._read(period), then, failed)

    def _read(self, period: Period) -> Report:
        return read(self._archive.report_counts, period, self._settings, self._today())

    def _export(self, period: Period, format_: str, by: Text, login: str) -> Text:
        """The trail knows of it first: what cannot be noted is not taken away."""
        stick, report, key = sticks.the_stick(self._sticks()), self._read(period), period.key
        made = workbook_of(report, by) if format_ == "xlsx" else self._pdf(report, by)
        self._archive.audit.note(login, "report.exported", None, kind=period.kind.value, period=key, format=format_)
        file = sticks.write(stick, sentence("reports.paper.file", period=key, ending=format_), made)
        return sentence("reports.done.on-stick", file=file.name, stick=stick.label)

    def _pdf(self, report: Report, by: Text) -> bytes:
        if self._paper is None:
            raise Refusal(sentence("paper.refused.no-screen"))
        return self._paper.pdf(sheet_of(report, by))

    def _today(self) -> date:
        return self.context.clock.now().utc.astimezone(self._zone).date()

    def _has_newer(self) -> bool:
        return self._period.after <= self._today()


def _said_of(error: Exception) -> Text:
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, StoreError):
        return sentence("reports.refused.not-noted")
    return sentence("reports.refused.not-made")
