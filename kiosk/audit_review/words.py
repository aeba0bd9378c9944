"""Entries of the audit trail as sentences, and who they are of; names masked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from kiosk.archive.audit_log import AuditEntry
from kiosk.people.names import mask_name
from kiosk.sentences import Text, listed, sentence, table

KINDS: Mapping[str, tuple[str, ...]] = {
    "all": (),
    "list": ("whitelist", "template", "templates", "look-alike", "faces"),
    "consent": ("consent",),
    "rights": ("resident", "number", "records", "companion", "report"),
    "visits": ("visit", "measurement", "code", "document", "card", "quarantine", "follow-up", "goal", "home-call"),
    "calls": ("alert", "call"),
    "accounts": ("account", "access", "session"),
    "devices": ("calibration", "certificate", "look-back", "devices", "profile"),
    "system": ("store", "audit", "clock", "settings", "camera", "terminal", "diagnostics", "announcement"),
}
"""What an auditor chooses by, and the first words of the actions it stands for."""
_CLI = re.compile(r"cli:(?P<name>.*)")


def who_did(actor: str, accounts: Mapping[str, str]) -> str:
    """Who an entry is of: a masked name, the command line with its user, a device, or the terminal itself.

    Args:
        accounts: Names by login, in clear.
    """
    if actor in accounts:
        return mask_name(accounts[actor])
    if actor == "terminal":
        return sentence("audit.who.terminal")
    command = _CLI.fullmatch(actor)
    return sentence("audit.who.cli", name=command["name"]) if command else actor


def what_was_done(entry: AuditEntry, people: Mapping[str, str | None]) -> Text:
    """The sentence of an entry.

    Args:
        people: Names of residents by id, in clear; None for one who was forgotten.
    """
    said = table("audit.actions").get(entry.action.replace(".", "-"))
    if said is None:
        return sentence("audit.unknown-action", action=entry.action)
    done = said.fill(**_blanks(entry, people))
    if not entry.detail.get("companion") or entry.action == "companion.noted":
        return done
    relation = table("helping.relations").get(str(entry.detail.get("relation")), sentence("audit.a-helper"))
    return sentence("audit.with-helper", done=done, who=relation)


def machine_form(entry: AuditEntry) -> str:
    """The entry as it is chained, but for its mac and what only orders it."""
    detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True)
    return f"#{entry.seq} {entry.actor} {entry.action} {entry.subject or '-'} {detail}"


def _blanks(entry: AuditEntry, people: Mapping[str, str | None]) -> Mapping[str, Any]:
    unknown = sentence("audit.not-known")
    names = ("needs", "login", "failures", "seconds", "tries", "permission", "kind", "rows", "people", "outcome",
             "metric", "reason", "fields", "file", "keys", "before", "after", "device", "passed", "failed",
             "skipped", "kinds", "added", "changed", "same", "refused", "removed", "restored",
             "left", "by_whom", "format")  # fmt: skip
    told: dict[str, object] = dict.fromkeys(names, unknown)
    told |= {key: _value(key, value, entry) for key, value in entry.detail.items() if value not in (None, "")}
    return told | {"subject": _subject(entry, people)}


def _subject(entry: AuditEntry, people: Mapping[str, str | None]) -> str:
    if entry.subject is None or entry.subject not in people:
        return sentence("audit.somebody")
    name = people[entry.subject]
    return mask_name(name) if name else sentence("audit.forgotten")


def _value(key: str, value: object, entry: AuditEntry) -> object:
    if key == "fields" and isinstance(value, list):
        words = table("people.fields")
        return listed(words.get(str(field), str(field)) for field in value)
    if key == "kinds" and isinstance(value, list):
        words = table("audit.consents")
        return listed(words.get(str(kind), str(kind)) for kind in value)
    if key == "keys" and isinstance(value, list):
        return listed(value)
    if key == "kind" and entry.action.startswith("alert."):
        return table("alerts.kinds").get(str(value), value)
    if key == "kind":
        return table("audit.consents").get(str(value), value)
    if key == "by_whom":
        return table("audit.by-whom").get(str(value), value)
    if key in ("needs", "permission"):
        return table("audit.permissions").get(str(value).replace(".", "-"), value)
    if key == "outcome" and entry.action.startswith("follow-up."):
        return table("follow-up.outcomes").get(str(value), value)
    if key == "outcome" and entry.action.startswith("home-call."):
        return table("home-calls.outcomes").get(str(value), value)
    if key == "metric" and entry.action.startswith(("follow-up.", "goal.")):
        return table("follow-up.what").get(str(value), value)
    return value
