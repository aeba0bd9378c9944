"""The one way in which asking for a code fails."""

from __future__ import annotations


class CodeUnavailable(Exception):
    """No code can be had. `reason` is an error code with three sentences; `offline` true when the network is why."""

    def __init__(self, reason: str, *, offline: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offline = offline
