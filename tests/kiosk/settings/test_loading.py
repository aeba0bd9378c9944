"""A configuration file is taken whole, or refused with everything that is wrong in it."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from devices.catalogue import MODELS
from kiosk.settings import Settings, SettingsError, load


def mistakes(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load(file)
    return [str(mistake) for mistake in refused.value.mistakes]


def accepted(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return load(file)


URL = "串口，如 /dev/ttyUSB0，或 pyserial 的网址，如 socket://主机:端口"


def test_all_mistakes_come_in_one_list_with_line_and_what_is_allowed(tmp_path: Path) -> None:
    text = """[hall]
name = ""
time_zone = "Mars/Base"
windowname = "x"
[screen]
text_scale = 9.0
less_motion = 1
orientation = "upright"
[visit]
warn_s = 'long'
entry_s = nan
[camera]
doubt_from = 0.5
[health_code]
provider = "gateway"
profile = "health-2023"
[[devices]]
name = "a"
model = "lu9061"
[[devices]]
name = "a"
model = "sam-serial"
options = { url = "/dev/ttyUSB0", removal = 3, blind_removal_s = 400 }
[[devices]]
name = "B b"
[[devices]]
name = "c"
model = "lu90614"
[devices.options]
url = "ttyUSB0"
[temperature]
low_c = 38.0
"""
    assert mistakes(tmp_path, text) == [
        '第 2 行 hall.name：写的是 ""；可以写 引号里的文字，1 到 24 个字',
        '第 3 行 hall.time_zone：没有时区 "Mars/Base"；要写 IANA 名称，如 Asia/Shanghai',
        "第 4 行 hall.windowname：没有这个键；是不是 window_name？",
        "第 6 行 screen.text_scale：写的是 9.0；可以写 1 到 1.25 的数",
        "第 7 行 screen.less_motion：写的是 1；可以写 true 或 false",
        '第 8 行 screen.orientation：写的是 "upright"；可以写 "auto" 或 "landscape" 或 "portrait"',
        '第 10 行 visit.warn_s：写的是 "long"；可以写 20 到 60 的数',
        "第 11 行 visit.entry_s：写的是 nan；可以写 31 到 600 的数",
        "第 13 行 camera.doubt_from：是 0.5，不能大于 camera.live_from（0.4）",
        "第 15 行 health_code.gateway.url：health_code.provider 是 gateway，要写服务地址，如 https://主机/路径",
        '第 16 行 health_code.profile：没有规则档案 "health-2023"；可以写 city-code、health-2022；是不是 health-2022？',
        (f'第 19 行 devices[1].model：没有型号 "lu9061"；可以写 {"、".join(MODELS)}；是不是 lu90614？'),
        '第 21 行 devices[2].name：两台设备都叫 "a"（第 1 台也是）；名字不能重复',
        "第 23 行 devices[2].options.removal：没有这个键；是不是 removal_s？",
        "第 23 行 devices[2].options.blind_removal_s：写的是 400；可以写 0.1 到 60 的数",
        "第 24 行 devices[3].model：这一项必须写；可以写 引号里的文字",
        '第 25 行 devices[3].name：写的是 "B b"；可以写 1 到 32 个小写字母、数字或短横',
        f'第 30 行 devices[4].options.url：写的是 "ttyUSB0"；可以写 {URL}',
        "第 32 行 temperature.low_c：写的是 38.0；可以写 33 到 36 的数",
    ]


DEVICE = '[[devices]]\nname = "r"\nmodel = "sam-serial"\n'
CUFF = '[[devices]]\nname = "%s"\nmodel = "gatt-blood-pressure"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unheard = 1\n", "第 1 行 unheard：没有这个键；这里可以写 hall、screen、"),
        ('"a\\u001b[31m" = 1\n', '第 1 行 "a\\u001b[31m"：没有这个键'),
        ("hall = 3\n", "第 1 行 hall：这里要写一节，如 [hall]，写的是 3"),
        ("[[hall]]\n", "第 1 行 hall：这里要写一节，如 [hall]，写的是 一个数组"),
        ("devices = 3\n", "第 1 行 devices：这里要写 [[devices]]，一台一节，写的是 3"),
        ("devices = [3]\n", "第 1 行 devices[1]：这里要写一节"),
        ("[devices]\nname = 'a'\n", "第 1 行 devices：这里要写 [[devices]]，一台一节，写的是 一节"),
        ('[hall]\nname = "a\\u0007"\n', '第 2 行 hall.name：写的是 "a\\u0007"'),
        ("[hall]\nname = 2026-11-22\n", "第 2 行 hall.name：写的是 2026-11-22"),
        ("[camera]\nwidth = true\n", "第 2 行 camera.width：写的是 true；可以写 320 到 1920 的整数"),
        ("[camera]\nwidth = 640.5\n", "第 2 行 camera.width：写的是 640.5"),
        ("[camera]\nwidth = 99999999999999999999999\n", "第 2 行 camera.width：写的是 9"),
        ("[faces]\nfpir = inf\n", "第 2 行 faces.fpir：写的是 inf；可以写 0.0001 到 0.05 的数"),
        ('[faces]\ncheck_at = "25:00"\n', '第 2 行 faces.check_at：写的是 "25:00"；可以写 24 小时制的时间，如 03:10'),
        ('[faces]\ncheck_at = "03:10\\n"\n', "第 2 行 faces.check_at：写的是"),
        (DEVICE, "第 1 行 devices[1].options.url：这一项必须写；可以写 串口"),
        (DEVICE + "options = 3\n", "第 4 行 devices[1].options：这里要写一节"),
        (DEVICE + 'options = { url = "" }\n', "第 4 行 devices[1].options.url：写的是"),
        (DEVICE + 'options = { url = "ftp://x" }\n', "第 4 行 devices[1].options.url：写的是"),
        (
            DEVICE + 'options.url = "/dev/a"\n[[devices]]\nname = "t"\nmodel = "lu90614"\noptions.url = "/dev/a"\n',
            '第 8 行 devices[2].options.url：和第 1 台设备接在同一处："/dev/a"',
        ),
        (
            '[[devices]]\nname = "a"\nmodel = "pcsc"\n[[devices]]\nname = "b"\nmodel = "pcsc"\n',
            "第 4 行 devices[2]：和第 1 台设备接在同一处",
        ),
        (
            CUFF % "a" + 'options.address = "C0:26:DA:00:12:3G"\n',
            "第 4 行 devices[1].options.address：写的是",
        ),
        (
            CUFF % "a" + 'options.address = "C0:26:DA:00:12:3A"\n'
            + CUFF % "b" + 'options.address = "c0:26:da:00:12:3a"\n',
            "第 8 行 devices[2].options.address：和第 1 台设备接在同一处",
        ),
        (
            CUFF % "a" + 'options.address = "C0:26:DA:00:12:3A"\n'
            + CUFF % "b" + 'options.address = "C0:26:DA:00:12:3B"\n',
            "第 7 行 devices[2].model：第 1 台设备已经是同一种蓝牙仪器",
        ),
        ("[visit]\nwarn_s = 45\n", "第 2 行 visit.warn_s：是 45 秒，要小于 visit.confirm_s（45 秒）"),
        ("[visit]\nwarn_s = 60\nresult_s = 50\n", "第 2 行 visit.warn_s：是 60 秒，要小于 visit.result_s（50 秒）"),
        ("[visit]\nwarn_s = 60\nbp_wait_s = 60\n", "第 2 行 visit.warn_s：是 60 秒，要小于 visit.bp_wait_s（60 秒）"),
        ("[camera]\nlive_from = 0.1\n", "第 2 行 camera.doubt_from：是 0.2，不能大于 camera.live_from（0.1）"),
        ("[camera]\nidle_fps = 9\nactive_fps = 5\n", "第 2 行 camera.idle_fps：是 9，不能大于 camera.active_fps（5）"),
        ('[faces]\nsearch_within = "building"\n', '第 2 行 faces.search_within：写的是 "building"，要同时写 hall.'),
        ('[hall]\ntime_zone = ""\n', "第 2 行 hall.time_zone：没有时区"),
        ('[hall]\ntime_zone = "/etc/localtime"\n', "第 2 行 hall.time_zone：没有时区"),
        ('[hall]\ntime_zone = "../../etc/passwd"\n', "第 2 行 hall.time_zone：没有时区"),
        ('[hall]\ntime_zone = "Asia"\n', "第 2 行 hall.time_zone：没有时区"),
        ('[health_code]\nprofile = "../codes"\n', "第 2 行 health_code.profile：没有规则档案"),
    ],
)  # fmt: skip
def test_mistake_names_its_line_and_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    found = mistakes(tmp_path, text)
    assert any(line.startswith(said) for line in found), found


def test_a_wrong_value_draws_no_guesses_about_others(tmp_path: Path) -> None:
    assert len(mistakes(tmp_path, "[visit]\nwarn_s = 50\nconfirm_s = 'x'\nproblem_s = 51\n")) == 1


@pytest.mark.parametrize(
    ("gateway", "said"),
    [
        ('url = "http://a.invalid"', "url：要以 https 开头"),
        ('url = "a.invalid"', "url：要写成 https://主机"),
        ('url = "https://[::1"', "url：不是网址"),
        ('url = "https://a.invalid/ x"', "url：要写成 https://主机"),
        ('url = "https://u@a.invalid"', "url：地址里不能有"),
        ('url = "https://a.invalid"\nca_file = "{here}/none.pem"', "ca_file：文件"),
        ('url = "https://a.invalid"\nca_file = "{here}"', "ca_file：文件"),
        ('url = "https://a.invalid"\nclient_cert_file = "{here}/text"', "client_cert_file：文件"),
        ('url = "https://a.invalid"\nclient_key_file = "{here}/key.pem"', "client_key_file：有私钥，要同时写"),
    ],
)
def test_gateway_that_cannot_be_used(tmp_path: Path, gateway: str, said: str) -> None:
    (tmp_path / "text").write_text("no certificate")
    (tmp_path / "key.pem").write_text("-----BEGIN PRIVATE KEY-----\n")
    text = f'[health_code]\nprovider = "gateway"\n[health_code.gateway]\n{gateway.format(here=tmp_path)}\n'
    (found,) = mistakes(tmp_path, text)
    assert found.startswith(f"第 {3 + len(gateway.splitlines())} 行 health_code.gateway.{said}")


def test_certificate_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ca.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    monkeypatch.setattr("os.access", lambda file, mode: False)
    lines = f'url = "https://a.invalid"\nca_file = "{tmp_path}/ca.pem"\n'
    (found,) = mistakes(tmp_path, f'[health_code]\nprovider = "gateway"\n[health_code.gateway]\n{lines}')
    assert found.endswith('ca.pem" 没有权限读')


def test_why_a_certificate_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no certificate")
    lines = f'url = "https://a.invalid"\nca_file = "{tmp_path}/none"\nclient_cert_file = "{tmp_path}/text"\n'
    found = mistakes(tmp_path, f'[health_code]\nprovider = "gateway"\n[health_code.gateway]\n{lines}')
    assert [line.rpartition('" ')[2] for line in found] == ["不存在", "不是 PEM 格式的证书或私钥"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfea\x00", "第 1 行 不是 UTF-8 文字，请另存为 UTF-8"),
        (b"[hall]\nname = '\xce\xe2'\n", "第 2 行 不是 UTF-8 文字，请另存为 UTF-8"),
        (b"this is no TOML", "不是 TOML："),
        (b"[hall]\n[hall]\n", "不是 TOML："),
        (b"a = 1\na = 2\n", "不是 TOML："),
        (b"x = " + b"[" * 5000 + b"]" * 5000, "括号套得太深"),
        (b"x = " + b"{a=" * 5000 + b"1" + b"}" * 5000, "括号套得太深"),
        (b"[camera]\nwidth = " + b"9" * 5000 + b"\n", "有一个值读不了："),
        (b"#" * (1 << 20) + b"\n", "文件太大，最多 1 MiB"),
        (b"\x00", "不是 TOML："),
    ],
)
def test_file_that_is_no_toml_text_is_said_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        load(file)
    assert str(refused.value).startswith(f"{file} 有 1 处错误\n  {said}")


def test_what_is_no_file_is_said_in_words(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path / "none", "没有这个文件"), (tmp_path, "这是文件夹，不是文件"), (Path("a\0b"), "这不是文件名"),
        (Path("/dev/zero"), "文件太大"),
    ):  # fmt: skip
        with pytest.raises(SettingsError, match=said):
            load(path)


@pytest.mark.skipif(os.getuid() == 0, reason="root reads every file")
def test_file_of_somebody_else(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.touch(0o000)
    with pytest.raises(SettingsError, match="没有权限读这个文件"):
        load(file)


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_bytes('\ufeff[hall]\r\nname = "梧桐里"\r\n[visit]\r\nwarn_s = 40\r\n'.encode())
    settings = load(file)
    assert (settings.hall.name, settings.visit.warn_s) == ("梧桐里", 40.0)


def test_a_sound_file_is_taken_and_the_rest_are_defaults(tmp_path: Path) -> None:
    settings = accepted(tmp_path, '[[devices]]\nname = "r"\nmodel = "sam-serial"\noptions = { url = "/dev/ttyUSB0" }\n')
    (device,) = settings.devices
    assert (device.name, device.model, device.options) == ("r", "sam-serial", {"url": "/dev/ttyUSB0"})
    assert msgspec.structs.replace(settings, devices=()) == Settings() == load(None)


def test_the_manuals_own_example_names_only_its_missing_certificates(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[3] / "docs" / "technician.zh.md").read_text("utf-8")
    example = manual.partition("```toml\n")[2].partition("```")[0].replace("https://…", "https://a.invalid")
    found = mistakes(tmp_path, example)
    assert [line.split("：")[0].rpartition(".")[2] for line in found] == [
        "ca_file", "client_cert_file", "client_key_file"
    ]  # fmt: skip


def test_two_devices_on_two_wires_are_fine(tmp_path: Path) -> None:
    text = "".join(
        f'[[devices]]\nname = "{name}"\nmodel = "pcsc"\noptions.reader = "{name}"\n' for name in ("acs", "hid")
    )
    assert len(accepted(tmp_path, text).devices) == 2


@pytest.mark.parametrize(
    ("webhook", "said"),
    [
        ('url = "robot"', "url：要写成 https://主机[:端口]/路径"),
        ('url = "http://robot.example.invalid/send"', "url：要以 https 开头；"),
        ('url = "https://li:pin@robot.example.invalid/send"', "url：地址里不能有用户名或 #"),
        ('url = "https://robot.example.invalid/send#x"', "url：地址里不能有用户名或 #"),
        ('url = "https://robot:port/send"', "url：不是网址；"),
        ('url = "https://robot.example.invalid/a b"', "url：要写成 https://主机[:端口]/路径"),
        ('ca_file = "/nowhere/ca.pem"', "ca_file："),
    ],
)
def test_group_robot_that_cannot_be_used(tmp_path: Path, webhook: str, said: str) -> None:
    (found,) = mistakes(tmp_path, f"[calls.webhook]\n{webhook}\n")
    assert found.startswith(f"第 2 行 calls.webhook.{said}")


def test_key_of_a_group_robot_may_stand_behind_the_question_mark(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text('[calls.webhook]\nurl = "https://robot.example.invalid/send?key=1-2"\n')
    assert load(tmp_path / "kiosk.toml").calls.webhook.url.endswith("?key=1-2")
