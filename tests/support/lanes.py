"""Which process takes which file next, so that files which wait and files which compute run side by side.

A walk waits for wires, cameras and a visitor's pace, and leaves most of a core idle; a file that draws or searches
faces wants one for itself. Files marked `waits` come first in the collection. Up to three lanes take files from the
front of it, the others from its end, and they meet in the middle. What is marked `long` stands outermost at either
side: a file is played by one process, and one begun last would leave the others idle at the end.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

WAITING_LANES = 3


def in_lanes(items: list[pytest.Item]) -> None:
    """Sort the collection: first what waits, of that the long files, then the slow; last the long ones that compute."""
    waits, slow, long = (
        {item.path for item in items if item.get_closest_marker(name)} for name in ("waits", "slow", "long")
    )

    def place(item: pytest.Item) -> tuple[bool, bool, bool]:
        if item.path in waits:
            return False, item.path not in long, item.path not in slow
        return True, item.path in long, False

    items.sort(key=place)


class Lanes(LoadFileScheduling):  # type: ignore[misc]
    """xdist's `loadfile`, but for the end of the queue a lane takes its files from."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        computing = max(1, self.numnodes - WAITING_LANES)
        if int(node.gateway.id.removeprefix("gw")) < computing:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)
