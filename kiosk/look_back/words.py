"""A look back and its readings in words for staff."""

from __future__ import annotations

from datetime import tzinfo

from kiosk.archive.callers import Caller
from kiosk.archive.look_back import Affected, LookBack
from kiosk.look_back.view import RowView
from kiosk.measurements.catalogue import metric
from kiosk.sentences import Text, sentence, table


def device(found: LookBack) -> Text:
    """体温计, by what is calibrated."""
    words = table("look-back.devices")
    return words.get(found.metric, words["other"])


def lead(found: LookBack, zone: tzinfo) -> Text:
    """Which device, and in which days it may have been wrong."""
    until = found.before.astimezone(zone)
    if found.since is None:
        return sentence("look-back.ever", device=device(found), month=until.month, day=until.day)
    since = found.since.astimezone(zone)
    return sentence(
        "look-back.since",
        device=device(found),
        from_month=since.month,
        from_day=since.day,
        month=until.month,
        day=until.day,
    )


def label(found: LookBack, zone: tzinfo) -> Text:
    """体温计 11 月 22 日: to choose it by."""
    found_on = found.before.astimezone(zone)
    return sentence("look-back.choice", device=device(found), month=found_on.month, day=found_on.day)


def row(affected: Affected, caller: Caller | None, zone: tzinfo) -> RowView:
    """One reading, with whoever it is of."""
    at, outcome = affected.at.astimezone(zone), affected.outcome or ""
    would_be = sentence("look-back.no-value")
    if affected.would_be is not None:
        would_be = sentence("look-back.would-be", value=_value(affected.metric, affected.would_be))
    return RowView(
        group=affected.group_id,
        who=_who(caller),
        when=sentence("look-back.when", month=at.month, day=at.day, time=f"{at.hour}:{at.minute:02d}"),
        shown=sentence(
            "look-back.shown",
            metric=metric(affected.metric).plain,
            value=_value(affected.metric, affected.shown),
        ),
        would_be=would_be,
        outcome=outcome,
        state=table("look-back.states")[outcome or "none"],
    )


def _value(metric_id: str, value: float) -> Text:
    known = metric(metric_id)
    return sentence("look-back.value", value=f"{value:.{known.decimals}f}", unit=known.unit_shown)


def _who(caller: Caller | None) -> str:
    if caller is None or not caller.name:
        return sentence("look-back.nobody")
    if not caller.building:
        return caller.name
    return sentence("look-back.who", name=caller.name, building=caller.building)
