"""What a terminal starts with when its file has become one that does not start it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from kiosk.configuring.last_good import LastGood, say_refused
from kiosk.sentences import NO_WORDS, Text
from kiosk.settings import SettingsError
from tests.conftest import AnnouncedLog
from tests.kiosk.desk.place import Trail

OLD, NEW = '[hall]\nname = "桂花苑"\n', '[hall]\nname = "梧桐里"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(OLD, "utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path, file: Path) -> Path:
    """The data folder of a terminal that has run with OLD."""
    folder = tmp_path / "data"
    folder.mkdir()
    start = LastGood(file, folder)
    start.choose()
    start.opened()
    return folder


def started(file: Path, data: Path) -> tuple[str, str]:
    """The hall's name a start takes, and why it is not the file's."""
    chosen = LastGood(file, data).choose()
    return chosen.settings.hall.name, chosen.refused


@pytest.mark.parametrize("broken", ["[hall\n", "[hall]\nneme = 1\n", "\x00"], ids=["no toml", "no such key", "nul"])
def test_file_that_is_wrong_is_not_used_where_the_terminal_ran_with_another(
    file: Path, data: Path, broken: str
) -> None:
    file.write_text(broken, "utf-8")
    name, why = started(file, data)
    assert name == "桂花苑"
    assert why


def test_file_that_is_gone_is_not_missed(file: Path, data: Path) -> None:
    file.unlink()
    assert started(file, data)[0] == "桂花苑"


def test_wrong_file_of_a_terminal_that_never_ran_is_refused(file: Path, tmp_path: Path) -> None:
    file.write_text("[hall\n", "utf-8")
    with pytest.raises(SettingsError):
        LastGood(file, tmp_path / "data").choose()


def test_settings_that_do_not_open_the_terminal_give_way_until_the_file_is_changed(file: Path, data: Path) -> None:
    file.write_text(NEW, "utf-8")
    start = LastGood(file, data)
    assert start.choose().settings.hall.name == "梧桐里"
    assert start.refuse(Text("没有这个方案"))
    assert started(file, data) == ("桂花苑", "没有这个方案")
    assert started(file, data) == ("桂花苑", "没有这个方案")
    file.write_text(NEW.replace("梧桐里", "香樟"), "utf-8")
    assert started(file, data) == ("香樟", "")


def test_what_was_before_is_never_refused_for_itself(file: Path, data: Path) -> None:
    start = LastGood(file, data)
    start.choose()
    assert not start.refuse(Text("满了"))
    file.write_text("[hall\n", "utf-8")
    start = LastGood(file, data)
    start.choose()
    assert not start.refuse(Text("满了"))
    assert started(file, data)[0] == "桂花苑"


def test_new_settings_that_open_the_terminal_are_what_was_before_from_then_on(file: Path, data: Path) -> None:
    file.write_text(NEW, "utf-8")
    start = LastGood(file, data)
    start.choose()
    start.opened()
    file.write_text("[hall\n", "utf-8")
    assert started(file, data)[0] == "梧桐里"


def test_fallen_back_terminal_that_opens_does_not_make_the_wrong_file_good(file: Path, data: Path) -> None:
    file.write_text("[hall\n", "utf-8")
    start = LastGood(file, data)
    start.choose()
    start.opened()
    assert started(file, data)[0] == "桂花苑"


def test_settings_under_which_the_process_died_twice_are_not_tried_a_third_time(file: Path, data: Path) -> None:
    file.write_text(NEW, "utf-8")
    assert [started(file, data)[0] for _ in range(3)] == ["梧桐里", "梧桐里", "桂花苑"]


def test_start_that_was_ended_in_good_order_is_no_try(file: Path, data: Path) -> None:
    file.write_text(NEW, "utf-8")
    for _ in range(4):
        start = LastGood(file, data)
        assert start.choose().settings.hall.name == "梧桐里"
        start.ended()


def test_what_another_file_said_is_not_taken_for_this_ones(file: Path, data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("[hall\n", "utf-8")
    with pytest.raises(SettingsError):
        LastGood(other, data).choose()


@pytest.mark.parametrize("torn", [b"", b"{", b"[]", b'{"file": 1, "text": 2}', b"\xff", b"[" * 100_000])
def test_torn_note_is_as_none(file: Path, data: Path, torn: bytes) -> None:
    (data / "settings.trying").write_bytes(torn)
    assert started(file, data) == ("桂花苑", "")
    (data / "settings.good").write_bytes(torn)
    file.write_text(NEW, "utf-8")
    assert started(file, data) == ("梧桐里", "")


def test_note_is_its_owners_alone(data: Path) -> None:
    """A key or a password may stand in it."""
    assert stat.S_IMODE((data / "settings.good").stat().st_mode) == 0o600
    assert json.loads((data / "settings.good").read_bytes())["text"] == OLD


def test_full_disk_keeps_no_terminal_from_starting(file: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kiosk.configuring.last_good.write_whole", full)
    file.write_text(NEW, "utf-8")
    start = LastGood(file, data)
    assert start.choose().settings.hall.name == "梧桐里"
    start.opened()
    assert not start.refuse(Text("满了"))  # else it would start anew with the same again and again


def test_terminal_without_a_file_keeps_nothing(tmp_path: Path) -> None:
    start = LastGood(None, tmp_path)
    assert start.choose().settings.hall.name == "梧桐里社区服务中心"
    start.opened()
    assert not start.refuse(Text("满了"))
    assert list(tmp_path.iterdir()) == []


def test_file_is_the_same_by_whatever_path_it_was_named(
    file: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("[hall\n", "utf-8")
    monkeypatch.chdir(file.parent)
    assert started(Path("kiosk.toml"), data)[0] == "桂花苑"


def test_opened_terminal_leaves_no_note_of_a_try(file: Path, data: Path) -> None:
    file.write_text(NEW, "utf-8")
    start = LastGood(file, data)
    start.choose()
    assert (data / "settings.trying").exists()
    start.opened()
    assert not (data / "settings.trying").exists()


def test_settings_that_were_refused_stay_so_when_the_process_ends_in_good_order(file: Path, data: Path) -> None:
    file.write_text(NEW, "utf-8")
    start = LastGood(file, data)
    start.choose()
    start.refuse(Text("没有这个方案"))
    start.ended()
    assert started(file, data) == ("桂花苑", "没有这个方案")


def test_settings_before_that_this_program_does_not_know_any_more_are_as_none(file: Path, data: Path) -> None:
    before = json.dumps({"file": str(file), "text": "[hall]\nneme = 1\n"})
    (data / "settings.good").write_text(before, "utf-8")
    file.write_text(NEW, "utf-8")
    assert started(file, data) == ("梧桐里", "")
    file.write_text("[hall\n", "utf-8")
    with pytest.raises(SettingsError, match=r"kiosk\.toml"):
        LastGood(file, data).choose()


def test_refused_file_is_in_the_trail_and_a_good_one_is_not(file: Path, announced: AnnouncedLog) -> None:
    announced.expect("没有这个方案")
    trail = Trail()
    say_refused(file, NO_WORDS, trail)
    assert trail.notes == []
    say_refused(file, Text("没有这个方案"), trail)
    assert trail.notes == [("terminal", "settings.not-started", {})]
