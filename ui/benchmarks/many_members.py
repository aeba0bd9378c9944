"""A whitelist of any size, written as quickly as the store takes it: people who do not exist, with usual names."""

from __future__ import annotations

import random
from datetime import date
from functools import partial
from itertools import accumulate

from kiosk.archive.archive import Archive
from kiosk.archive.resident_rows import TABLE, to_row
from kiosk.ids import new_id
from kiosk.members.address_keys import address_words
from kiosk.people.resident import Address, Resident
from kiosk.store.core import Core
from kiosk.store.rows import insert
from kiosk.store.sqlcipher import Database
from kiosk.store.stamps import iso
from kiosk.typing.surnames import given_characters, usual_surnames

ENGINE = ("sface", "1")
PORTION = 5000


def write_members(store: Archive, count: int, *, engine: tuple[str, str] = ENGINE, seed: int = 7) -> None:
    """Put `count` people on the whitelist of a store that has none, each with a face and a consent.

    The audit trail is not written: it is no store to go on with.
    """
    core: Core = store.member_lines._core  # a bench's own way in: what a hall does in a year, in seconds
    chance = random.Random(seed)
    for first in range(0, count, PORTION):
        people = [_somebody(chance, at) for at in range(first, min(count, first + PORTION))]
        core.writer.call(partial(_write, core, people, first, engine), 120.0)


def _somebody(chance: random.Random, at: int) -> Resident:
    surnames, given = usual_surnames(), given_characters()
    weights = list(accumulate(1 / (place + 2) for place in range(len(surnames))))
    name = chance.choices(surnames, cum_weights=weights)[0] + "".join(
        chance.choices(given, k=chance.choice((1, 2, 2, 2)))
    )
    born = date(1930 + at % 35, 1 + at % 12, 1 + at % 28)
    number = f"310101{born:%Y%m%d}{at % 1000:03d}{chance.choice('0123456789X')}"
    building = f"{chance.randint(1, 120)}{address_words().after_numbers[0]}"
    return Resident(
        id=new_id(), name=name, number=number, sex="12"[at % 2], birth=born,
        address=Address("D", f"S{at % 5}", f"C{at % 40}", f"N{at % 200}", building,
                        f"{chance.randint(1, 28)}{chance.randint(1, 6):02d}"),
    )  # fmt: skip


def _write(core: Core, people: list[Resident], first: int, engine: tuple[str, str], db: Database) -> None:
    act = core.act(db, "bench")
    when = act.when()
    for at, person in enumerate(people, start=first + 1):
        row = {**to_row(person, core.fields), "number_index": core.fields.index("number", f"{person.number}{at}")}
        insert(db, TABLE, {**row, **when, "updated_utc": iso(act.now.utc)})
        entry, template, consent = new_id(), new_id(), new_id()
        insert(db, "whitelist_entries", {"id": entry, **when, "resident_id": person.id, "status": "active",
                                         "change_seq": at, "added_by": "bench"})  # fmt: skip
        insert(db, "templates", {"id": template, **when, "entry_id": entry, "engine": engine[0],
                                 "engine_version": engine[1], "vector": bytes(541), "quality": 0.9,
                                 "origin": "enrolled", "batch": entry, "taken_utc": iso(act.now.utc)})  # fmt: skip
        insert(db, "consents", {"id": consent, **when, "resident_id": person.id, "kind": "face", "text_version": "1",
                                "purpose": "-", "place": "-", "period": "-", "given_by": b"-",
                                "how": "signature"})  # fmt: skip
