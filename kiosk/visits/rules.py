"""What the table is told once: time-outs and choices of the hall. Made from the settings, the code profile and the
steps of the self-check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from kiosk.health_code.profile import Profile
from kiosk.measurements.bands import BandChoice, band_choice
from kiosk.people.zone import SHANGHAI
from kiosk.settings import Settings
from kiosk.visits.states import State
from kiosk.visits.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Times are seconds. What a hall may set has its value in the settings and nowhere else: see `rules_from`.

    Attributes:
        read_s: A reader must answer within this.
        identify_s: The register must answer within this.
        notice_s: What the camera is for stands on the screen so long before a camera session begins.
        look_s: The camera session must answer within this.
        check_s: Code and temperature must be there within this; what is missing then counts as failed.
        steps: What can be measured, in the order of the menu.
        rest_s: Pause before a measurement that wants one.
        bp_readings: How many readings of a pressure are taken when they agree, 1 to 3.
        bp_pause_s: Pause between them.
        cuff_cm: Upper arms the cuff fits, from and to, cm round; None where nobody need be asked.
        bands: What the hall chose among the bands.
        measure_s: An instrument must be used within this.
        again_s: Pause before a second try when the first gave no number.
        remeasure_s: Pause before a second reading of a low or raised temperature.
        repeats: How many readings the second one is, `repeat_s` apart.
        awake_s: The attract screen sleeps again this long after the last touch.
        window_s: Whoever is sent to the window sees side and number so long at the goodbye, and longer while they stay.
        card_away_s: Nobody is seen for so long while the visit's card lies there: the card is forgotten.
        left_behind_s: A card still lying after goodbye: somebody is told.
        stays: How often silence is excused while somebody is still seen before the camera.
        levels: All levels of the code profile.
        window_levels: Code levels that send to the window.
        discreet: Whether such a code is not shown at all.
        look_by_touch: The camera is closed between visits: it sees nobody come, a button begins the session.
        compare_holders: A card's holder before the camera is compared with their own template.
        refusals: So many camera sessions in a row without a living person for certain, and staff are told.
        refresh_lead_s: A new code is asked for this long before the shown one ends.
        zone: In which a day of the hall begins.
    """

    warn_s: float
    read_s: float
    identify_s: float
    look_s: float
    confirm_s: float
    result_s: float
    menu_s: float
    entry_s: float
    rest_s: float
    bp_readings: int
    bp_pause_s: float
    cuff_cm: tuple[float, float] | None
    bands: BandChoice
    measure_s: float
    goodbye_s: float
    window_s: float
    problem_s: float
    help_s: float
    walked_away_s: float
    card_away_s: float
    remeasure_s: float
    repeats: int
    repeat_s: float
    refresh_lead_s: float
    steps: tuple[Step, ...]
    levels: frozenset[str]
    window_levels: frozenset[str]
    discreet: bool
    look_by_touch: bool
    compare_holders: bool
    # the same in every hall
    notice_s: float = 1.2
    check_s: float = 20.0
    again_s: float = 10.0
    awake_s: float = 15.0
    left_behind_s: float = 60.0
    stays: int = 3
    refusals: int = 3
    zone: tzinfo = SHANGHAI

    def step(self, step_id: str) -> Step | None:
        """The step of this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def step_of_entry(self, metric: str) -> Step | None:
        """The step for which this metric is typed."""
        return next((step for step in self.steps if metric in step.typed), None)

    def idle_s(self, state: State) -> float | None:
        """How long a screen may be silent, warning included; None for screens that something else ends."""
        if state in _ENDED_OTHERWISE:
            return None
        return {
            State.CARD_PROBLEM: self.problem_s,
            State.ASK_CARD: self.problem_s,
            State.CONFIRM: self.confirm_s,
            State.HELP: self.help_s,
            State.MENU: self.menu_s,
            State.ENTRY: self.entry_s,
            State.MEASURE: self.measure_s,
        }.get(state, self.result_s)


_ENDED_OTHERWISE = frozenset(
    {
        *(State.ATTRACT, State.READING, State.LOOKING, State.CHECKING),
        *(State.REMEASURE, State.REST, State.GOODBYE),
    }
)
"""A screen that is not named ends by silence like the result: a new one is never left standing."""

READ_S = 5.0
LOOK_GRACE_S = 4.0
"""The camera session gives up by itself; this much later the table does."""


def rules_from(settings: Settings, profile: Profile, steps: tuple[Step, ...]) -> Rules:
    """The rules of one terminal."""
    visit = settings.visit
    return Rules(
        warn_s=visit.warn_s,
        read_s=min(READ_S, visit.identify_s),
        identify_s=visit.identify_s,
        look_s=settings.faces.give_up_s + LOOK_GRACE_S,
        confirm_s=visit.confirm_s,
        result_s=visit.result_s,
        menu_s=visit.menu_s,
        entry_s=visit.entry_s,
        rest_s=visit.bp_rest_s,
        bp_readings=visit.bp_readings,
        bp_pause_s=visit.bp_pause_s,
        cuff_cm=(visit.cuff_from_cm, visit.cuff_to_cm) if visit.cuff_to_cm else None,
        bands=band_choice(settings.measurements),
        measure_s=visit.bp_wait_s,
        goodbye_s=visit.goodbye_s,
        window_s=visit.window_s,
        problem_s=visit.problem_s,
        help_s=visit.help_s,
        walked_away_s=visit.walked_away_s,
        card_away_s=visit.card_away_s,
        remeasure_s=settings.temperature.wait_s,
        repeats=settings.temperature.repeats,
        repeat_s=settings.temperature.repeat_s,
        steps=steps,
        levels=frozenset(level.id for level in profile.levels),
        window_levels=frozenset(level.id for level in profile.levels if level.sends_to_window),
        discreet=settings.health_code.presentation == "discreet",
        look_by_touch=settings.camera.only_in_use,
        compare_holders=settings.faces.enabled and settings.faces.compare_holders,
        refresh_lead_s=float(profile.refresh_lead_s),
        zone=ZoneInfo(settings.hall.time_zone),
    )
