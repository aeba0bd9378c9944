"""The list on A4, building by building, for whoever walks to the doors: to a stick or to the printer.

Masked, without doors, unless somebody else signed too. Who took it and when stands on every page, and the trail knows
of it first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from kiosk import sticks
from kiosk.accounts.session import Session
from kiosk.archive.home_calls import Door
from kiosk.home_calls.room import HomeCallRoom, Listed, by_number
from kiosk.home_calls.words import why
from kiosk.paper.sheet import Sheet, Table
from kiosk.people.names import mask_name
from kiosk.sentences import Refusal, Text, sentence, table

TO = ("stick", "paper")
BY_HAND = "\u3000" * 9 + "\u2028\u3000"
"""A cell that is written in by hand: as wide as so many characters, and two lines high."""


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """What is to be taken away.

    Attributes:
        building: The only one on it; "" for all.
        to: One of `TO`.
        second: Who else signed: names and doors in full; None masked.
        now: On the hall's clock.
    """

    people: tuple[Listed, ...]
    building: str
    to: str
    first: Session
    second: Session | None
    now: datetime


def put(room: HomeCallRoom, wish: Wish) -> Text:
    """Put it there; what is said of it. Slow: on a worker.

    Raises:
        Refusal: nobody can draw, a character no font has, no stick, no printer; nothing is left there.
        StoreError: it could not be noted, so nothing was given away.
    """
    if room.paper is None:
        raise Refusal(sentence("home-calls.print.no-screen"))
    found = room.sticks() if wish.to == "stick" else ()
    stick = sticks.the_stick(found) if wish.to == "stick" else None
    doors = room.archive.home_calls.doors(each.attention.resident_id for each in wish.people) if wish.second else {}
    pdf = room.paper.pdf(sheet_of(wish, doors, room.settings.hall.name))
    name = sentence("home-calls.print.file", when=wish.now.strftime("%Y%m%d-%H%M%S"))
    signed_by = {} if wish.second is None else {"signed_by": wish.second.login}
    room.archive.audit.note(wish.first.login, "home-call.list-exported", None, people=len(wish.people), to=wish.to,
                            masked=wish.second is None, **signed_by)  # fmt: skip
    if stick is None:
        return room.printer.put(pdf, name)
    file = sticks.write(stick, f"{name}.pdf", pdf)
    return sentence("home-calls.print.on-stick", stick=stick.label, file=file.name)


def sheet_of(wish: Wish, doors: dict[str, Door], hall: str) -> Sheet:
    """What stands on the pages: a table for each building; the last two columns are written in by hand."""
    buildings: defaultdict[str, list[Listed]] = defaultdict(list)
    for each in wish.people:
        buildings[each.building].append(each)
    day, title = wish.now.strftime("%Y-%m-%d"), sentence("home-calls.print.title")
    said = sentence("home-calls.print.under", day=day, people=len(wish.people))
    masked = sentence("home-calls.print.under-masked", day=day, people=len(wish.people))
    outcomes = sentence("words.and").join(table("home-calls.outcomes").values())
    return Sheet(
        title=title,
        file_title=title,
        header=(hall, title),
        under=said if wish.second else masked,
        head=sentence("home-calls.print.outcomes", outcomes=outcomes),
        blocks=tuple(
            _table(building, buildings[building], wish, doors) for building in sorted(buildings, key=by_number)
        ),
        end=sentence("home-calls.print.end"),
        stamp=_stamp(wish, hall),
    )


def _table(building: str, people: list[Listed], wish: Wish, doors: dict[str, Door]) -> Table:
    columns = {key: word for key, word in table("home-calls.print.columns").items() if wish.second or key != "door"}
    return Table(
        building,
        tuple(columns.values()),
        tuple(_row(each, wish, doors) for each in people),
        wide=list(columns).index("why"),
        heads_again=True,
    )


def _row(each: Listed, wish: Wish, doors: dict[str, Door]) -> tuple[str, ...]:
    said = sentence("words.semicolon").join(map(why, each.attention.reasons))
    if wish.second is None:
        return each.name, said, BY_HAND, BY_HAND
    door = doors.get(each.attention.resident_id)
    return (
        (door.name, door.address.home or "", said, BY_HAND, BY_HAND)
        if door
        else (each.name, "", said, BY_HAND, BY_HAND)
    )


def _stamp(wish: Wish, hall: str) -> str:
    when, people = wish.now.strftime("%Y-%m-%d %H:%M"), len(wish.people)
    who = f"{mask_name(wish.first.name)}({wish.first.login})"
    if wish.second is None:
        return sentence("home-calls.print.stamp", hall=hall, who=who, when=when, people=people)
    second = f"{mask_name(wish.second.name)}({wish.second.login})"
    return sentence("home-calls.print.stamp-signed", hall=hall, who=who, second=second, when=when, people=people)
