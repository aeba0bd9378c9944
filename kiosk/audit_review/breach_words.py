"""The report after data may have leaked, in words: what PIPL 57 asks for, as far as the trail knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from kiosk.archive.breach import Breach, Event
from kiosk.audit_review.words import who_did
from kiosk.people.names import mask_name
from kiosk.sentences import Text, listed, sentence, table


def breach_lines(
    found: Breach,
    zone: tzinfo,
    hall: str,
    accounts: Mapping[str, str],
    names: Mapping[str, str | None] | None = None,
) -> Iterator[str]:
    """The lines of the report.

    Args:
        accounts: Names by login, in clear.
        names: Of the residents concerned by id, in clear; None where nobody asked for them and said why.
    """
    words, at = table("breach.report"), _Times(zone)
    yield words["title"]
    yield words["span"].fill(hall=hall, since=at(found.since), until=at(found.until))
    sound = words["sound"] if found.sound else words["broken"]
    yield sound.fill(entries=found.entries, first=found.first, last=found.last, digits=found.digits)
    if found.doubtful:
        yield words["doubtful"].fill(entries=found.doubtful)
    yield ""
    yield words["people-head"]
    yield words["people"].fill(seen=len(found.people_seen), taken=found.people_taken)
    yield words["kinds"].fill(kinds=listed(table("breach.kinds")[kind] for kind in found.kinds) or words["none"])
    for who in sorted(names or ()):
        yield words["name"].fill(name=(names or {})[who] or sentence("audit.forgotten"), id=who)
    for head, events in (("taken-head", found.taken), ("seen-head", found.seen)):
        yield ""
        yield words[head].fill(count=len(events))
        yield from (_event(event, at, accounts) for event in events)
    yield ""
    yield words["refused-head"].fill(count=sum(found.refused.values()))
    for (actor, action), count in sorted(found.refused.items()):
        yield words["counted"].fill(who=_who(actor, accounts), what=_what(action), count=count)
    yield ""
    yield words["did-head"].fill(count=len(found.did))
    for actor, actions in sorted(found.did.items()):
        for action, count in sorted(actions.items()):
            yield words["counted"].fill(who=_who(actor, accounts), what=_what(action), count=count)
    yield ""
    yield words["yours-head"]
    yield from table("breach.yours").values()


def _event(event: Event, at: _Times, accounts: Mapping[str, str]) -> Text:
    told = table("breach.tells")
    by_whom = table("audit.by-whom")
    parts = []
    for key, value in event.tells.items():
        if key == "masked":
            parts.append(told["masked" if value else "unmasked"])
        elif key == "signed_by":
            parts.append(told[key].fill(value=_who(str(value), accounts)))
        else:
            parts.append(told[key].fill(value=by_whom.get(str(value), value) if key == "by_whom" else value))
    more = sentence("breach.more", told=listed(parts)) if parts else ""
    return sentence(
        "breach.event",
        seq=event.seq, at=at(event.at), who=_who(event.actor, accounts), what=_what(event.action), more=more,
    )  # fmt: skip


def _who(actor: str, accounts: Mapping[str, str]) -> str:
    name = who_did(actor, accounts)
    return f"{mask_name(accounts[actor])}({actor})" if actor in accounts else name


def _what(action: str) -> str:
    """An action by its sentence, nobody and nothing filled in."""
    return table("breach.actions").get(action.replace(".", "-"), Text(action))


class _Times:
    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def __call__(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S")
