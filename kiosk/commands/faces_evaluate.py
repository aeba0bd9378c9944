"""`kiosk faces evaluate`: measure recognition and presentation attack detection on folders of people."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.sentences import listed, sentence

if TYPE_CHECKING:
    from kiosk.evaluation.figures import Evaluation
    from kiosk.evaluation.wanted import Wanted

MOST_DRAWS = 1000
MOST_REPLICATES = 20_000
MOST_WORKERS = 64


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = verbs.add_parser(
        "evaluate",
        help="error rates (ISO/IEC 19795-1, 30107-3) on folders of people, and the threshold they call for",
        description="Folders of people: DIR/NAME/*.jpg or *.png. A name in both folders is a member who comes back, "
        "one only in --probe a stranger, one only in --enrol fills the gallery. The same folder may be given twice: "
        "then the first --enrol-images of a person are enrolled and the rest are searched with. No name of a person "
        "is written anywhere. See docs/faces-evaluation.md.",
    )
    whole, some = _whole, _fraction
    add = parser.add_argument
    add("--enrol", type=a_path, required=True, metavar="DIR", help="pictures to enrol")
    add("--probe", type=a_path, required=True, metavar="DIR", help="pictures to search with; may be the same folder")
    add("--out", type=a_path, metavar="DIR", help="write report.html, report.json and the plots here")
    add("--sessions", metavar="REGEX", help="what in a file name says the session, such as '^s[0-9]+'")
    add("--gallery", "-N", type=whole(1), action="append", metavar="N", help="people in the gallery; may be repeated")
    add("--enrol-images", "-K", type=whole(1), action="append", metavar="K", help="pictures a member; may be repeated")
    add("--probe-images", "-M", type=whole(1, 50), default=1, metavar="M", help="pictures fused into one search")
    add("--pick", choices=("first", "random"), default="first", help="which of a person's pictures are enrolled")
    add(
        "--fpir",
        type=some,
        default=(0.001, 0.01),
        metavar="R,R",
        help="wrong answers to strangers to set thresholds for",
    )
    add("--draws", type=whole(1, MOST_DRAWS), default=10, help="random galleries of each size (10)")
    add("--bootstrap", type=whole(20, MOST_REPLICATES), default=1000, help="replicates for the intervals (1000)")
    add("--seed", type=whole(0), default=1, help="of everything random (1)")
    add("--groups", type=a_path, metavar="FILE", help="lines NAME,GROUP or NAME alone: figures for each group")
    add(
        "--attack",
        type=a_path,
        metavar="DIR",
        help="presentation attacks: DIR/SPECIES/PERSON/*.jpg or DIR/PERSON/*.jpg",
    )
    add("--live", type=a_path, metavar="DIR", help="living faces to set the attacks against (the probes)")
    add("--engine", metavar="NAME", help="face engine (the configured one)")
    opinion = argparse.BooleanOptionalAction
    add("--second-opinion", action=opinion, default=None, help="add the dlib engine's scores (as configured)")
    add("--gate", action=opinion, default=False, help="leave out pictures the product would not enrol from")
    add("--workers", type=whole(1, MOST_WORKERS), metavar="N", help="child processes (one a processor)")
    add("--keep", action="store_true", help=sentence("help.faces.evaluate-keep"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Measure, print, and write the report where that was asked for."""
    from kiosk.evaluation.evaluate import evaluate
    from kiosk.evaluation.figures import as_builtins
    from kiosk.evaluation.folders import FolderFault
    from kiosk.evaluation.summary import summary
    from kiosk.faces.engines.engine import EngineMissing

    if args.live is not None and args.attack is None:
        raise Refused(sentence("evaluation.live-without-attack"))
    wanted = _wanted(args, context)
    if args.out is not None:
        _make(args.out)
    if args.keep and not os.access(context.data_dir, os.W_OK | os.X_OK):
        raise Refused(sentence("evaluation.no-data-folder", folder=context.data_dir))
    try:
        result = evaluate(wanted, _progress(quiet=context.json))
    except FolderFault as fault:
        raise Refused(str(fault)) from fault
    except EngineMissing as error:
        raise Refused(sentence("evaluation.engine-missing", why=error)) from error
    if args.out is not None:
        _write(result, args.out)
    if args.keep:
        _keep(result, wanted, context)
    if context.json:
        print(json.dumps(as_builtins(result), ensure_ascii=False, indent=2))
    else:
        print("\n".join(summary(result)))
        if args.out is not None:
            print(sentence("evaluation.report-in", file=args.out / "report.html"))
        if args.keep:
            print(sentence("evaluation.kept"))
    return 0


def _wanted(args: argparse.Namespace, context: Context) -> Wanted:
    from kiosk.evaluation.extraction import default_workers
    from kiosk.evaluation.finding import Plan
    from kiosk.evaluation.wanted import Wanted
    from kiosk.faces.engines.engine import ENGINES

    settings = context.settings
    engine = args.engine or settings.faces.engine
    if engine not in ENGINES:
        raise Refused(sentence("evaluation.engine-unknown", engine=engine, known=listed(ENGINES)))
    second = settings.faces.second_opinion if args.second_opinion is None else args.second_opinion
    opinion = next((name for name in ENGINES if name != engine), None) if second else None
    plan = Plan(
        engine,
        opinion,
        liveness=args.attack is not None and args.live is None,
        frames=args.probe_images > 1,
        gate=args.gate,
        runtime=settings.faces.runtime,
    )
    return Wanted(
        enrol=args.enrol,
        probe=args.probe,
        plan=plan,
        sessions=args.sessions,
        galleries=tuple(dict.fromkeys(args.gallery or ())),
        enrol_images=tuple(dict.fromkeys(args.enrol_images or ())),
        probe_images=args.probe_images,
        pick=args.pick,
        draws=args.draws,
        fpirs=args.fpir,
        policy_fpir=settings.faces.fpir,
        replicates=args.bootstrap,
        seed=args.seed,
        groups=args.groups,
        attacks=args.attack,
        live=args.live,
        live_from=settings.camera.live_from,
        workers=args.workers or default_workers(),
    )


def _progress(*, quiet: bool) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if not quiet and sys.stderr.isatty():
            print(f"\r{done}/{total} ", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return tell


def _make(folder: Path) -> None:
    """Before hours of work: can a report be written there?"""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            sentence("evaluation.folder-unusable", folder=folder, why=error.strerror or type(error).__name__)
        ) from error


def _write(result: Evaluation, folder: Path) -> None:
    from kiosk.evaluation.report import write_report

    try:
        write_report(result, folder)
    except OSError as error:
        raise Refused(
            sentence("evaluation.not-written", folder=folder, why=error.strerror or type(error).__name__)
        ) from error


def _keep(result: Evaluation, wanted: Wanted, context: Context) -> None:
    from kiosk.evaluation.kept import keep, kept_of
    from kiosk.faces.engines.engine import create
    from kiosk.faces.liveness.provider import PROVIDERS
    from kiosk.faces.liveness.provider import create as provider

    second = None if wanted.plan.second is None else create(wanted.plan.second)
    sight = provider(next(iter(PROVIDERS)))
    kept = kept_of(
        result,
        context.clock.now().utc,
        wanted.policy_fpir,
        second_opinion=None if second is None else f"{second.name} {second.version}",
        liveness=f"{sight.name} {sight.version}",
    )
    try:
        keep(kept, context.data_dir)
    except OSError as error:
        raise Refused(
            sentence("evaluation.not-kept", folder=context.data_dir, why=error.strerror or type(error).__name__)
        ) from error


def _whole(least: int, most: int = 10_000_000) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{value} is not within {least} to {most}")
        return value

    return number


def _fraction(text: str) -> tuple[float, ...]:
    rates = tuple(dict.fromkeys(float(part) for part in text.split(",")))
    if not rates or not all(0 < rate < 1 for rate in rates):
        raise argparse.ArgumentTypeError("rates between 0 and 1, with commas between them")
    return rates
