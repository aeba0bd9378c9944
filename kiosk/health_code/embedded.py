"""Codes issued by the terminal itself from the local register: they work with no network, and only at this site."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from devices.clock import Clock
from kiosk.health_code.errors import ScanFault, ScannedCodeRefused, UnknownLevel
from kiosk.health_code.profile import Profile
from kiosk.health_code.provider import Subject
from kiosk.health_code.result import CodeResult
from kiosk.health_code.scanned import ScannedKind, parse
from kiosk.health_code.sealed import Sealer

CLOCK_SLACK_S = 5
"""How far ahead of our clock a code of another terminal of the site may be dated."""


class LevelSource(Protocol):
    """What the local register knows of a resident's level."""

    def level_of(self, resident_id: str) -> str | None:
        """Level id in the profile in force, None when nothing is known."""


class ReplayGuard:
    """Remembers which codes were accepted until they expire, so that one is accepted once. Threads may share it."""

    def __init__(self) -> None:
        self._seen: dict[bytes, int] = {}
        self._lock = threading.Lock()

    def accept(self, reference: bytes, expires_s: int, now_s: int) -> bool:
        """True the first time a code is shown before it expires."""
        with self._lock:
            self._seen = {kept: end for kept, end in self._seen.items() if end > now_s}
            if reference in self._seen:
                return False
            self._seen[reference] = expires_s
            return True


class EmbeddedProvider:
    """Issues and verifies codes of one site.

    Args:
        signing_key: At least 32 secret bytes, from the store's key derivation.
        site: Name of the site the codes hold at.
        replay: Give one to accept each scanned code only once.
    """

    networked = False

    def __init__(
        self,
        profile: Profile,
        levels: LevelSource,
        *,
        signing_key: bytes,
        site: str,
        clock: Clock,
        replay: ReplayGuard | None = None,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._profile = profile
        self._levels = levels
        self._clock = clock
        self._replay = replay
        self._sealer = Sealer(signing_key, site, profile.name, random_bytes)

    def query_identity(self, subject: Subject) -> CodeResult:
        """A new code at the level the register holds, or at the profile's default level.

        Raises:
            UnknownLevel: the register holds a level the profile does not have.
        """
        level = self._levels.level_of(subject.resident_id)
        if level is None:
            level = self._profile.default_level
        if not self._profile.has(level):
            raise UnknownLevel(f"the register holds a level that profile {self._profile.name} does not have")
        issued_s = int(self._clock.now().utc.timestamp())
        expires_s = issued_s + self._profile.validity_s
        text, reference = self._sealer.seal(subject.resident_id, level, issued_s, expires_s)
        return self._result(level, text, issued_s, expires_s, reference)

    def query_scanned(self, text: str) -> CodeResult:
        """What a scanned code of this site says now. Raises ScannedCodeRefused."""
        scanned = parse(text)
        if scanned.kind is not ScannedKind.OWN:
            raise ScannedCodeRefused(ScanFault.OTHER_SITE)
        return self.verify(scanned.text, self._clock.now().utc)

    def verify(self, qr_text: str, now: datetime) -> CodeResult:
        """What a code says, if it is ours, whole, and holds at `now`.

        Raises:
            ScannedCodeRefused: malformed, forged, expired, dated in the future, another site's, or shown before.
        """
        body = self._sealer.open(qr_text)
        now_s = int(now.timestamp())
        if body.issued_s > now_s + CLOCK_SLACK_S:
            raise ScannedCodeRefused(ScanFault.FUTURE)
        if body.expires_s <= now_s:
            raise ScannedCodeRefused(ScanFault.EXPIRED)
        if not self._profile.has(body.level):
            raise ScannedCodeRefused(ScanFault.MALFORMED)
        if self._replay is not None and not self._replay.accept(body.reference, body.expires_s, now_s):
            raise ScannedCodeRefused(ScanFault.REPLAYED)
        return self._result(body.level, qr_text, body.issued_s, body.expires_s, body.reference)

    def is_of(self, qr_text: str, resident_id: str) -> bool:
        """Whether a code of this site was issued to a resident, whether or not it still holds.

        Raises ScannedCodeRefused as `verify` does, for its form and its seal.
        """
        return self._sealer.open(qr_text).resident_token == self._sealer.token(resident_id)

    def _result(self, level: str, text: str, issued_s: int, expires_s: int, reference: bytes) -> CodeResult:
        issued = _utc(issued_s)
        return CodeResult(
            level=level,
            profile=self._profile.name,
            qr_text=text,
            issued_at=issued,
            expires_at=_utc(expires_s),
            source="embedded",
            as_of=issued,
            reference=reference.hex(),
        )


def _utc(seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
