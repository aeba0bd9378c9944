"""The profile that comes of what was heard."""

from __future__ import annotations

from decimal import Decimal

from devices.lines.profile import Checksum, Field, Profile, Steady
from devices.simulators.unknown_devices import pressure_frame, scale_line
from kiosk.learning.draft import Draft
from kiosk.learning.heard import Burst

MESSAGES = [scale_line(kg, steady=kg > 60) for kg in (0.0, 48.0, 61.8, 62.1, 62.5, 62.5, 62.5)]


def scale(every_s: float) -> Draft:
    draft = Draft("scale")
    draft.heard([Burst(every_s * i, data) for i, data in enumerate(MESSAGES)])
    (frame,) = draft.frames(1)
    draft.put(draft.candidates("weight", "kg", [(frame, Decimal("62.5"))])[0])
    return draft


def test_a_display_sent_on_and_on_is_read_when_it_has_come_to_rest() -> None:
    profile = scale(0.1).profile("Scale")
    assert profile == Profile(
        title="Scale",
        kind="scale",
        frame=profile.frame,
        checksum=Checksum(kind="xor8", gap=1, text=True),
        steady=Steady(marker="5354", frames=3, within=0.1, idle_below=5.0),
        field=(Field(metric="weight", way="column", column=3, follows="kg", unit="kg"),),
    )


def test_a_device_that_speaks_once_a_measurement_is_believed_each_time() -> None:
    assert scale(20.0).profile("x").steady == Steady()


def test_the_readings_a_terminal_would_have_had() -> None:
    draft = scale(0.1)
    (reading,) = draft.readings([Burst(0.1 * i, data) for i, data in enumerate(MESSAGES)])
    assert [(q.metric, q.value) for q in reading.quantities] == [("weight", 62.5)]
    draft.drop("weight")
    assert draft.readings([Burst(0.1 * i, data) for i, data in enumerate(MESSAGES)]) == ()


def test_a_broken_frame_is_not_among_those_that_are_shown() -> None:
    draft = Draft("blood-pressure")
    frames = [pressure_frame(118, 72, 66), pressure_frame(131, 84, 71), pressure_frame(128, 76, 70)]
    draft.heard([Burst(10.0 * i, data) for i, data in enumerate(frames)])
    broken = frames[2][:-1] + b"\x00"
    draft.hear_more([Burst(30.0, frames[0]), Burst(40.0, broken)])
    assert draft.frames(5) == (frames[0],)


def test_a_way_that_was_chosen_stays_while_more_is_heard() -> None:
    draft = Draft("blood-pressure")
    frames = [pressure_frame(100 + i, 70 + i, 60 + i) for i in range(8)]
    draft.heard([Burst(10.0 * i, data) for i, data in enumerate(frames[:4])])
    assert [guess.frame.way for guess in draft.guesses][:2] == ["fixed", "counted"]
    draft.choose(1)
    draft.heard([Burst(10.0 * i, data) for i, data in enumerate(frames)])
    assert (draft.frame.way, len(draft.frames(99))) == ("counted", 8)


def test_a_display_that_rests_for_minutes_does_not_undo_what_was_recognised() -> None:
    draft = Draft("scale")
    draft.heard([Burst(0.1 * i, data) for i, data in enumerate(MESSAGES)])
    assert (draft.distinct, draft.checksum.kind) == (5, "xor8")
    draft.heard([Burst(10 + 0.1 * i, MESSAGES[-1]) for i in range(200)])
    assert (draft.distinct, draft.checksum.kind) == (5, "xor8")


def test_a_checksum_that_one_frame_breaks_is_none() -> None:
    draft = Draft("scale")
    draft.heard([Burst(0.1 * i, data) for i, data in enumerate(MESSAGES)])
    draft.heard([Burst(1.0 + 0.1 * i, data) for i, data in enumerate([*MESSAGES, b"ST,GS,  +62.5kg*00\r\n"])])
    assert draft.checks == ()
