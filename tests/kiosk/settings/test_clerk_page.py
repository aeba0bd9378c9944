"""The clerk's page opens a port: it is off, and what would open more than was meant is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import Settings
from tests.kiosk.settings.test_loading import accepted, mistakes

NO_ADDRESS = (
    "第 2 行 clerk_page.address：打开窗口页面，要写这台终端在站点内网的一个地址，如 192.168.3.20；"
    "不能是 0.0.0.0、:: 或主机名"
)


def test_it_is_off() -> None:
    assert not Settings().clerk_page.enabled


@pytest.mark.parametrize(
    "address", ["", "0.0.0.0", "::", "224.0.0.1", "kiosk.local", "192.168.3.20/24", "192.168.003.020", "fe80::1%eth0"]
)
def test_every_network_and_no_address_are_refused(tmp_path: Path, address: str) -> None:
    assert mistakes(tmp_path, f'[clerk_page]\naddress = "{address}"\nenabled = true\n') == [NO_ADDRESS]


@pytest.mark.parametrize("address", ["192.168.3.20", "10.0.0.7", "127.0.0.1", "fd00::20"])
def test_one_address_is_taken(tmp_path: Path, address: str) -> None:
    assert accepted(tmp_path, f'[clerk_page]\nenabled = true\naddress = "{address}"\n').clerk_page.port == 8443


def test_a_key_without_its_certificate_and_a_file_that_is_not_there_are_said(tmp_path: Path) -> None:
    head = '[clerk_page]\nenabled = true\naddress = "192.168.3.20"\n'
    (tmp_path / "hall.key").write_text("-----BEGIN PRIVATE KEY-----")
    assert mistakes(tmp_path, f'{head}key_file = "{tmp_path}/hall.key"\n') == [
        "第 4 行 clerk_page.key_file：有私钥，要同时写 certificate_file"
    ]
    assert mistakes(tmp_path, f'{head}certificate_file = "{tmp_path}/none.pem"\n') == [
        f'第 4 行 clerk_page.certificate_file：文件 "{tmp_path}/none.pem" 不存在'
    ]


def test_while_it_is_off_nothing_more_is_asked(tmp_path: Path) -> None:
    assert not accepted(tmp_path, '[clerk_page]\naddress = ""\ncertificate_file = "/none"\n').clerk_page.enabled


@pytest.mark.parametrize("line", ["port = 443", "port = 70000", "session_minutes = 1", "session_minutes = 10000"])
def test_bounds(tmp_path: Path, line: str) -> None:
    assert len(mistakes(tmp_path, f"[clerk_page]\n{line}\n")) == 1
