"""What all benches of one call share: where they may write, how the screen stands, and the terminal they look at."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from devices.clock import Clock
from kiosk.settings import Screen
from ui.benchmarks.hall_terminal import HallTerminal


class Conditions:
    """Use as a context: leaving it ends every process the benches started.

    Args:
        folder: An empty folder of their own.
        runs: How often to do what is measured; None leaves it to each bench.
        people: How many a bench of people is about; None leaves it to the bench.
    """

    def __init__(self, folder: Path, screen: Screen, clock: Clock, runs: int | None = None,
                 people: int | None = None) -> None:  # fmt: skip
        self.folder, self.screen, self.clock, self.runs, self.people = folder, screen, clock, runs, people
        self._terminal: HallTerminal | None = None
        self._ending = ExitStack()

    @property
    def terminal(self) -> HallTerminal:
        """The terminal in the simulated hall, opened when first asked for.

        Raises:
            ui.benchmarks.hall_terminal.TerminalSilent: it did not open.
            ui.demonstration.demo_hall.DemoHallError: the hall cannot be set up here.
        """
        if self._terminal is None:
            terminal = HallTerminal(self.folder / "hall", self.screen)
            self._ending.callback(terminal.close)
            terminal.open()
            self._terminal = terminal
        return self._terminal

    def __enter__(self) -> Conditions:
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.close()
