"""Only what was asked for changes in the text of a configuration file."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.configuring.editing import edited
from kiosk.configuring.keys import Key, Kind, all_keys
from kiosk.sentences import Refusal

WHOLE = """# 桂花苑的终端
demonstration = false    # 不演示

[hall]
name = "桂花苑"   # 门口的牌子
# 窗口在左手
window_side = "左侧"

[[devices]]   # 第一台
name = "id-reader"
model = "sam-serial"
options = { url = "/dev/ttyUSB0" }

[calls]
webhook = { url = "https://x.cn/?key=1", style = "wecom" } # 机器人
"""


def test_value_changes_and_its_comment_and_everything_else_stay() -> None:
    assert edited(WHOLE, {("hall", "name"): "梧桐里"}) == WHOLE.replace('"桂花苑"', '"梧桐里"')


def test_key_of_an_inline_table_changes_in_its_place() -> None:
    fresh = edited(WHOLE, {("calls", "webhook", "style"): "feishu"})
    assert fresh == WHOLE.replace('"wecom"', '"feishu"')


def test_key_that_did_not_stand_there_joins_its_table() -> None:
    fresh = edited(WHOLE, {("hall", "queue_word"): "桂花"})
    assert tomllib.loads(fresh)["hall"]["queue_word"] == "桂花"
    assert fresh.replace('queue_word = "桂花"\n', "") == WHOLE


def test_table_that_did_not_stand_there_is_made() -> None:
    fresh = edited(WHOLE, {("health_code", "gateway", "timeout_s"): 5.0, ("faces", "frames"): 5})
    tables = tomllib.loads(fresh)
    assert (tables["health_code"]["gateway"]["timeout_s"], tables["faces"]["frames"]) == (5.0, 5)
    assert fresh.startswith(WHOLE)


def test_key_above_all_tables_is_put_above_them() -> None:
    without = WHOLE.replace("demonstration = false    # 不演示\n", "")
    assert tomllib.loads(edited(without, {("demonstration",): True}))["demonstration"] is True


def test_key_taken_out_leaves_the_others() -> None:
    fresh = edited(WHOLE, {("hall", "window_side"): None, ("faces", "frames"): None})
    assert fresh == WHOLE.replace('window_side = "左侧"\n', "")


def test_empty_file_is_begun() -> None:
    assert tomllib.loads(edited("", {("hall", "name"): "梧桐里"})) == {"hall": {"name": "梧桐里"}}


@pytest.mark.parametrize("text", ["hall = 3\n", "[[hall]]\nname = 1\n", "[hall\n"])
def test_file_that_cannot_be_changed_key_by_key_is_left_to_a_hand(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        edited(text, {("hall", "name"): "梧桐里"})
    assert refused.value.code == "by-hand"


def values(key: Key) -> st.SearchStrategy[bool | int | float | str | None]:
    if key.kind is Kind.SWITCH:
        return st.one_of(st.none(), st.booleans())
    if key.kind is Kind.CHOICE:
        return st.one_of(st.none(), st.sampled_from(key.choices))
    if key.kind is Kind.NUMBER:
        return st.one_of(st.none(), st.integers(0, 9) if key.whole else st.floats(0, 9, allow_nan=False))
    return st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=6))


@given(st.data())
def test_whatever_changes_the_rest_is_what_it_was(data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(all_keys()), min_size=1, max_size=4, unique_by=lambda key: key.name))
    changes = {key.path: data.draw(values(key)) for key in keys}
    fresh = edited(WHOLE, changes)
    before, after = tomllib.loads(WHOLE), tomllib.loads(fresh)
    for key in all_keys():
        wanted = changes.get(key.path, key.value_in(before))
        assert key.value_in(after) == (key.default if wanted is None else wanted)
    assert after["devices"] == before["devices"]
    assert "# 桂花苑的终端" in fresh
    assert "# 机器人" in fresh
