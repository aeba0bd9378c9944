"""A goal while staff set it by touch: limits that go up and down in steps, either of which may be left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.measurements.follow_up import Goal


@dataclass(frozen=True, slots=True)
class Steps:
    """How limits are set, in the metric's unit: `by` a step, from `least` to `most`, beginning at `low` and `high`."""

    by: float
    least: float
    most: float
    low: float
    high: float


STEPS = {
    "sys": Steps(5, 90, 200, 110, 140),
    "dia": Steps(5, 50, 120, 60, 90),
    "glucose_fasting": Steps(0.5, 3.0, 20.0, 4.5, 7.0),
    "weight": Steps(1, 30, 150, 50, 65),
}
"""Where the keys begin; what is noted is the doctor's."""


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """The limits so far; None is left out."""

    metric: str
    low: float | None
    high: float | None

    @classmethod
    def of(cls, metric: str, known: Goal | None) -> GoalDraft:
        """As the goal stands now; without one an upper limit alone."""
        return cls(metric, known.low, known.high) if known else cls(metric, None, STEPS[metric].high)

    def stepped(self, limit: str, by: int) -> GoalDraft:
        """One step up or down. Past the end of its keys a limit is left out; from there it begins where keys begin."""
        steps, now = STEPS[self.metric], self.low if limit == "low" else self.high
        start = steps.low if limit == "low" else steps.high
        after: float | None = start if now is None else round(now + by * steps.by, 3)
        if after is not None and not steps.least <= after <= steps.most:
            after = None
        return replace(self, low=after) if limit == "low" else replace(self, high=after)

    @property
    def problem(self) -> str:
        """ "none" when both are left out, "crossed" when the lower one is the higher, else empty."""
        if self.low is None and self.high is None:
            return "none"
        return "crossed" if self.low is not None and self.high is not None and self.low >= self.high else ""
