"""What the kernel's word about its clock means."""

from __future__ import annotations

import pytest

from devices.clock_proof import is_synchronised, says_so


@pytest.mark.parametrize(
    ("state", "status", "error_us", "proved"),
    [
        (0, 0x2001, 500, True),  # chrony or timesyncd
        (1, 0x2011, 500, True),  # a leap second is announced
        (5, 0x0040, 16_000_000, False),  # nobody keeps it
        (0, 0x0041, 500, False),
        (5, 0x2001, 500, False),
        (0, 0x2001, 16_000_000, False),  # its service has been gone for days
        (-1, 0, 0, False),  # refused
    ],
)
def test_only_a_clock_that_is_kept_is_proved(state: int, status: int, error_us: int, proved: bool) -> None:
    assert says_so(state, status, error_us) is proved


def test_asking_changes_nothing_and_answers() -> None:
    assert is_synchronised() in (True, False)
