"""`kiosk run`: the terminal on the configured hardware."""

from __future__ import annotations

import argparse
import logging
import signal
import sys

from kiosk.commands.context import Context, Refused

log = logging.getLogger("kiosk")

RETRY_S = 10.0


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("run", help="the terminal on the configured hardware")
    parser.add_argument("--windowed", action="store_true", help="in a window, whatever the configuration says")
    parser.add_argument("--report-first-frame", type=float, metavar="T0", help=argparse.SUPPRESS)


def run(args: argparse.Namespace, context: Context) -> int:
    """Run until it is told to end."""
    settings = context.settings
    if args.windowed:
        import msgspec

        screen = msgspec.structs.replace(settings.screen, full_screen=False)
        settings = msgspec.structs.replace(settings, screen=screen)
    from ui.fonts import NoChineseFont
    from ui.terminal import Terminal

    failures: list[BaseException] = []
    try:
        terminal = Terminal(settings, context.data_dir, context.clock, on_failed=failures.append)
    except NoChineseFont as error:
        raise Refused(str(error)) from error
    end_on_signals(terminal)
    terminal.open()
    if args.report_first_frame is not None:
        return _report_first_frame(terminal, args.report_first_frame)
    code = terminal.run()
    if failures:
        raise Refused(f"终端打不开：{type(failures[0]).__name__}：{failures[0]}")
    return code


def end_on_signals(terminal: object) -> None:
    """SIGTERM and SIGINT end the event loop in good order."""
    from PySide6.QtCore import QTimer

    app = terminal.app  # type: ignore[attr-defined]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.quit())
    # Python handles signals between bytecodes only; without this the loop would sleep through them.
    beat = QTimer(app.qt)
    beat.timeout.connect(lambda: None)
    beat.start(500)


def _report_first_frame(terminal: object, started_s: float) -> int:
    """For the bench: seconds from exec to the first frame, and end."""
    from PySide6.QtCore import QTimer

    shell, app = terminal.shell, terminal.app  # type: ignore[attr-defined]
    poll = QTimer(app.qt)
    poll.timeout.connect(lambda: app.quit() if shell.first_frame_at is not None else None)
    poll.start(5)
    app.run()
    print(f"{shell.first_frame_at - started_s:.4f}", flush=True)
    sys.stdout.flush()
    terminal.close()  # type: ignore[attr-defined]
    return 0
