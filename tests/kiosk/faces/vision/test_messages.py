"""What goes between the kiosk and the vision process."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.vision.messages import (
    Beat,
    Broke,
    GallerySet,
    Loaded,
    MessageError,
    VisionEvent,
    decode_entries,
    decode_line,
    encode_command,
    encode_entries,
    encode_event,
    encode_notice,
)
from kiosk.visits.events import (
    FaceHint,
    FaceMatched,
    FaceSeen,
    FaceUnknown,
    Facility,
    FacilityChanged,
    PersonLeft,
    SomebodyNear,
)

EVENTS: list[VisionEvent] = [
    SomebodyNear(),
    PersonLeft(),
    FaceSeen(3, FaceHint.LOOK_HERE, 0.25),
    FaceMatched(3, "0192-resident", 0.71),
    FaceUnknown(4),
    FacilityChanged(Facility.CAMERA, False, "camera-gone"),
    FacilityChanged(Facility.CAMERA, True),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: type(e).__name__)
def test_event_arrives_as_it_was_sent(event: VisionEvent) -> None:
    line = encode_event(event)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_line(line[:-1]) == event


@pytest.mark.parametrize("notice", [Beat(2.0), Loaded("dlib", "v", 1.5), GallerySet(3, 2, 1), Broke("KeyError in x:3")])
def test_notice_arrives_as_it_was_sent(notice: Beat | Loaded | GallerySet | Broke) -> None:
    assert decode_line(encode_notice(notice)) == notice


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b"[]", b"null", b"hello", b'{"is":"event","name":"opened"}', b'{"is":"beat"}', b"\xff\xfe",
     b'{"is":"event","name":"seen","hint":"wink"}', b'{"is":"event","name":"seen","session":"1"}', b"[" * 5000],
    ids=range(11),
)  # fmt: skip
def test_line_that_is_no_message_is_refused_without_quoting_it(line: bytes) -> None:
    with pytest.raises(MessageError) as caught:
        decode_line(line)
    assert str(caught.value) == "a line that is no message"
    assert caught.value.__suppress_context__


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(line: bytes) -> None:
    try:
        decode_line(line)
    except MessageError:
        return


@given(
    st.lists(st.tuples(st.text(max_size=40), st.lists(st.floats(-4, 4, width=32), min_size=1, max_size=8)), max_size=5)
)
def test_templates_arrive_bit_for_bit(people: list[tuple[str, list[float]]]) -> None:
    entries = [GalleryEntry(who, "dlib", "1", np.array(v, np.float32)) for who, v in people]
    line = encode_command("gallery", entries=encode_entries(entries))
    assert line.count(b"\n") == 1
    back = decode_entries(json.loads(line)["entries"])
    assert [(e.resident_id, e.engine, e.version, e.vector.tobytes()) for e in back] == [
        (e.resident_id, e.engine, e.version, e.vector.tobytes()) for e in entries
    ]


@pytest.mark.parametrize("rows", [None, 3, [[]], [["a", "b", "c"]], [["a", "b", "c", "*"]], [["a", "b", "c", "AAA="]]])
def test_templates_that_cannot_be_read_are_refused(rows: object) -> None:
    with pytest.raises(MessageError):
        decode_entries(rows)
