"""Which PINs may be chosen, and what an account may be called."""

from __future__ import annotations

import pytest

from kiosk.accounts.logins import LoginRefused, checked_login
from kiosk.accounts.pins import PinRefused, check_pin
from kiosk.accounts.set_up import new_code, typed_code

OBVIOUS = [
    "000000", "888888", "123456", "654321", "234567", "890123", "109876", "135791", "121212", "123123", "778778",
    "111222", "112211", "112233", "123321", "147258", "258369", "963852", "159357", "520131", "5201314", "1314520",
    "12345678", "87654321", "12341234", "666888",
]  # fmt: skip


@pytest.mark.parametrize("pin", OBVIOUS)
def test_D1_what_is_guessed_first_is_not_taken(pin: str) -> None:
    with pytest.raises(PinRefused) as refused:
        check_pin(pin, "li")
    assert refused.value.code == "obvious"
    assert pin not in refused.value.sentence


@pytest.mark.parametrize(
    "pin", ["", "12345", "73916", "1234567890123", "73o164", "７３９１６４", "739 164", "-39164", "٧٣٩١٦٤"]
)
def test_D1_a_pin_is_six_to_twelve_digits(pin: str) -> None:
    with pytest.raises(PinRefused) as refused:
        check_pin(pin, "li")
    assert refused.value.sentence == "密码用 6 到 12 位数字。"


@pytest.mark.parametrize("pin", ["560312", "19560312", "20080808", "960229", "010630"])
def test_a_day_is_not_taken_because_it_may_be_a_birthday(pin: str) -> None:
    with pytest.raises(PinRefused) as refused:
        check_pin(pin, "li")
    assert refused.value.code == "day"


@pytest.mark.parametrize(("login", "pin"), [("wang6274", "627439"), ("wang6274", "394726"), ("60274831", "274831")])
def test_the_digits_of_the_login_are_not_taken(login: str, pin: str) -> None:
    with pytest.raises(PinRefused) as refused:
        check_pin(pin, login)
    assert refused.value.code == "login"


@pytest.mark.parametrize("pin", ["739164", "947205", "991382", "5603124", "561399", "73916427", "18560312", "627439"])
def test_any_other_is(pin: str) -> None:
    check_pin(pin, "li627")


@pytest.mark.parametrize("login", ["", "l", "李秀华", "li hua", "li/hua", "-li", "l" * 17, "310101195603120020"])
def test_a_login_is_short_and_plain_and_no_document_number(login: str) -> None:
    with pytest.raises(LoginRefused):
        checked_login(login)


@pytest.mark.parametrize(("typed", "kept"), [(" Li.Hua ", "li.hua"), ("w3", "w3"), ("zhao_jp-2", "zhao_jp-2")])
def test_a_login_is_kept_in_small_letters(typed: str, kept: str) -> None:
    assert checked_login(typed) == kept


def test_a_set_up_code_is_sixteen_digits_however_its_groups_are_typed_and_never_twice_the_same() -> None:
    first, second = new_code(), new_code()
    assert first != second
    assert [len(group) for group in first.split(" ")] == [4, 4, 4, 4]
    assert typed_code(f" {first.replace(' ', '-')}\n") == first.replace(" ", "")
