"""The page of all calibrations, with its hard variants. All is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.calendar_view import CalibrationsView
from kiosk.calibrating.calendar_words import check_row, facts_of, history_of, line_of, name_of
from kiosk.calibrating.view import ButtonView, FieldView
from kiosk.calibration.keeping import Due
from kiosk.calibration.records import IDENTITY, Calibration, CalibrationRecord, Standing
from kiosk.desk.steps import ChoiceView
from kiosk.people.zone import SHANGHAI
from kiosk.sentences import sentence, table
from kiosk.settings import Hall
from ui.sample_pictures.calibrate_samples import CUFF, OTHERS, THERMO, TODAY, WRONG, Walk, compared

HOLDS = Calibration(
    "c1", 1.01892, -0.2983, "black-body", "thermometer", Standing.IN_FORCE, "KC2026-0008", 0.169, date(2027, 11, 21)
)  # fmt: skip


def calibrations_views() -> Iterator[tuple[str, CalibrationsView]]:
    """Name and view of every sample."""
    record = _record()
    soon = replace(HOLDS, due=date(2026, 12, 3))
    over = replace(HOLDS, due=date(2026, 11, 1), standing=Standing.DUE)
    moved, failed = replace(HOLDS, standing=Standing.MOVED), replace(HOLDS, standing=Standing.FAILED)
    yield "list", _list(HOLDS, IDENTITY, IDENTITY)
    yield "list-due", _list(over, soon, moved)
    yield "list-other", _list(failed, replace(HOLDS, standing=Standing.OVERRIDDEN), IDENTITY)
    yield "list-empty", replace(_list(HOLDS, HOLDS, HOLDS), choices=(), empty=table("calibrations.problems")["nothing"])
    yield "one", _one(HOLDS, record, 3)
    yield "one-overdue", _one(over, record, 6)
    yield "one-never", _one(IDENTITY, None, 0)
    words = table("calibrations.reasons")
    reasons = tuple(ChoiceView(key, text, "") for key, text in words.items())
    yield "reasons", replace(_one(over, None, 0), **_mode("reasons"), standing=None, choices=reasons, days=_days())
    problem = table("calibration.refusals")["reference-kind"]
    site = (FieldView("site", table("calibrations.facts")["site"], "", focused=True, letters=True),)
    yield "site", replace(_list(HOLDS, HOLDS, HOLDS), **_mode("site"), choices=(), fields=site)
    yield "problem", replace(_list(HOLDS, IDENTITY, IDENTITY), problem=problem)


def _record() -> CalibrationRecord:
    done = Walk().ready().run(list(WRONG.values())).adjust().prepared()(e.SignWanted())
    return next(effect.record for effect in done.effects if isinstance(effect, x.Sign))


def _mode(mode: str) -> dict[str, Any]:
    acts = table("calibrations.acts")
    return {
        "mode": mode,
        "headline": table("calibrations.headlines")[mode],
        "lead": table("calibrations.leads").get(mode, ""),
        "buttons": (ButtonView("back", acts["back"], "quiet", "back"),),
    }


def _days() -> tuple[ChoiceView, ...]:
    words = table("calibrations.days")
    return tuple(ChoiceView(key, text, "", tone="act" if key == "0" else "") for key, text in words.items())


def _list(*found: Calibration) -> CalibrationsView:
    acts = table("calibrations.acts")
    targets = (THERMO, CUFF, OTHERS[3])
    lines = zip(targets, found, strict=True)
    return CalibrationsView(
        mode="list",
        title=table("calibrating.titles")["calibrate"],
        note=sentence("calibrations.site", site=Hall().name),
        headline=table("calibrations.headlines")["list"],
        lead=table("calibrations.leads")["list"],
        choices=tuple(line_of(t.key, t, Due(t.device, t.metric, c, None), TODAY) for t, c in lines),
        buttons=(ButtonView("move", acts["move"], "quiet", "home"),
                 ButtonView("calibrate", acts["calibrate"], "primary", "thermo")),
    )  # fmt: skip


def _one(found: Calibration, record: CalibrationRecord | None, count: int) -> CalibrationsView:
    acts = table("calibrations.acts")
    buttons = [ButtonView("back", acts["back"], "quiet", "back")]
    if not found.standing.may_measure:
        buttons.append(ButtonView("allow", acts["allow"], "quiet", "unlock"))
    if record is not None:
        buttons.append(ButtonView("check", acts["check"], "secondary", "pin"))
    buttons.append(ButtonView("calibrate", acts["calibrate"], "primary", "thermo"))
    older = () if record is None else tuple(
        replace(record, number=f"KC2026-000{8 - at}", done=date(2026, 11 - at, 2)) for at in range(count)
    )  # fmt: skip
    return CalibrationsView(
        mode="one",
        title=name_of(THERMO),
        note=sentence("calibrations.site", site=Hall().name),
        headline=table("calibrations.headlines")["one"],
        lead="",
        standing=facts_of(THERMO, Due(THERMO.device, THERMO.metric, found, record), TODAY),
        history=(*(check_row(compared(), SHANGHAI) for _ in range(min(1, count))), *map(history_of, older)),
        buttons=tuple(buttons),
    )
