"""Every session begun ends once, whatever is done with the leases and however the vision process fares."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.client.lease import CameraLease, CameraTaken, LeaseEvent, Owner
from kiosk.faces.events import (
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    SessionLost,
    WhyLost,
)
from kiosk.faces.protocol.messages import EnrolmentFailed, EnrolmentTaken
from tests.kiosk.faces.client.rig import Rig

ENDS = (FaceMatched, FaceUnknown, FaceNeedsCard, HolderCompared, EnrolmentTaken, EnrolmentFailed, SessionLost)
STEP = st.one_of(
    st.tuples(st.just("lease"), st.sampled_from(Owner)),
    st.tuples(st.sampled_from(["search", "compare", "enrol", "stop", "release"]), st.integers(0, 5)),
    st.tuples(st.sampled_from(["seen", "unknown", "matched", "compared", "taken"]), st.integers(0, 3)),
    st.tuples(st.sampled_from(["die", "die-often", "resume", "refuse"]), st.none()),
)


class Story:
    """Plays steps, and knows what must have ended."""

    def __init__(self) -> None:
        self.rig = Rig()
        self.taken: list[CameraLease] = []
        self.begun: dict[int, Owner] = {}

    def play(self, do: str, with_: object) -> None:
        leases = self.rig.leases
        match do, with_:
            case "lease", Owner() as owner:
                holder = next((lease.owner for lease in self.taken if lease.is_held), owner)
                with contextlib.nullcontext() if holder is owner else pytest.raises(CameraTaken):
                    self.taken.append(self.rig.lease(owner))
            case (("search" | "compare" | "enrol" | "stop" | "release"), int(which)) if self.taken:
                lease = self.taken[-1 - which % len(self.taken)]
                number = len(self.begun) + 1
                if do in ("stop", "release"):
                    getattr(lease, do)()
                    return
                self.begun[number] = lease.owner
                lease.compare(number, "r1") if do == "compare" else getattr(lease, do)(number)
            case "die", _:
                leases.process_died(too_often=False)
            case "die-often", _:
                leases.process_died(too_often=True)
            case "resume", _:
                leases.resume()
            case "refuse", _:
                leases.refuse(WhyLost.NO_CAMERA)
            case _, int(ago) if self.rig.done:
                known = [c["session"] for c in self.rig.sent if "session" in c]
                self.say(do, known[-1 - ago % len(known)])

    def say(self, what: str, wire: int) -> None:
        """The vision process speaks, of the newest session or of an older one."""
        self.rig.leases.hear(
            {
                "seen": FaceSeen(wire, FaceHint.GOOD, 0.5),
                "unknown": FaceUnknown(wire),
                "matched": FaceMatched(wire, "r1", 1.0),
                "compared": HolderCompared(wire, Likeness.SAME),
                "taken": EnrolmentTaken(wire, ()),
            }[what]
        )

    def ends(self) -> Counter[int]:
        """How often each session has ended; that it was told to its owner, and last, is checked."""
        found: Counter[int] = Counter()
        for owner, heard in self.rig.heard.items():
            for event in heard:
                assert self.begun[event.session] is owner
                assert not found[event.session], f"{event} after the end"
                found[event.session] += isinstance(event, ENDS)
        return found


@given(st.lists(STEP, max_size=40))
def test_every_session_begun_ends_once_whatever_happens(steps: list[tuple[str, object]]) -> None:
    story = Story()
    try:
        for do, with_ in steps:
            story.play(do, with_)
            assert sum(lease.is_held for lease in story.taken) <= 1
            assert sum(not story.ends()[number] for number in story.begun) <= 1
        story.rig.leases.close()
        assert story.ends() == Counter(dict.fromkeys(story.begun, 1))
    finally:
        story.rig.close()


def test_threads_that_begin_stop_and_answer_leave_nothing_without_its_end(rig: Rig) -> None:
    ends: Counter[int] = Counter()
    counting = threading.Lock()

    def hear(event: LeaseEvent) -> None:
        with counting:
            ends[event.session] += isinstance(event, ENDS)

    lease = rig.leases.lease(Owner.STAFF, hear)
    over = threading.Event()

    def begin(first: int) -> None:
        for number in range(first, first + 300):
            lease.search(number)

    def answer() -> None:
        wire = 0
        while not over.is_set():
            rig.leases.hear(FaceUnknown(wire))
            wire = (wire + 1) % 700

    def stop() -> None:
        while not over.is_set():
            lease.stop()
            rig.leases.process_died(too_often=False)

    beginners = [threading.Thread(target=begin, args=(first,)) for first in (1, 1001)]
    others = [threading.Thread(target=work) for work in (answer, stop)]
    for thread in beginners + others:
        thread.start()
    for thread in beginners:
        thread.join()
    over.set()
    for thread in others:
        thread.join()
    lease.release()
    assert ends == Counter(dict.fromkeys([*range(1, 301), *range(1001, 1301)], 1))
