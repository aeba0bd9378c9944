"""The recogniser's answers, computed once for each upright face.

A command loads the real engine and looks at every still picture from seven sides, a fifth of a second each; tests of
commands show it the same few drawn pictures again and again. That one picture always gives one vector is held by the
engines' contract.
"""

from __future__ import annotations

import pytest

from kiosk.faces.engines.engine import Image, Vector
from kiosk.faces.engines.sface_engine import SFaceEngine

_forward = SFaceEngine._forward
_known: dict[tuple[str, bytes], Vector] = {}


@pytest.fixture
def sface_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network is asked once for each upright face, in this whole process."""

    def known(self: SFaceEngine, chip: Image) -> Vector:
        key = (self._runtime, chip.tobytes())
        if key not in _known:
            _known[key] = _forward(self, chip)
        return _known[key].copy()

    monkeypatch.setattr(SFaceEngine, "_forward", known)
