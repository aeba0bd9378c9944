"""Every sample of every screen a visitor sees is held to all rules: in both orientations, text scales and themes."""

from __future__ import annotations

import pytest

from kiosk.visits.states import State
from tests.screens.audit.walk import LOOKS, audit_samples, looked_at
from ui.sample_pictures.viewer import SampleViewer

pytestmark = pytest.mark.long


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", State)
def test_screen_keeps_every_rule(viewer: SampleViewer, qt_messages: list[str], look: str, state: State) -> None:
    viewer.set_screen(LOOKS[look])
    own = [sample for sample in looked_at(look) if sample.view.state is state]
    assert viewer.shell.loaded
    assert own, f"no sample shows {state}"
    found = audit_samples(viewer, own, qt_messages)
    assert not found, "\n".join(f"{name} {finding}" for name, finding in found)
