"""A real pcscd of the test process' own, two virtual readers, and the hands at them.

Importing this module points libpcsclite at it, which must happen before any test calls PC/SC: pytest imports all test
modules before it runs the first test.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

import resources
from devices.cards.pcsc import PcscReader
from devices.events import DeviceState, DeviceStateChanged, ReadFailed
from devices.simulators.pcsc_service import PcscService, available
from devices.simulators.profile import Person, load_cast
from devices.simulators.social_card import SocialCardSimulator
from tests.support.events import EventLog

_FOLDER = Path(tempfile.gettempdir()) / f"pcsc-tests-{os.getpid()}"
_service = PcscService(_FOLDER)
_service.use_here()
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


@dataclass
class PcscRig:
    """The service, and a simulated card for each of its two readers."""

    service: PcscService
    card: SocialCardSimulator
    second_card: SocialCardSimulator


@pytest.fixture
def pcsc_rig() -> Iterator[PcscRig]:
    """A fresh daemon for one test. Skips, saying why, where none can run."""
    reason = available()
    if reason is not None:
        pytest.skip(reason)
    _service.start()
    rig = PcscRig(_service, SocialCardSimulator(port=_service.port), SocialCardSimulator(port=_service.port + 1))
    yield rig
    rig.card.pull()
    rig.second_card.pull()
    _service.stop()


Made = Callable[..., PcscReader]


@pytest.fixture
def zhang() -> Person:
    return load_cast(resources.path("cast"))["zhang-jianguo"]


def with_version(person: Person, version: str) -> Person:
    assert person.social_security is not None
    card = msgspec.structs.replace(person.social_security, version=version)
    return msgspec.structs.replace(person, social_security=card)


def named(person: Person, name: str) -> Person:
    return msgspec.structs.replace(person, name=name)


@pytest.fixture
def reader(pcsc_rig: PcscRig, events: EventLog) -> Iterator[Made]:
    """Makes a device, starts it, and waits until it is ready."""
    made: list[PcscReader] = []

    def make(*, ready: bool = True, **options: Any) -> PcscReader:
        device = PcscReader("ssc", **options)
        made.append(device)
        device.start(events)
        if ready:
            events.wait_state(DeviceState.READY)
        return device

    yield make
    for device in made:
        pcsc_rig.card.pull()
        pcsc_rig.second_card.pull()
        assert device.stop()


def story(events: EventLog) -> list[tuple[Any, ...]]:
    """What happened to cards, in order."""
    told: list[tuple[Any, ...]] = []
    for event in events.events:
        if isinstance(event, ReadFailed):
            told.append((event.reason, event.token.counter))
        elif not isinstance(event, DeviceStateChanged):
            told.append((type(event).__name__, event.token.counter))
    return told


def wait_until(true: Callable[[], bool], timeout_s: float = 5.0) -> None:
    """Poll for something that no event tells."""
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, "did not come in time"
        time.sleep(0.01)
