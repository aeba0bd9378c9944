"""The facts a member's standing follows from, read with whatever else is wanted of the newest entry of each person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from kiosk.archive.entry_rows import HIDDEN
from kiosk.store.rows import Row
from kiosk.store.stamps import moment
from kiosk.whitelist.standing import Face, Facts, StandingRules


@dataclass(frozen=True, slots=True)
class MemberRules:
    """By what somebody is judged.

    Attributes:
        engines: Names and versions in use, the one that decides first.
    """

    engines: tuple[tuple[str, str], ...]
    standing: StandingRules = field(default_factory=StandingRules)


def facts_query(rules: MemberRules, columns: str, narrowed: str = "") -> tuple[str, dict[str, object]]:
    """A query with the columns of the facts and these, of entries `e` and residents `r`; and its values.

    Args:
        narrowed: More of the WHERE, beginning with AND.
    """
    values: dict[str, object] = {}
    usable = []
    for at, (engine, version) in enumerate(rules.engines):
        values |= {f"engine{at}": engine, f"version{at}": version}
        usable.append(f"EXISTS (SELECT 1 {_TEMPLATES} AND t.engine = :engine{at} AND t.engine_version = :version{at})")
    return _FACTS.format(columns=columns, usable=" AND ".join(usable), narrowed=narrowed), values


def facts_of(row: Row, zone: tzinfo) -> Facts:
    """The facts of a row; days are those of the hall."""
    ends = None if row["ends"] in (None, _NEVER) else date.fromisoformat(row["ends"])
    face = Face.STORED if row["usable"] else Face.UNUSABLE if row["stored"] else Face.NONE
    return Facts(
        revoked=row["status"] == "revoked",
        suspended=row["suspended_utc"] is not None,
        agreed=row["ends"] is not None,
        ends=ends,
        face=face,
        taken=None if row["taken"] is None else day_of(moment(row["taken"]), zone),
    )


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The day it was in the hall."""
    return moment.astimezone(zone).date()


_NEVER = "9999-12-31"
_TEMPLATES = "FROM templates t WHERE t.entry_id = e.id"
_FACTS = f"""SELECT {{columns}}, e.resident_id, e.status, e.suspended_utc,
  (SELECT max(coalesce(c.until, '{_NEVER}')) FROM consents c
   WHERE c.resident_id = e.resident_id AND c.kind = 'face' AND c.withdrawn_utc IS NULL) AS ends,
  EXISTS (SELECT 1 {_TEMPLATES}) AS stored, {{usable}} AS usable,
  (SELECT coalesce(t.taken_utc, t.at_utc) {_TEMPLATES} AND t.engine = :engine0 AND t.engine_version = :version0
   AND t.origin = 'enrolled' ORDER BY t.seq DESC LIMIT 1) AS taken
FROM whitelist_entries e JOIN residents r ON r.id = e.resident_id
WHERE NOT EXISTS (SELECT 1 FROM whitelist_entries n WHERE n.resident_id = e.resident_id AND n.seq > e.seq)
  AND e.revoke_reason IS NOT '{HIDDEN}' {{narrowed}}"""
