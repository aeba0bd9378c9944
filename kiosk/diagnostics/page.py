"""The page of the log: its lines, versions, how the parts are; and all of it as one file on a stick."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from devices.clock import Instant
from kiosk.accounts.permissions import Permission
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.device_bench.words import day_words, lasted
from kiosk.diagnostics.gathering import Source, bundle, file_name, plain
from kiosk.diagnostics.versions import versions
from kiosk.diagnostics.view import ChoiceView, LogRowView, LogsView
from kiosk.doctor.findings import Finding, Verdict
from kiosk.own_log.log import LogLine, OwnLog
from kiosk.sentences import NO_WORDS, Refusal, Text, sentence, table
from kiosk.sticks import Stick, sticks, the_stick, write

ROWS = 6
"""A page: each has room for two lines of words."""
LONGEST_SHOWN = 100
TABS = ("lines", "versions", "parts")
LEVELS = {"all": logging.INFO, "warnings": logging.WARNING, "errors": logging.ERROR}
_READ = Permission.LOGS_READ
_SIGNS = {Verdict.OK: ("ok", "done"), Verdict.WARNING: ("tri", "care"), Verdict.BROKEN: ("oct", "alarm")}


class Trail(Protocol):
    """The audit trail, as far as this room writes to it."""

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an entry. Raises StoreError."""


@dataclass(frozen=True, slots=True)
class LogsParts:
    """What the page is made of.

    Attributes:
        sticks: Those that are plugged in.
    """

    source: Source
    log: OwnLog
    trail: Trail
    sticks: Callable[[], tuple[Stick, ...]] = field(default=sticks)


class LogsPage(Page):
    """See the module."""

    name = "logs"
    needs = _READ

    def __init__(self, context: Context, parts: LogsParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._tab, self._level, self._page = "lines", "all", 0
        self._upto: int | None = None
        self._versions: tuple[LogRowView, ...] = ()
        self._findings: tuple[LogRowView, ...] | None = None
        self._busy = self._looking = False
        self._problem, self._done = NO_WORDS, NO_WORDS

    # --- what is done on it -------------------------------------------------------------------------------------------
    @action(needs=_READ)
    def tab(self, key: str) -> None:
        """Lines, versions or the parts of the terminal."""
        if key not in TABS:
            return
        self._tab, self._page, self._upto = key, 0, None
        self.context.turn()
        if key == "parts" and not self._looking:
            self._looking, self._findings = True, None
            self.context.work(self._parts.source.examine, self._examined, self._not_examined)

    @action(needs=_READ)
    def level(self, key: str) -> None:
        """Lines of this level and above."""
        if key in LEVELS:
            self._level, self._page, self._upto = key, 0, None
            self.context.turn()

    @action(needs=_READ)
    def newer(self) -> None:
        """The page before."""
        self._page = max(0, self._page - 1)
        if self._page == 0:
            self._upto = None
        self.context.turn()

    @action(needs=_READ)
    def older(self) -> None:
        """The next page. What is written meanwhile does not move it."""
        rows = self._rows()
        if (self._page + 1) * ROWS < len(rows):
            if self._page == 0 and self._tab == "lines":
                self._upto = self._lines()[0].number
            self._page += 1
        self.context.turn()

    @action(needs=Permission.DIAGNOSTICS_EXPORT)
    def export(self) -> None:
        """Say what goes into the file, then put it on a stick."""
        if self._busy:
            return
        words = table("diagnostics.ask")
        body = sentence("diagnostics.contents")
        self.context.ask(QuestionView(words["headline"], body, words["confirm"], words["cancel"]), self._export)

    def _export(self) -> None:
        if self._busy:
            return
        parts, by = self._parts, self.context.session.login

        def job() -> str:
            the_stick(parts.sticks())  # before a second of work, not after it
            content = bundle(parts.source)
            path = write(the_stick(parts.sticks()), file_name(parts.source), content)
            parts.trail.note(by, "diagnostics.exported", file=path.name)
            return path.name

        self._busy, self._problem, self._done = True, NO_WORDS, NO_WORDS
        self.context.work(job, self._exported, self._not_exported)

    def _exported(self, name: str) -> None:
        self._busy, self._done = False, sentence("diagnostics.exported", file=name)

    def _not_exported(self, error: Exception) -> None:
        self._busy = False
        self._problem = error.sentence if isinstance(error, Refusal) else sentence("diagnostics.not-exported")

    def _examined(self, found: list[Finding]) -> None:
        words = table("diagnostics.verdicts")
        self._looking = False
        self._findings = tuple(
            LogRowView(said["part"], f"{said['found']} {said['advice']}".strip(), words[finding.verdict.value], *sign)
            for finding in sorted(found, key=lambda one: -tuple(_SIGNS).index(one.verdict))
            for said, sign in ((plain(finding), _SIGNS[finding.verdict]),)
        )

    def _not_examined(self, error: Exception) -> None:
        self._looking, self._findings = False, ()

    # --- the page -----------------------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self.context.work(lambda: versions(self._parts.source.settings), self._known, lambda _: None)

    def _known(self, found: dict[str, str]) -> None:
        words = table("diagnostics.versions")
        self._versions = tuple(
            LogRowView(words.get(name) or name.replace("model", words["model"], 1), value or words["none"])
            for name, value in found.items()
        )

    def tick(self, now: Instant) -> None:
        """See `Page`."""
        self.context.show()

    def view(self) -> LogsView:
        """See `Page`."""
        tabs, levels = table("diagnostics.tabs"), table("diagnostics.levels")
        rows, first = self._rows(), self._page * ROWS
        pages = max(1, -(-len(rows) // ROWS))
        unwritten = sentence("diagnostics.unwritten") if self._parts.log.unwritten else NO_WORDS
        return LogsView(
            tabs=tuple(ChoiceView(key, tabs[key], key == self._tab) for key in TABS),
            levels=tuple(ChoiceView(key, levels[key], key == self._level) for key in LEVELS)
            if self._tab == "lines"
            else (),
            rows=rows[first : first + ROWS],
            note=self._note(),
            nothing=NO_WORDS if rows else self._nothing(),
            place=sentence("diagnostics.place", page=self._page + 1, pages=pages) if pages > 1 else NO_WORDS,
            newer=self._page > 0,
            older=self._page + 1 < pages,
            problem=self._problem or unwritten,
            done=self._done,
            busy=self._busy,
            may_export=self.context.allowed(Permission.DIAGNOSTICS_EXPORT),
        )

    def _rows(self) -> tuple[LogRowView, ...]:
        if self._tab == "versions":
            return self._versions
        if self._tab == "parts":
            return self._findings or ()
        return tuple(self._row(line) for line in self._lines())

    def _lines(self) -> tuple[LogLine, ...]:
        lines = self._parts.log.lines(LEVELS[self._level])
        return lines if self._upto is None else tuple(line for line in lines if line.number <= self._upto)

    def _row(self, line: LogLine) -> LogRowView:
        words = table("diagnostics.words")
        head = f"{day_words(line.at, self._parts.source.zone)} · {line.logger}"
        text = line.text if len(line.text) <= LONGEST_SHOWN else f"{line.text[:LONGEST_SHOWN]}\N{HORIZONTAL ELLIPSIS}"
        if line.level >= logging.ERROR:
            return LogRowView(head, text, words["error"], "oct", "alarm")
        if line.level >= logging.WARNING:
            return LogRowView(head, text, words["warning"], "tri", "care")
        return LogRowView(head, text)

    def _note(self) -> Text:
        """How long it has been running, and the room on the disk."""
        began, now = self._parts.log.began, self.context.clock.now()
        ran = lasted(now.monotonic_s - began.monotonic_s) if began is not None else NO_WORDS
        try:
            free = shutil.disk_usage(self._parts.source.data_dir).free
        except OSError:
            return sentence("diagnostics.ran", lasted=ran)
        return sentence("diagnostics.note", lasted=ran, gb=f"{free / 2**30:.1f}")

    def _nothing(self) -> Text:
        words = table("diagnostics.nothing")
        return words["looking"] if self._tab == "parts" and self._looking else words[self._tab]
