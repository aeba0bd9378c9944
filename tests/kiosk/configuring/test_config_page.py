"""The settings at the terminal: found, changed, looked at before and after, saved by one or by two, and taken back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.desk.events import AccountChosen, Answered, LockPressed
from kiosk.desk.view import Stage
from kiosk.sentences import Text
from kiosk.settings import load
from tests.kiosk.configuring.bench import PIN, SECOND, Bench
from tests.support.clock import ManualClock

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx6"
Make = Callable[..., Bench]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'# 桂花苑\n[hall]\nname = "桂花苑"\n[calls.webhook]\nurl = "{ROBOT}"\n', "utf-8")
    return path


@pytest.fixture
def bench(file: Path, clock: ManualClock, tmp_path: Path) -> Bench:
    made = Bench(clock, folder=tmp_path, file=file)
    made.let_in("ma")
    return made


def saved(bench: Bench) -> list[tuple[str, str, object]]:
    return [(by, what, detail.get("keys")) for by, what, detail in bench.trail.notes if what.startswith("settings.")]


def by_hand(file: Path, text: str) -> None:
    """Somebody's editor puts another file in its place."""
    fresh = file.with_suffix(".edited")
    fresh.write_text(text, "utf-8")
    os.replace(fresh, file)


def test_every_key_is_found_by_its_section(bench: Bench) -> None:
    bench.does("fits", rows=14)
    seen = set()
    for section in [one.key for one in bench.page.sections]:
        bench.does("section", key=section)
        seen |= {row.key for row in bench.page.rows}
        while bench.page.older:
            bench.does("older")
            seen |= {row.key for row in bench.page.rows}
    from kiosk.configuring.keys import all_keys

    assert seen == {key.name for key in all_keys()}


@pytest.mark.parametrize(
    ("typed", "key"),
    [("fpir", "faces.fpir"), ("发射率", "temperature.emissivity"), ("shiwen", "temperature.ambient_c"),
     ("fsl", "temperature.emissivity"), ("ＦＰＩＲ", "faces.fpir"), ("less motion", "screen.less_motion")],
)  # fmt: skip
def test_key_is_found_by_name_meaning_pinyin_and_initials(bench: Bench, typed: str, key: str) -> None:
    bench.does("fits", rows=14)
    bench.does("search", text=typed)
    assert key in {row.key for row in bench.page.rows}
    bench.does("search", text="")
    assert bench.page.rows[0].key == "hall.name"


def test_what_fits_nothing_lists_nothing(bench: Bench) -> None:
    bench.does("search", text="zzzz")
    assert bench.page.rows == ()


def test_change_is_looked_at_before_and_after_and_saved(bench: Bench, file: Path) -> None:
    bench.change("faces.fpir", "0.002")
    assert bench.page.count == "改了 1 个，没存"
    assert load(file).faces.fpir == 0.001
    bench.does("review")
    assert [(one.key, one.before, one.after) for one in bench.page.changes] == [("faces.fpir", "0.001", "0.002")]
    assert "下次启动" in bench.page.notes[0]
    bench.does("save")
    assert load(file).faces.fpir == 0.002
    assert saved(bench) == [("ma", "settings.changed", ["faces.fpir"])]
    assert bench.page.stage == "list"
    assert bench.page.waiting == "1 个存好的改动等重启"
    bench.does("section", key="faces")
    assert {row.key: row.waits for row in bench.page.rows}["faces.fpir"]


def test_switch_choice_and_time_are_put_by_their_controls(bench: Bench, file: Path) -> None:
    bench.change("screen.high_contrast", "true")
    assert [(one.key, one.chosen) for one in bench.page.edit.choices] == [("true", True), ("false", False)]  # type: ignore[union-attr]
    bench.change("camera.rotate", "180")
    bench.change("retention.purge_at", "0315")
    bench.does("review")
    bench.does("save")
    settings = load(file)
    assert (settings.screen.high_contrast, settings.camera.rotate) == (True, 180)
    assert settings.retention.purge_at == "03:15"


def test_value_out_of_bounds_is_said_and_not_taken(bench: Bench) -> None:
    bench.change("faces.fpir", "9")
    assert bench.page.edit is not None
    assert "0.0001 到 0.05" in bench.page.edit.problem
    assert bench.page.count == ""
    bench.does("put", text="0.003")
    assert bench.page.edit.problem == ""


def test_whole_file_is_checked_and_nothing_wrong_is_saved(bench: Bench, file: Path) -> None:
    before = file.read_bytes()
    bench.change("visit.warn_s", "50")
    bench.does("review")
    assert "visit.confirm_s" in bench.page.problems[0]
    assert not bench.page.may_save
    bench.does("save")
    assert file.read_bytes() == before
    bench.does("back")
    bench.change("visit.confirm_s", "60")
    bench.change("visit.problem_s", "60")
    bench.does("review")
    assert bench.page.may_save


def test_change_put_back_or_made_to_what_was_is_none(bench: Bench) -> None:
    bench.change("hall.name", "梧桐里")
    bench.change("faces.frames", "5")
    bench.does("put_back")
    bench.change("hall.name", "桂花苑")
    assert bench.page.count == ""


def test_default_takes_the_key_out_of_the_file(bench: Bench, file: Path) -> None:
    bench.does("look", key="hall.name")
    bench.does("put_default")
    bench.does("review")
    bench.does("save")
    assert '桂花苑"' not in file.read_text("utf-8")
    assert load(file).hall.name == "梧桐里社区服务中心"


def test_secret_is_shown_nowhere(bench: Bench, file: Path) -> None:
    bench.does("search", text="webhook")
    bench.change("calls.webhook.url", ROBOT.replace("693a", "777b"))
    bench.does("review")
    bench.does("save")
    told = repr(bench.views) + repr(bench.trail.notes)
    assert "693axxx6" not in told
    assert "777bxxx6" not in told
    assert load(file).calls.webhook.url.endswith("777bxxx6")


def test_undo_is_looked_at_and_puts_back_the_file_before(bench: Bench, file: Path) -> None:
    before = file.read_bytes()
    assert not bench.page.may_undo
    bench.change("hall.name", "梧桐里")
    bench.does("review")
    bench.does("save")
    assert bench.page.may_undo
    bench.does("review_undo")
    assert bench.page.undoing
    assert [(one.before, one.after) for one in bench.page.changes] == [('"梧桐里"', '"桂花苑"')]
    assert file.read_bytes() != before
    bench.does("save")
    assert file.read_bytes() == before
    assert [what for _, what, _ in saved(bench)] == ["settings.changed", "settings.undone"]
    assert not bench.page.may_undo


def test_edit_by_hand_meanwhile_is_noticed_and_what_was_changed_here_stays(bench: Bench, file: Path) -> None:
    bench.change("faces.fpir", "0.002")
    by_hand(file, '[hall]\nname = "香樟"\n')
    bench.after(1.5)
    bench.happens()
    bench.desk.drain()
    bench.desk.drain()
    assert bench.page.meanwhile
    bench.does("section", key="hall")
    assert bench.page.rows[0].value == '"香樟"'
    bench.does("review")
    assert [one.key for one in bench.page.changes] == ["faces.fpir"]
    bench.does("save")
    assert (load(file).hall.name, load(file).faces.fpir) == ("香樟", 0.002)
    assert not bench.page.meanwhile


def test_edit_by_hand_between_the_look_and_the_save_is_not_written_over(bench: Bench, file: Path) -> None:
    bench.change("faces.fpir", "0.002")
    bench.does("review")
    by_hand(file, '[hall]\nname = "香樟"\n')
    bench.does("save")
    assert load(file).hall.name == "香樟"
    assert load(file).faces.fpir == 0.001
    assert bench.page.meanwhile
    assert bench.page.stage == "list"
    assert bench.page.count == "改了 1 个，没存"
    assert saved(bench) == []


def test_key_of_safety_wants_a_second_person_where_the_hall_asks_for_one(
    file: Path, clock: ManualClock, tmp_path: Path
) -> None:
    bench = Bench(clock, folder=tmp_path, file=file, two_sign=True)
    bench.let_in("ma")
    bench.change("faces.fpir", "0.002")
    bench.does("review")
    assert bench.page.two
    bench.does("save")
    assert load(file).faces.fpir == 0.001
    assert bench.view.signature is not None
    bench.happens(AccountChosen(SECOND, bench.view.serial))
    bench.digits(PIN)
    if bench.view.signature is not None:
        bench.digits("123456")
    assert load(file).faces.fpir == 0.002
    (entry,) = [detail for _, what, detail in bench.trail.notes if what == "settings.changed"]
    assert entry == {"keys": ["faces.fpir"], "signed_by": SECOND}


def test_other_keys_want_no_second_person(file: Path, clock: ManualClock, tmp_path: Path) -> None:
    bench = Bench(clock, folder=tmp_path, file=file, two_sign=True)
    bench.let_in("ma")
    bench.change("hall.name", "梧桐里")
    bench.does("review")
    assert not bench.page.two
    bench.does("save")
    assert load(file).hall.name == "梧桐里"


def test_terminal_without_a_file_can_begin_one(clock: ManualClock, tmp_path: Path) -> None:
    bench = Bench(clock, folder=tmp_path, file=None)
    bench.let_in("ma")
    assert bench.page.stage == "none"
    assert bench.page.line == f"kiosk run --config {tmp_path / 'kiosk.toml'}"
    bench.does("begin")
    bench.change("hall.name", "梧桐里")
    bench.does("review")
    bench.does("save")
    assert load(tmp_path / "kiosk.toml").hall.name == "梧桐里"
    assert bench.page.line != ""


def test_restart_is_asked_about_twice_noted_and_done(bench: Bench) -> None:
    assert not bench.page.may_restart
    bench.change("hall.name", "梧桐里")
    bench.does("review")
    bench.does("save")
    assert bench.page.may_restart
    bench.does("restart")
    asked = []
    for _ in range(2):
        assert bench.view.question is not None
        assert bench.restarts == []
        asked.append(bench.view.question.headline)
        bench.happens(Answered(bench.view.session, True, bench.view.serial))
    assert asked == ["现在重启终端？", "真的要重启？"]
    assert bench.view.question is None
    assert bench.restarts == [True]
    assert ("ma", "terminal.restarted", {}) in bench.trail.notes


@pytest.mark.parametrize("answers", [[False], [True, False]], ids=["at once", "the second time"])
def test_restart_that_is_not_confirmed_does_not_happen(bench: Bench, answers: list[bool]) -> None:
    bench.does("restart")
    for answer in answers:
        bench.happens(Answered(bench.view.session, answer, bench.view.serial))
    assert bench.view.question is None
    assert bench.restarts == []
    assert not [what for _, what, _ in bench.trail.notes if what == "terminal.restarted"]


def test_terminal_is_not_restarted_while_a_visitor_is_there(bench: Bench) -> None:
    bench.served = True
    bench.does("restart")
    assert bench.view.question is None
    assert bench.view.notice == "有老人在办或者在等，请等他办完再重启"
    bench.served = False
    bench.does("restart")
    bench.happens(Answered(bench.view.session, True, bench.view.serial))
    bench.served = True  # somebody comes while it is asked
    bench.happens(Answered(bench.view.session, True, bench.view.serial))
    assert bench.restarts == []
    assert "有老人" in bench.view.notice


@pytest.mark.parametrize(
    ("unsaved", "body"),
    [
        (False, "重启后，存好的设置生效。要是打不开，就用现在的设置再打开"),
        (True, "还有没存的改动，重启就没了"),
    ],
)
def test_restart_that_would_lose_a_change_says_so(bench: Bench, unsaved: bool, body: str) -> None:
    if unsaved:
        bench.change("hall.name", "梧桐里")
    bench.does("restart")
    assert bench.view.question is not None
    assert bench.view.question.body == body


def test_records_that_cannot_be_written_do_not_hinder_a_restart(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    bench.does("restart")
    monkeypatch.setattr(bench.trail, "note", full)
    for _ in range(2):
        bench.happens(Answered(bench.view.session, True, bench.view.serial))
    monkeypatch.undo()
    assert bench.restarts == [True]


def test_page_says_that_the_file_did_not_start_the_terminal(file: Path, clock: ManualClock, tmp_path: Path) -> None:
    bench = Bench(clock, folder=tmp_path, file=file, refused=Text("profile.toml：没有"))
    bench.let_in("ma")
    assert bench.page.refused == (
        "终端用这个文件打不开，现在用的是之前的设置。请改好或撤销，再重启。原因：profile.toml：没有"
    )


def test_change_that_is_not_saved_waits_for_the_same_person_and_is_asked_about_before_it_is_lost(bench: Bench) -> None:
    bench.change("hall.name", "梧桐里")
    bench.happens(LockPressed())
    assert bench.view.stage is not Stage.OPEN
    bench.let_in("ma")
    assert bench.page.count == "改了 1 个，没存"
    bench.does("drop")
    assert bench.page.count == ""


def test_broken_file_is_said_and_can_be_undone(bench: Bench, file: Path) -> None:
    bench.change("hall.name", "梧桐里")
    bench.does("review")
    bench.does("save")
    by_hand(file, "[hall\n")
    bench.does("review_undo")
    assert bench.page.may_save
    bench.does("save")
    assert load(file).hall.name == "桂花苑"


def test_full_disk_is_said_in_the_review_and_the_change_is_still_there(
    bench: Bench, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.change("hall.name", "梧桐里")
    bench.does("review")

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        bench.does("save")
    assert "磁盘满了" in bench.page.problems[0]
    assert load(file).hall.name == "桂花苑"
    bench.does("back")
    assert bench.page.count == "改了 1 个，没存"
