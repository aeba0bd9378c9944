"""Code profiles: what is shipped, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from kiosk.health_code import profile as profiles
from kiosk.health_code.profile import ProfileError

GOOD = """
name = "test"
title = "测试码"
about = "测试"
default_level = "a"
validity_s = 60
refresh_lead_s = 10
sources = ["测试"]
[last_known]
max_age_s = 3600
lead = "网络断了"
[[levels]]
id = "a"
word = "甲"
shape = "ok"
tone = "done"
lead = "好了"
sends_to_window = false
staff = "照常"
[[levels]]
id = "b"
word = "乙"
shape = "tri"
tone = "care"
lead = "请到{window_side}的{window_name}"
sends_to_window = true
staff = "请看一看"
"""


def load(folder: Path, text: str) -> profiles.Profile:
    (folder / "test.toml").write_text(text, encoding="utf-8")
    return profiles.load("test", folder)


def test_two_profiles_are_shipped_and_both_load() -> None:
    assert profiles.available() == ("city-code", "health-2022")
    for name in profiles.available():
        assert profiles.load(name).title == "随申码"


def test_the_epidemic_rules_have_three_words_and_shapes() -> None:
    levels = profiles.load("health-2022").levels
    assert [(level.id, level.word, level.shape, level.tone, level.sends_to_window) for level in levels] == [
        ("green", "绿码", "ok", "done", False),
        ("yellow", "黄码", "tri", "care", True),
        ("red", "红码", "oct", "care", True),
    ]


def test_the_shipped_profiles_say_what_they_rest_on_and_what_is_unsure() -> None:
    for name in profiles.available():
        profile = profiles.load(name)
        assert profile.sources
        assert any("凭记忆" in line for line in profile.unsure)


def test_no_level_is_named_in_the_program_itself() -> None:
    ids = {level.id for name in profiles.available() for level in profiles.load(name).levels} - {"valid"}
    words = {level.word for name in profiles.available() for level in profiles.load(name).levels} - {"有效"}
    # Prose may name a level; a quoted name or a word would be a rule.
    pattern = re.compile("|".join([*(f"[\"']{level}[\"']" for level in sorted(ids)), *sorted(words)]))
    folder = resources.path("..").resolve() / "kiosk" / "health_code"
    code = {file.name: re.sub(r'"""[\s\S]*?"""', "", file.read_text("utf-8")) for file in folder.rglob("*.py")}
    assert len(code) > 10
    assert [name for name, text in code.items() if pattern.search(text)] == []


def test_a_lead_names_the_window_of_the_hall(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).level("b").lead_at("右侧", "1 号窗口") == "请到右侧的1 号窗口"


def test_a_level_that_is_not_there_is_a_key_error(tmp_path: Path) -> None:
    profile = load(tmp_path, GOOD)
    assert not profile.has("c")
    with pytest.raises(KeyError):
        profile.level("c")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "b"', 'id = "a"', "two levels have the id 'a'"),
        ('word = "乙"', 'word = "甲"', "two levels have the word '甲'"),
        ('default_level = "a"', 'default_level = "c"', "default_level 'c' is not one of the levels"),
        ('name = "test"', 'name = "other"', "name is 'other', the file says 'test'"),
        ("refresh_lead_s = 10", "refresh_lead_s = 60", "refresh_lead_s must be shorter"),
        ('shape = "tri"', 'shape = "heart"', "$.levels[1].shape"),
        ('tone = "care"', 'tone = "alarm"', "$.levels[1].tone"),
        ('shape = "tri"', 'shape = "ok"', "level 'b': sends to the window and looks as if all were done"),
        ("{window_name}", "{door}", "level 'b': lead has braces that mean nothing"),
        ("{window_name}", "{", "level 'b': lead has braces that mean nothing"),
        ("{window_name}", "{window_name.__class__}", "level 'b': lead may only leave open"),
        ("{window_name}", "{0}", "level 'b': lead has braces that mean nothing"),
        ('word = "乙"', 'word = "\\u202e乙"', "level 'b': its words must be plain text"),
        ('title = "测试码"', 'title = "测试\\u0007"', "title and last_known.lead must be plain text"),
        ("validity_s = 60", "validity_s = 5", "$.validity_s"),
        ("max_age_s = 3600", "max_age_s = -1", "$.last_known.max_age_s"),
        ('sources = ["测试"]', "sources = []", "$.sources"),
        ('staff = "照常"', "", "missing required field `staff`"),
        ('staff = "照常"', 'staff = "照常"\ncolour = "red"', "unknown field `colour`"),
        ('name = "test"', "name = ", "test.toml"),
    ],
)
def test_a_profile_that_breaks_a_rule_is_refused_with_the_reason(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(ProfileError, match=re.escape(says)) as caught:
        load(tmp_path, GOOD.replace(old, new, 1))
    assert str(caught.value).startswith("test.toml")


@pytest.mark.parametrize("name", ["", "nobody", "../cast/01-wang-guiying", "health-2022.toml", "/etc/passwd"])
def test_a_profile_that_is_not_there_is_refused_and_the_others_are_named(name: str) -> None:
    with pytest.raises(ProfileError, match="there are city-code, health-2022"):
        profiles.load(name)


@given(junk=st.binary(max_size=200))
def test_whatever_a_file_holds_the_error_is_a_profile_error(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "junk.toml").write_bytes(junk)
    with pytest.raises(ProfileError, match=r"^junk\.toml"):
        profiles.load("junk", folder)
