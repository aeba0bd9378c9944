"""The search of names against a slow one that tries everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.members.name_keys import BEGINS, NONE, WHOLE, WITHIN, NameKeys, letters_of
from kiosk.typing.readings import readings

CHARACTERS = "王汪秀英应单田芳欧阳安一𬭎e"
NAMES = st.lists(st.text(CHARACTERS, min_size=1, max_size=4), min_size=1, max_size=6)
WANTED = st.text("wangxiuyeod王秀一", min_size=1, max_size=7)


def stands_for(piece: str, letter: str, *, whole: bool) -> bool:
    if piece == letter:
        return True
    syllables = [s for s in readings().syllables if letter in readings().today(s)]
    return any(syllable == piece if whole else syllable.startswith(piece) for syllable in syllables)


def ends(wanted: str, name: str, *, whole: bool) -> list[int]:
    """How many letters of the name can be taken for all that is wanted."""
    if not wanted:
        return [0]
    found = []
    for length in range(1, min(6, len(wanted)) + 1):
        last = length == len(wanted)
        if name and stands_for(wanted[:length], name[0], whole=whole and last):
            found += [1 + more for more in ends(wanted[length:], name[1:], whole=whole)]
    return found


def grade(wanted: str, name: str) -> int:
    if len(name) in ends(wanted, name, whole=True):
        return WHOLE
    if ends(wanted, name, whole=False):
        return BEGINS
    one_letter = len(wanted) == 1 and wanted.isascii()
    later = any(ends(wanted, name[at:], whole=False) for at in range(1, len(name)))
    return WITHIN if later and not one_letter else NONE


@given(NAMES, WANTED)
def test_it_finds_what_a_slow_search_finds(names: list[str], wanted: str) -> None:
    keys = NameKeys()
    half = len(names) // 2
    keys.add(enumerate(names[:half]))
    keys.fits(wanted, half)  # tables made for few characters serve for more of them
    keys.add((half + at, name) for at, name in enumerate(names[half:]))
    assert keys.fits(wanted, len(names)).tolist() == [grade(wanted, name) for name in names]


def test_one_person_with_two_names_is_found_by_the_better_one() -> None:
    keys = NameKeys()
    keys.add([(0, "艾玛"), (0, "WHITE, EMMA"), (1, "·")])
    assert [keys.fits(letters_of(text), 2).tolist() for text in ("am", "white", "emma", "WhiteEmma", "zz")] == [
        [BEGINS, NONE], [BEGINS, NONE], [WITHIN, NONE], [WHOLE, NONE], [NONE, NONE]
    ]  # fmt: skip


def test_wiped_it_holds_no_character() -> None:
    keys = NameKeys()
    keys.add([(0, "王秀英")])
    signs = keys._signs
    keys.wipe()
    assert signs.tolist() == [0, 0, 0, 0, 0]
    assert keys.fits("w", 1).tolist() == [NONE]
