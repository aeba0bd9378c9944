"""Whether the terminal runs with its configuration file, or with the settings it ran with before."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.doctor.findings import Finding, Verdict
from kiosk.sentences import NO_WORDS, Text, sentence


@dataclass(frozen=True, slots=True)
class Start:
    """What a terminal starts with.

    Attributes:
        file: Whether there is a configuration file.
        refused: Why it is not started with; empty when it is.
        ran_before: The terminal that runs began with the settings before, whatever the file is by now.
    """

    file: bool
    refused: Text = NO_WORDS
    ran_before: bool = False


def examine(start: Start) -> Finding:
    """One finding about the file."""
    part = sentence("doctor.part.settings")
    if start.refused:
        before = sentence("doctor.settings.before", why=start.refused)
        return Finding("settings", part, Verdict.BROKEN, before, sentence("doctor.settings.before-advice"))
    if start.ran_before:
        changed = sentence("doctor.settings.changed")
        return Finding("settings", part, Verdict.WARNING, changed, sentence("doctor.settings.changed-advice"))
    found = sentence("doctor.settings.usable") if start.file else sentence("doctor.settings.none")
    return Finding("settings", part, Verdict.OK, found)
