"""`kiosk calibrate run / sign / add-reference / look-back`: points from a file, a signature, what to lean on."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.calibrate_acts import let_in
from kiosk.commands.calibrate_listing import pairs
from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import opened_store, reading_store
from kiosk.commands.whitelist_who import say
from kiosk.sentences import Text, sentence

if TYPE_CHECKING:
    from kiosk.archive.archive import Archive
    from kiosk.calibrating.from_file import Worked
    from kiosk.calibration.evaluation import Evaluation
    from kiosk.calibration.methods import Method
    from kiosk.calibration.references import Reference
    from kiosk.calibration.runs import Run

LARGEST = 256 * 1024


def run_points(args: argparse.Namespace, context: Context) -> int:
    """Judge the points of a file and keep their runs; nothing comes into force."""
    from kiosk.accounts.permissions import Permission
    from kiosk.calibrating.from_file import read_points, runs_of
    from kiosk.calibration.refusals import CalibrationRefused
    from kiosk.calibration.words import of_refusal

    method = _method(args, context)
    if args.from_wire:
        return _run_from_wire(args, context, method)
    try:
        file = read_points(_content(args.points))
    except ValueError as error:
        raise Refused(sentence("certificates.command.points-broken", file=args.points, why=error)) from error
    with opened_store(context) as store:
        by = let_in(context, store, args.by, Permission.DEVICES_CALIBRATE)
        reference = _by_certificate(store, file.reference)
        now = context.clock.now().utc
        rule = context.settings.calibration.decision_rule
        try:
            runs = runs_of(file, args.device, args.metric, method, reference, now, by.login, rule)
        except CalibrationRefused as refused:
            raise Refused(of_refusal(refused), code=refused.code) from refused
        worked = _worked(store, context, runs, method, reference, accept=args.accept)
        for run in runs:
            store.calibrations.keep_run(run)
    _say_worked(context, worked)
    return 0


def _run_from_wire(args: argparse.Namespace, context: Context, method: Method) -> int:
    """The same with points that are read now, from the device."""
    from kiosk.accounts.permissions import Permission
    from kiosk.calibration.runs import Stage
    from kiosk.commands.calibrate_wire import WireBench, WireRuns, refuse_unfit

    refuse_unfit(method)
    if not args.reference:
        raise Refused(sentence("certificates.command.wire-no-reference"))
    bench = WireBench(context, args.device)
    with opened_store(context) as store:
        by = let_in(context, store, args.by, Permission.DEVICES_CALIBRATE)
        reference = _by_certificate(store, args.reference)
    runs = WireRuns(context, method, reference, args.device, args.metric, by.login)
    with bench:
        runs.ask_environment()
        read = [runs.read(bench, Stage.AS_FOUND)]
        if args.adjust:
            read.append(runs.read(bench, Stage.AS_LEFT))
    with opened_store(context) as store:
        worked = _worked(store, context, tuple(read), method, reference, accept=args.accept)
        for run in read:
            store.calibrations.keep_run(run)
    _say_worked(context, worked)
    return 0


def sign(args: argparse.Namespace, context: Context) -> int:
    """Put in force what was run last."""
    from kiosk.accounts.permissions import Permission
    from kiosk.calibrating.from_file import record_of
    from kiosk.calibration.methods import methods

    _known(args, context)
    with opened_store(context) as store:
        by, second = let_in(context, store, args.by, Permission.CALIBRATION_SIGN), None
        if args.second:
            second = let_in(context, store, args.second, Permission.CALIBRATION_SIGN).login
        keeping = store.calibrations
        runs = keeping.open_runs(args.device, args.metric)
        if not runs:
            raise Refused(sentence("certificates.command.nothing-open", device=args.device, metric=args.metric))
        method = methods()[runs[0].method]
        reference = next((each for each in keeping.references() if each.id == runs[0].reference_id), None)
        if reference is None:
            raise Refused(sentence("certificates.command.reference-gone"))
        worked = _worked(store, context, runs, method, reference, accept=True)
        record = record_of(
            worked,
            method,
            reference,
            keeping.in_force(args.device, args.metric, context.clock.now()),
            keeping.history(args.device, args.metric),
            number=keeping.next_number(context.today()),
            device=next(entry for entry in context.settings.devices if entry.name == args.device),
            site=keeping.site(),
            today=context.day_of(runs[-1].ended),  # the work was done then, whenever it is signed
            now=context.clock.now().utc,
            by=by.login,
            second=second,
        )
        keeping.sign(record)
    due = record.due.isoformat()
    said = sentence("certificates.command.signed", number=record.number, due=due)
    say(context, {"number": record.number, "id": record.id, "due": due, "verdict": record.verdict.value}, said)
    return 0


def add_reference(args: argparse.Namespace, context: Context) -> int:
    """Note a reference with its certificate."""
    from kiosk.accounts.permissions import Permission
    from kiosk.calibration.references import Reference
    from kiosk.ids import new_id

    with opened_store(context) as store:
        by = let_in(context, store, args.by, Permission.DEVICES_CALIBRATE)
        reference = Reference(
            id=new_id(), kind=args.kind, maker=args.maker, model=args.model, serial=args.serial,
            certificate=args.certificate, laboratory=args.laboratory, certified=args.certified, due=args.due,
            low=args.low, high=args.high, unit=args.unit, expanded_u=args.u, k=args.k, stability=args.stability,
        )  # fmt: skip
        store.calibrations.keep_reference(reference, by.login)
    said = sentence("certificates.command.reference-kept", certificate=args.certificate)
    say(context, {"reference": reference.id}, said)
    return 0


def look_back(args: argparse.Namespace, context: Context) -> int:
    """What a device that was found wrong may have said wrongly: counts and days, no names."""
    with reading_store(context) as store:
        found = [each for each in store.look_backs.all() if each.look_back.device == args.device]
    if context.json:
        rows = [
            {
                "id": each.look_back.id,
                "metric": each.look_back.metric,
                "since": each.look_back.since.isoformat() if each.look_back.since else None,
                "before": each.look_back.before.isoformat(),
                "looked_at": each.look_back.looked_at,
                "readings": each.look_back.readings,
                "done": each.done,
                "days": {day.isoformat(): count for day, count in each.look_back.days},
            }
            for each in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for each in found:
        back = each.look_back
        since = f"{back.since:%Y-%m-%d}" if back.since else sentence("certificates.not-known")
        print(
            sentence(
                "certificates.command.look-back",
                metric=back.metric,
                since=since,
                before=f"{back.before:%Y-%m-%d}",
                looked=back.looked_at,
                readings=back.readings,
                done=each.done,
            )
        )
        for day, count in back.days:
            print(sentence("certificates.command.look-back-day", day=day.isoformat(), readings=count))
    print(sentence("certificates.command.count", rows=len(found)))
    return 0


def _worked(
    store: Archive, context: Context, runs: tuple[Run, ...], method: Method, reference: Reference, *, accept: bool
) -> Worked:
    """Judged under what is in force. Raises Refused for what is wrong, and for what is asked and not accepted."""
    from kiosk.calibrating.from_file import ProblemFound, worked_out
    from kiosk.calibration.words import of_problem

    first = runs[0]
    in_force = store.calibrations.in_force(first.device, first.metric, context.clock.now())
    try:
        worked = worked_out(runs, method, reference, (in_force.a, in_force.b), context.today())
    except ProblemFound as found:
        raise Refused(of_problem(found.problem), code=found.problem.code) from found
    if worked.asked and not accept:
        questions = [str(of_problem(problem)) for problem in worked.asked]
        raise Refused("\n".join((*questions, sentence("certificates.command.accept"))), code=worked.asked[0].code)
    return worked


def _say_worked(context: Context, worked: Worked) -> None:
    from kiosk.calibration.words import stage

    lines: list[str] = []
    for run, evaluation in zip(worked.runs, (worked.found, worked.left), strict=False):
        if evaluation is not None:
            lines += _lines(stage(run.stage.value), evaluation, run.unit)
    left = worked.left
    result = {
        "calibration": worked.runs[0].calibration_id,
        "as_found": {"error": worked.found.worst_error, "u": worked.found.expanded_u, "verdict": worked.found.verdict},
        "as_left": None if left is None else {"error": left.worst_error, "u": left.expanded_u, "verdict": left.verdict},
        "before": worked.before,
        "after": worked.after,
    }
    say(context, result, *lines, sentence("certificates.command.run-kept"))


def _lines(stage: Text, evaluation: Evaluation, ucum: str) -> list[str]:
    from kiosk.calibration.words import verdict
    from kiosk.certificates.figures import decimals, number, plain, signed, with_unit

    places = decimals(evaluation.expanded_u)
    lines: list[str] = [
        sentence(
            "certificates.command.point",
            stage=stage,
            reference=with_unit(plain(point.reference), ucum),
            error=signed(point.error, places),
            verdict=verdict(point.verdict.value)[0],
        )
        for point in evaluation.points
    ]
    u = with_unit(number(evaluation.expanded_u, places), ucum)
    word = verdict(evaluation.verdict.value)[0]
    return [*lines, sentence("certificates.command.run-verdict", stage=stage, u=u, verdict=word)]


def _known(args: argparse.Namespace, context: Context) -> None:
    if (args.device, args.metric) not in pairs(context.settings):
        raise Refused(sentence("certificates.command.no-pair", device=args.device, metric=args.metric))


def _method(args: argparse.Namespace, context: Context) -> Method:
    """The one asked for, or the usual one of the device."""
    from devices.catalogue import MODELS
    from kiosk.calibration.methods import methods_for

    _known(args, context)
    model = next(entry.model for entry in context.settings.devices if entry.name == args.device)
    fitting = [method for method in methods_for(MODELS[model].kind.value, args.metric) if method.certifies]
    chosen = next((method for method in fitting if args.method in (None, method.id)), None)
    if chosen is None:
        names = ", ".join(method.id for method in fitting)
        raise Refused(sentence("certificates.command.no-method", method=args.method, methods=names))
    return chosen


def _by_certificate(store: Archive, certificate: str) -> Reference:
    found = next((each for each in store.calibrations.references() if each.certificate == certificate), None)
    if found is None:
        raise Refused(sentence("certificates.command.no-reference", certificate=certificate))
    return found


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(sentence("certificates.verify.unreadable.too-large"))
    return content
