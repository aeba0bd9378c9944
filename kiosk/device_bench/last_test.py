"""What came of the last self-tests, from the audit trail."""

from __future__ import annotations

from datetime import tzinfo
from typing import Protocol

from kiosk.archive.audit_log import AuditEntry, Chosen
from kiosk.device_bench.self_test import Outcome
from kiosk.people.names import mask_name
from kiosk.sentences import NO_WORDS, Text, sentence, table

ACTION = "devices.self-tested"


class Trail(Protocol):
    """The audit trail, as far as it is read here."""

    def entries(self, chosen: Chosen, *, below: int | None = None, skip: int = 0, most: int = 50) -> list[AuditEntry]:
        """The newest first."""

    def account_names(self) -> dict[str, str]:
        """In clear, by login."""


def last_test(trail: Trail, zone: tzinfo) -> Text:
    """上次：11-22 09:20，周*平，2 项不合格; empty where there was none. Raises StoreError."""
    found = trail.entries(Chosen(kinds=("devices",)), most=200)
    entry = next((one for one in found if one.action == ACTION), None)
    if entry is None:
        return NO_WORDS
    failed = [name for name in str(entry.detail.get("failed", "-")).split() if name != "-"]
    who = mask_name(trail.account_names().get(entry.actor, entry.actor))
    when = f"{entry.at.astimezone(zone):%m-%d %H:%M}"
    if failed:
        return sentence("self-test.before-failed", when=when, who=who, failed=" ".join(failed))
    return sentence("self-test.before", when=when, who=who)


def last_of_each(trail: Trail, zone: tzinfo) -> dict[str, Text]:
    """自检 11-22 合格, by the id of a step: of the last test in which it was not skipped. Raises StoreError."""
    found: dict[str, Text] = {}
    words = table("device-bench.tested")
    for entry in trail.entries(Chosen(kinds=("devices",)), most=200):
        if entry.action != ACTION:
            continue
        for outcome in (Outcome.PASSED, Outcome.FAILED):
            for name in str(entry.detail.get(outcome.value, "-")).split():
                found.setdefault(name, words[outcome.value].fill(when=f"{entry.at.astimezone(zone):%m-%d}"))
    return found
