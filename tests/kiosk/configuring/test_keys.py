"""Keys are made from the settings' own types: what may be typed for each, and what is shown."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.configuring.keys import Kind, all_keys, key_of, sections
from kiosk.configuring.masking import masked
from kiosk.sentences import Refusal
from kiosk.settings import Settings


def said(name: str, typed: str) -> str:
    with pytest.raises(Refusal) as refused:
        key_of(name).read(typed)
    return refused.value.sentence


def test_every_single_value_of_the_settings_has_its_key_with_meaning_and_default() -> None:
    defaults = msgspec.to_builtins(Settings())
    for key in all_keys():
        assert key.value_in(defaults) == key.default, key.name
        assert key.meaning, key.name
        assert key.allowed, key.name
    assert {key.name for key in all_keys()} >= {"demonstration", "hall.name", "health_code.gateway.url"}
    assert not any(key.path[0] == "devices" for key in all_keys())


def test_sections_stand_in_the_order_of_the_settings() -> None:
    assert sections()[:4] == ("hall", "screen", "camera", "faces")
    assert sections()[-1] == ""


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("screen.high_contrast", "true", True),
        ("screen.high_contrast", " FALSE ", False),
        ("camera.rotate", "180", 180),
        ("screen.orientation", "portrait", "portrait"),
        ("faces.fpir", "0.002", 0.002),
        ("faces.frames", "８", 8),
        ("temperature.raised_c", "３７．５", 37.5),
        ("hall.name", " 桂花苑 ", "桂花苑"),
        ("hall.committee", "", ""),
        ("retention.purge_at", "03:15", "03:15"),
    ],
)
def test_what_is_typed_becomes_the_value(name: str, typed: str, value: object) -> None:
    read = key_of(name).read(typed)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "typed", "may"),
    [
        ("screen.high_contrast", "yes", "true 或 false"),
        ("faces.fpir", "0,002", "0.0001 到 0.05 的数"),
        ("faces.fpir", "9", "0.0001 到 0.05 的数"),
        ("faces.fpir", "nan", "0.0001 到 0.05 的数"),
        ("faces.frames", "4.5", "1 到 8 的整数"),
        ("screen.orientation", "sideways", '"portrait"'),
        ("hall.name", "", "1 到 24 个字"),
        ("hall.name", "梧桐" * 13, "1 到 24 个字"),
        ("hall.name", "梧\x07桐", "1 到 24 个字"),
        ("retention.purge_at", "25:00", "24 小时制的时间"),
    ],
)
def test_what_may_not_be_written_is_refused_with_what_may(name: str, typed: str, may: str) -> None:
    assert may in said(name, typed)


def test_mistyped_key_is_refused_with_the_one_meant() -> None:
    with pytest.raises(Refusal) as refused:
        key_of("faces.fpri")
    assert "faces.fpir" in refused.value.sentence
    with pytest.raises(Refusal) as refused:
        key_of("devices.0.name")
    assert "[[devices]]" in refused.value.sentence
    with pytest.raises(Refusal) as refused:
        key_of("完全没有")
    assert refused.value.code == "unknown"


def test_kinds_and_bounds_are_those_of_the_types() -> None:
    fpir, frames, name, side = map(key_of, ("faces.fpir", "faces.frames", "hall.name", "hall.window_side"))
    assert (fpir.kind, fpir.least, fpir.most, fpir.whole) == (Kind.NUMBER, 0.0001, 0.05, False)
    assert (frames.kind, frames.least, frames.most, frames.whole) == (Kind.NUMBER, 1, 8, True)
    assert (name.kind, name.longest) == (Kind.TEXT, 24)
    assert (side.kind, set(side.choices)) == (Kind.CHOICE, {"左侧", "右侧"})
    assert key_of("faces.enabled").kind is Kind.SWITCH


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcd", "https://qyapi.weixin.qq.com/••••"),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/abcd", "https://open.feishu.cn/••••"),
        ("rtsp://admin:secret@192.168.1.4:554/stream", "rtsp://192.168.1.4:554/••••"),
        ("rtsp://admin:secret@192.168.1.4", "rtsp://192.168.1.4/••••"),
        ("rtsp://192.168.1.4", "rtsp://192.168.1.4"),
        ("abcd-key-only", "••••"),
        ("0", "0"),
        ("/dev/video0", "/dev/video0"),
        ("", ""),
    ],
)
def test_of_a_secret_only_where_it_leads_to_is_shown(value: str, shown: str) -> None:
    assert masked(value) == shown
    assert key_of("calls.webhook.url").shown(value) == f'"{shown}"'
    assert key_of("camera.source").shown(value) == f'"{shown}"'


def test_wrong_secret_is_not_quoted() -> None:
    assert "abcd" not in said("calls.webhook.url", "https://x/?key=abcd\x07")
