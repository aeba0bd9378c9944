"""The words that stand on the wing's pages whatever they show. A line for each page that has some."""

from __future__ import annotations

from kiosk.sentences import Text, table


def page_words() -> dict[str, dict[str, Text]]:
    """Of each page by its name; QML reads them as `Staff.words.today.take`."""
    return {
        "today": table("staff-today"),
        "enrol": table("staff-enrol"),
        "import": table("importing.words"),
        "members": table("members.words"),
        "rights": table("rights.words"),
        "helping": table("helping.words"),
        "look-back": table("look-back.words"),
        "follow-ups": table("follow-up.words"),
        "home-calls": table("home-calls.words"),
        "home-call": table("home-calls.words"),
        "member-follow-ups": table("follow-up.member-words"),
        "renewals": table("renewals.words"),
        "reports": table("reports.words"),
        "retention": table("retention.words"),
        "announcements": table("announcements.words"),
        "audit": table("audit.words"),
        "camera": table("camera-bench.words"),
        "calibrate": table("calibrating.words"),
        "calibrations": table("calibrations.words"),
        "choices": table("calibrating.choices"),
        "devices": table("device-bench.words"),
        "self-test": table("self-test.words"),
        "device": table("device-bench.words"),
        "config": table("config.words"),
        "gallery": table("gallery-bench.words"),
        "logs": table("diagnostics.words"),
        "learn": table("learning.words"),
    }
