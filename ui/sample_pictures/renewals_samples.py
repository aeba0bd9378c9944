"""The page of consents to be renewed at its usual and at its hard variants, from `renewals.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.archive.renewals import Which
from kiosk.renewing.view import RenewalRow, RenewalsView
from kiosk.sentences import listed, sentence, table

DATA = Path(__file__).with_name("renewals.toml")


def renewals_views() -> Iterator[tuple[str, RenewalsView]]:
    """Name and view of each picture."""
    told = tomllib.loads(DATA.read_text("utf-8"))
    rows = tuple(_row(f"r{n}", row) for n, row in enumerate(told["rows"]))
    filters = tuple((which.value, table("renewals.filters")[which.value]) for which in Which)
    usual = RenewalsView(lead=sentence("renewals.lead", people=24, over=2), filters=filters, rows=rows, older=True)
    yield "usual", usual
    yield "nothing", RenewalsView(filters=filters)
    long = replace(rows[2], who=told["long"], asks=rows[1].asks)
    lead = sentence("renewals.lead", people=4128, over=1317)
    yield "long-name", replace(usual, lead=lead, which="over", rows=(*rows[:2], long, *rows[3:]), newer=True)
    yield "few", replace(usual, rows=rows[:2], older=False)


def _row(key: str, row: dict[str, Any]) -> RenewalRow:
    days, kinds = row["days"], table("members.consents")
    if days < 0:
        left = sentence("renewals.over", days=-days)
    else:
        left = sentence("renewals.left", days=days) if days else sentence("renewals.last-day")
    return RenewalRow(
        resident=key,
        who=row["who"],
        what=sentence("renewals.what", kinds=listed([kinds[kind] for kind in row["kinds"]])),
        day=sentence("renewals.day", year=2027 if row["month"] < 6 else 2026, month=row["month"], day=row["day"]),
        left=left,
        near=days <= 7,
        asks=table("renewals.asks")[row["asks"]].fill(month=12, day=4),
    )
