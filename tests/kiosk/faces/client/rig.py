"""The camera's leases before a vision process that is played by the test."""

from __future__ import annotations

import json
import threading
from typing import Any

import numpy as np

from kiosk.faces.client.lease import CameraLease, LeaseEvent, Owner
from kiosk.faces.client.leases import CameraLeases
from kiosk.faces.client.members import Members
from kiosk.faces.events import SessionLost
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.protocol.preview import PreviewMemory, PreviewReader


class Rig:
    """Leases, what the vision process is told, and what each owner hears.

    Attributes:
        sent: Commands in order.
        heard: By owner.
    """

    def __init__(self, *, compare_holders: bool = True) -> None:
        self.lock = threading.RLock()
        self.sent: list[dict[str, Any]] = []
        self.heard: dict[Owner, list[LeaseEvent]] = {owner: [] for owner in Owner}
        self.members = Members()
        self.members.put([GalleryEntry(who, "sface", "1", np.zeros(4, np.float32)) for who in ("r1", "r2")])
        self.memory = PreviewMemory(8, 8)
        self.reader = PreviewReader(self.memory.descriptor)
        self.leases = CameraLeases(
            self, self.members, self.reader, engine="sface", compare_holders=compare_holders
        )  # fmt: skip

    def send(self, line: bytes) -> None:
        self.sent.append(json.loads(line))

    def lease(self, owner: Owner) -> CameraLease:
        """Take the camera."""
        return self.leases.lease(owner, self.heard[owner].append)

    @property
    def done(self) -> list[str]:
        """What was asked of the vision process, in order."""
        return [command["do"] for command in self.sent]

    @property
    def wire(self) -> int:
        """The number of the session asked for last, as the vision process knows it."""
        return int(next(c["session"] for c in reversed(self.sent) if "session" in c))

    def lost(self, owner: Owner) -> list[tuple[int, str]]:
        """Which of an owner's sessions were lost, and why."""
        return [(e.session, e.why.value) for e in self.heard[owner] if isinstance(e, SessionLost)]

    def close(self) -> None:
        """Give the memory back."""
        self.reader.close()
        self.memory.close()
