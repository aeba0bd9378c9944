"""The nightly self-check: when it asks, what it puts on record, and what staff are told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.face_policies import KeptPolicy
from kiosk.faces.matching.policy import Policy
from kiosk.faces.protocol.messages import LookAlikes, PolicySet
from kiosk.gallery.nightly import NightlyCheck
from kiosk.settings import Faces
from tests.kiosk.gallery.conftest import SFACE, Members, direction, part
from tests.support.clock import ManualClock

BEFORE = datetime(2026, 11, 22, 19, 9, 0, tzinfo=UTC)  # 3:09 in Shanghai, a minute before the hour
PLAIN = Policy(accept=0.5, doubt=0.42, margin=0.03, frames=4, one_to_one=0.45, fpir=0.001, people=2)


class Night:
    """A check with everything around it replaced by what can be seen."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.store, self.clock = store, clock
        self.idle = True
        self.order: list[str] = []
        self.changed = threading.Condition()
        self.check = NightlyCheck(store, Faces(), clock, ZoneInfo("Asia/Shanghai"), measure=self._measure,
                                  gallery=self, is_idle=self._is_idle)  # fmt: skip
        self.looked = 0

    def reload(self) -> None:
        self.order.append("reload")

    def _measure(self) -> None:
        with self.changed:
            self.order.append("measure")
            self.changed.notify_all()

    def _is_idle(self) -> bool:
        with self.changed:
            self.looked += 1
            self.changed.notify_all()
        return self.idle

    def until(self, met: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(met, 5), "it did not come to that"

    def asked(self, times: int = 1) -> None:
        """It asks for the so-manieth measurement within the next few looks."""
        for _ in range(300):
            with self.changed:
                if self.changed.wait_for(lambda: self.order.count("measure") >= times, 0.02):
                    return
            self.clock.advance(1)
        raise AssertionError("it did not ask")

    def said(self, policy: Policy = PLAIN, *pairs: tuple[str, str], was_measured: bool = True, rows: int) -> None:
        """The vision process answers; waits until `rows` policies are on record."""
        found = tuple(LookAlikes(one, other, 0.8) for one, other in pairs)
        self.check.heard(PolicySet(policy, found, was_measured))
        for _ in range(500):
            if len(self.kept()) >= rows:
                break
            threading.Event().wait(0.01)
        assert len(self.kept()) == rows
        self.store.settle()

    def kept(self) -> list[KeptPolicy]:
        return self.store.face_policies.history(SFACE.name, SFACE.version)

    def alerts(self) -> list[str]:
        self.store.settle()
        fields = self.store._core.fields
        with self.store._core.readers.db() as db:
            rows = db.execute("SELECT id, kind, text FROM alerts ORDER BY seq").fetchall()
        assert {kind for _, kind, _ in rows} <= {"faces"}
        return [fields.open(text, "alerts", "text", row_id) or "" for row_id, _, text in rows]


@pytest.fixture
def night(store: Archive, clock: ManualClock) -> Iterator[Night]:
    made = Night(store, clock)
    yield made
    made.check.stop()


def done_before(night: Night) -> None:
    """Tonight's check is the first one due: yesterday's was made."""
    night.clock.set_wall(datetime(2026, 11, 22, 18, 0, tzinfo=UTC))
    night.store.face_policies.keep(PLAIN, SFACE.name, SFACE.version, "nightly", [])
    night.clock.set_wall(BEFORE)


def test_missed_check_is_made_soon_after_the_start(night: Night) -> None:
    night.check.start()
    night.asked()
    assert night.order == ["reload", "measure"]
    night.said(rows=1)
    (kept,) = night.kept()
    assert (kept.made_by, kept.policy, kept.made, kept.look_alikes) == ("nightly", PLAIN, night.clock.now().utc, 0)
    assert night.alerts() == []


def test_it_waits_for_its_hour_and_asks_once(night: Night) -> None:
    done_before(night)
    night.check.start()
    night.clock.advance(30)
    assert night.order == []
    night.clock.advance(35)
    night.asked()
    night.said(rows=2)
    night.clock.advance(3600)
    night.clock.advance(40)
    assert night.order == ["reload", "measure"]


def test_with_a_visit_open_it_waits_until_nobody_is_served(night: Night) -> None:
    night.idle = False
    night.check.start()
    night.until(lambda: night.looked >= 1)
    assert night.order == []
    night.idle = True
    night.asked()


def test_measurement_that_never_comes_is_asked_for_again_later(night: Night) -> None:
    night.check.start()
    night.asked()
    night.clock.advance(31)
    assert night.order.count("measure") == 1
    night.clock.advance(900)
    night.asked(2)


def test_new_look_alikes_are_kept_and_told_once_without_a_name(night: Night, members: Members) -> None:
    one, other = sorted((members.add(part(direction(1))), members.add(part(direction(2)))))
    policy = Policy(accept=0.5, doubt=0.42, margin=0.03, frames=4, one_to_one=0.45, fpir=0.001, people=2,
                    look_alikes=frozenset((one, other)))  # fmt: skip
    night.check.start()
    night.asked()
    night.said(policy, (other, one), rows=1)
    assert [(pair.one, pair.other, pair.declared) for pair in night.store.look_alikes.all()] == [(one, other, False)]
    (text,) = night.alerts()
    assert text == "名单里有 1 对居民长得很像，刷脸分不清，已改为请他们刷卡。名字见白名单里的“长相相近”。"
    night.clock.advance(86400)
    night.asked(2)
    night.said(policy, (one, other), rows=2)
    assert len(night.alerts()) == 1
    assert night.kept()[0].look_alikes == 2


def test_pair_that_is_no_longer_found_goes_but_what_staff_declared_stays(night: Night, members: Members) -> None:
    a, b, c = (members.add(part(direction(i))) for i in range(3))
    night.store.upkeep.re_enrol(a, (part(direction(1)),), "cli:tester", looks_like=(b,))
    night.store.face_policies.keep(PLAIN, SFACE.name, SFACE.version, "change", [(a, c)])
    assert len(night.store.look_alikes.all()) == 2
    night.store.face_policies.keep(PLAIN, SFACE.name, SFACE.version, "change", [])
    (left,) = night.store.look_alikes.all()
    assert ({left.one, left.other}, left.declared) == ({a, b}, True)
    night.store.whitelist.revoke(b, "cli:tester", "本人要求")
    assert night.store.look_alikes.all() == []


def test_pair_measured_before_a_revocation_is_not_kept_after_it(night: Night, members: Members) -> None:
    a, b = (members.add(part(direction(i))) for i in range(2))
    night.store.whitelist.revoke(b, "cli:tester", "本人要求")
    assert night.store.face_policies.keep(PLAIN, SFACE.name, SFACE.version, "nightly", [(a, b)]) == []
    assert night.store.look_alikes.all() == []


def test_gallery_too_large_for_a_search_is_told_once_and_pairs_stay(night: Night, members: Members) -> None:
    a, b = (members.add(part(direction(i))) for i in range(2))
    night.store.face_policies.keep(PLAIN, SFACE.name, SFACE.version, "nightly", [(a, b)])
    large = Policy(accept=6.1, doubt=5.0, margin=0.5, frames=4, one_to_one=0.45, fpir=0.001, people=6000, search=False)
    night.check.start()
    night.said(large, was_measured=False, rows=2)
    night.said(Policy(accept=6.2, doubt=5.0, margin=0.5, frames=4, one_to_one=0.45, fpir=0.001, people=6001,
                      search=False), was_measured=False, rows=3)  # fmt: skip
    assert len(night.alerts()) == 1
    assert len(night.store.look_alikes.all()) == 1
    assert [kept.made_by for kept in night.kept()] == ["change", "start", "nightly"]


def test_vision_process_that_comes_back_and_says_the_same_is_not_news(night: Night) -> None:
    done_before(night)
    night.check.start()
    night.check.heard(PolicySet(PLAIN, (), True))
    night.check.heard(PolicySet(PLAIN, (), True))
    changed = Policy(accept=0.51, doubt=0.42, margin=0.03, frames=4, one_to_one=0.45, fpir=0.001, people=3)
    night.said(changed, rows=2)
    assert [kept.policy.people for kept in night.kept()] == [3, 2]


def test_policy_is_in_the_audit_trail_without_anybody_in_it(night: Night) -> None:
    night.store.face_policies.keep(PLAIN, SFACE.name, SFACE.version, "nightly", [])
    with night.store._core.readers.db() as db:
        ((detail,),) = db.execute("SELECT detail FROM audit WHERE action = 'faces.policy'").fetchall()
    assert '"people": 2' in detail
    assert '"by": "nightly"' in detail
    assert night.store.audit.verify().ok


def test_policy_of_another_engine_is_not_in_force(store: Archive) -> None:
    store.face_policies.keep(PLAIN, "sface", "older", "nightly", [])
    assert store.face_policies.in_force(SFACE.name, SFACE.version) is None
    assert store.face_policies.in_force("sface", "older") is not None
