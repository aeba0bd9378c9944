"""From an open alert to the row staff read: who, why, how long, who goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo

from kiosk.archive.alerts import LoggedAlert
from kiosk.archive.callers import Caller
from kiosk.attention.message import PEOPLE
from kiosk.attention.view import WaitingRow
from kiosk.sentences import NO_WORDS, Text, all_fault_sentences, sentence, table
from kiosk.visits.visitor_words import ALERT_KINDS


def urgency(alert: LoggedAlert) -> tuple[bool, bool, int, datetime]:
    """Sorts: those nobody goes to before those somebody does, people before things, the kind, who waits longest."""
    kind = ALERT_KINDS.index(alert.kind) if alert.kind in ALERT_KINDS else len(ALERT_KINDS)
    return alert.taken is not None, alert.kind not in PEOPLE, kind, alert.raised


def is_again(alert: LoggedAlert) -> bool:
    """Somebody sits and rests before their temperature is taken once more."""
    return alert.kind == "temperature" and alert.queue is None


def row(
    alert: LoggedAlert,
    callers: Mapping[str, Caller],
    now: datetime,
    zone: tzinfo,
    *,
    me: str,
    name_of: Callable[[str], str],
) -> WaitingRow:
    """One row.

    Args:
        me: Login of whoever looks.
        name_of: The masked name of a login.
    """
    person = alert.kind in PEOPLE
    kinds = table("alerts.kinds")
    who, what = _person(alert, callers) if person else _thing(alert)
    return WaitingRow(
        id=alert.id,
        badge=alert.queue or kinds.get(alert.kind, Text(alert.kind)),
        who=who,
        what=what,
        since=since(alert.raised, now, zone),
        person=person,
        urgent=alert.kind == "red-value",
        taken_by=name_of(alert.taken_by) if alert.taken_by else "",
        mine=alert.taken_by == me,
    )


def since(raised: datetime, now: datetime, zone: tzinfo) -> Text:
    """How long ago: 刚刚, 4 分钟, 1 小时 5 分钟, or the day. A clock that was set back makes it 刚刚."""
    minutes = max(0, int((now - raised) / timedelta(minutes=1)))
    if minutes < 1:
        return sentence("attention.since.now")
    if minutes < 60:
        return sentence("attention.since.minutes", minutes=minutes)
    local = raised.astimezone(zone)
    if local.date() != now.astimezone(zone).date():
        return sentence("attention.since.day", month=local.month, day=local.day)
    return sentence("attention.since.hours", hours=minutes // 60, minutes=minutes % 60)


def _person(alert: LoggedAlert, callers: Mapping[str, Caller]) -> tuple[str, Text]:
    why = table("attention.why")
    caller = callers.get(alert.resident_id or "")
    name = caller.name if caller is not None and caller.name else sentence("alerts.nobody")
    who = name if caller is None or not caller.building else f"{name} · {caller.building}"
    return who, why["again" if is_again(alert) else alert.kind]


def _thing(alert: LoggedAlert) -> tuple[str, Text]:
    """The sentence for staff in two: what is so, and what to do."""
    fault = all_fault_sentences().get(alert.text)
    said = fault.staff if fault is not None else "".join(char for char in alert.text if char.isprintable())
    what, _, todo = said.partition("，")
    return what, Text(todo) if todo else NO_WORDS
