"""`kiosk run`: the terminal on the configured hardware."""

from __future__ import annotations

import argparse
import logging
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from devices.device import where_it_broke
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import not_done
from kiosk.configuring.last_good import Chosen, LastGood
from kiosk.doctor.run_lock import AlreadyRunning
from kiosk.sentences import Text, sentence
from kiosk.settings import SettingsError
from kiosk.store.errors import StoreError
from ui.commands.again import CAN, start_anew

if TYPE_CHECKING:
    from ui.terminal import Terminal

log = logging.getLogger("kiosk")

RETRY_S = 10.0
SIGNALS_EVERY_MS = 200


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("run", help=sentence("help.summaries.run"))
    parser.add_argument("--windowed", action="store_true", help=sentence("help.run.windowed"))
    parser.add_argument("--report-first-frame", type=float, metavar="T0", help=argparse.SUPPRESS)


def run(args: argparse.Namespace, context: Context) -> int:
    """Run until it is told to end."""
    start = LastGood(context.config, context.data_dir)
    chosen = _chosen(start, context)
    settings = chosen.settings
    if args.windowed:
        import msgspec

        screen = msgspec.structs.replace(settings.screen, full_screen=False)
        settings = msgspec.structs.replace(settings, screen=screen)
    from ui.application.fonts import NoChineseFont
    from ui.terminal import Terminal

    opening = _Opening(start)
    try:
        terminal = Terminal(
            settings,
            context.data_dir,
            context.clock,
            on_ready=opening.succeeded,
            on_failed=opening.failed,
            retry_s=RETRY_S,
            config_file=context.config,
            on_restart=opening.start_anew if CAN else None,
            settings_refused=chosen.refused,
        )
    except NoChineseFont as error:
        raise Refused(str(error)) from error
    except Exception as error:
        if CAN and start.refuse(_why(error)):
            log.error("%s", why_closed(error))
            start_anew()
        raise
    opening.quit = terminal.app.quit
    end_on_signals(terminal)
    terminal.open()
    if args.report_first_frame is not None:
        return _report_first_frame(terminal, args.report_first_frame)
    code = terminal.run()
    if opening.anew:
        start_anew()
    start.ended()
    if opening.trouble is not None:
        raise Refused(opening.trouble)
    return code


class _Opening:
    """How the opening went. While it fails the closed picture stays and it is tried again: what is in the way, a full
    disk or a key on a disk that is not mounted yet, may pass. Only a second terminal on the same records ends at once.
    What is not the records' fault is the settings': where the terminal ran with others before, it starts anew with
    those.
    """

    def __init__(self, start: LastGood) -> None:
        self._start = start
        self.trouble: str | None = None
        self.anew = False
        self.quit: Callable[[], None] = lambda: None

    def succeeded(self) -> None:
        self.trouble = None
        self._start.opened()

    def start_anew(self) -> None:
        """The event loop ends, everything is closed, and then the process replaces itself."""
        self.anew = True
        self.quit()

    def failed(self, error: BaseException) -> None:
        trouble = why_closed(error)
        if trouble != self.trouble:
            log.error("%s", trouble)
        self.trouble = trouble
        if isinstance(error, AlreadyRunning):
            self.quit()
        elif CAN and not isinstance(error, StoreError | OSError) and self._start.refuse(_why(error)):
            self.start_anew()


def _chosen(start: LastGood, context: Context) -> Chosen:
    """What to start with. Raises Refused with everything that is wrong, where the terminal never ran with others."""
    try:
        return start.choose()
    except SettingsError:
        return Chosen(context.settings)


def why_closed(error: BaseException) -> str:
    """Why the terminal cannot open, as a sentence for whoever starts it."""
    return sentence("terminal.cannot-open", why=_why(error))


def _why(error: BaseException) -> Text:
    from kiosk.commands.storing import store_fault
    from kiosk.health_code.profile import ProfileError

    if isinstance(error, AlreadyRunning | ProfileError):
        return Text(str(error))
    if isinstance(error, StoreError):
        return store_fault(error)
    return Text(not_done(error) if isinstance(error, OSError) else where_it_broke(error))


def end_on_signals(terminal: Terminal) -> None:
    """SIGTERM and SIGINT end the event loop in good order."""
    from PySide6.QtCore import QTimer

    app = terminal.app
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    # Python handles signals between bytecodes only; without this the loop would sleep through them. One that comes
    # before the loop runs must not be lost: it ends as soon as it begins.
    beat = QTimer(app.qt)
    beat.timeout.connect(lambda: app.quit() if told.is_set() else None)
    beat.start(SIGNALS_EVERY_MS)


def _report_first_frame(terminal: Terminal, started_s: float) -> int:
    """For the bench: seconds from exec to the first frame, and end."""
    from PySide6.QtCore import QTimer

    shell, app = terminal.shell, terminal.app
    poll = QTimer(app.qt)
    poll.timeout.connect(lambda: app.quit() if shell.first_frame_at is not None else None)
    poll.start(5)
    app.run()
    if shell.first_frame_at is not None:
        print(f"{shell.first_frame_at - started_s:.4f}", flush=True)
    terminal.close()
    return 0
