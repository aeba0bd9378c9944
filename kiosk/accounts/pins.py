"""Which PINs may be chosen. Those that are guessed first are not among them."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from kiosk.sentences import Refusal, sentence

LEAST_DIGITS = 6
MOST_DIGITS = 12

_FEWEST_DIFFERENT = 3
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_WALKS = ("1470", "2580", "3690", "159", "357", "753", "951", "741", "852", "963")
_OBVIOUS = frozenset({
    "112233", "445566", "778899", "123321", "147258", "258369", "147369", "789456", "123654", "321456",
    "520131", "521131", "131452", "5201314", "1314520", "1314521", "666888", "100200", "110120", "110119",
})  # fmt: skip
"""What people choose first that no rule below catches: ways over the pad, and numbers that sound like something."""


class PinRefused(Refusal):
    """This PIN cannot be taken."""


def check_pin(pin: str, login: str) -> None:
    """Raises PinRefused for a PIN that is too short or would be guessed first. Its digits are in no message."""
    if not _DIGITS.fullmatch(pin) or not LEAST_DIGITS <= len(pin) <= MOST_DIGITS:
        raise PinRefused(sentence("accounts.pin.form", least=LEAST_DIGITS, most=MOST_DIGITS))
    if len(set(pin)) < _FEWEST_DIFFERENT or _is_run(pin) or _repeats(pin) or _is_obvious(pin):
        raise PinRefused(sentence("accounts.pin.obvious"))
    if _is_a_day(pin):
        raise PinRefused(sentence("accounts.pin.day"))
    if _tells_login(pin, login):
        raise PinRefused(sentence("accounts.pin.login"))


def _is_run(pin: str) -> bool:
    """123456, 987654, 890123: the same step from each digit to the next, 9 before 0."""
    return len({(int(after) - int(before)) % 10 for before, after in pairwise(pin)}) == 1


def _repeats(pin: str) -> bool:
    """123123, 12121212: one part again and again."""
    return any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))


def _is_obvious(pin: str) -> bool:
    return pin in _OBVIOUS or pin[::-1] in _OBVIOUS or any(pin == a + b for a in _WALKS for b in _WALKS)


def _is_a_day(pin: str) -> bool:
    """A date as it is written: 19560312, 560312."""
    if len(pin) == 8 and pin[:2] in ("19", "20"):
        return _is_date(int(pin[:4]), pin[4:6], pin[6:])
    return len(pin) == 6 and _is_date(2000, pin[2:4], pin[4:])


def _is_date(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def _tells_login(pin: str, login: str) -> bool:
    digits = "".join(char for char in login if char.isascii() and char.isdigit())
    return len(digits) >= 4 and any(part in pin or pin in part for part in (digits, digits[::-1]))
