"""The pages of home calls at their usual and at their hard variants, from `home_calls.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kiosk.home_calls.person_page import lines_of
from kiosk.home_calls.person_view import CallLine, Choice, HomeCallView, ReasonLine
from kiosk.home_calls.reasons import Absent, Overdue, Reason, Rising, Slower
from kiosk.home_calls.strip import days_of, weeks
from kiosk.home_calls.view import Chip, HomeCallRow, HomeCallsView, PrintView
from kiosk.home_calls.words import first_why, since
from kiosk.measurements.follow_up import FollowUpKind
from kiosk.sentences import sentence, table
from kiosk.settings import HomeCalls

DATA = Path(__file__).with_name("home_calls.toml")
TODAY = date(2026, 11, 29)
COUNTS = {"all": 23, "absent": 9, "overdue": 8, "trend": 4, "rhythm": 5}


def home_calls_views() -> Iterator[tuple[str, HomeCallsView]]:
    """Name and view of each picture of the list."""
    told = tomllib.loads(DATA.read_text("utf-8"))
    rows = tuple(_row(f"r{n}", row) for n, row in enumerate(told["rows"]))
    words = table("home-calls.rules")
    usual = HomeCallsView(
        rules=tuple(Chip(key, words[key], count, key == "all") for key, count in COUNTS.items()),
        rows=rows,
        place=sentence("home-calls.list.place", first=1, last=6, total=23),
        older=True,
        looked=True,
        days=table("home-calls.days")["agreed"].fill(people=412),
    )
    yield "usual", usual
    off = tuple(chip for chip in usual.rules if chip.key not in ("absent", "rhythm"))
    none = tuple(replace(chip, count=0) for chip in off)
    yield "nothing", HomeCallsView(rules=none, days=table("home-calls.days")["off"], looked=True)
    crowded = (_row("long", told["long"]), *rows[1:])
    place = sentence("home-calls.list.place", first=7, last=12, total=128)
    full = tuple(replace(chip, count=128) for chip in usual.rules)
    undo = sentence("home-calls.list.undo", name=told["one"]["name"])
    yield "crowded", replace(usual, rules=full, rows=crowded, newer=True, place=place, undo=undo,
                             building=told["buildings"][-1][0])  # fmt: skip
    yield "off", replace(usual, rules=off, rows=rows[2:5], older=False, days=table("home-calls.days")["off"],
                         place=sentence("home-calls.list.people", total=3))  # fmt: skip
    chips = tuple(Chip(name, name, count) for name, count in told["buildings"])
    every = Chip("", table("home-calls.words")["buildings"], 23, chosen=True)
    yield "buildings", replace(usual, buildings=(every, *chips))
    lead = sentence("home-calls.print.lead", people=23)
    yield "print", replace(usual, printing=PrintView(lead, whole=False))


def home_call_views() -> Iterator[tuple[str, HomeCallView]]:
    """Name and view of each picture of one person."""
    told = tomllib.loads(DATA.read_text("utf-8"))
    rules, words = HomeCalls(absent=True, rhythm=True), table("home-calls.outcomes")
    came = {TODAY - timedelta(days=back) for back in told["came"]}
    opened = {TODAY - timedelta(days=back) for back in range(60) if back % 7 and back not in (12, 13)}
    one = HomeCallView(
        who=f"{told['one']['name']} · {told['one']['building']}",
        reasons=_lines(["absent", "trend"], 11, 9, rules),
        weekdays=tuple(table("home-calls.weekdays").values()),
        weeks=weeks(came, opened, TODAY),
        came=sentence("home-calls.person.came", days=days_of(came, TODAY)),
        outcomes=tuple(Choice(key, word, key == "by-phone") for key, word in words.items()),
        agains=tuple(Choice(key, word, key == "30") for key, word in table("home-calls.periods").items()),
        ready=True,
    )
    yield "usual", one
    line = sentence("home-calls.person.call-again", month=10, day=21, who=told["staff"][0], outcome=words["not-found"],
                    again_month=10, again_day=28)  # fmt: skip
    later = sentence("home-calls.person.call", month=10, day=28, who=told["staff"][1], outcome=words["met"])
    yield "crowded", replace(
        one, who=f"{told['long']['name']} · {told['long']['building']}",
        reasons=_lines(["absent", "refer", "trend", "urgent"], 11, 9, rules),
        more=sentence("home-calls.person.more", count=1),
        calls=(CallLine(later, told["note"]), CallLine(line, "")), note=told["note"],
        phone=sentence("home-calls.person.phone", phone="13800000000"),
    )  # fmt: skip
    yield "no-days", replace(one, reasons=_lines(["urgent"], 11, 12, rules), weeks=(), ready=False,
                             outcomes=tuple(replace(each, chosen=False) for each in one.outcomes))  # fmt: skip
    yield "paused", replace(one, reasons=_lines(["absent-paused", "trend"], 11, 9, rules))
    yield "note", replace(one, writing=True, note=told["note"])


def _lines(keys: list[str], month: int, day: int, rules: HomeCalls) -> tuple[ReasonLine, ...]:
    return lines_of(_reasons(keys, month, day), rules)


def _reasons(keys: list[str], month: int, day: int) -> tuple[Reason, ...]:
    at = date(2026, month, day)
    known: dict[str, Reason] = {
        "absent": Absent(at, before=9, missed=14),
        "absent-paused": Absent(at, before=9, missed=11, paused=16),
        "rhythm": Slower(at, (13, 20), (2, 10)),
        "rhythm-paused": Slower(at, (13, 20), (2, 10), paused=16),
        "trend": Rising(date(2026, 9, 14), date(2026, 11, 25), "sys", 131, 152, 10),
        "overdue": Overdue(at, "sys", FollowUpKind.AGAIN, urgent=False),
        "urgent": Overdue(at, "glucose_fasting", FollowUpKind.AGAIN, urgent=True),
        "refer": Overdue(at, "sys", FollowUpKind.REFER, urgent=False),
    }
    return tuple(known[key] for key in keys)


def _row(key: str, row: dict[str, Any]) -> HomeCallRow:
    reasons = _reasons(row["reasons"], row["month"], row["day"])
    urgent = "urgent" in row["reasons"]
    return HomeCallRow(key, row["name"], row["building"], first_why(reasons), since(reasons[0]), urgent)
