"""`kiosk bench`: the product's own speed, memory and start-up. It measures, it never judges: a missed aim is exit 0."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kiosk.commands.context import Context, Refused
from kiosk.sentences import listed, sentence, table

if TYPE_CHECKING:
    from ui.benchmarks.conditions import Conditions
    from ui.benchmarks.figures import Result

BENCHES: dict[str, tuple[str, str]] = {
    "first-frame": ("ui.benchmarks.first_frame", "exec to the first frame"),
    "commit": ("ui.benchmarks.commit", "a visit's event to its commit on the disk"),
    "idle": ("ui.benchmarks.idle", "processor time with nobody there"),
    "tap": ("ui.benchmarks.tap", "an ID card laid down to its code on the screen"),
    "preview": ("ui.benchmarks.preview", "processor time of the camera picture"),
    "faces": ("ui.benchmarks.faces", "a usable face to the decision, stages, search, and the plain recipe"),
    "staff": ("ui.benchmarks.staff", "the list of 100,000: opened, leafed through, searched key by key"),
    "calibrate": ("ui.benchmarks.calibrate", "looking back over 1,000,000 readings"),
    "instruments": ("ui.benchmarks.instruments", "1,000,000 measurements exported"),
    "import": ("ui.benchmarks.imports", "a list of 10,000 taken over and back, 6,700 with faces, photos looked at"),
    "purge": ("ui.benchmarks.purge", "1,000,000 rows purged while visits are committed"),
    "reports": ("ui.benchmarks.reports", "reports of a day, a week and a month out of 1,000,000 visits"),
    "memory": ("ui.benchmarks.memory", "memory at the start and after ten visits"),
}
"""In this order: a terminal that has had no visit yet is idle as after a start."""


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    lines = [f"{name:12} {summary}" for name, (_, summary) in BENCHES.items()]
    parser = sub.add_parser(
        "bench",
        help=sentence("help.summaries.bench"),
        epilog="\n".join(["benches:", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=sentence("help.bench.name"))
    parser.add_argument("--runs", type=_at_least_one, metavar="N", help=sentence("help.bench.repeat"))
    parser.add_argument("--people", type=_at_least_one, metavar="N", help=sentence("help.bench.people"))
    parser.add_argument("--landscape", action="store_true", help=sentence("help.demo.landscape"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Run the benches asked for, one after the other."""
    unknown = [name for name in args.names if name not in BENCHES]
    if unknown:
        raise Refused(sentence("bench.unknown", names=listed(unknown), known=listed(BENCHES)))
    from kiosk.settings import Screen
    from ui.benchmarks.conditions import Conditions
    from ui.benchmarks.processes import load

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    signal.signal(signal.SIGTERM, _give_up)
    screen = Screen(orientation="landscape" if args.landscape else "portrait", full_screen=False)
    chosen = [name for name in BENCHES if not args.names or name in args.names]
    results, before = [], load()
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder,
        Conditions(Path(folder), screen, context.clock, args.runs, args.people) as conditions,
    ):
        for name in chosen:
            results.append(_one(name, conditions))
            if not context.json:
                print(results[-1].as_text(), flush=True)
    machine = _machine(before)
    if context.json:
        print(json.dumps({"machine": machine, "benches": [r.as_dict() for r in results]}, ensure_ascii=False, indent=2))
    else:
        figures = sentence("bench.and").join(f"{name} {value}" for name, value in machine.items())
        print(sentence("bench.machine", figures=figures))
    return 0


def _give_up(*_: object) -> NoReturn:
    """Told to end: through every `finally`, so that no process and no record of the hall stays."""
    raise SystemExit(128 + signal.SIGTERM)


def _one(name: str, conditions: Conditions) -> Result:
    from devices.simulators.hall_client import HallError
    from ui.benchmarks.hall_terminal import TerminalSilent
    from ui.demonstration.demo_hall import DemoHallError

    module = importlib.import_module(BENCHES[name][0])
    try:
        measured: Result = module.run(conditions)
    except (HallError, DemoHallError, TerminalSilent) as error:
        raise Refused(sentence("bench.failed", title=table("bench.titles")[name], why=error)) from error
    return measured


def _machine(load_before: float) -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "load_before": round(load_before, 2),
        "platform": os.environ["QT_QPA_PLATFORM"],
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
