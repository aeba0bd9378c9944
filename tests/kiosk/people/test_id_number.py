"""Numbers as they are typed and as chips hold them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from devices.cards.text import normalised
from kiosk.people.id_number import NumberProblem, age_on, birth_of, checked, long_form, sex_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "number", "birth", "sex"),
    [
        ("310100194403120020", "310100194403120020", date(1944, 3, 12), "2"),
        ("３１０１００１９４４０３１２００２０", "310100194403120020", date(1944, 3, 12), "2"),
        (" 310100 19440312 0020 ", "310100194403120020", date(1944, 3, 12), "2"),
        ("310100-19440312-0020", "310100194403120020", date(1944, 3, 12), "2"),
        ("310100195010010079", "310100195010010079", date(1950, 10, 1), "1"),
        ("310100440312002", "310100194403120020", date(1944, 3, 12), "2"),
        ("810000190001010018", "810000190001010018", date(1900, 1, 1), "1"),
        ("931840195201010018", "931840195201010018", date(1952, 1, 1), "1"),
        ("usa310000010111", "USA310000010111", None, "0"),
    ],
)
def test_number_that_fits(typed: str, number: str, birth: date | None, sex: str) -> None:
    found = checked(typed, TODAY)
    assert (found.number, found.birth, found.sex) == (number, birth, sex)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "id-number-form"),
        ("31010019440312002", "id-number-form"),
        ("'; DROP TABLE residents; --", "id-number-form"),
        ("3101001944031200200", "id-number-form"),
        ("310100194403120021", "id-number-digit"),
        ("310100194403210020", "id-number-digit"),
        ("USA310000010112", "id-number-digit"),
        ("9" * 5_000_000, "id-number-form"),
        ("٣١٠١٠٠١٩٤٤٠٣١٢٠٠٢٠", "id-number-form"),
    ],
)
def test_number_that_does_not_fit(typed: str, code: str) -> None:
    with pytest.raises(NumberProblem) as problem:
        checked(typed, TODAY)
    assert problem.value.code == code
    assert typed[:6] not in str(problem.value) or not typed


@pytest.mark.parametrize("birth", ["99990101", "20261123", "18491231", "19440230", "19441301", "00000101"])
def test_impossible_birth_date_is_refused_though_the_check_character_fits(birth: str) -> None:
    seventeen = f"310100{birth}002"
    with pytest.raises(NumberProblem) as problem:
        checked(seventeen + mod_11_2.calc_check_digit(seventeen), TODAY)
    assert problem.value.code == "id-number-birth"


@given(st.dates(date(1850, 1, 1), TODAY), st.integers(0, 999), st.sampled_from(["310100", "999999", "110101"]))
def test_every_well_made_number_is_read(birth: date, order: int, area: str) -> None:
    seventeen = f"{area}{birth:%Y%m%d}{order:03d}"
    number = seventeen + mod_11_2.calc_check_digit(seventeen)
    found = checked(number.lower(), TODAY)
    assert (found.number, found.birth, found.sex) == (number, birth, "1" if order % 2 else "2")


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(place: int, shift: int) -> None:
    number = "310100194403120020"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(NumberProblem):
        checked(wrong, TODAY)


@given(st.text(max_size=60))
def test_any_text_has_one_spelling_and_no_text_breaks_the_readers(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
    long_form(text)
    birth_of(text)
    assert sex_of(text) in ("0", "1", "2")


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 3, 11), 81), (date(2026, 3, 12), 82), (date(1944, 3, 12), 0), (date(1944, 3, 11), -1)]
)
def test_age_rises_on_the_birthday(day: date, age: int) -> None:
    assert age_on(date(1944, 3, 12), day) == age


def test_somebody_born_on_a_leap_day() -> None:
    assert age_on(date(1944, 2, 29), date(2025, 2, 28)) == 80
    assert age_on(date(1944, 2, 29), date(2025, 3, 1)) == 81
