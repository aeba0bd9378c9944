"""Oximeters that send on and on: frames in noise, and when samples become a value."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.decoding import Decoded, Outcome, RefusalCode, Refused, decoded, quantity
from devices.events import Quality
from devices.instruments import bci_frames, cms50d_frames
from devices.instruments.bci_frames import BciFramer
from devices.instruments.cms50d_frames import Cms50dFramer
from devices.instruments.steadiness import Sample, Steady

CMS = bytes.fromhex("01E085B396C1E1FFFF")
BCI = bytes.fromhex("C63A074861")
NO_FINGER = Refused(RefusalCode.NO_FINGER)


@pytest.mark.parametrize(
    ("make", "frame", "noise"),
    [
        (Cms50dFramer, CMS, b"\x80\xff"),  # what is left of a frame before it
        (Cms50dFramer, CMS, b"\x01\x80\x80"),  # a frame broken off
        (Cms50dFramer, CMS, b"\x0c" + b"\x80" * 8),  # another kind
        (BciFramer, BCI, b"\x01\x02"),
        (BciFramer, BCI, b"\x86\x3a"),
    ],
)
def test_frames_are_found_in_noise_however_they_are_cut(
    make: type[Cms50dFramer | BciFramer], frame: bytes, noise: bytes
) -> None:
    sent = noise + frame + frame + noise + frame
    assert make().feed(sent) == [frame] * 3
    framer = make()
    assert [found for byte in sent for found in framer.feed(bytes((byte,)))] == [frame] * 3


def test_frames_broken_off_are_counted() -> None:
    cms, bci = Cms50dFramer(), BciFramer()
    cms.feed(CMS[:5] + CMS + b"\x0c\x80" + CMS)
    bci.feed(BCI[:3] + BCI)
    assert (cms.rejected, bci.rejected) == (1, 1)


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_arbitrary_bytes_raise_nothing_and_cost_at_most_one_frame(pieces: list[bytes]) -> None:
    for make, frame, read in ((Cms50dFramer, CMS, cms50d_frames.sample), (BciFramer, BCI, bci_frames.sample)):
        framer = make()
        for piece in pieces:
            for found in framer.feed(piece):
                read(found)
        assert framer.feed(frame)[-1:] == [frame]


def sample(spo2: float = 97, pulse: float = 72, wave: int | None = None) -> Sample:
    return Sample(decoded([quantity("spo2", spo2, "%"), quantity("pulse", pulse, "/min")]), wave)


def told(samples: Iterator[Sample] | list[Sample], begin_s: float, steady: Steady, hz: int = 10) -> list[Outcome]:
    """What comes of samples that follow one another."""
    found = (steady.feed(each, begin_s + index / hz) for index, each in enumerate(samples))
    return [outcome for outcome in found if outcome is not None]


def values(outcome: Outcome) -> tuple[float | None, float | None]:
    assert isinstance(outcome, Decoded)
    return outcome.value("spo2"), outcome.value("pulse")


def test_a_value_needs_six_seconds_of_agreement_and_is_told_once() -> None:
    steady = Steady()
    assert told([sample()] * 60, 0.0, steady) == []
    (found,) = told([sample()] * 100, 6.0, steady)
    assert values(found) == (97.0, 72.0)
    assert steady.told


def test_the_value_is_the_middle_of_what_agreed() -> None:
    samples = [sample(96, 70), sample(97, 72), sample(98, 78)] * 21
    (found,) = told(samples, 0.0, Steady())
    assert values(found) == (97.0, 72.0)


@pytest.mark.parametrize("jump", [sample(97 - 3), sample(97, 72 + 9)])
def test_a_jump_begins_the_waiting_anew(jump: Sample) -> None:
    steady = Steady()
    assert told([sample()] * 50 + [jump] + [sample()] * 59, 0.0, steady) == []
    assert told([sample()] * 3, 11.0, steady) != []


def test_searching_in_the_middle_is_not_said_and_begins_anew() -> None:
    searching = Sample(Refused(RefusalCode.SEARCHING))
    steady = Steady()
    assert told([sample()] * 50 + [searching] + [sample()] * 60, 0.0, steady) == []
    assert len(told([sample()] * 3, 11.1, steady)) == 1


def test_a_finger_that_slips_off_before_there_is_a_value_is_said_once() -> None:
    steady = Steady()
    off = Sample(NO_FINGER)
    assert told([off] * 30, 0.0, steady) == []  # nobody is there: nothing went wrong
    assert told([sample()] * 30 + [off] * 30, 3.0, steady) == [NO_FINGER]


def test_taking_the_finger_out_afterwards_is_right_and_the_next_finger_is_the_next_measurement() -> None:
    steady = Steady()
    off = Sample(NO_FINGER)
    assert len(told([sample()] * 62 + [off] * 30, 0.0, steady)) == 1
    (second,) = told([sample(95, 60)] * 62, 9.2, steady)
    assert values(second) == (95.0, 60.0)


def test_after_a_pause_samples_are_of_somebody_else() -> None:
    steady = Steady()
    assert len(told([sample()] * 62, 0.0, steady)) == 1
    assert told([sample()] * 60, 8.2, steady) == []
    assert len(told([sample()] * 2, 14.2, steady)) == 1


def test_a_sensor_on_the_table_has_98_percent_and_no_pulse_wave() -> None:
    steady = Steady()
    flat = told([sample(98, 72, wave=40)] * 200, 0.0, steady)
    assert flat == [NO_FINGER]
    moving = [sample(98, 72, wave=index % 20) for index in range(100)]
    (found,) = told(moving, 20.0, steady)
    assert values(found) == (98.0, 72.0)


def test_doubt_in_most_samples_stays_with_the_value_and_in_few_it_does_not() -> None:
    held = [quantity("spo2", 97, "%"), quantity("pulse", 72, "/min")]
    doubt = Sample(decoded(held, doubtful=True, flags=["low-perfusion"]))
    for often, quality, flags in ((2, Quality.DOUBTFUL, ("low-perfusion",)), (0, Quality.GOOD, ())):
        samples = [doubt if index % 3 < often or index % 6 == 1 else sample() for index in range(60)] + [doubt] * 2
        (found,) = told(samples, 0.0, Steady())
        assert isinstance(found, Decoded)
        assert (found.quality, found.flags) == (quality, flags)
