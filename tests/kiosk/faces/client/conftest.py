"""The camera's leases before a vision process that is played."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kiosk.faces.client.rig import Rig


@pytest.fixture
def rig() -> Iterator[Rig]:
    rig = Rig()
    yield rig
    rig.close()
