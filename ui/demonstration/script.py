"""Scripted visits, read from a TOML file (the format stands at the head of `resources/demo/visits.toml`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from kiosk.instruments.rows import STEPS
from kiosk.sentences import sentence
from kiosk.visits.states import Button, State

BUTTONS = frozenset({*Button, *(step.id for step in STEPS), *(metric for step in STEPS for metric in step.typed)})
"""Everything that can be pressed on some screen."""


class ScriptError(ValueError):
    """The script cannot be played; the message says where and why."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step; exactly one of `ACTS` is set."""

    hall: str | None = None
    wait: State | None = None
    press: str | None = None
    type: str | None = None
    shot: str | None = None
    gateway: str | None = None
    until: str | None = None
    kill: Literal["vision"] | None = None
    touch: str | None = None
    knock: Literal["corner"] | None = None
    digits: str | None = None
    staff: str | None = None
    pause_s: float | None = None
    within_s: float = 10.0
    person: str | None = None
    of: str | None = None
    side: str | None = None
    part: str | None = None
    facility: str | None = None
    values: tuple[float, ...] | None = None
    celsius: float | None = None
    how: str | None = None
    pull_during_read: bool = False

    ACTS = ("hall", "wait", "press", "type", "shot", "gateway", "until", "kill", "touch", "knock", "digits", "staff",
            "pause_s")  # fmt: skip

    def __post_init__(self) -> None:
        given = [act for act in self.ACTS if getattr(self, act) is not None]
        if len(given) != 1:
            raise ValueError(f"a step does exactly one thing, this one: {', '.join(given) or 'none'}")
        if self.press is not None and self.press not in BUTTONS:
            raise ValueError(f"no screen has a button {self.press}")

    def details(self) -> dict[str, Any]:
        """What goes with a hall command."""
        found: dict[str, Any] = {
            k: getattr(self, k)
            for k in ("person", "of", "side", "part", "values", "how", "celsius")
            if getattr(self, k) is not None
        }
        return found | ({"pull_during_read": True} if self.pull_during_read else {})


class Expectation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a visit ends as a person would expect. What is not given is not compared.

    Attributes:
        nobody: True where no record may name anybody.
        noted: What must stand in the audit trail afterwards, such as whitelist.added.
        reasons: Reasons of transitions that must have come about, such as face-not-live.
    """

    identified_by: str | None = None
    person: str | None = None
    code: str | None = None
    code_source: str | None = None
    temperature: float | None = None
    outcome: str | None = None
    measured: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    quarantined: int | None = None
    nobody: bool = False
    noted: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class ScriptedVisit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One visit. `needs` names what must be there for it: card-service, camera."""

    id: str
    title: str
    steps: tuple[Step, ...]
    expect: Expectation = Expectation()
    needs: str | None = None


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole script."""

    visit: tuple[ScriptedVisit, ...]


def load(path: Path) -> tuple[ScriptedVisit, ...]:
    """The visits of a script file. Raises ScriptError."""
    try:
        visits = msgspec.toml.decode(path.read_bytes(), type=Script).visit
    except FileNotFoundError:
        raise ScriptError(sentence("demonstration.script.missing", path=path)) from None
    except (OSError, UnicodeDecodeError, msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ScriptError(sentence("demonstration.script.unreadable", name=path.name, why=error)) from error
    ids = [visit.id for visit in visits]
    if len(set(ids)) != len(ids):
        raise ScriptError(sentence("demonstration.script.twice", name=path.name))
    return visits
