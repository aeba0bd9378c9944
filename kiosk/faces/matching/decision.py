"""From single searches to one answer: threshold, margin, consecutive votes, and when to give up. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.faces.matching.gallery import Found

GOOD_FRAMES_FOR_UNKNOWN = 8
"""So many well-taken frames in a row without a candidate, and the face is said to be unknown."""


@dataclass(frozen=True, slots=True)
class Policy:
    """When a search is an answer.

    Attributes:
        threshold: Largest distance that can be a match, in the engine's unit.
        margin: The nearest other resident must be this much farther.
        votes: Consecutive frames that must name the same resident.
        give_up_s: Seconds after which a session ends without an answer.
    """

    threshold: float
    margin: float
    votes: int
    give_up_s: float


@dataclass(frozen=True, slots=True, repr=False)
class Matched:
    """One resident. `score` is 1 minus the distance, of the last vote, not below 0."""

    resident_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody on the list. `gave_up` when time ran out before enough good frames came."""

    gave_up: bool


Verdict = Matched | Unknown


def is_near_enough(found: Found, policy: Policy) -> bool:
    """One search alone: within the threshold, and clearly nearer than anybody else."""
    return found.distance <= policy.threshold and found.runner_up - found.distance >= policy.margin


class Ballot:
    """Collects the votes of one session. Times are seconds on the monotonic clock."""

    def __init__(self, policy: Policy, started_s: float) -> None:
        self._policy, self._started_s = policy, started_s
        self._candidate: str | None = None
        self._votes = 0
        self._misses = 0

    @property
    def progress(self) -> float:
        """0..1: how much of the needed looking has been done, towards either answer."""
        towards_match = self._votes / self._policy.votes
        return min(1.0, max(towards_match, self._misses / GOOD_FRAMES_FOR_UNKNOWN))

    def vote(self, found: Found | None) -> Verdict | None:
        """Count one well-taken frame; the verdict once there is one."""
        if found is None or not is_near_enough(found, self._policy):
            self._candidate, self._votes = None, 0
            self._misses += 1
            return Unknown(gave_up=False) if self._misses >= GOOD_FRAMES_FOR_UNKNOWN else None
        if found.resident_id == self._candidate:
            self._votes += 1
        else:
            self._candidate, self._votes = found.resident_id, 1
        self._misses = 0
        if self._votes < self._policy.votes:
            return None
        return Matched(found.resident_id, max(0.0, 1.0 - found.distance))

    def interrupt(self) -> None:
        """A frame that cannot be used: votes must be consecutive, so they start over."""
        self._candidate, self._votes = None, 0

    def at(self, now_s: float) -> Verdict | None:
        """Unknown when the time is up."""
        return Unknown(gave_up=True) if now_s - self._started_s >= self._policy.give_up_s else None
