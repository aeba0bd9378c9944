"""Shows samples one after the other and audits each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from string import ascii_lowercase

from kiosk.accounts.permissions import Role
from kiosk.desk.view import StaffView
from kiosk.sentences import table
from kiosk.settings import Screen
from kiosk.typing.candidates import candidates
from kiosk.visits.states import State
from tests.screens.audit.colours import Grey, told_by_hue_only
from tests.screens.audit.finding import Finding
from tests.screens.audit.rules import audit
from tests.screens.audit.scene import STAFF, TECHNICIAN, VISITOR, Limits, Scene
from tests.screens.audit.words import strings
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.samples import samples
from ui.sample_pictures.staff_samples import StaffSample, group_of, staff_samples
from ui.sample_pictures.viewer import SampleViewer
from ui.staff.plain import plain
from ui.visitor.plain import plain_view

LOOKS: dict[str, Screen] = {
    "portrait": Screen(less_motion=True, full_screen=False),
    "portrait-large": Screen(text_scale=1.25, less_motion=True, full_screen=False),
    "landscape": Screen(orientation="landscape", less_motion=True, full_screen=False),
    "landscape-large": Screen(orientation="landscape", text_scale=1.25, less_motion=True, full_screen=False),
    "portrait-contrast": Screen(high_contrast=True, less_motion=True, full_screen=False),
    "landscape-contrast": Screen(orientation="landscape", high_contrast=True, less_motion=True, full_screen=False),
}


CODES = frozenset({"result-yellow", "result-red", "value-higher-longest-name", "entry-problem", "result-offline-stale"})
"""Shown in the other theme as well: colours carry something here."""


def limits_of(view: object) -> Limits:
    """Those of the wing a view is shown in, and of whoever works there."""
    if not isinstance(view, StaffView):
        return VISITOR
    return TECHNICIAN if view.role == Role.TECHNICIAN else STAFF


def looked_at(look: str) -> tuple[Sample, ...]:
    """The samples shown in a look. The other theme changes colours only: of each state the first and the last do."""
    if not look.endswith("contrast"):
        return samples()
    by_state: dict[State, list[Sample]] = {}
    for sample in samples():
        by_state.setdefault(sample.view.state, []).append(sample)
    chosen = [s for own in by_state.values() for s in {own[0].name: own[0], own[-1].name: own[-1]}.values()]
    return (*chosen, *(s for s in samples() if s.name in CODES and s not in chosen))


def staff_looked_at(look: str) -> tuple[StaffSample, ...]:
    """The same for the staff wing, whose pages are its states."""
    if not look.endswith("contrast"):
        return staff_samples()
    by_page = {group_of(sample): sample for sample in reversed(staff_samples())}
    return tuple(by_page.values())


def scene_of(viewer: SampleViewer, sample: Sample | StaffSample, messages: list[str]) -> Scene:
    """One sample as the viewer shows it."""
    messages.clear()
    viewer.show(sample)
    model, panel = viewer.shell.model, viewer.shell.panel
    shown = plain(sample.view) if isinstance(sample.view, StaffView) else plain_view(sample.view)
    words = strings(shown) | strings(model.property("words")) | {sample.hall_name}
    words |= {str(panel.property("timeText"))}
    words |= {*ascii_lowercase, *table("typing.words").values(), *table("typing.signs").values()}  # the pinyin pad's
    typed = getattr(getattr(sample.view, "content", None), "text", "")
    words |= {candidate.text for candidate in candidates(typed, at_start=True)}
    limits = limits_of(sample.view)
    return Scene(viewer.shell.root, viewer.shell.grab(), frozenset(words), list(messages), limits)


def audit_samples(
    viewer: SampleViewer, chosen: Iterable[Sample | StaffSample], messages: list[str]
) -> list[tuple[str, Finding]]:
    """(sample, finding) for every finding, also for two samples of one state that only hue tells apart."""
    found: list[tuple[str, Finding]] = []
    pictures: list[tuple[Sample | StaffSample, Grey]] = []
    for sample in chosen:
        scene = scene_of(viewer, sample, messages)
        found += [(sample.name, finding) for finding in audit(scene)]
        pictures.append((sample, Grey(scene.pixels)))
    for (one, first), (other, second) in combinations(pictures, 2):
        if group_of(one) == group_of(other) and told_by_hue_only(first, second):
            found.append((one.name, Finding("hue", other.name, "only colour tells the two apart")))
    return found
