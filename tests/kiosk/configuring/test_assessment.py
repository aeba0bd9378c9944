"""The template of the impact assessment: what the settings make the terminal do, and what a hall answers itself."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.cli import main
from kiosk.configuring.assessment import assessment
from kiosk.settings import Settings

HEADS = ["## 一、为什么要评估（第五十五条）", "## 二、处理目的、方式是否合法、正当、必要（第五十六条第一项）",
         "## 三、对个人权益的影响及安全风险（第五十六条第二项）",
         "## 四、保护措施是否合法、有效并与风险相适应（第五十六条第三项）"]  # fmt: skip


def made(settings: Settings) -> str:
    return "\n".join(assessment(settings, "2026-11-29"))


def test_L14_template_has_the_headings_of_the_law_and_is_a_draft_for_lawyers() -> None:
    text = made(Settings())
    assert [line for line in text.splitlines() if line.startswith("## ")] == HEADS
    assert "须由法务确认" in text
    assert "至少保存 3 年，由单位保存，终端不替单位保存" in text
    assert text.count("【待填】") == 12
    assert "不采集人脸" in text  # no camera by default
    assert "健康数值和来访保存 365 天，呼叫 180 天，走访 365 天，操作记录 1095 天" in text
    assert "会把信息交给终端以外的：没有" in text


def test_L14_it_says_what_the_settings_do_and_shows_no_secret() -> None:
    def changed(part: object, **values: object) -> object:
        return msgspec.structs.replace(part, **values)  # type: ignore[type-var]

    plain = Settings()
    gateway = changed(plain.health_code.gateway, url="https://code.example.org/v1?key=s3cret", allow_plain_http=True)
    webhook = changed(plain.calls.webhook, url="https://robot.example.com/send?key=t0ken")
    settings = msgspec.structs.replace(
        plain,
        camera=changed(plain.camera, source="/dev/video0"),
        faces=changed(plain.faces, liveness=False, fpir=0.002),
        health_code=changed(plain.health_code, provider="gateway", gateway=gateway),
        calls=changed(plain.calls, webhook=webhook),
        retention=changed(plain.retention, health_days=90),
        whitelist=changed(plain.whitelist, consent_years=2, min_age=0),
        home_calls=changed(plain.home_calls, absent=True),
    )  # type: ignore[arg-type]
    text = made(settings)
    for said in ("人脸特征", "每次误认 0.20%", "防照片冒充：关", "code.example.org", "robot.example.com",
                 "健康数值和来访保存 90 天", "同意满 2 年到期", "不限年龄", "走访名单会数来的天数：常来的人不来了",
                 "没有加密的连接：健康码网关"):  # fmt: skip
        assert said in text, said
    for secret in ("s3cret", "t0ken", "?key"):
        assert secret not in text


def test_L14_command_writes_a_private_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "assessment.md"
    assert main(["config", "assessment", "--out", str(out), "--data", str(tmp_path / "data")]) == 0
    assert out.read_text("utf-8").startswith("# 梧桐里社区服务中心：个人信息保护影响评估（样稿）\n")
    assert out.stat().st_mode & 0o777 == 0o600
    assert "须由法务确认" in capsys.readouterr().out
    assert not (tmp_path / "data").exists()
