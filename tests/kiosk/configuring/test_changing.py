"""A change from what was typed to what is noted: never a secret, and whose signature it wants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.configuring.changing import is_safety, planned, planned_undo, save, undo
from kiosk.configuring.file import ChangedMeanwhile, ConfigFile
from kiosk.configuring.keys import all_keys
from kiosk.sentences import Refusal
from kiosk.settings import SettingsError

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx6"
OTHER = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=777bbbb7"


class Noted(list[tuple[str, str, dict[str, object]]]):
    """A trail that remembers."""

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        assert subject is None
        self.append((actor, action, detail))


@pytest.fixture
def file(tmp_path: Path) -> ConfigFile:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'[calls.webhook]\nurl = "{ROBOT}"\n', encoding="utf-8")
    return ConfigFile(path)


def test_change_shows_before_and_after_and_is_noted_with_its_keys(file: ConfigFile) -> None:
    trail = Noted()
    plan = planned(file, {"faces.fpir": "0.002", "hall.name": "桂花苑"})
    assert [(one.key, one.before, one.after) for one in plan.differences] == [
        ("hall.name", '"梧桐里社区服务中心"', '"桂花苑"'),
        ("faces.fpir", "0.001", "0.002"),
    ]
    save(file, plan, trail, "zhao", "qian")
    undo(file, planned_undo(file), trail, "zhao")
    keys = ["hall.name", "faces.fpir"]
    assert trail == [
        ("zhao", "settings.changed", {"keys": keys, "signed_by": "qian"}),
        ("zhao", "settings.undone", {"keys": keys}),
    ]


def test_secret_stands_in_no_difference_and_in_no_entry(file: ConfigFile) -> None:
    trail = Noted()
    plan = planned(file, {"calls.webhook.url": OTHER})
    save(file, plan, trail, "zhao")
    told = repr(plan.differences) + json.dumps(trail)
    assert "693axxx6" not in told
    assert "777bbbb7" not in told
    assert plan.differences[0].before == '"https://qyapi.weixin.qq.com/••••"'
    assert plan.differences[0].after != plan.differences[0].before
    assert OTHER in file.path.read_text("utf-8")


def test_password_in_an_address_of_a_device_is_not_shown(file: ConfigFile) -> None:
    device = '[[devices]]\nname = "a"\nmodel = "sam-serial"\noptions = { url = "socket://user:pass1@10.0.0.2:9" }\n'
    before = file.read().tables
    file.path.write_text(file.path.read_text("utf-8") + device, encoding="utf-8")
    from kiosk.configuring.differences import differences

    found = differences(before, file.read().tables)
    assert [one.key for one in found] == ["devices.a.name", "devices.a.model", "devices.a.options.url"]
    assert "pass1" not in repr(found)


def test_change_that_changes_nothing_is_refused(file: ConfigFile) -> None:
    with pytest.raises(Refusal) as refused:
        planned(file, {"calls.webhook.url": ROBOT})
    assert refused.value.code == "the-same"


def test_two_keys_that_agree_only_together_are_changed_together(file: ConfigFile) -> None:
    with pytest.raises(SettingsError):
        planned(file, {"camera.live_from": "0.1"})
    assert planned(file, {"camera.live_from": "0.1", "camera.doubt_from": "0.05"}).decides_safety


TWO = "[calibration]\nsecond_signature = true\n"


def test_two_sign_where_the_terminal_or_its_file_asks_for_two(file: ConfigFile) -> None:
    plan = planned(file, {"faces.fpir": "0.002"})
    assert (plan.wants_two(), plan.wants_two(running=True)) == (False, True)
    file.path.write_text(TWO, encoding="utf-8")
    assert planned(file, {"faces.fpir": "0.002"}).wants_two()
    assert not planned(file, {"hall.name": "桂花苑"}).wants_two(running=True)


def test_nobody_switches_the_second_signature_off_alone(file: ConfigFile) -> None:
    file.path.write_text(TWO, encoding="utf-8")
    assert planned(file, {"calibration.second_signature": "false"}).wants_two()
    assert planned(file, {"calibration.second_signature": None}).wants_two()


def test_undo_of_a_broken_file_asks_for_two_where_the_file_that_comes_back_does(file: ConfigFile) -> None:
    file.path.write_text(TWO, encoding="utf-8")
    save(file, planned(file, {"hall.name": "桂花苑"}), None, "zhao")
    file.path.write_text("[hall\n", encoding="utf-8")
    assert planned_undo(file).wants_two()


def test_key_taken_out_goes_back_to_its_default(file: ConfigFile) -> None:
    save(file, planned(file, {"faces.frames": "5"}), None, "zhao")
    plan = planned(file, {"faces.frames": None})
    assert [(one.key, one.before, one.after) for one in plan.differences] == [("faces.frames", "5", "4")]


def test_failed_save_leaves_no_entry(file: ConfigFile) -> None:
    trail = Noted()
    plan = planned(file, {"hall.name": "桂花苑"})
    file.path.write_text("[hall]\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile):
        save(file, plan, trail, "zhao")
    assert trail == []


def test_undo_of_a_file_that_is_broken_by_hand_shows_what_comes_back(file: ConfigFile) -> None:
    save(file, planned(file, {"hall.name": "桂花苑"}), None, "zhao")
    file.path.write_text("[hall\n", encoding="utf-8")
    plan = planned_undo(file)
    assert plan.keys == ("calls.webhook.url",)
    undo(file, plan, None, "zhao")
    assert ROBOT in file.path.read_text("utf-8")


def test_keys_that_decide_about_safety_are_those_of_the_table() -> None:
    safe = {key.name for key in all_keys() if is_safety(key.name)}
    assert {"faces.fpir", "camera.live_from", "accounts.lock_after", "temperature.raised_c"} <= safe
    assert not {"camera.width", "hall.name", "visit.warn_s"} & safe
