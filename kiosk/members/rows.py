"""What a row of the list shows of somebody: masked, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kiosk.archive.member_lines import MemberLine
from kiosk.people.names import mask_id_number, mask_name
from kiosk.whitelist.standing import Face, Standing, StandingRules, standing


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One row.

    Attributes:
        address_short: Building and home as the hall writes them, such as 3号楼 402; empty when neither is known.
        face: A face that every engine in use can compare is stored.
        expires: The last day of the consent to the face; None when it holds until it is taken back.
    """

    resident_id: str
    entry_id: str
    masked_name: str
    masked_number: str
    address_short: str
    face: bool
    state: Standing
    expires: date | None


def row_of(line: MemberLine, rules: StandingRules, today: date) -> Row:
    """The row of a line."""
    return Row(
        resident_id=line.resident_id,
        entry_id=line.entry_id,
        masked_name=mask_name(line.name or line.name_foreign or ""),
        masked_number=mask_id_number(line.number or ""),
        address_short=short_address(line.building, line.home),
        face=line.facts.face is Face.STORED,
        state=standing(line.facts, today, rules),
        expires=line.facts.ends,
    )


def short_address(building: str | None, home: str | None) -> str:
    """Building and home in one; a home that repeats its building is said once."""
    door, house = (home or "").strip(), (building or "").strip()
    if not house or door.startswith(house):
        return door
    return re.sub(r"\s+", " ", f"{house} {door}").strip()
