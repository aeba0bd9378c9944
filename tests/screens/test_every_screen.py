"""Every sample of every screen, in both orientations, both text scales and both themes, is held to all rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.settings import Settings
from kiosk.visits.states import State
from tests.screens.audit.walk import LOOKS, audit_samples, looked_at, staff_looked_at
from ui.sample_pictures.staff_samples import group_of, staff_samples
from ui.sample_pictures.viewer import SampleViewer


@pytest.fixture(scope="module")
def viewer(qt_app: QGuiApplication) -> Iterator[SampleViewer]:
    """One shell for all: looks are switched while it runs, as a technician would."""
    made = SampleViewer(Settings(screen=LOOKS["portrait"]))
    yield made
    made.close()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", State)
def test_screen_keeps_every_rule(viewer: SampleViewer, qt_messages: list[str], look: str, state: State) -> None:
    viewer.set_screen(LOOKS[look])
    own = [sample for sample in looked_at(look) if sample.view.state is state]
    assert viewer.shell.loaded
    assert own, f"no sample shows {state}"
    found = audit_samples(viewer, own, qt_messages)
    assert not found, "\n".join(f"{name} {finding}" for name, finding in found)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", dict.fromkeys(group_of(sample) for sample in staff_samples()))
def test_page_of_the_staff_wing_keeps_every_rule(
    viewer: SampleViewer, qt_messages: list[str], look: str, page: str
) -> None:
    viewer.set_screen(LOOKS[look])
    own = [sample for sample in staff_looked_at(look) if group_of(sample) == page]
    assert own
    found = audit_samples(viewer, own, qt_messages)
    assert not found, "\n".join(f"{name} {finding}" for name, finding in found)
