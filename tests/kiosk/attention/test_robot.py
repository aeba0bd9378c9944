"""What each maker's robot is sent, and what counts as taken: they refuse with status 200, too."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attention.channels.robot import Style, body, refusal
from kiosk.attention.message import Message, in_words

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 22, 1, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("style", "sent"),
    [
        ("wecom", {"msgtype": "text", "text": {"content": "梧桐 7"}}),
        ("dingtalk", {"msgtype": "text", "text": {"content": "梧桐 7"}}),
        ("feishu", {"msg_type": "text", "content": {"text": "梧桐 7"}}),
    ],
)
def test_body_is_the_makers_own(style: Style, sent: object) -> None:
    assert json.loads(body(style, "梧桐 7")) == sent


@pytest.mark.parametrize(
    ("style", "answered", "why"),
    [
        ("wecom", '{"errcode": 0, "errmsg": "ok"}', None),
        ("wecom", '{"errcode": 93000, "errmsg": "invalid webhook url"}', "errcode 93000"),
        ("wecom", '{"code": 0}', "the answer says neither yes nor no"),
        ("dingtalk", '{"errcode": 0, "errmsg": "ok"}', None),
        ("dingtalk", '{"errcode": 310000, "errmsg": "keywords not in content"}', "errcode 310000"),
        ("feishu", '{"code": 0, "msg": "success"}', None),
        ("feishu", '{"StatusCode": 0, "StatusMessage": "success"}', None),
        ("feishu", '{"code": 19001, "msg": "param invalid"}', "code 19001"),
        ("wecom", '{"errcode": false}', "the answer says neither yes nor no"),
        ("wecom", "<html>", "the answer is not JSON"),
        ("wecom", "[0]", "the answer is no object"),
    ],
)
def test_only_a_plain_yes_is_a_yes(style: Style, answered: str, why: str | None) -> None:
    assert refusal(style, answered.encode()) == why


@given(st.binary(max_size=200))
def test_no_answer_whatever_is_a_yes_by_accident_or_an_error(answered: bytes) -> None:
    assert isinstance(refusal("wecom", answered), str) or json.loads(answered)["errcode"] == 0


@pytest.mark.parametrize(
    ("kind", "queue", "said"),
    [
        ("help", "", "【梧桐里】请人帮忙，请到自助机旁边（9:20）"),
        ("red-value", "", "【梧桐里】马上看，请到自助机旁边（9:20）"),
        ("code", "梧桐 7", "【梧桐里】梧桐 7：随申码（9:20）"),
        ("device", "", "【梧桐里】设备，请到自助机旁边（9:20）"),
    ],
)
def test_group_reads_hall_kind_queue_word_and_time(kind: str, queue: str, said: str) -> None:
    assert in_words(Message("a", kind, queue, AT), "梧桐里", SHANGHAI) == said


@pytest.mark.parametrize(
    ("kind", "queue", "person", "heard"),
    [
        ("help", "", True, True),
        ("red-value", "", True, True),
        ("code", "梧桐 7", True, True),
        ("temperature", "梧桐 8", True, True),
        ("temperature", "", True, False),  # the first high reading, of which the visitor is told nothing
        ("device", "", False, False),
        ("face", "", False, False),
        ("card", "", False, False),
    ],
)
def test_nothing_is_heard_at_the_terminal_that_the_screen_does_not_say(
    kind: str, queue: str, person: bool, heard: bool
) -> None:
    message = Message("a", kind, queue, AT)
    assert (message.person, message.open_to_all) == (person, heard)
