"""Announcements of the hall on the first screen: put up, in force by days, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from kiosk.ids import new_id
from kiosk.sentences import Refusal, sentence
from kiosk.store.core import Core
from kiosk.store.fields import storable
from kiosk.store.rows import Row, insert, one
from kiosk.store.sqlcipher import Database

MOST_AT_ONCE = 3
"""In force on any one day: more would never be read."""
LONGEST_DAYS = 366
"""From the first to the last day."""


class AnnouncementRefused(Refusal):
    """It cannot be put up, and nothing was."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement. Its picture is read apart, by `picture`.

    Attributes:
        withdrawn: It was taken down before its last day.
        by: Login of who put it up.
    """

    id: str
    title: str
    body: str
    first_day: date
    last_day: date
    has_picture: bool
    by: str
    withdrawn: bool

    def is_in_force(self, day: date) -> bool:
        """Whether it stands on the first screen on a day."""
        return not self.withdrawn and self.first_day <= day <= self.last_day


class Announcements:
    """Reads and changes announcements. Thread-safe; the calls that write wait for their commit."""

    def __init__(self, core: Core, zone: tzinfo) -> None:
        self._core, self._zone = core, zone

    def today(self) -> date:
        """The day it is in the hall."""
        return self._core.clock.now().utc.astimezone(self._zone).date()

    def in_force(self) -> tuple[Announcement, ...]:
        """Those of today, the oldest first."""
        today = self.today().isoformat()
        with self._core.readers.db() as db:
            return tuple(map(_announcement, db.query(_IN_FORCE, {"day": today})))

    def recent(self, most: int) -> tuple[Announcement, ...]:
        """The newest, those of today and later first."""
        with self._core.readers.db() as db:
            return tuple(map(_announcement, db.query(_RECENT, {"day": self.today().isoformat(), "most": most})))

    def picture(self, announcement_id: str) -> bytes:
        """The picture as it is drawn, JPEG; empty where there is none."""
        with self._core.readers.db() as db:
            row = one(db, "SELECT picture FROM announcements WHERE id = ?", announcement_id)
        if row is None or row["picture"] is None:
            return b""
        return self._core.fields.open_bytes(row["picture"], "announcements", "picture", announcement_id)

    def put_up(self, title: str, body: str, first: date, last: date, picture: bytes, actor: str) -> str:
        """Put one up; its id.

        Raises:
            AnnouncementRefused: announcement-days (they run backwards, are over, or too many), or announcement-full: on
                one of its days MOST_AT_ONCE are in force already.
        """
        if not self.today() <= last or not first <= last or last - first > timedelta(days=LONGEST_DAYS):
            raise AnnouncementRefused(sentence("refusals.announcement-days"), "announcement-days")
        row_id = new_id()
        sealed = self._core.fields.seal_bytes(picture, "announcements", "picture", row_id) if picture else None

        def work(db: Database) -> None:
            others = list(map(_announcement, db.query(_BETWEEN, [last.isoformat(), first.isoformat()])))
            days = {max(first, each.first_day) for each in others} | {first}
            if any(sum(each.is_in_force(day) for each in others) >= MOST_AT_ONCE for day in days):
                raise AnnouncementRefused(
                    sentence("refusals.announcement-full", most=MOST_AT_ONCE), "announcement-full"
                )
            act = self._core.act(db, actor)
            insert(db, "announcements", {
                "id": row_id, **act.when(), "title": storable(title), "body": storable(body),
                "picture": sealed,
                "first_day": first.isoformat(), "last_day": last.isoformat(), "by": act.actor[:64],
            })  # fmt: skip
            act.note("announcement.put-up", row_id, first=first.isoformat(), last=last.isoformat(),
                     picture=bool(picture))  # fmt: skip

        self._core.writer.call(work)
        return row_id

    def withdraw(self, announcement_id: str, actor: str) -> None:
        """Take one down; one that is down already stays so."""

        def work(db: Database) -> None:
            act = self._core.act(db, actor)
            if db.execute(_WITHDRAW, [act.when()["at_utc"], act.actor[:64], announcement_id]).rowcount:
                act.note("announcement.withdrawn", announcement_id)

        self._core.writer.call(work)


def _announcement(row: Row) -> Announcement:
    return Announcement(
        id=row["id"],
        title=row["title"],
        body=row["body"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]),
        has_picture=bool(row["has_picture"]),
        by=row["by"],
        withdrawn=row["withdrawn_utc"] is not None,
    )


_COLUMNS = "id, title, body, first_day, last_day, picture IS NOT NULL AS has_picture, by, withdrawn_utc"
_IN_FORCE = f"""SELECT {_COLUMNS} FROM announcements
  WHERE withdrawn_utc IS NULL AND first_day <= :day AND last_day >= :day ORDER BY seq"""
_RECENT = f"""SELECT {_COLUMNS} FROM announcements
  ORDER BY withdrawn_utc IS NOT NULL OR last_day < :day, seq DESC LIMIT :most"""
_BETWEEN = f"""SELECT {_COLUMNS} FROM announcements
  WHERE withdrawn_utc IS NULL AND first_day <= ? AND last_day >= ? ORDER BY seq"""
_WITHDRAW = "UPDATE announcements SET withdrawn_utc = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_utc IS NULL"
