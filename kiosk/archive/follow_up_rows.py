"""Follow-ups as rows: what a value that was just saved meets, and what it asks for. Within the act that saves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from kiosk.archive.health_consent import keeps_health
from kiosk.ids import new_id
from kiosk.measurements.again_after import LONGEST_GAP_DAYS, AgainAfter, again_after, subject_of
from kiosk.measurements.follow_up import FollowUp, FollowUpKind, Outcome
from kiosk.measurements.measurement import Measurement, Validity
from kiosk.store.core import Act
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso, moment


def follow(act: Act, saved: Iterable[Measurement], zone: tzinfo) -> None:
    """Meet and plan what the valid values of one reading meet and ask for, once for what is judged together.

    A person who does not want health records kept gets none.
    """
    subjects: defaultdict[tuple[str, str], list[Measurement]] = defaultdict(list)
    for m in saved:
        if m.validity is Validity.VALID and m.resident_id is not None:
            subjects[m.resident_id, subject_of(m.metric)].append(m)
    for (resident_id, subject), values in subjects.items():
        day = values[0].taken_at.utc.astimezone(zone).date()
        if keeps_health(act.db, resident_id, day):
            _follow(act, resident_id, subject, values, day, zone)


def _follow(act: Act, resident_id: str, subject: str, values: Sequence[Measurement], day: date, zone: tzinfo) -> None:
    wanted = next(filter(None, (again_after(m.metric, m.assessment) for m in values)), None)
    known = open_row(act.db, resident_id, subject)
    if known is not None:
        if known["kind"] == FollowUpKind.REFER:
            return
        if moment(known["at_utc"]).astimezone(zone).date() < day:
            close(act, known, Outcome.MET, met_by=values[0].id)
        elif _stands(known, wanted):
            return
        else:
            close(act, known, Outcome.REPLACED, met_by=values[0].id)
    if wanted is None:
        return
    refer = (
        wanted.refer_after is not None and _days_in_a_row(act.db, resident_id, subject, day, zone) >= wanted.refer_after
    )
    kind, due = (FollowUpKind.REFER, day) if refer else (FollowUpKind.AGAIN, day + timedelta(days=wanted.days))
    plan(act, resident_id, subject, kind, due, band=wanted.band, version=wanted.version, visit_id=values[0].visit_id)


def _stands(known: Row, wanted: AgainAfter | None) -> bool:
    """Whether what was planned earlier this day stays: what staff planned, the same once more, and what called
    somebody, unless that did again.
    """
    if known["band"] is None or (wanted is not None and wanted.band == known["band"]):
        return True
    before = again_after(known["metric"], known["band"])
    return before is not None and before.urgent and not (wanted is not None and wanted.urgent)


def _days_in_a_row(db: Database, resident_id: str, subject: str, today: date, zone: tzinfo) -> int:
    """On how many of the newest days with a value, this one included, the day's last value was one that is for the
    family doctor when it comes again; counted anew after the doctor was spoken of.
    """
    spoken = one(db, _LAST_REFERRED, resident_id, subject)
    since = datetime.combine(today - timedelta(days=LONGEST_GAP_DAYS), datetime.min.time(), zone)
    rows = db.query(_VALUES, [resident_id, subject, iso(since.astimezone(UTC))])
    raised: dict[date, bool] = {}
    for row in rows:
        if spoken is not None and row["at_utc"] <= spoken["closed_utc"]:
            continue
        band = again_after(subject, row["assessment"])
        raised[moment(row["at_utc"]).astimezone(zone).date()] = band is not None and band.refer_after is not None
    days = 0
    for day in sorted(raised, reverse=True):
        if not raised[day]:
            break
        days += 1
    return days


def plan(
    act: Act,
    resident_id: str,
    metric: str,
    kind: FollowUpKind,
    due: date,
    *,
    band: str | None = None,
    version: str | None = None,
    visit_id: str | None = None,
) -> str:
    """Write one that is open; its id. There must be none of this metric."""
    row_id = new_id()
    insert(act.db, "follow_ups", {
        "id": row_id, **act.when(), "resident_id": resident_id, "metric": metric, "kind": kind.value,
        "due": due.isoformat(), "band": band, "version": version, "visit_id": visit_id, "by": act.actor,
    })  # fmt: skip
    act.note("follow-up.planned", resident_id, metric=metric, kind=kind.value, due=due.isoformat())
    return row_id


def close(act: Act, row: Row, outcome: Outcome, *, met_by: str | None = None, note: str | None = None) -> None:
    """Close one that is open."""
    sealed = None if note is None else act.core.fields.seal(note, "follow_ups", "note", row["id"])
    act.db.execute(
        "UPDATE follow_ups SET closed_utc = ?, closed_by = ?, outcome = ?, met_by = ?, note = ? WHERE id = ?",
        [act.when()["at_utc"], act.actor, outcome.value, met_by, sealed, row["id"]],
    )
    act.note("follow-up.closed", row["resident_id"], metric=row["metric"], outcome=outcome.value)


def open_row(db: Database, resident_id: str, metric: str) -> Row | None:
    """The one that is open; there is one of a metric at most."""
    return one(
        db, "SELECT * FROM follow_ups WHERE resident_id = ? AND metric = ? AND closed_utc IS NULL", resident_id, metric
    )


def from_row(row: Row, zone: tzinfo) -> FollowUp:
    """The follow-up of a row."""
    return FollowUp(
        id=row["id"],
        resident_id=row["resident_id"],
        metric=row["metric"],
        kind=FollowUpKind(row["kind"]),
        due=date.fromisoformat(row["due"]),
        made=moment(row["at_utc"]).astimezone(zone).date(),
        band=row["band"],
        visit_id=row["visit_id"],
    )


_LAST_REFERRED = """SELECT closed_utc FROM follow_ups WHERE resident_id = ? AND metric = ? AND kind = 'refer'
  AND closed_utc IS NOT NULL ORDER BY seq DESC LIMIT 1"""
_VALUES = """SELECT at_utc, assessment FROM measurements WHERE resident_id = ? AND metric = ? AND validity = 'valid'
  AND at_utc >= ? ORDER BY seq"""
