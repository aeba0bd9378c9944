"""Who takes a report away, and when: a line for every page."""

from __future__ import annotations

from datetime import datetime, tzinfo

from kiosk.sentences import Text, sentence


def stamp(name: str, login: str, when: datetime, zone: tzinfo) -> Text:
    """李*华（lihua）2026-11-29 10:40 导出.

    Args:
        name: Masked; "" where none is known.
        when: UTC.
    """
    return sentence("reports.paper.stamp", who=name, login=login, when=f"{when.astimezone(zone):%Y-%m-%d %H:%M}")
