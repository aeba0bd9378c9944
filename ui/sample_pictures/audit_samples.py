"""The page of the audit trail at its usual and at its hard variants, from `audit.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.audit_review.view import AuditView, ChoiceView, EntryView, PersonView
from kiosk.sentences import sentence, table

DATA = Path(__file__).with_name("audit.toml")


def audit_views() -> Iterator[tuple[str, AuditView]]:
    """Name and view of each picture."""
    usual = _usual()
    yield "staff-audit-usual", usual
    none, only = sentence("audit.place.total", rows=0), sentence("audit.place.page", page=1, pages=1)
    yield "staff-audit-nothing", replace(
        usual, entries=(), total=none, place=only,
        day=sentence("audit.days.one", month=11, day=22), on_one_day=True, older=False, newer=False,
    )  # fmt: skip
    yield "staff-audit-entry", replace(usual, opened=usual.entries[1])
    running = sentence("audit.verify.running", done=48000, total=120844)
    yield "staff-audit-verifying", replace(usual, task="verify", outcome=running)
    sound = sentence("audit.verify.sound", rows=120844, digits="0417 9925")
    yield "staff-audit-sound", replace(usual, outcome=sound)
    broken = sentence("audit.verify.broken", seq=10421, when="11-18 21:40")
    yield "staff-audit-broken", replace(usual, outcome=broken, sound=False)
    people = tuple(PersonView(str(n), name, "310***********0020") for n, name in enumerate(_told()["people"]))
    yield "staff-audit-person", replace(usual, person=people[0].name, people=people)


def auditor() -> str:
    """Masked name of whoever reads the trail."""
    return str(_told()["auditor"])


def _usual() -> AuditView:
    told, say = _told(), table("audit.actions")
    entries = tuple(
        EntryView(
            seq=4120 - n,
            when=f"11-22 {9 - n // 3:02d}:{58 - 9 * n:02d}",
            who=told["who"][row["who"]],
            what=say[row["action"]].fill(**row),
            machine=told["machine"].format(seq=4120 - n),
            doubtful=n == 3,
        )
        for n, row in enumerate(told["entries"])
    )
    kinds = tuple(ChoiceView(key, word, key == "all") for key, word in table("audit.kinds").items())
    everybody = ChoiceView("", sentence("audit.place.everybody"), True)
    return AuditView(
        entries=entries,
        place=sentence("audit.place.page", page=2, pages=687),
        total=sentence("audit.place.total", rows=4120),
        newer=True,
        older=True,
        day=sentence("audit.days.all"),
        accounts=(everybody, *(ChoiceView(str(n), who) for n, who in enumerate(told["who"]))),
        kinds=kinds,
        head=sentence("audit.place.head", digits="0417 9925"),
        may_verify=True,
        may_export=True,
    )


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))
