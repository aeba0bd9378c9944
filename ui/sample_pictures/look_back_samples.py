"""The page of the look back at its usual and at its hard variants, from `look-back.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.look_back.view import ChoiceView, LookBackView, RowView
from kiosk.measurements.catalogue import metric
from kiosk.sentences import NO_WORDS, Text, sentence, table

DATA = Path(__file__).with_name("look-back.toml")


def look_back_views() -> Iterator[tuple[str, LookBackView]]:
    """Name and view of each picture."""
    told = tomllib.loads(DATA.read_text("utf-8"))
    rows = tuple(_row(f"g{n}", row) for n, row in enumerate(told["rows"][:5]))
    words = table("look-back.devices")
    usual = LookBackView(
        lead=sentence("look-back.since", device=words["temp_object"], from_month=11, from_day=1, month=11, day=22),
        done=sentence("look-back.done", done=2, total=14),
        rows=rows,
        place=sentence("look-back.place", first=1, last=5, total=14),
        older=True,
    )
    states = table("look-back.states")
    reached = tuple(replace(row, outcome="reached", state=states["reached"]) for row in rows[:3])
    first = (("1", words["temp_object"], 22, True), ("2", words["sys"], 18, False), ("3", words["weight"], 3, False))
    choices = tuple(
        ChoiceView(key, sentence("look-back.choice", device=device, month=11, day=day), chosen)
        for key, device, day, chosen in first
    )
    place = sentence("look-back.place", first=6, last=10, total=14)
    yield "usual", usual
    yield "nothing", LookBackView()
    yield "done", replace(
        usual, rows=reached, done=sentence("look-back.done", done=3, total=3), complete=True, place=NO_WORDS,
        older=False,
    )  # fmt: skip
    yield (
        "gone",
        replace(
            usual, rows=(), done=sentence("look-back.done", done=0, total=0), complete=True, place=NO_WORDS, older=False
        ),
    )
    yield "several", replace(usual, choices=choices, newer=True, place=place)
    longest = replace(
        rows[0], who=told["long"], shown=_shown("sys", "188 mmHg"),
        would_be=sentence("look-back.would-be", value="204 mmHg"),
    )  # fmt: skip
    yield "long-name", replace(usual, rows=(longest, *rows[1:]))


def _row(group: str, row: dict[str, Any]) -> RowView:
    would_be = sentence("look-back.no-value")
    if "would_be" in row:
        would_be = sentence("look-back.would-be", value=f"{row['would_be']} ℃")
    return RowView(
        group=group,
        who=row["who"],
        when=sentence("look-back.when", month=11, day=row["day"], time=row["time"]),
        shown=_shown("temp_body", f"{row['shown']} ℃"),
        would_be=would_be,
        outcome=row["outcome"],
        state=table("look-back.states")[row["outcome"] or "none"],
    )


def _shown(metric_id: str, value: str) -> Text:
    return sentence("look-back.shown", metric=metric(metric_id).plain, value=value)
