"""What a profile makes of bytes: literal frames, and every way in which they can be broken."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.lines.decoder import LineDecoder, Outcome
from devices.lines.profile import Profile, parsed
from devices.metrics import known
from devices.simulators.unknown_devices import BLOOD_PRESSURE_PROFILE, SCALE_PROFILE, pressure_frame, scale_line

SCALE, PRESSURE = (msgspec.convert(parsed(text), Profile) for text in (SCALE_PROFILE, BLOOD_PRESSURE_PROFILE))
LINE = b"ST,GS,  +62.5kg*2B\r\n"
MOVING = b"US,GS,  +62.5kg*2A\r\n"
FRAME = bytes.fromhex("FDFD 06 01 0080 004C 46 19".replace(" ", ""))
NOTHING = {"sys": None, "dia": None, "pulse": None}


def profile_of(head: str, **field: object) -> Profile:
    """A scale with one field."""
    table = parsed(f'title = "x"\nkind = "scale"\n{head}')
    return msgspec.convert(table | {"field": [{"metric": "weight", "unit": "kg", **field}]}, Profile)


def heard(profile: Profile, *pieces: bytes, apart_s: float = 0.1) -> list[Outcome]:
    decoder = LineDecoder(profile)
    return [outcome for i, data in enumerate(pieces) for outcome in decoder.feed(data, i * apart_s)]


def values(outcomes: list[Outcome]) -> list[dict[str, float | None]]:
    return [{q.metric: q.value for q in outcome.quantities} for outcome in outcomes]


def test_the_simulators_send_what_is_written_here() -> None:
    assert scale_line(62.5) == LINE
    assert scale_line(62.5, steady=False) == MOVING
    assert pressure_frame(128, 76, 70) == FRAME


def test_bytes_with_a_length_and_a_sum() -> None:
    outcomes = heard(PRESSURE, FRAME)
    assert values(outcomes) == [{"sys": 128, "dia": 76, "pulse": 70}]
    assert [q.unit for q in outcomes[0].quantities] == ["mm[Hg]", "mm[Hg]", "/min"]


def test_what_the_profile_does_not_read_is_not_kept() -> None:
    patient = pressure_frame(128, 76, 70, user=0x5A)
    assert heard(PRESSURE, patient)[0].raw == bytes.fromhex("FDFD06000080004C46") + patient[-1:]
    assert heard(SCALE, LINE, LINE, LINE)[0].raw == b"ST,00,  +62.5kg*2B"
    assert (
        heard(profile_of("[frame]", way="column", column=2), "王桂英,62.5\r\n".encode())[0].raw == b"0" * 9 + b",62.5"
    )


def test_a_scale_is_read_when_it_has_come_to_rest() -> None:
    assert heard(SCALE, LINE, LINE, MOVING, LINE, LINE) == []
    assert values(heard(SCALE, LINE, LINE, LINE, LINE, LINE)) == [{"weight": 62.5}]


def test_values_that_wander_do_not_agree() -> None:
    wander = [scale_line(kg) for kg in (62.0, 62.2, 62.4, 62.6, 62.6, 62.5)]
    assert values(heard(SCALE, *wander)) == [{"weight": 62.5}]


def test_a_person_who_stays_is_weighed_once_and_the_next_anew() -> None:
    stays, empty = [LINE] * 100, [scale_line(0.0)] * 3
    assert values(heard(SCALE, *stays, *empty, *stays)) == [{"weight": 62.5}, {"weight": 62.5}]


def test_the_same_measurement_told_twice_is_one_and_later_it_is_another() -> None:
    assert len(heard(PRESSURE, FRAME, FRAME, apart_s=4.9)) == 1
    assert len(heard(PRESSURE, FRAME, FRAME, apart_s=5.0)) == 2


def test_a_wrong_sum_is_a_measurement_that_went_wrong() -> None:
    outcomes = heard(PRESSURE, FRAME[:-1] + b"\x18")
    assert (values(outcomes), outcomes[0].refused) == ([NOTHING], "unreadable")


def test_pressure_that_cannot_be_is_refused() -> None:
    outcomes = heard(PRESSURE, pressure_frame(261, 76, 70))
    assert (values(outcomes), outcomes[0].refused) == ([NOTHING], "out-of-limits")


def test_a_stream_of_broken_frames_is_told_once_in_five_seconds() -> None:
    broken = FRAME[:-1] + b"\x18"
    assert len(heard(PRESSURE, *[broken] * 50)) == 1
    assert len(heard(PRESSURE, *[broken] * 51)) == 2


def test_a_broken_frame_after_a_good_one_is_told_again() -> None:
    broken = FRAME[:-1] + b"\x18"
    assert values(heard(PRESSURE, broken, FRAME, broken)) == [NOTHING, {"sys": 128, "dia": 76, "pulse": 70}, NOTHING]


def test_a_profile_may_have_narrower_limits_than_the_metric() -> None:
    profile = profile_of("[frame]", way="column", least=20, most=150)
    assert [o.refused for o in heard(profile, b"150.1\r\n", apart_s=0)] == ["out-of-limits"]
    assert [o.refused for o in heard(profile, b"19.9\r\n")] == ["out-of-limits"]
    assert values(heard(profile, b"150.0\r\n")) == [{"weight": 150.0}]


def test_lines_that_begin_otherwise_are_passed_over() -> None:
    profile = profile_of('[frame]\nstart = "57"', way="characters", at=1, length=4)
    assert values(heard(profile, b"T36.5\r\nW62.5\r\n")) == [{"weight": 62.5}]


def test_a_length_that_no_frame_has_is_not_waited_for() -> None:
    profile = msgspec.structs.replace(PRESSURE, frame=msgspec.structs.replace(PRESSURE.frame, longest=32))
    assert values(heard(profile, b"\xfd\xfd\xf0" + FRAME)) == [{"sys": 128, "dia": 76, "pulse": 70}]


def test_another_unit_on_the_display_is_refused_instead_of_misread() -> None:
    profile = profile_of("[frame]", way="characters", at=0, length=8, follows="kg")
    assert values(heard(profile, b"  62.5kg\r\n")) == [{"weight": 62.5}]
    assert [o.refused for o in heard(profile, b" 137.8lb\r\n")] == ["unreadable"]


@pytest.mark.parametrize(
    ("field", "frame", "value"),
    [
        ({"at": 1, "length": 2, "scale": 0.1}, "AA0271", 62.5),
        ({"at": 1, "length": 2, "scale": 0.1, "endian": "little"}, "AA7102", 62.5),
        ({"at": 1, "length": 2, "scale": 0.1, "number": "bcd"}, "AA0625", 62.5),
        ({"at": 1, "length": 2, "scale": 0.1, "number": "bcd", "endian": "little"}, "AA2506", 62.5),
        ({"at": 1, "length": 4, "number": "ascii"}, "AA36322E35", 62.5),
        ({"at": 1, "length": 2, "number": "signed", "offset": 63.5}, "AAFFFF", 62.5),
        ({"at": 1, "length": 2, "unit": "g", "scale": 10}, "AA186A", 62.5),
        ({"at": 1, "length": 2, "unit": "[lb_av]", "scale": 0.1}, "AA0562", 62.505029),
        ({"at": 1, "length": 2, "scale": 0.1, "number": "bcd"}, "AA062A", None),
        ({"at": 1, "length": 4, "number": "ascii"}, "AA362E2E35", None),
    ],
)
def test_kinds_of_numbers(field: dict[str, object], frame: str, value: float | None) -> None:
    data = bytes.fromhex(frame)
    profile = profile_of(f'[frame]\nway = "fixed"\nstart = "AA"\nlength = {len(data)}', way="bytes", **field)
    assert values(heard(profile, data)) == [{"weight": value}]


def test_columns_apart_by_runs_of_blanks() -> None:
    profile = profile_of("[frame]", way="column", separator=" ", column=2)
    assert values(heard(profile, b"  WT:   62.5  \r\n")) == [{"weight": 62.5}]
    assert heard(profile, b"WT:\r\n") == []


def test_a_start_inside_a_frame_is_found_behind_a_broken_one() -> None:
    assert values(heard(PRESSURE, FRAME[:5] + FRAME)) == [NOTHING, {"sys": 128, "dia": 76, "pulse": 70}]


def test_the_beginning_of_a_frame_is_given_up_after_a_second() -> None:
    decoder = LineDecoder(PRESSURE)
    decoder.feed(FRAME[:4], 0.0)
    assert values(decoder.feed(FRAME, 1.0)) == [{"sys": 128, "dia": 76, "pulse": 70}]


def test_a_line_without_end_is_thrown_away_up_to_the_next() -> None:
    profile = profile_of("[frame]\nlongest = 16", way="column")
    assert values(heard(profile, b"9" * 17, b"70.0\r\n", b"62.5\r\n")) == [{"weight": 62.5}]


def is_honest(outcome: Outcome) -> bool:
    """Values within their limits, or a reason and none."""
    if outcome.refused:
        return {q.value for q in outcome.quantities} == {None}
    return all(
        q.value is not None and known()[q.metric].hard[0] <= q.value <= known()[q.metric].hard[1]
        for q in outcome.quantities
    )


@pytest.mark.parametrize(("profile", "frame"), [(SCALE, LINE * 3), (PRESSURE, FRAME)], ids=["text", "bytes"])
def test_every_prefix_is_a_reading_or_none(profile: Profile, frame: bytes) -> None:
    whole = [heard(profile, frame[:end]) for end in range(len(frame) + 1)]
    assert [len(found) for found in whole[:-1]] == [0] * len(frame)
    assert len(whole[-1]) == 1


@pytest.mark.parametrize(("profile", "frame"), [(SCALE, LINE), (PRESSURE, FRAME)], ids=["text", "bytes"])
def test_no_change_of_one_byte_makes_another_number(profile: Profile, frame: bytes) -> None:
    right = values(heard(profile, frame * profile.steady.frames))
    for at in range(len(frame)):
        for byte in set(range(256)) - {frame[at]}:
            changed = frame[:at] + bytes([byte]) + frame[at + 1 :]
            outcomes = heard(profile, changed * profile.steady.frames)
            assert all(is_honest(outcome) for outcome in outcomes)
            assert all(said in right for said, o in zip(values(outcomes), outcomes, strict=True) if not o.refused)


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_whatever_comes_ends_in_a_reading_or_a_refusal(pieces: list[bytes]) -> None:
    for profile in (SCALE, PRESSURE):
        assert all(is_honest(outcome) for outcome in heard(profile, *pieces))
