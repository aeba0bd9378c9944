"""What the first page of the staff wing shows. Made by `TodayPage`, drawn by the ui; masked names only.

What can be done on it: `take(call)`, `close(call)` asks what came of it, `note(call, note: int)` is one of `notes` and
closes it, `give_back(call)`, `keep()` puts the question away, `more()` shows the next rows, after the last the first,
`follow_up()` opens the page of the look back, `come_again()` that of those to be measured again,
`look_in()` that of those to be looked in on at home.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text

MOST_ROWS = 4
"""Waiting rows on the page at once; the others are counted, and reached by `more`."""


@dataclass(frozen=True, slots=True, repr=False)
class WaitingRow:
    """One call that is open.

    Attributes:
        id: For `take`, `give_back` and `close`.
        badge: What is called out: 梧桐 7, or the kind's word (请人帮忙) for one without a number.
        who: 王*英 · 3 号楼; 有位访客 for somebody nobody knows; the part of the terminal for a fault.
        what: Why: 点了请人帮忙, 随申码要看一看.
        since: How long: 4 分钟.
        person: A person waits (yellow row); else a device or the terminal itself (plain row).
        urgent: A red value: first, and with the word 马上看.
        taken_by: Masked name of whoever goes; empty while nobody does.
        mine: It is whoever looks at the page.
    """

    id: str
    badge: str
    who: str
    what: Text
    since: Text
    person: bool
    urgent: bool = False
    taken_by: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class HourBar:
    """Visits of one hour, from `hour` o'clock on.

    Attributes:
        today: Visits begun in it today; None for an hour that has not come.
        usual: What is usual, rounded; None when there are no earlier days.
        now: The hour it is.
    """

    hour: int
    today: int | None
    usual: int | None
    now: bool = False


@dataclass(frozen=True, slots=True)
class WayCount:
    """How many were identified in one way: `way` is "card", "face", "both" or "nobody"."""

    way: str
    title: Text
    count: int


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device at a glance: its name in words, and how it is. `fault` is an error code, empty when it works."""

    name: str
    title: Text
    works: bool
    word: Text
    fault: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class TodayView:
    """The whole page.

    Attributes:
        date: 11 月 28 日 星期六.
        came: Visits begun today; `came_usual` up to this hour on other days, None when there are none.
        waiting: People nobody goes to yet; `again` those among them asked to sit and measure again.
        rows: The first of them, the most urgent first, those that are taken last; `more` is how many are not among
            them. `first_row` is the number of the first one of this page of rows, from 0.
        devices_work, devices_all: Of the configured devices and the camera.
        closing: Id of the row whose note is being asked for; empty for none. `notes` are those that one touch takes:
            已经帮好了, 没找到人.
        look_back: 体温计读数要回访：还有 12 人; none when nobody is to be called back. `look_back_short` is 回访 12 人.
        follow_ups: 复量 3 人; none when nobody is to be measured again or to see the family doctor.
        home_calls: 走访 4 人; none when nobody is to be looked in on.
        how_usual: What the hollow bars are made of: 往常的星期六, 最近 6 天.
    """

    date: Text
    came: int
    came_usual: int | None
    waiting: int
    again: int
    rows: tuple[WaitingRow, ...]
    more: int
    first_row: int
    hours: tuple[HourBar, ...]
    how_usual: Text
    ways: tuple[WayCount, ...]
    devices: tuple[DeviceRow, ...]
    devices_work: int
    devices_all: int
    closing: str = ""
    notes: tuple[Text, ...] = ()
    notice: Text = NO_WORDS
    follow_ups: Text = NO_WORDS
    home_calls: Text = NO_WORDS
    look_back: Text = NO_WORDS
    look_back_short: Text = NO_WORDS
