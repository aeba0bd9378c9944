"""How a calibration stands, in word and shape, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from kiosk.calibrating.calendar_view import HistoryView
from kiosk.calibrating.figures import DASH, day_words, line_words, plain, signed
from kiosk.calibrating.looking_back import Affected
from kiosk.calibrating.target import Target
from kiosk.calibrating.view import FieldView, VerdictView
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.keeping import Due
from kiosk.calibration.methods import methods
from kiosk.calibration.records import CalibrationRecord, Standing, Verdict
from kiosk.calibration.words import check_words, verdict
from kiosk.desk.steps import ChoiceView
from kiosk.sentences import Text, sentence, table

SOON_DAYS = 30
_SIGNS = {
    Standing.NONE: ("info", "soft"),
    Standing.IN_FORCE: ("ok", "done"),
    Standing.OVERRIDDEN: ("tri", "care"),
    Standing.DUE: ("oct", "alarm"),
    Standing.MOVED: ("oct", "alarm"),
    Standing.FAILED: ("oct", "alarm"),
}
VERDICT_SIGNS = {
    Verdict.PASS: ("ok", "done"),
    Verdict.CONDITIONAL_PASS: ("ok", "done"),
    Verdict.CONDITIONAL_FAIL: ("tri", "care"),
    Verdict.FAIL: ("oct", "alarm"),
}


def name_of(target: Target) -> Text:
    """额温计 · 额面读数."""
    names, metrics = table("calibrating.of"), table("calibrating.metrics")
    return sentence(
        "calibrations.name",
        of=names.get(target.kind, names["device"]),
        metric=metrics.get(target.metric, target.metric),
    )


def standing_of(due: Due, today: date, soon_days: int = SOON_DAYS) -> tuple[Text, str, str]:
    """Word, shape and tone; the days that are left where they are few."""
    words, day = table("calibrations.standings"), due.in_force.due
    sign, tone = _SIGNS[due.standing]
    if due.standing is Standing.IN_FORCE and day is not None:
        left = (day - today).days
        if left <= soon_days:
            return sentence("calibrations.soon", days=left), "tri", "care"
    return words[due.standing.value], sign, tone


def line_of(key: str, target: Target, due: Due, today: date, soon_days: int = SOON_DAYS) -> ChoiceView:
    """One line of the calendar."""
    word, sign, tone = standing_of(due, today, soon_days)
    found = due.in_force
    if due.standing is Standing.NONE and not methods()[target.method].certifies:
        word = table("calibrations.checks")["only"]
    if found.number or found.due is not None:
        sub = sentence(
            "calibrations.sub",
            device=target.device,
            number=found.number or DASH,
            due=day_words(found.due),
            u=plain(found.expanded_u, 2),
            unit=target.unit_shown,
        )
    else:
        sub = (sentence("calibrations.sub-by-hand") if target.by_hand
               else sentence("calibrations.sub-none", device=target.device, model=target.model))  # fmt: skip
    return ChoiceView(key, name_of(target), sub, word, sign, tone)


def facts_of(
    target: Target, due: Due, today: date, soon_days: int = SOON_DAYS, affected: Affected | None = None
) -> VerdictView:
    """The one that is looked at."""
    word, sign, tone = standing_of(due, today, soon_days)
    labels, found, record = table("calibrations.facts"), due.in_force, due.record
    rows = [
        ("device", f"{target.device} · {target.model}"),
        ("number", found.number or DASH),
        ("due", day_words(found.due)),
        ("u", DASH if found.expanded_u is None else f"{plain(found.expanded_u, 3)} {target.unit_shown}（k=2）"),
        ("line", line_words((found.a, found.b))),
    ]
    if record is not None:
        site = record.site or DASH
        rows += [("by", record.by if record.second is None else f"{record.by} · {record.second}"), ("site", site)]
    if affected is not None:
        days = {"first": f"{affected.first:%m-%d}", "last": f"{affected.last:%m-%d}"}
        rows.append(("look-back", table("calibrations.look-back")["words"].fill(count=affected.readings, **days)))
    return VerdictView(word, sign, tone, tuple(FieldView(key, labels[key], value) for key, value in rows))


def history_rows(
    records: Sequence[CalibrationRecord], checks: Sequence[DeviceCheck], zone: tzinfo
) -> tuple[HistoryView, ...]:
    """Calibrations and checks together, the newest first."""
    every = [(record.signed, history_of(record)) for record in records]
    every += [(check.made, check_row(check, zone)) for check in checks]
    return tuple(row for _, row in sorted(every, key=lambda each: each[0], reverse=True))


def check_row(check: DeviceCheck, zone: tzinfo) -> HistoryView:
    """One line of the history: a check that certifies nothing has no number and no U."""
    sign, tone = VERDICT_SIGNS[check.verdict]
    return HistoryView(
        day=f"{check.made.astimezone(zone):%Y-%m-%d}",
        number=table("calibrations.checks")[check.claim.value],
        error=signed(check.error, 2),
        u=DASH,
        word=check_words(check),
        sign=sign,
        tone=tone,
        by=check.by,
    )


def history_of(record: CalibrationRecord) -> HistoryView:
    """One line of the history: what was found, and the verdict it left with."""
    sign, tone = VERDICT_SIGNS[record.verdict]
    return HistoryView(
        day=f"{record.done:%Y-%m-%d}",
        number=record.number,
        error=signed(record.as_found_error, 2),
        u=plain(record.expanded_u, 2),
        word=verdict(record.verdict.value)[0],
        sign=sign,
        tone=tone,
        by=record.by,
    )
