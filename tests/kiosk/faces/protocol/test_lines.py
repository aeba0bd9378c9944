"""What goes between the kiosk and the vision process."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.client.members import Members
from kiosk.faces.events import (
    CardNeeded,
    FaceChecks,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    PersonLeft,
    SomebodyNear,
)
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.matching.policy import Policy
from kiosk.faces.protocol.lines import (
    MessageError,
    decode_command,
    decode_line,
    decode_rows,
    encode_command,
    encode_event,
    encode_notice,
    encode_rows,
)
from kiosk.faces.protocol.messages import (
    Beat,
    Broke,
    Decided,
    EnrolmentFailed,
    EnrolmentFault,
    EnrolmentTaken,
    Event,
    GallerySet,
    Health,
    HolderVector,
    Loaded,
    LookAlikes,
    Missing,
    Notice,
    Outcome,
    PolicySet,
    Renewing,
    Sample,
)
from kiosk.facilities import Facility, FacilityChanged

EVENTS: list[Event] = [
    SomebodyNear(),
    PersonLeft(),
    FaceSeen(3, FaceHint.LOOK_HERE, 0.25),
    FaceSeen(3, FaceHint.TURN_LEFT, 1.0, FaceChecks(near=True, lit=False, straight=True)),
    FaceMatched(4, "r1", 0.9231),
    FaceMatched(4, "r1", 0.5, sure=False),
    FaceUnknown(5),
    *(FaceNeedsCard(6, why) for why in CardNeeded),
    *(HolderCompared(8, likeness) for likeness in Likeness),
    FacilityChanged(Facility.CAMERA, True),
    FacilityChanged(Facility.CAMERA, False, "camera-gone"),
    *(EnrolmentFailed(7, reason) for reason in EnrolmentFault),
]
POLICY = Policy(
    accept=5.9, doubt=4.0, margin=0.5, frames=4, one_to_one=0.45, fpir=0.001, people=900, look_alikes=frozenset({"a"})
)
NOTICES: list[Notice] = [
    Beat(2.0),
    Loaded("sface", "v1", 0.31),
    Missing("model sface: x.onnx has SHA-256 …", vital=True),
    GallerySet(12, 2, 0.1),
    PolicySet(POLICY, (LookAlikes("a", "b", 7.1),), was_measured=True),
    Health(143.5, memory_locked=True),
    Renewing("age"),
    Broke("ValueError at kiosk/faces/worker/search.py:7"),
    Decided(outcome=Outcome.MATCHED, top1=6.1, frames=4, stage_ms={"embed": 10.2}),
]
SAMPLE = Sample("sface", "v1", np.array([0.5, -0.25], np.float32), 0.75)


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: type(e).__name__)
def test_event_arrives_as_it_was_sent(event: Event) -> None:
    line = encode_event(event)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_line(line) == event


@pytest.mark.parametrize("notice", NOTICES, ids=lambda n: type(n).__name__)
def test_notice_arrives_as_it_was_sent(notice: Notice) -> None:
    assert decode_line(encode_notice(notice)) == notice


def test_vectors_arrive_and_stand_in_no_repr() -> None:
    taken = decode_line(encode_event(EnrolmentTaken(7, (SAMPLE, SAMPLE))))
    assert isinstance(taken, EnrolmentTaken)
    assert [sample.vector.tolist() for sample in taken.samples] == [[0.5, -0.25]] * 2
    assert [(s.engine, s.version, s.quality) for s in taken.samples] == [("sface", "v1", 0.75)] * 2
    holder = decode_line(encode_event(HolderVector("r1", (SAMPLE,))))
    assert isinstance(holder, HolderVector)
    assert holder.resident_id == "r1"
    assert holder.samples[0].vector.tolist() == [0.5, -0.25]
    assert "0.25" not in repr(taken) + repr(holder)


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_a_message_or_refused(line: bytes) -> None:
    try:
        decode_line(line)
    except MessageError as error:
        assert str(error) == "a line that is no message"  # noqa: PT017 - both ends are right


PLAIN = st.none() | st.booleans() | st.floats() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_of_any_kind_is_a_message_or_refused(value: object) -> None:
    line = json.dumps({"is": "event", "name": value, "session": value}).encode()
    with pytest.raises(MessageError):
        decode_line(line)


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_a_command_or_refused(line: bytes) -> None:
    try:
        assert isinstance(decode_command(line)["do"], str)
    except MessageError:
        return


# --- the gallery --------------------------------------------------------------------------------------------------
def entry(who: str, *numbers: float, engine: str = "sface") -> GalleryEntry:
    return GalleryEntry(who, engine, "v1", np.array(numbers, np.float32))


def arrived(members: Members) -> dict[tuple[str, str], list[float]]:
    """Everybody, as the other end reads the lines."""
    commands = [decode_command(line) for line in members.lines()]
    assert commands[0]["do"] == "gallery-begin"
    assert commands[-1]["do"] == "gallery-end"
    rows = [entry for command in commands[1:-1] for entry in decode_rows(command)]
    return {(row.engine, row.resident_id): row.vector.tolist() for row in rows}


def test_gallery_arrives_as_it_was_sent() -> None:
    members = Members()
    members.replace([entry("a", 1, 2), entry("b", 3, 4), entry("a", 9, 8, 7, engine="dlib")])
    assert arrived(members) == {("sface", "a"): [1, 2], ("sface", "b"): [3, 4], ("dlib", "a"): [9, 8, 7]}
    assert "b" in members
    assert members.knows("a", "dlib")
    assert not members.knows("b", "dlib")


def test_large_gallery_is_sent_in_pieces() -> None:
    members = Members()
    members.replace(entry(f"r{i}", i, i + 0.5) for i in range(600))
    assert sum(decode_command(line)["do"] == "rows" for line in members.lines()) == 3
    assert arrived(members)[("sface", "r599")] == [599, 599.5]
    assert len(arrived(members)) == 600


def test_who_is_evicted_while_the_gallery_is_sent_is_left_out() -> None:
    members = Members()
    members.replace(entry(f"r{i}", i) for i in range(600))
    lines = members.lines()
    sent = [next(lines), next(lines)]
    members.evict("r400")
    sent += list(lines)
    rows = [row for line in sent[1:-1] for row in decode_rows(decode_command(line))]
    assert len(rows) == 599
    assert {row.resident_id: row.vector[0] for row in rows} == {f"r{i}": i for i in range(600) if i != 400}


def test_everybody_new_replaces_and_one_more_is_added() -> None:
    members = Members()
    members.replace([entry("a", 1), entry("b", 2)])
    members.put([entry("b", 5), entry("c", 6)])
    assert arrived(members) == {("sface", "a"): [1], ("sface", "b"): [5], ("sface", "c"): [6]}
    members.replace([entry("d", 7)])
    assert arrived(members) == {("sface", "d"): [7]}
    members.replace([])
    assert arrived(members) == {}


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 8), st.floats(-1, 1, width=32)), max_size=60))
def test_any_order_of_adding_and_evicting_keeps_the_right_rows(steps: list[tuple[bool, int, float]]) -> None:
    members, kept = Members(), dict[tuple[str, str], list[float]]()
    for add, number, value in steps:
        who = str(number)
        if add:
            members.put([entry(who, value)])
            kept[("sface", who)] = [value]
        else:
            members.evict(who)
            kept.pop(("sface", who), None)
    assert arrived(members) == kept


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"engine": "e", "version": "v", "ids": ["a"], "rows": "!"},
        {"engine": "e", "version": "v", "ids": ["a", "b"], "rows": "AAAAAAAAAAAAAAAA"},
        {"engine": "e", "version": "v", "ids": 5, "rows": ""},
        {"engine": "e", "version": "v", "ids": ["a"], "rows": "AA=="},
    ],
    ids=["nothing", "no base64", "three numbers for two", "ids that are none", "half a number"],
)
def test_rows_that_cannot_be_read_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(MessageError):
        decode_rows(decode_command(encode_command("rows", **fields)))


def test_rows_of_nobody() -> None:
    line = encode_rows("e", "v", [], np.empty((0, 128), np.float32))
    assert decode_rows(decode_command(line)) == []
