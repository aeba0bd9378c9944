"""Changing what is known of somebody, by hand. What a document says when it is read is not a correction.

The trail gets the names of the fields, the reason, and of a changed name a keyed mark of the old and of the new one:
who holds the key and claims a name can check it, nobody can read one from it. The old values are overwritten.
"""

from __future__ import annotations

from dataclasses import fields as fields_of

from kiosk.archive.asked import Asked
from kiosk.archive.resident_rows import save
from kiosk.people.name_rules import canonical
from kiosk.people.resident import Address, Resident
from kiosk.store.core import Act
from kiosk.store.fields import storable

_PLAIN = ("name", "name_foreign", "number", "sex", "birth", "nation", "nationality", "phone")


def changed_fields(before: Resident, after: Resident) -> tuple[str, ...]:
    """Names of the fields that differ; those of the address by their own."""
    plain = [name for name in _PLAIN if getattr(before, name) != getattr(after, name)]
    levels = [f.name for f in fields_of(Address)]
    return (*plain, *(n for n in levels if getattr(before.address, n) != getattr(after.address, n)))


def keep_correction(
    act: Act, before: Resident, after: Resident, reason: str | None, asked: Asked | None = None
) -> tuple[str, ...]:
    """Save what differs within an act, with its entry in the trail; the names of the fields.

    Args:
        asked: On whose word, where the person asked for it.
    """
    changed = changed_fields(before, after)
    if not changed:
        return ()
    save(act, after)
    detail: dict[str, object] = {"fields": list(changed), **({} if asked is None else asked.noted())}
    if reason is not None:
        detail["reason"] = storable(reason)
    if "name" in changed:
        detail |= {"name_before": name_mark(act, before.name), "name_after": name_mark(act, after.name)}
    act.note("resident.corrected", before.id, **detail)
    return changed


def name_mark(act: Act, name: str | None) -> str | None:
    """16 hexadecimal digits that stand for a name in the trail; they change with the terminal's key."""
    return None if not name else act.core.fields.index("name", canonical(name).casefold()).hex()[:16]
