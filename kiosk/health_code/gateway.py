"""Codes from the service on the network.

A query makes up to `attempts` tries within `timeout_s` altogether. All operations are queries, so repeating one does
no harm; each carries one request id through all its tries. Only what may pass by itself is tried again: no connection,
a broken one, an overdue or out-of-order service; never a refusal, a bad answer or a failed proof of identity.

After a failed query the service is left alone for some seconds, in which queries fail at once; `start` lets a thread
ask meanwhile whether it is back.
"""

from __future__ import annotations

import logging
import random as random_module
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import msgspec

from devices.backoff import Backoff
from devices.clock import Clock
from kiosk.health_code.breaker import Breaker
from kiosk.health_code.errors import (
    GatewayBadAnswer,
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnreachable,
    GatewayUntrusted,
    ScanFault,
    ScannedCodeRefused,
    UnknownLevel,
)
from kiosk.health_code.gateway_link import GatewayLink
from kiosk.health_code.gateway_wire import (
    MAKE_PATH,
    STATUS_PATH,
    VERIFY_PATH,
    GoodAnswer,
    MakeRequest,
    RefusedAnswer,
    VerifyRequest,
    read_answer,
    read_status,
    subject_words,
    to_result,
)
from kiosk.health_code.profile import Profile
from kiosk.health_code.provider import Subject
from kiosk.health_code.result import CodeResult
from kiosk.health_code.scanned import ScannedKind, parse
from kiosk.settings import Gateway

_log = logging.getLogger(__name__)

CLOCK_WARNING = timedelta(minutes=2)
LEAST_TRY_S = 0.05
"""With less time left than this no further try is made."""
BETWEEN_TRIES = Backoff(first_s=0.1, cap_s=1.0)


class GatewayProvider:
    """Asks the gateway. `query_identity` and `query_scanned` may be called from any thread; calls take turns.

    Args:
        terminal: What this terminal is called at the service, such as its site's name.
        online: Told true or false after every exchange that shows whether the service can be reached.
        allow_demonstration: Whether answers of a demonstration service are accepted.
        random: Gives numbers in [0, 1), for the back-off.

    Raises:
        GatewayMisconfigured: the settings cannot be used.
    """

    networked = True

    def __init__(
        self,
        settings: Gateway,
        profile: Profile,
        *,
        terminal: str,
        clock: Clock,
        online: Callable[[bool], None] = lambda _: None,
        allow_demonstration: bool = False,
        random: Callable[[], float] = random_module.random,
        request_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        self._settings = settings
        self._profile = profile
        self._terminal = terminal
        self._clock = clock
        self._online = online
        self._allow_demonstration = allow_demonstration
        self._random = random
        self._request_id = request_id
        self._link = GatewayLink(settings)
        self._breaker = Breaker(clock)
        self._stop = threading.Event()
        self._watch: threading.Thread | None = None
        self._clocks_differ = False

    def query_identity(self, subject: Subject) -> CodeResult:
        """The code of a person (健康码制码请求). Raises GatewayError, NoIdentity or UnknownLevel."""
        who, request_id = subject_words(subject), self._request_id()
        request = MakeRequest(
            request_id=request_id, terminal=self._terminal, sent_at=self._clock.now().utc, subject=who
        )
        return self._result(MAKE_PATH, msgspec.json.encode(request), request_id)

    def query_scanned(self, text: str) -> CodeResult:
        """What a scanned code stands for (健康码验码请求). An address in it is sent to the service, never opened.

        Raises GatewayError, ScannedCodeRefused or UnknownLevel.
        """
        scanned = parse(text)
        if scanned.kind is ScannedKind.OWN:
            raise ScannedCodeRefused(ScanFault.OTHER_SITE)
        request_id = self._request_id()
        request = VerifyRequest(
            request_id=request_id, terminal=self._terminal, sent_at=self._clock.now().utc, text=scanned.text
        )
        return self._result(VERIFY_PATH, msgspec.json.encode(request), request_id)

    def probe(self) -> GatewayError | None:
        """Ask once whether the service is there: None when it is, which ends the rest and tells `online`; else why not.

        A service that refuses to say is there; why it refuses, the next query tells.
        """
        timeout_s = self._settings.timeout_s
        try:
            read_status(self._link.exchange(STATUS_PATH, None, connect_s=timeout_s, total_s=timeout_s))
        except GatewayRefused:
            pass
        except GatewayError as error:
            self._breaker.failed()
            return error
        self._breaker.succeeded()
        self._online(True)
        return None

    def start(self) -> None:
        """Begin to watch for the service's return whenever it is away."""
        if self._watch is None:
            self._watch = threading.Thread(target=self._watch_return, name="code-gateway-watch", daemon=True)
            self._watch.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """End the watch and any running exchange."""
        self._stop.set()
        self._link.close(timeout_s)
        if self._watch is not None:
            self._watch.join(timeout_s)
            self._watch = None

    def _watch_return(self) -> None:
        self._link.prepare()
        while not self._clock.wait(self._stop, max(1.0, self._breaker.rest_left_s())):
            if self._breaker.failing and self._breaker.rest_left_s() == 0.0:
                self.probe()

    def _result(self, path: str, body: bytes, request_id: str) -> CodeResult:
        if self._breaker.rest_left_s() > 0:
            raise GatewayUnreachable("left alone after a failure")
        answer = self._answer(path, body, request_id)
        now = self._clock.now().utc
        self._check_demonstration(answer.demonstration)
        self._compare_clocks(answer.answered_at - now)
        if isinstance(answer, RefusedAnswer):
            raise GatewayRefused(answer.return_code)
        if answer.code.profile != self._profile.name or not self._profile.has(answer.code.level):
            raise UnknownLevel(f"the service answered by rules other than profile {self._profile.name}")
        return to_result(answer, now)

    def _answer(self, path: str, body: bytes, request_id: str) -> GoodAnswer | RefusedAnswer:
        """One query with its tries; tells the breaker and the observer how it went."""
        try:
            answer = read_answer(self._tries(path, body), request_id)
        except (GatewayUnreachable, GatewayTimeout) as error:
            self._breaker.failed()
            _log.info("code service: %s (%s)", error.code, error)
            self._online(False)
            raise
        except (GatewayRefused, GatewayBadAnswer) as error:
            self._breaker.succeeded()
            _log.info("code service: %s (%s)", error.code, error)
            self._online(True)
            raise
        self._breaker.succeeded()
        self._online(True)
        return answer

    def _tries(self, path: str, body: bytes) -> bytes:
        deadline_s = self._clock.now().monotonic_s + self._settings.timeout_s
        attempts = self._settings.attempts
        for attempt in range(1, attempts + 1):
            left_s = deadline_s - self._clock.now().monotonic_s
            # A lost packet while connecting must leave time for another try; an answer may take all that is left.
            connect_s = left_s / (attempts - attempt + 1)
            try:
                return self._link.exchange(path, body, connect_s=connect_s, total_s=left_s)
            except GatewayUntrusted:
                raise
            except (GatewayUnreachable, GatewayTimeout):
                pause_s = BETWEEN_TRIES.jittered_s(attempt, self._random)
                left_s = deadline_s - self._clock.now().monotonic_s - pause_s
                if attempt == attempts or left_s < LEAST_TRY_S or self._clock.wait(self._stop, pause_s):
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _compare_clocks(self, ahead: timedelta) -> None:
        """One warning each time the service's clock drifts away from ours."""
        differ = abs(ahead) > CLOCK_WARNING
        if differ and not self._clocks_differ:
            _log.warning("clocks differ: the code service's is %+.0f s ahead", ahead.total_seconds())
        self._clocks_differ = differ

    def _check_demonstration(self, is_demonstration: bool) -> None:
        if is_demonstration and not self._allow_demonstration:
            raise GatewayRefused("demonstration-service")
