"""The page of those to be measured again at its usual and at its hard variants, from `follow_ups.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.following_up.view import FollowUpRow, FollowUpsView
from kiosk.sentences import sentence, table

DATA = Path(__file__).with_name("follow_ups.toml")


def follow_ups_views() -> Iterator[tuple[str, FollowUpsView]]:
    """Name and view of each picture."""
    told = tomllib.loads(DATA.read_text("utf-8"))
    rows = tuple(_row(f"f{n}", row) for n, row in enumerate(told["rows"]))
    usual = FollowUpsView(
        lead=sentence("follow-up.list.lead", people=11),
        rows=rows,
        place=sentence("follow-up.list.place", first=1, last=5, total=12),
        older=True,
    )
    yield "usual", usual
    yield "nothing", FollowUpsView()
    long = replace(rows[1], who=told["long"])
    place = sentence("follow-up.list.place", first=6, last=10, total=128)
    yield "long-name", replace(usual, rows=(long, *rows[1:]), newer=True, place=place)


def _row(key: str, row: dict[str, Any]) -> FollowUpRow:
    return FollowUpRow(
        row=key,
        who=row["who"],
        why=table("follow-up.why")[row["why"]].fill(what=row["what"], month=11, day=row["day"]),
        urgent=row["why"] == "urgent",
        outcome=row["outcome"],
        state=table("follow-up.states")[row["outcome"] or "none"],
    )
