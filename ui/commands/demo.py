"""`kiosk demo`: the demonstration hall. A terminal and a bench panel in windows, or the scripted visits without."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from datetime import datetime
from pathlib import Path

import resources
from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.sentences import listed, sentence
from kiosk.settings import Screen
from kiosk.sticks import FOLDER
from ui.demonstration import endurance
from ui.demonstration.demo_hall import DemoHall, DemoHallError
from ui.demonstration.progress import Progress, log_kept
from ui.demonstration.report import DemonstrationReport
from ui.demonstration.script import ScriptedVisit, ScriptError, load
from ui.demonstration.upkeep import Upkeep

log = logging.getLogger("kiosk.demo")

OPEN_S = 60.0


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("demo", help=sentence("help.summaries.demo"))
    parser.add_argument("--headless", action="store_true", help=sentence("help.demo.headless"))
    parser.add_argument("--script", type=a_path, metavar="FILE", help=sentence("help.demo.script"))
    parser.add_argument("--only", action="append", default=[], metavar="VISIT", help=sentence("help.demo.only"))
    parser.add_argument("--out", type=a_path, metavar="DIR", help=sentence("help.demo.out"))
    parser.add_argument("--endurance", type=_count, metavar="N", help=sentence("help.demo.endurance"))
    parser.add_argument("--seed", type=int, default=1, metavar="S", help=sentence("help.demo.seed"))
    parser.add_argument("--minutes", type=float, default=15.0, metavar="M", help=sentence("help.demo.minutes"))
    parser.add_argument("--landscape", action="store_true", help=sentence("help.demo.landscape"))
    parser.add_argument("--scale", type=float, default=1.0, choices=(1.0, 1.25), help=sentence("help.demo.scale"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Show or play it."""
    if context.config is not None:
        _ = context.settings  # its mistakes are said, though the hall is simulated
        print(sentence("demonstration.own-settings"), file=sys.stderr)
    visits = _visits(args) if args.endurance is None else ()
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    headless = args.endurance is not None or args.headless or not display
    out = (args.out or Path("out") / f"demo-{datetime.now():%Y%m%d-%H%M%S}").absolute()
    screen = Screen(orientation="landscape" if args.landscape else "portrait", text_scale=args.scale, full_screen=False)
    demo_hall = DemoHall(out, context.data_dir if context.data_given else out / "data", screen)
    progress = Progress(sys.stderr, args.endurance or len(visits))
    with log_kept(out, show=getattr(args, "verbose", False)) as log_file:
        try:
            if headless:
                progress.preparing(out)
            demo_hall.build()
            demo_hall.enrol()
            if args.endurance is not None:
                visits = tuple(endurance.visits(args.endurance, args.seed, demo_hall.abilities))
                return _play(visits, demo_hall, context, progress, log_file, within_s=args.minutes * 60)
            return _play(visits, demo_hall, context, progress, log_file) if headless else _show(demo_hall, context)
        except DemoHallError as error:
            raise Refused(str(error)) from error
        finally:
            demo_hall.take_down()


def _visits(args: argparse.Namespace) -> tuple[ScriptedVisit, ...]:
    try:
        visits = load(args.script or resources.path("demo", "visits.toml"))
    except ScriptError as error:
        raise Refused(str(error)) from error
    unknown = sorted(set(args.only) - {visit.id for visit in visits})
    if unknown:
        raise Refused(sentence("demonstration.script.unknown", visits=listed(unknown)))
    return tuple(visit for visit in visits if not args.only or visit.id in args.only)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _play(
    visits: tuple[ScriptedVisit, ...],
    demo_hall: DemoHall,
    context: Context,
    progress: Progress,
    log_file: Path,
    *,
    within_s: float | None = None,
) -> int:
    """The scripted visits on real drivers and real screens, without a window. Bounded in time, what the terminal takes
    of the machine is reported, too.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.commands.run import end_on_signals
    from ui.demonstration.performance import Performance

    report = DemonstrationReport(left_out=list(demo_hall.left_out))
    performance = Performance(demo_hall, context.clock, OPEN_S, progress)
    end_on_signals(performance.terminal)
    upkeep = None
    if within_s is not None:
        upkeep = Upkeep(demo_hall.data_dir, log_file, performance.vision_pid)
    thread = threading.Thread(
        target=performance.play, args=(visits, report, upkeep, within_s), name="director", daemon=True
    )
    performance.terminal.open()
    thread.start()
    performance.terminal.app.run()
    performance.cancel()
    performance.terminal.close()
    performance.terminal.gui.end()
    thread.join(20)
    report.upkeep = upkeep.figures() if upkeep is not None else {}
    report.notes[sentence("demonstration.notes.screens")] = str(performance.screens)
    report.notes[sentence("demonstration.notes.records")] = str(demo_hall.data_dir)
    report.notes[sentence("demonstration.notes.stick")] = str(demo_hall.data_dir / FOLDER)
    report.notes[sentence("demonstration.notes.log")] = str(log_file)
    print(report.as_json() if context.json else report.as_text())
    return 0 if report.ok else 1


def _show(demo_hall: DemoHall, context: Context) -> int:
    """The terminal in a window, and the bench beside it."""
    from ui.commands.run import end_on_signals
    from ui.demo_panel.panel_window import DemoPanelWindow
    from ui.demonstration.demo_bench import put_out
    from ui.terminal import Terminal

    panel = DemoPanelWindow(demo_hall)

    def ready() -> None:
        assert terminal.kiosk is not None
        kiosk = terminal.kiosk
        demo_hall.staff.sign_on(kiosk.store.accounts, demo_hall.cast)
        put_out(kiosk.store.calibrations, kiosk.clock.now().utc.date())
        panel.open(terminal)

    terminal = Terminal(
        demo_hall.settings,
        demo_hall.data_dir,
        context.clock,
        on_transition=panel.transition,
        on_ready=ready,
    )
    end_on_signals(terminal)
    terminal.open()
    try:
        return terminal.run()
    finally:
        panel.close()
