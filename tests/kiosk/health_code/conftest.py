"""The demonstration service in a process of its own, and what the gateway's tests need around it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import resources
from devices.clock import Instant
from devices.identity import DocumentType
from kiosk.health_code import profile as profiles
from kiosk.health_code.gateway import GatewayProvider
from kiosk.health_code.profile import Profile
from kiosk.health_code.provider import Subject
from kiosk.health_code.reference.process import ReferenceProcess
from kiosk.settings import Gateway

ZHANG = Subject(DocumentType.RESIDENT, "310100193809200018", "张建国", "r-2")


class SkippingClock:
    """Real wall time; pauses are skipped, noted, and counted as passed."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._skipped_s = 0.0

    def now(self) -> Instant:
        return Instant(datetime.now(UTC), time.monotonic() + self._skipped_s)

    def is_proved(self) -> bool:
        return False

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        self.pauses.append(timeout_s)
        self._skipped_s += timeout_s
        return event.is_set()

    def skip(self, seconds: float) -> None:
        """Let time pass without waiting."""
        self._skipped_s += seconds


@pytest.fixture(scope="session")
def health_2022() -> Profile:
    return profiles.load("health-2022")


@pytest.fixture(scope="session")
def plain_service() -> Iterator[ReferenceProcess]:
    with ReferenceProcess(cast=resources.path("cast")) as service:
        yield service


@pytest.fixture
def service(plain_service: ReferenceProcess) -> Iterator[ReferenceProcess]:
    """The service over plain http, without faults."""
    plain_service.set_fault("none")
    yield plain_service
    plain_service.set_fault("none")


@pytest.fixture(scope="session")
def tls_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ReferenceProcess, Path]]:
    """The service over TLS that demands a client certificate, and the folder with its files."""
    folder = tmp_path_factory.mktemp("tls")
    with ReferenceProcess(cast=resources.path("cast"), tls_dir=folder) as service:
        yield service, folder


@pytest.fixture
def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def skipping() -> SkippingClock:
    return SkippingClock()


Opener = Callable[..., GatewayProvider]


@pytest.fixture
def open_gateway(health_2022: Profile, skipping: SkippingClock) -> Iterator[Opener]:
    """Opens gateways and stops them after the test. Random numbers are all 0.5."""
    opened: list[GatewayProvider] = []

    def opener(settings: Gateway, **options: object) -> GatewayProvider:
        arguments = {
            "terminal": "wu-tong-li-1",
            "clock": skipping,
            "allow_demonstration": True,
            "random": lambda: 0.5,
            **options,
        }
        provider = GatewayProvider(settings, arguments.pop("profile", health_2022), **arguments)  # type: ignore[arg-type]
        opened.append(provider)
        return provider

    yield opener
    for provider in opened:
        provider.stop()


def plain(url: str, **changes: object) -> Gateway:
    """Settings for a service on this machine without TLS."""
    return Gateway(url=url, allow_plain_http=True, **changes)  # type: ignore[arg-type]
