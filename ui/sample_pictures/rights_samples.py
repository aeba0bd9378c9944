"""The page of a resident's own rights with its hard variants. All people are invented."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.archive.asked import Asked, ByWhom, Helped
from kiosk.archive.kept_consents import KeptConsent
from kiosk.archive.own_rights import KeptRows, OwnSummary
from kiosk.helping.view import HelperView
from kiosk.helping.view_builder import helps_now, shown
from kiosk.helping.who import Helper
from kiosk.members.views import ChoiceView, ReasonsView
from kiosk.people.names import mask_name
from kiosk.people.resident import Address, Resident
from kiosk.people.zone import SHANGHAI
from kiosk.rights_desk.copies import FORMATS
from kiosk.rights_desk.seen import Seen
from kiosk.rights_desk.told import parts_of
from kiosk.rights_desk.view_builder import copy_view, present_view, rights_view
from kiosk.rights_desk.views import RightsView
from kiosk.sentences import NO_WORDS, sentence, table
from kiosk.sticks import Stick
from kiosk.visits.own_visit import Relation
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentHow, ConsentKind

TOLD = tomllib.loads(Path(__file__).with_name("rights.toml").read_text("utf-8"))
TODAY = date(2026, 11, 29)
GIVEN = datetime(2026, 3, 12, 2, 0, tzinfo=UTC)
PLAIN: dict[str, Any] = {"busy": False, "asking": None, "problem": NO_WORDS}


def _consent(kind: ConsentKind, **changes: object) -> KeptConsent:
    plain = KeptConsent(kind, NEWEST_TEXT, ConsentHow.SIGNATURE, GIVEN, TOLD["by"], None, date(2029, 3, 12), None)
    return replace(plain, **changes)  # type: ignore[arg-type]


def _summary(**changes: object) -> OwnSummary:
    address = Address(*TOLD["address"])
    resident = Resident("r", TOLD["name"], TOLD["number"], "2", date(1944, 3, 12), phone=TOLD["phone"], address=address)
    plain = OwnSummary(
        resident=resident,
        listed=True,
        suspended=False,
        consents=(
            _consent(ConsentKind.FACE, paper="A-2026-0312", signed_on=date(2026, 3, 12)),
            _consent(ConsentKind.HEALTH, until=None),
            _consent(ConsentKind.HOME_CALLS, how=ConsentHow.SCREEN),
            _consent(ConsentKind.ADAPTATION, how=ConsentHow.SPOKEN),
        ),
        keeps_health=True,
        measurements=KeptRows(214, date(2026, 3, 12), date(2026, 11, 28), date(2027, 3, 13)),
        visits=KeptRows(96, date(2026, 3, 12), date(2026, 11, 28), date(2027, 3, 13)),
        codes=96,
        follow_ups=3,
        goals=1,
        home_calls=2,
        templates=4,
        adapted=1,
        face_since=date(2026, 3, 12),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def _kept(measured: int) -> dict[str, Any]:
    """As `kiosk.archive.dossier` gives it."""
    levels = ("district", "street", "committee", "community", "building", "home")
    person = {"name": TOLD["name"], "name_foreign": None, "number": TOLD["number"], "sex": "2", "birth": "1944-03-12",
              "nation": None, "nationality": None, "phone": TOLD["phone"],
              **dict(zip(levels, TOLD["address"], strict=True))}  # fmt: skip
    times = [(GIVEN + timedelta(days=at)).isoformat() for at in range(measured)]
    values = [("sys", 151.0, "mm[Hg]"), ("dia", 84.0, "mm[Hg]"), ("pulse", 72.0, "/min"), ("temp_body", 36.5, "Cel")]
    return {
        "person": person,
        "documents": [{"type": "resident-id", "number": TOLD["number"], "address": TOLD["card-address"],
                       "valid_to": None}],
        "social_cards": 1,
        "consents": [],
        "measurements": [
            {"at": at, "metric": metric, "value": value, "unit": unit, "validity": "valid", "source": "device"}
            for at, (metric, value, unit) in zip(times, values * (measured // 4 + 1), strict=False)
        ],
        "visits": [], "whitelist": [], "templates": [], "look_alikes": 0, "alerts": [], "follow_ups": [], "goals": [],
        "codes": [], "home_calls": [], "companions": [], "imports": [],
    }  # fmt: skip


def _seen(part: str, measured: int = 0) -> RightsView:
    seen = Seen(parts_of(_kept(measured), SHANGHAI), 0.0)
    seen.choose(part)
    return seen.view(TOLD["masked"], 34.0, **PLAIN)


def helper_views() -> Iterator[tuple[str, HelperView]]:
    """Somebody who helps is noted: each step, and what goes wrong."""
    neighbour, long_named = TOLD["masked"], mask_name(TOLD["long-name"])
    colleague = Helper(mask_name(TOLD["by"]), account="gu")
    yield "helper-card", shown("card", 1)
    yield "helper-own-card", shown("card", 2, problem=sentence("helping.own-card"))
    yield "helper-reading", shown("reading", 3)
    yield "helper-ask", shown("ask", 4, Helper(neighbour))
    yield "helper-ask-long-name", shown("ask", 4, Helper(long_named))
    yield "helper-ask-staff", shown("ask", 4, colleague)
    yield "helper-ask-failed", shown("ask", 5, Helper(neighbour), sentence("helping.failed"))
    yield "helper-relation", shown("relation", 6, Helper(neighbour))
    yield "helper-relation-long-name", shown("relation", 6, Helper(long_named))
    yield "helper-noting", shown("noting", 7, Helper(neighbour))


def rights_views() -> Iterator[tuple[str, RightsView]]:
    """Name and view of each picture."""
    card = Asked(ByWhom.WITH_CARD)
    yield "card", present_view(TOLD["masked"], may_vouch=True, **PLAIN)
    yield "card-anybody", present_view("", may_vouch=False, **PLAIN)
    other = PLAIN | {"problem": sentence("rights.card.other")}
    yield "other-card", present_view(TOLD["masked"], may_vouch=True, **other)
    words, reasons = table("rights.asked.vouch"), table("rights.asked.vouch.reasons")
    why = ReasonsView(words["title"].fill(name=TOLD["masked"]), words["lead"],
                      tuple(ChoiceView(key, label) for key, label in reasons.items()))  # fmt: skip
    yield "why-without-card", present_view(TOLD["masked"], may_vouch=True, **(PLAIN | {"asking": why}))
    usual = rights_view(_summary(), card, TODAY, SHANGHAI, **PLAIN)
    yield "usual", usual
    withdrawn = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)
    everything = (
        _consent(ConsentKind.FACE, withdrawn=withdrawn),
        _consent(ConsentKind.HEALTH, withdrawn=withdrawn),
        _consent(ConsentKind.HOME_CALLS, withdrawn=withdrawn),
        _consent(ConsentKind.SHARING, until=date(2026, 11, 1)),
        _consent(ConsentKind.ADAPTATION, withdrawn=withdrawn),
    )
    long_named = replace(_summary().resident, name=TOLD["long-name"])
    vouched = Asked(ByWhom.VOUCHED, "x", "gu")
    full = _summary(resident=long_named, consents=everything, templates=0, face_since=None)
    yield "crowded", rights_view(full, vouched, TODAY, SHANGHAI, **PLAIN)
    stranger = _summary(listed=False, consents=(), measurements=KeptRows(0), codes=0, follow_ups=0, goals=0,
                        home_calls=0, templates=0, face_since=None,
                        visits=KeptRows(1, TODAY, TODAY, date(2027, 11, 30)))  # fmt: skip
    yield "stranger", rights_view(stranger, card, TODAY, SHANGHAI, **PLAIN)
    yield "busy", replace(usual, busy=True)
    now = helps_now(Helped("gu", "screen", Relation.STAFF), mask_name(TOLD["by"]))
    yield "helped", replace(usual, helped=now, has_helper=True)
    for name, helper in helper_views():
        yield name, replace(usual, helper=helper)
    yield "seen", _seen("person")
    yield "seen-measurements", _seen("measurements", 41)
    yield "seen-nothing", _seen("visits")
    stick = Stick(Path("/media/stick"), TOLD["stick"], 10**9, 1)
    yield "copy", copy_view(TOLD["masked"], FORMATS, (stick,), **PLAIN)
    pulled = PLAIN | {"problem": sentence("sticks.refused.pulled")}
    yield "copy-no-stick", copy_view(TOLD["masked"], FORMATS, (), **pulled)
