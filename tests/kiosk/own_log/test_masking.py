"""What is left of a line: what is about the terminal; nothing of a person, and no key."""

from __future__ import annotations

import pytest

from kiosk.own_log.masking import LONGEST, masked

TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("王秀英 at 梧桐路 12 号", "•••• at •••• 12 ••••"),
        ("read 310101195001011234", "read ••••"),
        ("read 31010119500101123X!", "read ••••!"),
        ("card 6222 0212 3456 7890 123", "card ••••"),
        ("phone 13800138000, 138-0013-8000, 021-54321234", "phone ••••, ••••, ••••"),
        ("full width 310101195001011234", "full width ••••"),
        (f"secret {TOTP}", "secret ••••"),
        ("key 9f86d081884c7d659a2feaa0c55ad015", "key ••••"),
        ("token dGhpc0lzQTNLZXk5_-8fQ2x1", "token ••••"),
        ("template AQIDBAECAwQBAgMEAQIDBA==", "template ••••"),
        ("visit 01930a2b-7c4d-7e6f-8a9b-0c1d2e3f4a5b", "visit ••••"),
        (r"template b'\x00\xff\x01abc'", "template ••••"),
        ("vector [0.12, -0.5, 1e-3, 4, 5.5, 6, 7]", "vector ••••"),
        ("name b9f0d3a2 or b9 f0 d3 a2", "name •••• or ••••"),
        ("wire 31 30 31 30 31 31 39", "wire ••••"),
        ("asks https://li:pw@gw.example.cn/v1?access_token=1", "asks https://gw.example.cn/••••"),
        ("born 1944-03-12 or 1944.3.12", "born •••• or ••••"),
        ("mail li.hua@example.cn", "mail ••••"),
    ],
)
def test_what_may_be_somebodys_or_a_secret_is_left_out(line: str, kept: str) -> None:
    assert masked(line) == kept


@pytest.mark.parametrize(
    "line",
    [
        "thermometer: WireLost in _read:88 < _turn:41 < _run:190",
        "/dev/serial/by-path/platform-usb-0 opens after 14 tries, 86400 s",
        "store-writer: 12 rows in 3.25 ms, 2026-11-22",
        "DeviceNotAvailableError in announce_calibrations_in_force:12",
        "reaches tcp://10.0.0.7:4001",
    ],
)
def test_what_is_about_the_terminal_stays_as_it_is(line: str) -> None:
    assert masked(line) == line


def test_nobody_begins_a_line_of_their_own_and_none_is_endless() -> None:
    assert masked("one\n2026 ERROR kiosk: two\u202e") == "one 2026 ERROR kiosk: two "
    assert len(masked("word " * 10_000)) == LONGEST
