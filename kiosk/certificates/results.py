"""The part of a certificate that is measured: raw readings, results, the adjustment, the plot, the budget."""

from __future__ import annotations

import math
from datetime import tzinfo

from kiosk.calibration import words as calibration
from kiosk.calibration.decision import GUARD_BAND
from kiosk.calibration.evaluation import Evaluation
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.runs import Run, SetPoint
from kiosk.certificates.computed import Computed
from kiosk.certificates.figures import as_read, decimals, number, plain, signed, unit
from kiosk.certificates.sheet import Block, Plot
from kiosk.paper.sheet import Facts, Table
from kiosk.sentences import Text, sentence, table

COVERAGE = "95.45 %"
_DASH = "\N{EM DASH}"


def blocks(record: CalibrationRecord, computed: Computed, zone: tzinfo) -> tuple[Block, ...]:
    """All of it, in order."""
    found: list[Block] = [_readings(record.as_found, record, zone), _results(record, computed, computed.found)]
    if record.as_left is not None and computed.left is not None:
        found += [
            _adjustment(record),
            _readings(record.as_left, record, zone),
            _results(record, computed, computed.left, left=True),
        ]
    if computed.method.in_range:
        return tuple(found)
    return (*found, _plot(record, computed), _budget(record, computed.final))


def _readings(run: Run, record: CalibrationRecord, zone: tzinfo) -> Table:
    column = table("certificates.columns")
    both = any(point.falling for point in run.points)
    added = any(point.added for point in run.points)
    columns = [_in_unit(column["reference"], record.unit)]
    columns += [column["direction"]] if both else []
    columns += [column["raw"]]
    columns += [_in_unit(column["added"], record.unit)] if added else []
    rows = []
    for point in run.points:
        row: list[str] = [plain(point.reference)]
        row += [column["falling"] if point.falling else column["rising"]] if both else []
        row += [_shown(point, run.resolution)]
        row += [plain(point.added)] if added else []
        rows.append(tuple(row))
    notes = [sentence("certificates.raw-note", step=plain(run.resolution), unit=unit(record.unit))]
    if any(point.left_out for point in run.points):
        notes.append(sentence("certificates.left-out"))
    if run.zero_before is not None and run.zero_after is not None:
        notes.append(sentence("certificates.zero", before=plain(run.zero_before), after=plain(run.zero_after)))
    begun, ended = run.begun.astimezone(zone), run.ended.astimezone(zone)
    when = sentence("certificates.when", begun=f"{begun:%Y-%m-%d %H:%M}", ended=f"{ended:%H:%M %z}")
    title = sentence("certificates.readings", stage=calibration.stage(run.stage.value), when=when)
    return Table(title, tuple(columns), tuple(rows), wide=2 if both else 1, note="".join(notes))


def _shown(point: SetPoint, step: float) -> str:
    shown = [as_read(value, step) for value in point.readings]
    return "  ".join(f"[{value}]" if index in point.left_out else value for index, value in enumerate(shown))


def _results(record: CalibrationRecord, computed: Computed, evaluation: Evaluation, *, left: bool = False) -> Table:
    column, u = table("certificates.columns"), evaluation.expanded_u
    places = decimals(u)
    names = ["reference", "mean", "s", "n", "error", "u", "limit", "verdict"]
    if computed.method.in_range:
        names = [name for name in names if name not in ("s", "u")]
    bare = ("n", "verdict")
    columns = tuple(column[name] if name in bare else _in_unit(column[name], record.unit) for name in names)
    run = record.as_left if left and record.as_left is not None else record.as_found
    repeated = {point.reference for point in run.points if len(point.used) > 1}
    rows = []
    for point in evaluation.points:
        cell = {
            "reference": plain(point.reference),
            "mean": number(point.mean, places),
            "s": number(point.s, places + 1) if point.reference in repeated else _DASH,
            "n": str(point.n),
            "error": signed(point.error, places),
            "u": number(u, places),
            "limit": f"±{number(point.limit, places)}",
            "verdict": str(calibration.verdict(point.verdict.value)[0]),
        }
        rows.append(tuple(cell[name] for name in names))
    title = sentence("certificates.results-left") if left else sentence("certificates.results-found")
    if computed.left is None:
        title = sentence("certificates.results-only")
    note = "" if not u else sentence("certificates.results-note", k=f"{evaluation.k:.2f}", coverage=COVERAGE)
    return Table(title, columns, tuple(rows), note=note)


def _adjustment(record: CalibrationRecord) -> Facts:
    label = table("certificates.labels")
    return Facts(
        sentence("certificates.adjustment"),
        (
            (label["line-before"], _line(record.before, record.unit)),
            (label["line-after"], _line(record.after, record.unit)),
        ),
    )


def _line(line: tuple[float, float], ucum: str) -> Text:
    return sentence("certificates.line", a=f"{line[0]:.6f}", b=signed(line[1], 5), unit=unit(ucum))


def _plot(record: CalibrationRecord, computed: Computed) -> Plot:
    final = computed.final
    guard = final.expanded_u if record.decision == GUARD_BAND else 0.0
    left = () if computed.left is None else tuple((p.reference, p.error) for p in computed.left.points)
    column = table("certificates.columns")
    return Plot(
        title=sentence("certificates.plot.title"),
        axis=column["error"],
        unit=unit(record.unit),
        found=tuple((p.reference, p.error) for p in computed.found.points),
        left=left,
        limits=tuple((p.reference, p.limit) for p in final.points),
        guard=guard,
        found_word=sentence("certificates.plot.found") if left else sentence("certificates.plot.only"),
        left_word=sentence("certificates.plot.left"),
        limit_word=sentence("certificates.plot.limit"),
        guard_word=sentence("certificates.plot.guard"),
    )


def _budget(record: CalibrationRecord, evaluation: Evaluation) -> Table:
    column, budget = table("certificates.columns"), evaluation.budget
    places = decimals(evaluation.expanded_u) + 2
    rows = [
        (str(calibration.budget_part(part.name)), part.kind, number(part.standard_u, places), _dof(part.dof))
        for part in budget.parts
    ]
    rows.append((str(column["combined"]), "", number(budget.combined, places), _dof(budget.dof)))
    expanded = sentence("certificates.expanded", k=f"{evaluation.k:.2f}")
    rows.append((str(expanded), "", number(evaluation.expanded_u, places), ""))
    columns = (column["source"], column["kind"], _in_unit(column["standard-u"], record.unit), column["dof"])
    return Table(sentence("certificates.budget"), columns, tuple(rows), wide=0)


def _dof(dof: float) -> str:
    return "∞" if math.isinf(dof) else f"{dof:.0f}"


def _in_unit(word: Text, ucum: str) -> str:
    shown = unit(ucum)
    return sentence("certificates.in-unit", word=word, unit=shown) if shown else word
