"""Codes issued by the terminal itself."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from devices.identity import DocumentType
from kiosk.health_code import profile as profiles
from kiosk.health_code.embedded import EmbeddedProvider, ReplayGuard
from kiosk.health_code.errors import ScanFault, ScannedCodeRefused, UnknownLevel
from kiosk.health_code.profile import Profile
from kiosk.health_code.provider import Subject
from tests.support.clock import START, ManualClock

WANG = Subject(DocumentType.RESIDENT, "310100194305120027", "王桂英", "resident-1")
KEY = bytes(range(32))


class Levels:
    def __init__(self, levels: dict[str, str]) -> None:
        self.levels = levels

    def level_of(self, resident_id: str) -> str | None:
        return self.levels.get(resident_id)


def provider(
    clock: ManualClock | None = None,
    *,
    key: bytes = KEY,
    site: str = "梧桐里",
    profile: Profile | None = None,
    replay: ReplayGuard | None = None,
    levels: dict[str, str] | None = None,
) -> EmbeddedProvider:
    return EmbeddedProvider(
        profile or profiles.load("health-2022"),
        Levels({"resident-1": "yellow"} if levels is None else levels),
        signing_key=key,
        site=site,
        clock=clock or ManualClock(),
        replay=replay,
    )


def reason(desk: EmbeddedProvider, text: str, now: datetime = START) -> ScanFault:
    with pytest.raises(ScannedCodeRefused) as caught:
        desk.verify(text, now)
    return caught.value.reason


def test_a_code_shows_the_level_of_the_register_for_one_minute() -> None:
    result = provider().query_identity(WANG)
    assert (result.level, result.profile, result.source) == ("yellow", "health-2022", "embedded")
    assert result.issued_at == result.as_of == datetime(2026, 11, 22, 1, 20, 0, tzinfo=UTC)
    assert result.expires_at == datetime(2026, 11, 22, 1, 21, 0, tzinfo=UTC)
    assert len(result.reference) == 16


def test_a_resident_nothing_is_known_about_gets_the_default_level_of_the_profile() -> None:
    assert provider(levels={}).query_identity(WANG).level == "green"
    city = provider(levels={}, profile=profiles.load("city-code"))
    assert city.query_identity(WANG).level == "unregistered"


def test_a_level_the_profile_does_not_have_is_refused_not_shown() -> None:
    with pytest.raises(UnknownLevel):
        provider(levels={"resident-1": "purple"}).query_identity(WANG)


def test_an_issued_code_is_verified_with_what_it_said() -> None:
    desk = provider()
    issued = desk.query_identity(WANG)
    assert desk.verify(issued.qr_text, START + timedelta(seconds=59)) == issued
    assert desk.query_scanned(issued.qr_text + "\r\n") == issued


def test_another_terminal_of_the_site_with_the_same_key_reads_the_code() -> None:
    issued = provider().query_identity(WANG)
    assert provider(levels={}).verify(issued.qr_text, START) == issued


def test_the_code_shows_nothing_of_the_person_or_the_level() -> None:
    text = provider().query_identity(WANG).qr_text
    sealed = base64.b32decode(text.removeprefix("KIOSK1:") + "=" * (-len(text.removeprefix("KIOSK1:")) % 8))
    for secret in (b"310100194305120027", "王桂英".encode(), b"resident-1", b"yellow"):
        assert secret not in sealed
    assert len(text) <= 122  # QR version 5-M in alphanumeric mode


def test_the_length_of_a_code_does_not_tell_the_level() -> None:
    codes = [provider(levels={"resident-1": level}).query_identity(WANG) for level in ("green", "yellow", "red")]
    assert [len(code.qr_text) for code in codes] == [118, 118, 118]


def test_two_codes_of_one_person_cannot_be_linked_by_a_bystander() -> None:
    desk = provider()
    first, second = (desk.query_identity(WANG).qr_text for _ in range(2))
    # Alike only in prefix, version and site tag: 5 bytes are 8 characters of base32.
    assert first[:15] == second[:15]
    assert sum(a == b for a, b in zip(first[16:], second[16:], strict=True)) < 20


def test_the_site_can_tell_whose_code_it_is() -> None:
    desk = provider()
    text = desk.query_identity(WANG).qr_text
    assert desk.is_of(text, "resident-1")
    assert not desk.is_of(text, "resident-2")


def test_a_code_is_refused_from_the_second_it_expires() -> None:
    desk = provider()
    text = desk.query_identity(WANG).qr_text
    assert reason(desk, text, START + timedelta(seconds=60)) is ScanFault.EXPIRED
    assert reason(desk, text, START + timedelta(days=4000)) is ScanFault.EXPIRED


def test_a_code_dated_more_than_five_seconds_ahead_is_refused() -> None:
    desk = provider()
    text = desk.query_identity(WANG).qr_text
    assert desk.verify(text, START - timedelta(seconds=5)).level == "yellow"
    assert reason(desk, text, START - timedelta(seconds=6)) is ScanFault.FUTURE


def test_a_code_of_another_site_is_told_from_a_forged_one() -> None:
    text = provider(site="虹桥路").query_identity(WANG).qr_text
    assert reason(provider(), text) is ScanFault.OTHER_SITE


def test_a_code_made_with_another_key_is_forged() -> None:
    text = provider(key=bytes(32)).query_identity(WANG).qr_text
    assert reason(provider(), text) is ScanFault.FORGED


def test_a_code_relabelled_as_ours_is_forged() -> None:
    text = provider(site="虹桥路").query_identity(WANG).qr_text
    ours = provider().query_identity(WANG).qr_text
    assert reason(provider(), ours[:15] + text[15:]) is ScanFault.FORGED


def test_a_code_made_under_other_rules_does_not_open() -> None:
    city = provider(profile=profiles.load("city-code"), levels={"resident-1": "valid"})
    assert reason(provider(), city.query_identity(WANG).qr_text) is ScanFault.FORGED


def test_with_a_replay_guard_a_code_is_accepted_once_and_forgotten_when_it_expires() -> None:
    guard = ReplayGuard()
    desk = provider(replay=guard)
    text = desk.query_identity(WANG).qr_text
    assert desk.verify(text, START).level == "yellow"
    assert reason(desk, text, START + timedelta(seconds=1)) is ScanFault.REPLAYED
    assert guard.accept(b"other", 99, now_s=int(START.timestamp()) + 60)
    assert len(guard._seen) == 1


@pytest.mark.parametrize("index", range(7, 118, 3))
def test_one_changed_character_anywhere_is_refused(index: int) -> None:
    desk = provider()
    text = desk.query_identity(WANG).qr_text
    changed = text[:index] + ("A" if text[index] != "A" else "B") + text[index + 1 :]
    assert reason(desk, changed) in (ScanFault.FORGED, ScanFault.OTHER_SITE, ScanFault.MALFORMED)


@pytest.mark.parametrize(
    "text",
    ["", "KIOSK1:", "KIOSK1:A", "KIOSK1:" + "A" * 3000, "KIOSK1:" + "a" * 100, "KIOSK2:" + "A" * 101, "KIOSK1:码", "0"],
)
def test_what_is_no_code_of_ours_is_malformed(text: str) -> None:
    assert reason(provider(), text) is ScanFault.MALFORMED


def test_the_second_spelling_of_a_code_is_refused() -> None:
    """Base32 leaves spare bits in the last character; one code must have one text."""
    desk = provider()
    text = desk.query_identity(WANG).qr_text
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    other = text[:-1] + alphabet[alphabet.index(text[-1]) ^ 1]
    packed, again = (base64.b32decode(t[7:] + "=" * (-len(t[7:]) % 8)) for t in (text, other))
    assert packed == again
    assert reason(desk, other) is ScanFault.MALFORMED


@given(text=st.text(max_size=200) | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=130).map("KIOSK1:".__add__))
@example("KIOSK1:" + "AEAAAAAA" * 13 + "AEAAAAA")
def test_whatever_is_scanned_verify_refuses_it_in_words(text: str) -> None:
    desk = provider()
    with pytest.raises(ScannedCodeRefused):
        desk.verify(text, START)
    with pytest.raises(ScannedCodeRefused):
        desk.query_scanned(text)


@given(flips=st.lists(st.integers(min_value=0, max_value=69 * 8 - 1), min_size=1, max_size=4, unique=True))
def test_no_flipped_bit_survives(flips: list[int]) -> None:
    desk = provider(levels={"resident-1": "red"})
    spelled = desk.query_identity(WANG).qr_text.removeprefix("KIOSK1:")
    packed = bytearray(base64.b32decode(spelled + "=" * (-len(spelled) % 8)))
    for flip in flips:
        packed[flip // 8] ^= 1 << flip % 8
    changed = "KIOSK1:" + base64.b32encode(bytes(packed)).decode().rstrip("=")
    assert reason(desk, changed) is not ScanFault.EXPIRED


def test_a_text_of_the_gateway_is_not_read_here() -> None:
    with pytest.raises(ScannedCodeRefused) as caught:
        provider().query_scanned("https://code.example.invalid/1")
    assert caught.value.reason is ScanFault.OTHER_SITE


@pytest.mark.parametrize(("key", "site"), [(b"short", "a"), (KEY, "")])
def test_a_weak_key_or_a_nameless_site_is_refused(key: bytes, site: str) -> None:
    with pytest.raises(ValueError, match=r"key must have at least 32|name of their site"):
        provider(key=key, site=site)


def test_the_format_stays_readable_by_terminals_already_in_the_field() -> None:
    """A fixed code of version 1; a change of the format must raise the version."""
    numbers = iter([b"\x01" * 8, b"\x02" * 12])
    maker = EmbeddedProvider(
        profiles.load("health-2022"),
        Levels({"resident-1": "green"}),
        signing_key=KEY,
        site="梧桐里",
        clock=ManualClock(),
        random_bytes=lambda _: next(numbers),
    )
    issued = maker.query_identity(WANG)
    assert issued.qr_text == FIXED
    assert provider().verify(FIXED, START) == issued
    assert replace(issued, qr_text="").reference == "0101010101010101"


FIXED = (
    "KIOSK1:AESY7NDHAIBAEAQCAIBAEAQCAIBPJAJNHAGBYBE3TADEIIO65624R"
    "5C2CSQI6PBRJCYTOOWLCVF3I7CGMVMZL6ORT772AAWHC2KQCYFMUDGCRQY"
)
