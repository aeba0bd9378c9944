"""The file on the disk: saved whole or not at all wherever it is cut off, what somebody else saved is not lost, and the
way back.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.configuring.file import KEPT, ChangedMeanwhile, ConfigFile
from kiosk.sentences import Refusal
from kiosk.settings import SettingsError, load

OLD = '# 桂花苑\n[hall]\nname = "桂花苑"\n'
NEW = OLD.replace('"桂花苑"', '"梧桐里"')
NAME = ("hall", "name")


@pytest.fixture
def file(tmp_path: Path) -> ConfigFile:
    path = tmp_path / "kiosk.toml"
    path.write_text(OLD, encoding="utf-8")
    return ConfigFile(path)


def rename(file: ConfigFile, name: str) -> None:
    snapshot = file.read()
    file.save(snapshot, file.changed(snapshot, {NAME: name}))


class PowerCut(BaseException):
    """Nothing after it happens."""


def cut_at(monkeypatch: pytest.MonkeyPatch, step: int) -> Callable[[], int]:
    """The power fails before the given call to the disk; how many calls there were."""
    calls = [0]

    def cutting(name: str) -> None:
        real: Any = getattr(os, name)

        def call(*args: Any, **rest: Any) -> Any:
            calls[0] += 1
            if calls[0] >= step:
                raise PowerCut
            return real(*args, **rest)

        monkeypatch.setattr(os, name, call)

    for name in ("open", "fsync", "replace", "unlink", "fchmod"):
        cutting(name)
    return lambda: calls[0]


def test_saved_file_says_the_new_and_the_one_before_lies_beside_it(file: ConfigFile) -> None:
    rename(file, "梧桐里")
    assert file.path.read_text("utf-8") == NEW
    assert [path.name for path in sorted(file.path.parent.iterdir())] == ["kiosk.toml", "kiosk.toml.old-0001"]
    before = file.before()
    assert before is not None
    assert before.text == OLD


def test_power_cut_at_any_step_of_a_save_leaves_the_old_or_the_new_file_whole(
    file: ConfigFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = set()
    for step in range(1, 60):
        file.path.write_text(OLD, encoding="utf-8")
        with monkeypatch.context() as patched:
            calls = cut_at(patched, step)
            try:
                rename(file, "梧桐里")
                whole = True
            except PowerCut:
                whole = False
            assert whole or calls() >= step
        now = file.path.read_text("utf-8")
        assert now in (OLD, NEW)
        found.add(now)
        if now == NEW:  # the way back is on the disk before the new file is
            before = file.before()
            assert before is not None
            assert before.text == OLD
        rest = {path.name for path in file.path.parent.iterdir()}
        for left in rest - {"kiosk.toml"}:
            if "old" in left and not left.startswith("."):
                assert (file.path.parent / left).read_text("utf-8") == OLD
        if whole:
            break
    assert whole
    assert found == {OLD, NEW}


def test_power_cut_at_any_step_of_an_undo_leaves_one_of_both_and_it_can_be_done_again(
    file: ConfigFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(file, "梧桐里")
    kept = file.path.with_name("kiosk.toml.old-0001")
    for step in range(1, 60):
        file.path.write_text(NEW, encoding="utf-8")
        kept.write_text(OLD, encoding="utf-8")
        with monkeypatch.context() as patched:
            cut_at(patched, step)
            try:
                file.undo(file.read())
                whole = True
            except PowerCut:
                whole = False
        now = file.path.read_text("utf-8")
        assert now in (OLD, NEW)
        if now == NEW:
            file.undo(file.read())
            assert file.path.read_text("utf-8") == OLD
        if whole:
            break
    assert whole
    assert file.before() is None


def test_undo_goes_back_save_by_save_and_what_it_took_away_lies_beside(file: ConfigFile) -> None:
    rename(file, "梧桐里")
    rename(file, "香樟")
    file.undo(file.read())
    assert file.path.read_text("utf-8") == NEW
    assert "香樟" in file.path.with_name("kiosk.toml.undone").read_text("utf-8")
    file.undo(file.read())
    assert file.path.read_text("utf-8") == OLD
    with pytest.raises(Refusal) as refused:
        file.undo(file.read())
    assert refused.value.code == "nothing-to-undo"


def test_only_the_newest_ten_are_kept(file: ConfigFile) -> None:
    for name in range(KEPT + 3):
        rename(file, f"第{name}个")
    kept = sorted(path.name for path in file.path.parent.glob("*.old-*"))
    assert (len(kept), kept[0], kept[-1]) == (10, "kiosk.toml.old-0004", "kiosk.toml.old-0013")


def test_file_saved_by_somebody_else_meanwhile_is_not_written_over(file: ConfigFile) -> None:
    snapshot = file.read()
    text = file.changed(snapshot, {NAME: "梧桐里"})
    by_hand = OLD + "# 手工加的\n"
    file.path.write_text(by_hand, encoding="utf-8")
    with pytest.raises(ChangedMeanwhile):
        file.save(snapshot, text)
    with pytest.raises(ChangedMeanwhile):
        file.undo(snapshot)
    assert file.path.read_text("utf-8") == by_hand
    file.path.unlink()
    with pytest.raises(ChangedMeanwhile):
        file.save(snapshot, text)
    assert not file.path.exists()


def test_file_that_came_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    file = ConfigFile(tmp_path / "kiosk.toml")
    nothing = file.read()
    assert (nothing.text, nothing.digest) == ("", "")
    file.path.write_text(OLD, encoding="utf-8")
    with pytest.raises(ChangedMeanwhile):
        file.save(nothing, NEW)


def test_new_file_is_begun_and_is_only_its_owners(tmp_path: Path) -> None:
    file = ConfigFile(tmp_path / "kiosk.toml")
    rename(file, "梧桐里")
    assert load(file.path).hall.name == "梧桐里"
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert file.before() is None


def test_permissions_of_the_file_are_kept_and_given_to_what_lies_beside(file: ConfigFile) -> None:
    file.path.chmod(0o640)
    rename(file, "梧桐里")
    assert {stat.S_IMODE(path.stat().st_mode) for path in file.path.parent.iterdir()} == {0o640}


def test_link_is_followed_and_stays_one(file: ConfigFile, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file.path)
    rename(ConfigFile(link), "梧桐里")
    assert link.is_symlink()
    assert file.path.read_text("utf-8") == NEW


def test_mark_and_line_ends_of_another_system_are_kept(file: ConfigFile) -> None:
    file.path.write_bytes(b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode())
    rename(file, "梧桐里")
    assert file.path.read_bytes() == b"\xef\xbb\xbf" + NEW.replace("\n", "\r\n").encode()


def test_what_would_be_wrong_as_a_whole_is_not_saved(file: ConfigFile) -> None:
    snapshot = file.read()
    with pytest.raises(SettingsError) as wrong:
        file.changed(snapshot, {("visit", "warn_s"): 60.0})
    assert "visit.warn_s" in str(wrong.value)


def test_version_that_cannot_be_used_any_more_is_not_put_back(file: ConfigFile) -> None:
    rename(file, "梧桐里")
    file.path.with_name("kiosk.toml.old-0001").write_text("[hall]\nneme = 1\n")
    with pytest.raises(SettingsError):
        file.undo(file.read())
    assert file.path.read_text("utf-8") == NEW


def test_full_disk_is_a_sentence_and_leaves_the_old_file(file: ConfigFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Refusal) as refused:
            rename(file, "梧桐里")
    assert "磁盘满了" in refused.value.sentence
    assert [path.name for path in file.path.parent.iterdir()] == ["kiosk.toml"]
    assert file.path.read_text("utf-8") == OLD


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EIO, errno.EDQUOT, errno.ENOSPC])
def test_disk_that_refuses_at_any_step_is_a_sentence_and_nothing_is_lost(
    file: ConfigFile, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    snapshot = file.read()
    text = file.changed(snapshot, {NAME: "梧桐里"})
    real: Any = getattr(os, call)

    def refuses(*args: Any, **rest: Any) -> Any:
        if call == "open" and str(args[0]) == str(file.path.parent):
            return real(*args, **rest)  # the lock, which a folder that only reads gives as well
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, refuses)
        with pytest.raises(Refusal) as refused:
            file.save(snapshot, text)
    assert refused.value.code == "not-saved"
    assert "文件还是原来的" in refused.value.sentence
    assert [path.name for path in file.path.parent.iterdir()] == ["kiosk.toml"]
    assert file.path.read_text("utf-8") == OLD
    file.save(snapshot, text)
    assert file.path.read_text("utf-8") == NEW


def test_link_that_leads_nowhere_begins_the_file_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(tmp_path / "kiosk.toml")
    rename(ConfigFile(link), "梧桐里")
    assert link.is_symlink()
    assert load(tmp_path / "kiosk.toml").hall.name == "梧桐里"


def test_draft_of_another_hand_that_is_a_link_is_not_followed(file: ConfigFile, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("别人的", "utf-8")
    file.path.with_name(".kiosk.toml.draft").symlink_to(other)
    with pytest.raises(Refusal):
        rename(file, "梧桐里")
    assert other.read_text("utf-8") == "别人的"
    assert file.path.read_text("utf-8") == OLD


def test_folder_that_does_not_exist_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        rename(ConfigFile(tmp_path / "nowhere" / "kiosk.toml"), "梧桐里")
    assert refused.value.code == "not-saved"


def test_folder_in_the_files_place_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        ConfigFile(tmp_path).read()
    assert refused.value.code == "unreadable"
