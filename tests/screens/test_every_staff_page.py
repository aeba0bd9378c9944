"""Every sample of every page of the inner wings is held to all rules: in both orientations, text scales and themes."""

from __future__ import annotations

import pytest

from tests.screens.audit.walk import LOOKS, audit_samples, staff_looked_at
from ui.sample_pictures.staff_samples import group_of, staff_samples
from ui.sample_pictures.viewer import SampleViewer

pytestmark = pytest.mark.long


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
