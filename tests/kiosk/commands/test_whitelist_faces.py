"""`kiosk whitelist add/enrol` with pictures, and the life of templates afterwards, as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest

import resources
from devices.clock import SystemClock
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import load_cast
from kiosk.archive.archive import Archive
from kiosk.cli import main

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("sface_once")]

NUMBERS = {"甲": "310100194403120020", "乙": "310100195001010018"}
AGREED = ["--consent-face", "--text-version", "2026-11-22", "--consent-how", "signature"]
CHEN, MAMAT = "chen-deming", "abdurahman-mamat"


class Desk:
    """Types commands and reads what they print."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.cast = load_cast(resources.path("cast"))
        self.config = folder / "kiosk.toml"
        self.config.write_text("")

    def pictures(self, *people: str, **standing: Any) -> list[str]:
        """One picture each; the option words."""
        words = []
        for at, who in enumerate(people):
            looks = self.cast[who].face
            assert looks is not None
            path = self.folder / f"{who}-{at}.png"
            head = standing.get("head", 0.5 + 0.03 * at)
            cv2.imwrite(str(path), picture_of([Standing(looks, head=head)], noise_seed=at))
            words += ["--image", str(path)]
        return words

    def type(self, *words: str, code: int = 0) -> Any:
        """Run `kiosk whitelist …`; what it printed, as JSON."""
        line = ["whitelist", *words, "--json", "--data", str(self.folder / "data"), "--config", str(self.config)]
        assert main(line) == code
        return json.loads(self._capsys.readouterr().out)

    def add(self, who: str, *words: str, code: int = 0) -> Any:
        return self.type("add", "--name", f"{who}某某", "--number", NUMBERS[who], *AGREED, *words, code=code)

    def listed(self) -> dict[str, Any]:
        return {row["resident"]: row for row in self.type("list")}

    def look(self, see: Callable[[Archive], Any]) -> Any:
        with Archive.open(self.folder / "data", SystemClock()) as store:
            return see(store)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_three_pictures_are_three_parts_without_a_warning(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    assert (added["templates"], added["warnings"], added["look_alikes"]) == (3, [], [])
    assert desk.listed()[added["resident"]]["hints"] == []
    parts = desk.look(lambda store: store.templates.of(added["resident"]))
    assert len({part.batch for part in parts}) == 1
    assert all(part.quality > 0.3 for part in parts)


def test_one_picture_is_taken_with_the_figures_as_a_warning_and_a_hint(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN))
    (warning,) = added["warnings"]
    assert "约 4% 会认不出" in warning
    assert desk.listed()[added["resident"]]["hints"] == ["few"]


def test_pictures_of_two_people_enrol_nobody(desk: Desk) -> None:
    refused = desk.add("甲", *desk.pictures(CHEN, CHEN, MAMAT), code=1)
    assert refused["refused"].startswith(f"{MAMAT}-2.png：和其他照片不像同一个人")
    assert desk.listed() == {}


def test_face_of_a_member_under_another_name_is_refused_with_the_masked_name(desk: Desk) -> None:
    first = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    refused = desk.add("乙", *desk.pictures(CHEN, CHEN), code=1)["refused"]
    assert refused.startswith(f"这张脸和名单里的 甲*某（{first['resident']}） 太像，没有登记")
    assert "甲某某" not in refused
    assert len(desk.listed()) == 1


def test_twin_is_enrolled_when_staff_say_so_and_both_are_on_record(desk: Desk) -> None:
    first = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    second = desk.add("乙", "--look-alike", *desk.pictures(CHEN, CHEN))
    assert second["look_alikes"] == [first["resident"]]
    (pair,) = desk.type("look-alikes")
    assert set(pair["residents"]) == {first["resident"], second["resident"]}
    assert pair["declared"] is True
    with Archive.open(desk.folder / "data", SystemClock()) as store, store._core.readers.db() as db:
        rows = db.execute("SELECT actor FROM audit WHERE action = 'look-alike.declared'").fetchall()
    assert len(rows) == 1
    assert rows[0][0].startswith("cli:")


def test_re_enrolment_replaces_every_part(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN))
    done = desk.type("enrol", added["resident"], *desk.pictures(CHEN, CHEN, CHEN))
    assert (done["templates"], done["replaced"], done["warnings"]) == (3, 1, [])
    assert (desk.listed()[added["resident"]]["templates"], desk.listed()[added["resident"]]["hints"]) == (3, [])


def actions(desk: Desk) -> list[tuple[str, str]]:
    with Archive.open(desk.folder / "data", SystemClock()) as store, store._core.readers.db() as db:
        return [(row[0], row[1]) for row in db.execute("SELECT action, detail FROM audit ORDER BY seq")]


def test_pictures_of_somebody_else_replace_nothing(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    before = desk.look(lambda store: [part.id for part in store.templates.of(added["resident"])])
    refused = desk.add("甲", *desk.pictures(MAMAT), code=1)["refused"]
    assert refused.startswith(f"{MAMAT}-0.png：和这位居民以前登记的不像同一个人，没有登记")
    refused = desk.type("enrol", "--number", NUMBERS["甲"], *desk.pictures(MAMAT, MAMAT, MAMAT), code=1)["refused"]
    assert "旧的还在" in refused
    assert "--really-same" in refused
    assert desk.look(lambda store: [part.id for part in store.templates.of(added["resident"])]) == before


def test_one_strange_picture_among_right_ones_is_found(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    refused = desk.type("enrol", added["resident"], *desk.pictures(CHEN, CHEN, MAMAT), code=1)["refused"]
    assert refused.startswith(f"{MAMAT}-2.png：")


def test_unlike_pictures_are_taken_for_a_reason_that_the_trail_keeps(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    pictures = desk.pictures(MAMAT, MAMAT, MAMAT)
    assert "要写明理由" in desk.type("enrol", added["resident"], *pictures, "--really-same", "  ", code=1)["refused"]
    done = desk.type("enrol", added["resident"], *pictures, "--really-same", "手术后样子变了，已核对证件")
    assert (done["replaced"], done["templates"]) == (3, 3)
    ((_, detail),) = [row for row in actions(desk) if row[0] == "whitelist.unlikeness-overruled"]
    assert json.loads(detail)["reason"] == "手术后样子变了，已核对证件"


def test_a_reason_does_not_open_somebody_elses_face(desk: Desk) -> None:
    desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    other = desk.add("乙", *desk.pictures(MAMAT, MAMAT, MAMAT))
    words = [*desk.pictures(CHEN, CHEN), "--really-same", "本人说是"]
    refused = desk.type("enrol", other["resident"], *words, code=1)["refused"]
    assert "甲*某" in refused
    assert "太像" in refused
    assert "--look-alike" in refused


def test_the_same_command_twice_changes_nothing_and_says_so(desk: Desk) -> None:
    pictures = desk.pictures(CHEN, CHEN, CHEN)
    first = desk.add("甲", *pictures)
    assert (first["did"], first["templates"], first["already"]) == ("added", 3, 0)
    before = actions(desk)
    again = desk.add("甲", *pictures)
    assert (again["did"], again["templates"], again["already"]) == ("nothing", 0, 3)
    assert actions(desk) == before
    more = desk.add("甲", *pictures, *desk.pictures(CHEN, head=0.62))
    assert (more["did"], more["templates"], more["already"]) == ("updated", 1, 3)
    assert desk.listed()[first["resident"]]["templates"] == 4


def test_one_picture_given_twice_is_stored_once(desk: Desk) -> None:
    picture = desk.pictures(CHEN)
    added = desk.add("甲", *picture, *picture)
    assert (added["templates"], added["already"]) == (1, 1)
    assert "一张照片只是勉强够用" in added["warnings"][0]


def test_registering_anew_by_the_stored_pictures_changes_nothing(desk: Desk) -> None:
    pictures = desk.pictures(CHEN, CHEN)
    added = desk.add("甲", *pictures)
    done = desk.type("enrol", added["resident"], *pictures)
    assert (done["changed"], done["replaced"]) == (False, 0)


def test_declared_twins_stay_declared_when_one_is_registered_anew(desk: Desk) -> None:
    first = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    second = desk.add("乙", "--look-alike", *desk.pictures(CHEN, CHEN))
    done = desk.type("enrol", second["resident"], *desk.pictures(CHEN, CHEN, CHEN, head=0.61))
    assert done["look_alikes"] == [first["resident"]]
    assert [pair["declared"] for pair in desk.type("look-alikes")] == [True]


def test_templates_of_another_engine_cannot_be_compared_and_that_is_said(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))

    def age(store: Archive) -> None:
        store._core.writer.call(lambda db: db.execute("UPDATE templates SET engine_version = 'older'"))

    desk.look(age)
    done = desk.type("enrol", added["resident"], *desk.pictures(CHEN, CHEN, CHEN))
    assert done["warnings"] == ["以前登记的特征是别的识别引擎做的，没法和新照片比对，请核对证件，确认是本人。"]


def test_bad_picture_leaves_the_old_templates(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN))
    refused = desk.type("enrol", added["resident"], *desk.pictures(CHEN, head=0.28), code=1)["refused"]
    assert "脸太小" in refused
    assert desk.listed()[added["resident"]]["templates"] == 1


def test_enrol_without_a_picture_and_of_a_stranger(desk: Desk) -> None:
    desk.look(lambda store: None)  # a store that knows nobody
    assert "--image" in desk.type("enrol", "nobody", code=1)["refused"]
    picture = desk.pictures(CHEN)
    assert desk.type("enrol", "nobody", *picture, code=1)["refused"] == "白名单里没有这位居民。"
    assert desk.type("enrol", "--number", NUMBERS["乙"], *picture, code=1)["refused"] == "白名单里没有这位居民。"


def test_with_a_second_opinion_old_members_are_to_be_enrolled_anew_and_new_ones_have_both(desk: Desk) -> None:
    old = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    desk.config.write_text("[faces]\nsecond_opinion = true\n")
    assert desk.listed()[old["resident"]]["hints"] == ["other-engine"]
    assert desk.add("乙", *desk.pictures(MAMAT, MAMAT))["templates"] == 4


def test_suspended_member_is_shown_so_and_still_counts_as_a_duplicate(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    desk.type("suspend", added["resident"], "--reason", "住院")
    row = desk.listed()[added["resident"]]
    assert (row["active"], row["suspended"] is not None, row["templates"]) == (False, True, 3)
    desk.add("乙", *desk.pictures(CHEN), code=1)
    desk.type("resume", added["resident"], "--reason", "出院")
    assert desk.listed()[added["resident"]]["active"] is True


def test_consent_to_updates_is_given_apart_and_taken_back(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN, CHEN, CHEN))
    who = added["resident"]
    given = ["--agreed", "--consent-how", "card-tap", "--text-version"]
    old_text = desk.type("adaptation", who, *given, "2026-11", code=1)["refused"]
    assert old_text == "'2026-11' 这一版同意书没有更新人脸特征这一项。"
    assert desk.type("adaptation", who, "--agreed", code=1)["refused"].startswith("同意记录要写明")
    desk.type("adaptation", who, *given, "2026-11-22")
    assert desk.listed()[who]["consents"] == ["adaptation", "face"]
    assert desk.type("undo-adaptation", who) == {"resident": who, "deleted": 0}
    assert desk.type("adaptation", who, "--withdrawn") == {"resident": who, "agreed": False, "deleted": 0}
    assert desk.listed()[who]["consents"] == ["face"]


def test_nothing_is_agreed_to_unless_it_is_said(desk: Desk) -> None:
    added = desk.add("甲", *desk.pictures(CHEN))
    assert desk.listed()[added["resident"]]["consents"] == ["face"]


def test_list_to_read_names_the_reason(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add("甲", *desk.pictures(CHEN))
    assert main(["whitelist", "list", "--data", str(desk.folder / "data"), "--config", str(desk.config)]) == 0
    assert "特征 1  建议重新登记：照片不到 3 张" in capsys.readouterr().out
