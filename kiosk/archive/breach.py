"""What the audit trail says of a span of time, for a report after data may have leaked: who, what, when, of how many.

Reads only, and opens no name. The trail says what this program did: a disk that was carried away is not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.archive.audit_log import AuditEntry, AuditLog, Chosen
from kiosk.archive.audit_trail import AuditTrail

_AT_ONCE = 1000
_OF_RESIDENTS = ("resident", "number", "consent", "whitelist", "template", "document", "card", "follow-up", "goal",
                 "home-call", "look-alike")  # fmt: skip
"""First words of the actions whose subject is a resident."""
_SEEN = ("shown", "revealed")
"""Last words of the actions by which something is seen in clear, unless the entry says that it was masked."""
_TAKEN = ("exported", "copied", "printed", "to-stick", "summary")
"""Last words of the actions by which something leaves the terminal."""
_REFUSED = ("access.refused", "account.failed", "account.kept-out", "account.locked", "account.unknown",
            "account.set-up-tried")  # fmt: skip
_KINDS: Mapping[str, tuple[str, ...]] = {
    "number.revealed": ("number",),
    "resident.shown": ("identity", "number", "address", "consents", "health", "visits"),
    "resident.copied": ("identity", "number", "address", "consents", "health", "visits"),
    "whitelist.exported": ("identity", "address"),
    "whitelist.import-errors-exported": ("identity",),
    "home-call.phone-shown": ("address",),
    "home-call.list-exported": ("identity", "address", "health"),
    "report.exported": ("counts",),
    "records.exported": ("identity", "number", "health"),
    "records.summary": ("health",),
    "audit.exported": ("trail",),
    "devices.wire-exported": ("devices",),
    "diagnostics.exported": ("devices",),
    "certificate.printed": ("devices",),
    "certificate.to-stick": ("devices",),
}
_UNKNOWN_KIND = ("unnamed",)
_COUNTS = ("people", "rows", "lines")
_TELLS = ("reason", "signed_by", "format", "file", "by_whom", "masked", *_COUNTS)


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """One entry in which data was seen in clear or left the terminal. `tells` holds what it says besides."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str | None
    kinds: tuple[str, ...]
    tells: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Breach:
    """What is known.

    Attributes:
        entries: Of the trail, in this span; `first` and `last` are their places in the chain, 0 for none.
        sound: The whole trail can be believed; `digits` are those of its newest entry.
        doubtful: Entries made while the clock could not be trusted: they may belong to another time.
        seen: Numbers and records shown in full.
        taken: What was exported, copied or printed.
        refused: What was tried and refused, by actor and action.
        did: Of each actor how often each action.
        people_seen: Different residents of whom something was shown in full or copied, by their id.
        people_taken: Those counted in tables and files besides, where the entry says how many; the same person may be
            in several.
        kinds: Kinds of data in `seen` and `taken`.
    """

    since: datetime
    until: datetime
    entries: int
    first: int
    last: int
    sound: bool
    digits: str
    doubtful: int
    seen: tuple[Event, ...]
    taken: tuple[Event, ...]
    refused: Mapping[tuple[str, str], int]
    did: Mapping[str, Mapping[str, int]]
    people_seen: frozenset[str]
    people_taken: int
    kinds: tuple[str, ...]


def breach_of(trail: AuditTrail, log: AuditLog, since: datetime, until: datetime) -> Breach:
    """What the trail says from `since` up to but without `until`, UTC. Raises StoreError."""
    report = trail.verify()
    seen, taken = list[Event](), list[Event]()
    refused, did = Counter[tuple[str, str]](), dict[str, Counter[str]]()
    entries, doubtful, first, last = 0, 0, 0, 0
    for entry in _entries(log, Chosen(since=since, before=until)):
        entries, doubtful = entries + 1, doubtful + entry.clock_suspect
        first, last = entry.seq, last or entry.seq  # the newest comes first
        did.setdefault(entry.actor, Counter())[entry.action] += 1
        if entry.action in _REFUSED:
            refused[entry.actor, entry.action] += 1
        elif _is_seen(entry):
            seen.append(_event(entry))
        elif entry.action.rpartition(".")[2].endswith(_TAKEN):
            taken.append(_event(entry))
    seen.reverse()
    taken.reverse()
    people = {event.subject for event in (*seen, *taken) if event.subject and _is_of_resident(event.action)}
    counted = sum(_people(event) for event in taken if event.subject is None)
    kinds = dict.fromkeys(kind for event in (*seen, *taken) for kind in event.kinds)
    return Breach(
        since=since, until=until, entries=entries, first=first, last=last, sound=report.ok, digits=report.head.digits,
        doubtful=doubtful, seen=tuple(seen), taken=tuple(taken), refused=dict(refused), did=did,
        people_seen=frozenset(people), people_taken=counted, kinds=tuple(kinds),
    )  # fmt: skip


def _entries(log: AuditLog, chosen: Chosen) -> Iterable[AuditEntry]:
    below: int | None = None
    while some := log.entries(chosen, below=below, most=_AT_ONCE):
        yield from some
        below = some[-1].seq


def _is_seen(entry: AuditEntry) -> bool:
    return entry.action.endswith(_SEEN) and not entry.detail.get("masked")


def _is_of_resident(action: str) -> bool:
    return action.partition(".")[0] in _OF_RESIDENTS


def _event(entry: AuditEntry) -> Event:
    tells = {key: entry.detail[key] for key in _TELLS if entry.detail.get(key) is not None}
    kinds = _KINDS.get(entry.action, _UNKNOWN_KIND)
    return Event(entry.seq, entry.at, entry.actor, entry.action, entry.subject, kinds, tells)


def _people(event: Event) -> int:
    """How many an export says it was of; rows of measurements and of the trail are no people."""
    people = event.tells.get("people")
    return people if isinstance(people, int) else 0
