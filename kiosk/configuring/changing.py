"""A change of the configuration file, from what somebody typed to what is saved and noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from kiosk.configuring.differences import Difference, differences
from kiosk.configuring.editing import Changes
from kiosk.configuring.file import ConfigFile, Snapshot
from kiosk.configuring.keys import key_of
from kiosk.sentences import Refusal, sentence

SAFETY = ("faces", "camera.live_from", "camera.doubt_from", "temperature", "measurements", "calibration",
          "accounts", "clerk_page")  # fmt: skip
"""Keys, or whole tables, that decide who is let in, who is recognised, and whether a number is right."""


SECOND = "calibration.second_signature"


class Trail(Protocol):
    """Where what was done is noted; see `kiosk.archive.audit_trail.AuditTrail`."""

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        """Add an entry."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that may be saved.

    Attributes:
        snapshot: The file as it was read.
        text: What would stand in it.
        differences: Key by key, masked.
    """

    snapshot: Snapshot
    text: str
    differences: tuple[Difference, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What changes."""
        return tuple(difference.key for difference in self.differences)

    @property
    def decides_safety(self) -> bool:
        """Whether it touches what a hall with a second signature asks one for."""
        return any(is_safety(key) for key in self.keys)

    def wants_two(self, running: bool = False) -> bool:
        """Whether two people sign it, on the page as on the line: the one place that says so.

        Asked are the file as it is, so that nobody switches the second signature off alone, and the file that comes
        where what is there now cannot be read.

        Args:
            running: Whether the running terminal asks for two.
        """
        tables = self.snapshot.tables or Snapshot(self.text, "").tables
        return self.decides_safety and (running or key_of(SECOND).value_in(tables) is True)


def is_safety(key: str) -> bool:
    """Whether a key decides about safety."""
    return any(key == name or key.startswith(f"{name}.") for name in SAFETY)


def planned(file: ConfigFile, typed: Mapping[str, str | None]) -> Plan:
    """A change by what was typed for each key; None takes it out of the file, so that its default counts.

    Raises:
        Refusal: no such key, a value it does not take; and see `plan_of`.
    """
    return plan_of(
        file,
        {(key := key_of(name)).path: None if value is None else key.read(value) for name, value in typed.items()},
    )


def plan_of(file: ConfigFile, changes: Changes) -> Plan:
    """A change by values, of the file as it is now.

    Raises:
        Refusal: nothing changes, or the file cannot be changed key by key.
        kiosk.settings.SettingsError: what would stand in the file is wrong as a whole.
    """
    snapshot = file.read()
    text = file.changed(snapshot, changes)
    if text == snapshot.text:
        raise Refusal(sentence("config.refused.the-same"))
    return Plan(snapshot, text, differences(snapshot.tables, Snapshot(text, "").tables))


def planned_undo(file: ConfigFile) -> Plan:
    """What `undo` would put back. Raises Refusal when there is nothing before."""
    snapshot, before = file.read(), file.before()
    if before is None:
        raise Refusal(sentence("config.refused.nothing-to-undo"))
    file.check(before.text)
    return Plan(snapshot, before.text, differences(snapshot.tables, before.tables))


def save(file: ConfigFile, plan: Plan, trail: Trail | None, actor: str, second: str = "") -> None:
    """Save it, and note whose it is and which keys; never a value. Raises Refusal; see `ConfigFile.save`."""
    file.save(plan.snapshot, plan.text)
    if trail is not None:
        trail.note(actor, "settings.changed", None, keys=list(plan.keys), **_signed(second))


def undo(file: ConfigFile, plan: Plan, trail: Trail | None, actor: str, second: str = "") -> None:
    """Put back what stood there before, and note it. Raises Refusal; see `ConfigFile.undo`."""
    file.undo(plan.snapshot)
    if trail is not None:
        trail.note(actor, "settings.undone", None, keys=list(plan.keys), **_signed(second))


def _signed(second: str) -> dict[str, str]:
    return {"signed_by": second} if second else {}
