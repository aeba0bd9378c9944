"""`kiosk demo --headless --json`, run once as a user would, and every visit compared with what must come of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

import resources
from devices.clock import SystemClock
from devices.simulators.pcsc_service import available
from devices.simulators.profile import Person, load_cast
from kiosk.archive.archive import Archive
from kiosk.calibration.records import Verdict
from tests.walks.demonstration_run import Played

pytestmark = [pytest.mark.slow, pytest.mark.timeout(960), pytest.mark.waits, pytest.mark.long]

ANNOUNCED = ("WARNING kiosk.devices: thermometer: WireLost",)
"""Warnings the script itself provokes: it pulls the thermometer's plug."""


@pytest.fixture
def card_service() -> None:
    """For what can only be seen where social-security cards can be simulated."""
    reason = available()
    if reason is not None:
        pytest.skip(reason)


@pytest.fixture(scope="module")
def cast() -> dict[str, Person]:
    return load_cast(resources.path("cast"))


def facts(visit: dict[str, Any]) -> dict[str, Any]:
    names = ("identified_by", "masked_name", "code", "code_source", "temperature_c", "outcome", "alerts")
    return {name: visit[name] for name in names}


def states(visit: dict[str, Any]) -> list[str]:
    return [step["state"] for step in visit["path"]]


def pictures(visit: dict[str, Any]) -> list[str]:
    return [Path(path).name.removeprefix(visit["id"] + "-").removesuffix(".png") for path in visit["screenshots"]]


def rows(visit: dict[str, Any], *, noted: int = 0) -> dict[str, int]:
    """Rows written, without the steps that are noted while the screen stays, and that of a comparison, which may end
    before the visit does or not.
    """
    compared = visit["rows"].get("visit_steps", 0) - len(visit["path"]) - noted
    assert compared in (0, 1)
    return visit["rows"] | {"visit_steps": len(visit["path"])}


def served(by: str, name: str, temperature_c: float | None, **other: Any) -> dict[str, Any]:
    """Somebody who got a green code and went."""
    usual = {"code": "green", "code_source": "gateway", "outcome": "served", "alerts": []}
    return {"identified_by": by, "masked_name": name, "temperature_c": temperature_c} | usual | other


# --- the whole --------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("card_service")
def test_every_visit_ends_as_a_person_would_expect(demonstration: Played) -> None:
    problems = [problem for visit in demonstration.report["visits"] for problem in visit["problems"]]
    assert (demonstration.code, problems) == (0, []), demonstration.stderr
    assert (demonstration.report["ok"], demonstration.report["left_out"]) == (True, [])


@pytest.mark.usefixtures("card_service")
def test_all_visits_are_played_in_order(demonstration: Played) -> None:
    assert [(visit["id"], visit["ok"], visit["skipped"]) for visit in demonstration.report["visits"]] == [
        ("id-card", True, None),
        ("help-taken", True, None),
        ("social-card-2x", True, None),
        ("social-card-3x-without-key", True, None),
        ("face", True, None),
        ("unknown-face-then-card", True, None),
        ("held-up-photo", True, None),
        ("two-at-once", True, None),
        ("card-and-face", True, None),
        ("fever-twice", True, None),
        ("yellow-code", True, None),
        ("card-pulled-in-mid-read", True, None),
        ("gateway-down", True, None),
        ("self-check", True, None),
        ("pressure-after-leaving", True, None),
        ("thermometer-unplugged", True, None),
        ("help", True, None),
        ("calibration", True, None),
        ("enrolment", True, None),
        ("enrolled-just-now", True, None),
        ("revocation", True, None),
    ]


def test_nothing_but_this_machine_is_spoken_to(demonstration: Played) -> None:
    if demonstration.foreign is None:
        pytest.skip("no network namespace can be made here (root, unshare and ip are needed)")
    assert demonstration.foreign == []


def test_every_warning_is_announced(demonstration: Played) -> None:
    logged = (demonstration.out / "kiosk.log").read_text().splitlines()
    assert [line for line in logged if not any(known in line for known in ANNOUNCED)] == []
    assert len(logged) == 1


def test_it_says_what_is_played_and_what_is_left_and_no_warning(demonstration: Played) -> None:
    said = demonstration.stderr.splitlines()
    visits = demonstration.report["visits"]
    count = len(visits)
    assert said[0] == f"演示：依次来 {count} 位访客。画面、记录和日志放在 {demonstration.out}"
    assert said[1] == "正在打开模拟的设备，登记白名单上的人……"
    titles = [line.split("] ", 1)[1].split(" … ", 1)[0] for line in said[2:]]
    assert titles == [visit["title"] for visit in visits]
    assert said[2].startswith("[1/21] 刷身份证：随申码和体温一起出来，拿好卡走人 … 如预期，")
    assert said[2].endswith(" 秒；还剩 20 位")
    assert said[-1].startswith("[21/21] ")
    assert "；共 " in said[-1]


def test_no_name_and_no_number_is_printed(demonstration: Played, cast: dict[str, Person]) -> None:
    planted = {person.name for person in cast.values()} | {person.number for person in cast.values()}
    planted |= {p.social_security.identification_code for p in cast.values() if p.social_security is not None}
    assert len(planted) > 20
    said = demonstration.stdout + demonstration.stderr + (demonstration.out / "kiosk.log").read_text()
    assert [text for text in sorted(planted) if text in said] == []


def test_no_portrait_is_left(demonstration: Played) -> None:
    assert not (demonstration.out / "portraits").exists()
    assert [path.name for path in demonstration.out.rglob("*.jpg")] == []
    assert {path.parent.name for path in demonstration.out.rglob("*.png")} == {"screens"}


@pytest.mark.usefixtures("card_service")
def test_every_picture_is_a_whole_screen_with_something_on_it(demonstration: Played) -> None:
    shown = [path for visit in demonstration.report["visits"] for path in visit["screenshots"]]
    assert len(shown) == 44
    for path in shown:
        assert Path(path).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n", path
        image = QImage(path)
        assert (image.width(), image.height()) == (1080, 1920), path
        colours = {QColor(image.pixel(x, y)).rgb() for x in range(20, 1080, 20) for y in range(20, 1920, 20)}
        assert len(colours) > 20, path


@pytest.mark.usefixtures("card_service")
def test_records_open_afterwards_and_their_audit_trail_holds(demonstration: Played) -> None:
    with Archive.open(demonstration.out / "data", SystemClock()) as store:
        counts = store.visit_log.counts()
        assert store.audit.verify().ok
    assert {name: counts[name] for name in ("visits", "quarantine", "alerts")} == {
        "visits": 19,
        "quarantine": 1,
        "alerts": 7,
    }


# --- visit by visit ---------------------------------------------------------------------------------------------
def test_identity_card(demonstration: Played) -> None:
    visit = demonstration.visit("id-card")
    assert facts(visit) == served("id-card", "王*英", 36.5)
    assert states(visit) == ["reading", "checking", "result", "goodbye", "attract"]
    written = rows(visit)
    assert written.pop("audit") in (7, 8, 9)  # the gallery's policy and the first purge may be noted meanwhile
    assert written == {"documents": 1, "visits": 1, "visit_steps": 5, "codes": 1, "measurements": 2, "outbox": 5}
    assert pictures(visit) == ["attract", "result", "goodbye"]


def test_call_is_taken_at_the_staff_wing(demonstration: Played) -> None:
    visit = demonstration.visit("help-taken")
    assert (states(visit), visit["alerts"]) == (["help", "attract"], ["help"])
    assert pictures(visit) == ["waiting", "done"]


def test_who_was_enrolled_is_known_and_no_longer_when_it_is_revoked(demonstration: Played) -> None:
    assert demonstration.visit("enrolment")["rows"].get("visits", 0) == 0
    known = demonstration.visit("enrolled-just-now")
    assert (known["identified_by"], known["masked_name"]) == ("face", "高*")
    gone = demonstration.visit("revocation")
    assert (gone["identified_by"], states(gone)[-2:]) == (None, ["ask-card", "attract"])


def test_what_is_measured_after_the_calibration_carries_it(demonstration: Played) -> None:
    assert pictures(demonstration.visit("calibration")) == ["devices", "reading", "verdict", "done"]
    with Archive.open(demonstration.out / "data", SystemClock()) as archive:
        (record,) = archive.calibrations.history("thermometer", "temp_object")
        under = [each.measurement.calibration_id for each in archive.records.measurements(metric="temp_body")]
    assert (record.by, record.verdict, len(record.as_found.points)) == ("sun", Verdict.PASS, 3)
    assert (set(under[:-1]), under[-1]) == ({"identity"}, record.id)


@pytest.mark.usefixtures("card_service")
def test_social_security_card_of_version_2(demonstration: Played) -> None:
    visit = demonstration.visit("social-card-2x")
    assert facts(visit) == served("contact-card", "张*国", 36.3)
    assert states(visit) == ["reading", "checking", "result", "goodbye", "attract"]
    assert rows(visit) == {"residents": 1, "documents": 1, "visits": 1, "visit_steps": 5, "codes": 1,
                             "measurements": 2, "audit": 8, "outbox": 5}  # fmt: skip
    assert pictures(visit) == ["result"]


@pytest.mark.usefixtures("card_service")
def test_social_security_card_of_version_3_that_keeps_its_holder_back(demonstration: Played) -> None:
    visit = demonstration.visit("social-card-3x-without-key")
    assert facts(visit) == served("contact-card", "李*兰", 36.6)
    assert states(visit) == ["reading", "checking", "result", "goodbye", "attract"]
    assert rows(visit) == {"visits": 1, "visit_steps": 5, "codes": 1, "measurements": 2, "audit": 5, "outbox": 5}
    assert pictures(visit) == ["result"]


def test_face_on_the_whitelist(demonstration: Played) -> None:
    visit = demonstration.visit("face")
    assert facts(visit) == served("face", "陈*明", 36.4)
    assert states(visit) == ["looking", "confirm", "checking", "result", "goodbye", "attract"]
    assert visit["rows"] == {"visits": 1, "visit_steps": 6, "codes": 1, "measurements": 2, "audit": 5, "outbox": 5}
    assert pictures(visit) == ["looking", "confirm", "result"]


def test_unknown_face_then_card(demonstration: Played) -> None:
    visit = demonstration.visit("unknown-face-then-card")
    assert facts(visit) == served("id-card", "周*华", 36.5)
    assert states(visit)[:5] == ["looking", "ask-card", "reading", "checking", "result"]
    assert states(visit)[-1] == "attract"
    assert {"residents": 1, "documents": 1, "visits": 1, "codes": 1, "measurements": 2}.items() <= visit["rows"].items()
    assert pictures(visit) == ["ask-card", "result"]


def test_held_up_photograph(demonstration: Played) -> None:
    visit = demonstration.visit("held-up-photo")
    assert (visit["identified_by"], visit["masked_name"], visit["outcome"], visit["alerts"]) == (None, None, "left", [])
    assert [(step["state"], step["reason"]) for step in visit["path"]] == [
        ("looking", "somebody-near"),
        ("ask-card", "face-not-live"),
        ("attract", "walked-away"),
    ]
    assert visit["rows"] == {"visits": 1, "visit_steps": 3, "audit": 1, "outbox": 1}
    assert pictures(visit) == ["ask-card"]


def test_two_people_at_once_are_asked_to_come_one_by_one(demonstration: Played) -> None:
    visit = demonstration.visit("two-at-once")
    assert (visit["identified_by"], visit["masked_name"]) == (None, None)
    assert (states(visit)[0], states(visit)[-1], "confirm" in states(visit)) == ("looking", "attract", False)
    assert pictures(visit) == ["looking"]


def test_holder_of_a_card_before_the_camera(demonstration: Played) -> None:
    visit = demonstration.visit("card-and-face")
    assert facts(visit) == served("id-card+face", "陈*明", 36.4)
    assert states(visit)[-5:] == ["reading", "checking", "result", "goodbye", "attract"]
    assert (visit["rows"]["visits"], visit["rows"]["measurements"]) == (1, 2)


def test_raised_temperature_twice_leads_to_the_window(demonstration: Played) -> None:
    visit = demonstration.visit("fever-twice")
    expected = served("id-card", "吴*强", 38.1, outcome="window", alerts=["temperature"])
    assert facts(visit) == expected
    assert states(visit) == ["reading", "checking", "remeasure", "window", "goodbye", "attract"]
    assert rows(visit) == {"residents": 1, "documents": 1, "visits": 1, "visit_steps": 6, "codes": 1,
                             "measurements": 8, "alerts": 1, "audit": 14, "outbox": 12}  # fmt: skip
    assert pictures(visit) == ["remeasure", "window"]


def test_yellow_code_and_a_long_name(demonstration: Played) -> None:
    visit = demonstration.visit("yellow-code")
    assert facts(visit) == served("id-card", "阿*提", 36.4, code="yellow", outcome="window", alerts=["code"])
    assert states(visit) == ["reading", "checking", "result", "goodbye", "attract"]
    assert visit["rows"]["alerts"] == 1
    assert pictures(visit) == ["result"]


def test_card_pulled_in_the_middle_of_the_read(demonstration: Played) -> None:
    visit = demonstration.visit("card-pulled-in-mid-read")
    assert facts(visit) == served("id-card", "王*英", 36.5)
    assert states(visit) == ["reading", "card-problem", "reading", "checking", "result", "goodbye", "attract"]
    assert (visit["rows"]["visits"], visit["rows"]["measurements"]) == (1, 2)
    assert pictures(visit) == ["card-problem"]


def test_network_down(demonstration: Played) -> None:
    visit = demonstration.visit("gateway-down")
    assert facts(visit) == served("id-card", "王*英", 36.5, code_source="last-known")
    one = ["reading", "checking", "result", "goodbye", "attract"]
    assert states(visit) == one + one
    assert (visit["rows"]["visits"], visit["rows"]["codes"], visit["rows"]["measurements"]) == (2, 2, 4)
    assert pictures(visit) == ["result"]


def test_self_check(demonstration: Played) -> None:
    visit = demonstration.visit("self-check")
    assert facts(visit) == served("id-card", "陈*明", 36.4)
    assert states(visit) == [
        *("reading", "checking", "result", "menu", "rest", "measure", "rest", "value"),
        *("menu", "entry", "value", "menu", "entry", "value", "menu", "goodbye", "attract"),
    ]
    assert visit["measured"] == ["dia", "glucose_random", "pulse", "sys", "temp_body", "temp_device_body", "weight"]
    slip = rows(visit, noted=2)  # asked for, and printed
    assert slip == {"visits": 1, "visit_steps": 17, "codes": 1, "measurements": 7, "audit": 12, "outbox": 10}
    pressure = ["bp-rest", "bp-measure", "bp-between", "bp-value"]
    assert pictures(visit) == ["menu", *pressure, "entry", "glucose-value", "slip", "goodbye"]


def test_blood_pressure_that_comes_after_its_person_left_is_nobodys(demonstration: Played) -> None:
    visit = demonstration.visit("pressure-after-leaving")
    assert facts(visit) == served("id-card", "周*华", 36.5)
    assert states(visit) == [
        *("reading", "checking", "result", "menu", "rest", "measure", "menu", "goodbye", "attract"),
    ]
    assert (visit["rows"]["quarantine"], visit["rows"]["measurements"]) == (1, 2)
    assert visit["measured"] == ["temp_body", "temp_device_body"]


def test_thermometer_out_of_order(demonstration: Played) -> None:
    visit = demonstration.visit("thermometer-unplugged")
    assert facts(visit) == served("id-card", "高*", None, code="red", outcome="window", alerts=["code", "device"])
    assert states(visit) == ["reading", "device-fault", "result", "goodbye", "attract"]
    assert "measurements" not in visit["rows"]
    assert visit["rows"]["alerts"] == 2
    assert pictures(visit) == ["device-fault", "result"]


def test_help(demonstration: Played) -> None:
    visit = demonstration.visit("help")
    assert (visit["identified_by"], visit["outcome"], visit["alerts"]) == (None, "help", ["help"])
    assert states(visit) == ["help", "attract"]
    assert visit["rows"] == {"visits": 1, "visit_steps": 2, "alerts": 1, "audit": 2, "outbox": 2}
    assert pictures(visit) == ["help"]
