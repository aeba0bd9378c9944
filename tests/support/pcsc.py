"""A real pcscd of the test process' own, two virtual readers, and the hands at them.

Importing this module points libpcsclite at it, which must happen before any test calls PC/SC: pytest imports all test
modules before it runs the first test.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.simulators.pcsc_service import PcscService, available
from devices.simulators.social_card import SocialCardSimulator

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
