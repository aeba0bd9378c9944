"""What every way out of the terminal is: it takes a call and says once it has reached its far end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from kiosk.attention.message import Message

Told = Callable[[bool], None]
"""Whether the far end has the call now. False may be followed by True: it is tried again."""


class NotDelivered(Exception):
    """The far end did not take a call.

    Attributes:
        code: Key of the three sentences in faults.toml.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Channel(Protocol):
    """One way out. Thread-safe; every call returns at once.

    Attributes:
        name: For the log and the status.
        tells: Staff count as told once it has delivered. A sound nobody may have heard tells nobody.
    """

    name: str
    tells: bool

    @property
    def fault(self) -> str | None:
        """Error code of the last try; None when it delivered, or nothing has been tried."""

    def carry(self, message: Message, told: Told) -> None:
        """Take a call; one that is nothing for this channel is let pass without an answer."""

    def take_back(self, call_ids: Iterable[str]) -> None:
        """Somebody goes, or it is done: what has not left yet need not, and what is lit may go out."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End; what waits for another try waits for the next start."""
