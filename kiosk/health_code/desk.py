"""The desk a visit asks for a code: the provider's answer, or while it is away the last known state with its age."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from devices.clock import Clock
from kiosk.health_code.age import CLOCK_SLACK
from kiosk.health_code.errors import CodeError, GatewayError, NoIdentity
from kiosk.health_code.profile import Profile
from kiosk.health_code.provider import Provider, Subject
from kiosk.health_code.result import CodeResult
from kiosk.health_code.unavailable import CodeUnavailable

_log = logging.getLogger(__name__)


class LastKnown(Protocol):
    """Keeps the newest result of each resident."""

    def get(self, resident_id: str) -> CodeResult | None:
        """What was remembered last."""

    def remember(self, resident_id: str, result: CodeResult) -> None:
        """Keep this result instead of the one before."""


class OnlineFlag:
    """Passes a change of reachability on, and nothing else. Give its `set` to desk and gateway alike.

    Threads may share it; `on_change` is called by whichever learnt of the change, and must return at once.
    """

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        self._on_change = on_change
        self._online: bool | None = None
        self._lock = threading.Lock()

    def set(self, online: bool) -> None:
        """The service was, or was not, reached just now."""
        with self._lock:
            if online is not self._online:
                self._online = online
                self._on_change(online)


class CodeDesk:
    """Implements `kiosk.visits.ports.CodeDesk`.

    Args:
        subject_of: Resident id to subject; LookupError for a resident the register does not know.
        last_known: Where results are kept; they are kept without their QR text.
        on_network: Told after each query of a networked provider whether the service could be reached.
    """

    def __init__(
        self,
        provider: Provider,
        profile: Profile,
        subject_of: Callable[[str], Subject],
        last_known: LastKnown,
        clock: Clock,
        on_network: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._provider = provider
        self._profile = profile
        self._subject_of = subject_of
        self._last_known = last_known
        self._clock = clock
        self._on_network = on_network

    def query(self, resident_id: str) -> CodeResult:
        """The code of a resident. A last known state has source "last-known" and no QR text: an old code must not look
        like a fresh one. It is given only when the service gave no answer of its own, never in place of a refusal.

        Raises:
            CodeUnavailable: no code, and no last known state young enough.
        """
        try:
            subject = self._subject_of(resident_id)
        except LookupError:
            raise CodeUnavailable(NoIdentity.code, offline=False) from None
        try:
            result = self._provider.query_identity(subject)
        except CodeError as error:
            if isinstance(error, GatewayError):
                self._tell_network(not error.offline)
            kept = self._kept(resident_id) if error.use_last_known else None
            if kept is None:
                raise CodeUnavailable(error.code, offline=error.offline) from None
            return kept
        self._tell_network(True)
        self._remember(resident_id, result)
        return result

    def _tell_network(self, online: bool) -> None:
        if self._provider.networked:
            self._on_network(online)

    def _remember(self, resident_id: str, result: CodeResult) -> None:
        try:
            self._last_known.remember(resident_id, replace(result, qr_text=""))
        except Exception as error:  # noqa: BLE001 - the visitor's code does not depend on keeping it
            _log.warning("a code could not be kept as last known: %s", type(error).__name__)

    def _kept(self, resident_id: str) -> CodeResult | None:
        try:
            kept = self._last_known.get(resident_id)
        except Exception as error:  # noqa: BLE001 - as good as nothing kept
            _log.warning("the last known code could not be read: %s", type(error).__name__)
            return None
        if kept is None or kept.profile != self._profile.name or not self._profile.has(kept.level):
            return None
        longest = timedelta(seconds=self._profile.last_known.max_age_s)
        age = self._clock.now().utc - kept.as_of
        if age < -CLOCK_SLACK or age >= longest:
            return None
        return replace(kept, qr_text="", source="last-known", expires_at=kept.as_of + longest)
