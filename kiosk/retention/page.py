"""What is kept how long, what goes tonight, and what the last nights removed: for the auditor. It changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.expiry import LONGEST_LEAP, PastPurge
from kiosk.desk.page import Context, Page
from kiosk.retention.periods import periods_of
from kiosk.retention.view import PastRow, RetentionView
from kiosk.sentences import NO_WORDS, Text, fault_sentences, listed, sentence, table
from kiosk.settings import Retention

SHOWN = 4
"""Past purges on the page."""
MOST_TONIGHT, MOST_PAST = 6, 3
"""Classes named one by one."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read last."""

    due: Mapping[str, int]
    past: tuple[PastPurge, ...]
    leap: timedelta


class RetentionPage(Page):
    """See the module.

    Args:
        zone: The hall's.
    """

    name = "retention"
    needs = Permission.RETENTION_READ

    def __init__(self, context: Context, archive: ArchiveContents, retention: Retention, zone: tzinfo) -> None:
        super().__init__(context)
        self._archive, self._retention, self._zone = archive, retention, zone
        self._read: _Read | None = None

    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._look()

    def taken_up(self) -> None:
        """See `Page`."""
        self._look()

    def view(self) -> RetentionView:
        """See `Page`."""
        kept, read = self._retention, self._read
        at = sentence("retention.at", time=kept.purge_at)
        if read is None:
            return RetentionView(periods=periods_words(kept), at=at, busy=True)
        failed = next((each for each in read.past[:1] if each.failure is not None), None)
        leapt = read.leap > LONGEST_LEAP
        return RetentionView(
            periods=periods_words(kept),
            at=at,
            tonight=self._tonight(read.due),
            leapt=sentence("retention.leapt", days=read.leap.days) if leapt else NO_WORDS,
            failure=why_words(failed) if failed is not None and not leapt else NO_WORDS,
            past=tuple(self._past(each) for each in read.past),
        )

    def _tonight(self, due: Mapping[str, int]) -> Text:
        if not due:
            return sentence("retention.tonight-nothing")
        return sentence("retention.tonight", time=self._retention.purge_at, rows=rows_words(due, MOST_TONIGHT))

    def _past(self, purge: PastPurge) -> PastRow:
        local = purge.at.astimezone(self._zone)
        when = sentence("retention.when", month=local.month, day=local.day, time=f"{local:%H:%M}")
        if purge.failure is not None:
            return PastRow(when, _short(purge), NO_WORDS, failed=True)
        what = rows_words(purge.rows, MOST_PAST) if purge.rows else sentence("retention.nothing")
        took = NO_WORDS if purge.seconds is None else sentence("retention.took", seconds=f"{purge.seconds:g}")
        return PastRow(when, sentence("retention.resumed") if purge.resumed and not purge.rows else what, took)

    def _look(self) -> None:
        expiry, periods = self._archive.expiry, periods_of(self._retention)

        def read() -> _Read:
            return _Read(expiry.due(periods), expiry.past(SHOWN), expiry.leap())

        def then(found: _Read) -> None:
            self._read = found

        self.context.work(read, then, lambda _: self.context.tell(sentence("staff.failed")))


def periods_words(kept: Retention) -> tuple[tuple[Text, Text], ...]:
    """(class, how long) of everything that is kept."""
    classes, fixed = table("retention.classes"), table("retention.periods")
    days = {
        "health": kept.health_days,
        "alerts": kept.alerts_days,
        "home-calls": kept.home_calls_days,
        "announcements": kept.announcements_days,
        "audit": kept.audit_days,
        "set-aside": kept.set_aside_days,
    }
    return tuple(
        (word, sentence("retention.days", days=days[key]) if key in days else fixed[key])
        for key, word in classes.items()
    )


def rows_words(rows: Mapping[str, int], most: int) -> Text:
    """测量 214、来访 61、其余 17: the most first, so many classes by name."""
    words = table("records.tables")
    counted = sorted(((words[name], count) for name, count in rows.items() if name in words), key=lambda e: -e[1])
    named = counted if len(counted) <= most else counted[: most - 1]
    said = [sentence("retention.rows", table=word, rows=count) for word, count in named]
    if len(named) < len(counted):
        said.append(sentence("retention.other-rows", rows=sum(count for _, count in counted[len(named) :])))
    return Text(listed(said))


def _short(purge: PastPurge) -> Text:
    if purge.failure == "clock-leapt":
        return sentence("retention.leapt-then", days=purge.days)
    return sentence("retention.failed-then", code=purge.failure)


def why_words(purge: PastPurge) -> Text:
    """Why a purge was not made."""
    if purge.failure == "clock-leapt":
        return sentence("retention.leapt-then", days=purge.days)
    code = purge.failure or ""
    if code == "timeout":
        return sentence("retention.failed", why=sentence("retention.timeout"))
    known = code.startswith("store-")
    why = fault_sentences(code).technician if known else sentence("retention.not-known", code=code)
    return sentence("retention.failed", why=why)
