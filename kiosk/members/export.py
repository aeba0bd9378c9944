"""Members as a table for a spreadsheet, in the folder the operator set: masked, and saying who took it away."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.accounts.session import Session
from kiosk.archive.members import Member
from kiosk.exports.csv_table import BOM, line
from kiosk.members.room import Room
from kiosk.members.words import in_one, shown_name, state_of
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import Refusal, sentence, table
from kiosk.settings import Settings
from kiosk.store.errors import translated


@dataclass(frozen=True, slots=True)
class Watermark:
    """Who takes the table away.

    Attributes:
        line: The table's first line.
        actor, second: As the trail names them.
        when: UTC.
    """

    line: str
    actor: str
    second: str
    when: datetime
    zone: ZoneInfo


def watermark(settings: Settings, first: Session, second: Session, when: datetime, people: int) -> Watermark:
    """The line with hall, both clerks (masked), time and number."""
    zone = ZoneInfo(settings.hall.time_zone)
    said = sentence(
        "members.export.watermark",
        hall=settings.hall.name,
        who=f"{mask_name(first.name)}({first.login})",
        second=f"{mask_name(second.name)}({second.login})",
        when=when.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        people=people,
    )
    return Watermark(said, first.login, second.login, when, zone)


def export(room: Room, resident_ids: tuple[str, ...], by: Watermark) -> str:
    """Write the file; its name. The trail knows of it first.

    Raises:
        Refusal: the folder is not there, full, or refuses; no file is left.
        StoreError: it could not be noted, so nothing was written.
    """
    folder = Path(room.settings.whitelist.export_folder)
    if not folder.is_dir():
        raise Refusal(sentence("members.many.folder-gone"))
    members = room.archive.members.some(resident_ids, room.rules)
    name = sentence("members.export.file", when=by.when.astimezone(by.zone).strftime("%Y%m%d-%H%M%S"))
    room.archive.audit.note(by.actor, "whitelist.exported", None, people=len(members), signed_by=by.second, masked=True)
    try:
        _write(folder / name, "".join(lines(members, by)))
    except OSError as error:
        is_full = translated(error).code == "store-full"
        raise Refusal(sentence("members.many.folder-full" if is_full else "members.many.folder-refuses")) from None
    return name


def lines(members: Iterable[Member], by: Watermark) -> Iterator[str]:
    """The lines of the file: the watermark, the columns, and one a member. No cell is taken for a formula."""
    yield BOM + line([by.line])
    yield line(table("members.export.columns").values())
    for member in members:
        resident, facts = member.resident, member.facts
        yield line(
            [
                shown_name(resident),
                mask_id_number(resident.number or ""),
                in_one(resident.address),
                table("members.faces")[facts.face.value],
                state_of(member.standing).word,
                facts.ends,
            ]
        )


def _write(path: Path, text: str) -> None:
    """A new file nobody else may read, whole or not at all."""
    made = path.with_name(path.name + ".part")
    try:
        with os.fdopen(
            os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        made.rename(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise
