"""What a gallery tells of itself: strangers, members who come back, and what another wanted rate would do."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.archive.archive import Archive
from kiosk.faces.matching.thresholds import strangers_like
from kiosk.gallery import curves as module
from kiosk.gallery.curves import Curves, Share, curves_of
from kiosk.settings import Faces
from tests.kiosk.gallery.conftest import Members, direction, like, part

FACES = Faces()
NOTHING = np.empty(0, np.float32)


def crowd(members: Members, people: int, *, pictures: int = 3, alike: float = 0.9) -> list[str]:
    """So many people, each with pictures that resemble each other."""
    who = []
    for number in range(people):
        face = direction(number)
        parts = [part(like(face, alike, 1000 + 10 * number + n)) for n in range(pictures)]
        who.append(members.add(*parts))
    return who


def test_nobody_and_one_are_not_measured(store: Archive, members: Members) -> None:
    assert (curves_of(store, FACES).people, curves_of(store, FACES).predict(0.001)) == (0, None)
    crowd(members, 1)
    assert (curves_of(store, FACES).people, curves_of(store, FACES).predict(0.001)) == (1, None)


def test_small_gallery_goes_by_the_table_and_says_what_it_measured_itself(store: Archive, members: Members) -> None:
    crowd(members, 8)
    found = curves_of(store, FACES)
    now = found.predict(0.001)
    assert now is not None
    assert (now.policy.accept, now.policy.people, now.fpir) == (0.5, 8, pytest.approx(0.001))
    assert now.missed == Share(0, 8)
    assert found.strangers is not None
    assert len(found.strangers.best) == 8
    assert float(found.strangers.best.max()) < 0.4


def test_picture_held_out_is_compared_with_the_others_and_not_with_itself(store: Archive, members: Members) -> None:
    crowd(members, 3, alike=0.9)
    members.add(part(direction(500)), part(like(direction(500), 0.2)))
    own = curves_of(store, FACES).own
    assert len(own) == 4
    assert 0.1 < float(own[0]) < 0.3  # the second picture of the last one is hardly like the first
    assert all(0.8 < score < 0.98 for score in own[1:])


def test_which_picture_is_held_out_goes_round(store: Archive, members: Members) -> None:
    crowd(members, 1)
    members.add(part(direction(500)), part(like(direction(500), 0.2)), part(direction(500)))
    assert float(curves_of(store, FACES).own[0]) < 0.3  # of the second member the second picture


def test_who_is_nearer_to_somebody_else_is_missed_at_every_threshold(store: Archive, members: Members) -> None:
    crowd(members, 4)
    members.add(part(like(direction(0), 0.95)), part(direction(500)))  # the first one is held out
    found = curves_of(store, FACES)
    assert found.own[0] == -np.inf
    assert found.missed_at(-1.0) == Share(1, 5)


def test_member_with_one_picture_is_no_probe(store: Archive, members: Members) -> None:
    crowd(members, 4, pictures=1)
    now = curves_of(store, FACES).predict(0.001)
    assert now is not None
    assert (now.missed, now.asked) == (None, None)


def test_looser_wish_names_more_strangers_and_misses_fewer(store: Archive, members: Members) -> None:
    crowd(members, 70)
    found = curves_of(store, FACES)
    strict, loose = found.predict(0.0001), found.predict(0.05)
    assert strict is not None
    assert loose is not None
    assert strict.policy.accept > loose.policy.accept
    assert (strict.fpir, loose.fpir) == (pytest.approx(0.0001), pytest.approx(0.05))
    assert strict.policy.people == 70


def test_pairs_are_those_the_policy_would_send_to_the_card(store: Archive, members: Members) -> None:
    crowd(members, 70)
    twin = direction(3)
    members.add(*(part(like(twin, 0.9, 5000 + n)) for n in range(3)))
    found = curves_of(store, FACES)
    counts = [found.predict(fpir).pairs for fpir in (0.0001, 0.001, 0.05)]  # type: ignore[union-attr]
    assert counts[0] == counts[1] == 1
    assert counts == sorted(counts)


def test_only_those_who_are_searched_are_measured(store: Archive, members: Members) -> None:
    who = crowd(members, 6)
    found = curves_of(store, FACES, frozenset(who[:4]))
    assert (found.people, len(found.own)) == (4, 4)


def test_too_many_are_counted_no_further(
    store: Archive, members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(module, "MOST_SEARCHED", 5)
    crowd(members, 8, pictures=1)
    found = curves_of(store, FACES)
    assert (found.people, found.strangers, found.predict(0.001)) == (6, None, None)


def test_of_many_a_part_is_searched(store: Archive, members: Members, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PROBES", 3)
    monkeypatch.setattr(module, "BLOCK", 2)
    crowd(members, 8)
    assert len(curves_of(store, FACES).own) == 3


def test_missed_and_asked_by_hand() -> None:
    strangers = strangers_like(100, np.linspace(1.0, 4.0, 100, dtype=np.float32), "sface")
    policy = strangers.policy(0.001, 4)
    own = np.array([-np.inf, policy.doubt - 1, policy.doubt + 0.1, policy.accept - 0.1, policy.accept, 20], np.float32)
    now = Curves(100, 4, strangers, own, NOTHING).predict(0.001)
    assert now is not None
    assert (now.missed, now.asked) == (Share(4, 6), Share(2, 6))


def test_few_searches_say_little() -> None:
    assert Share(0, 24).upper == pytest.approx(0.1013, abs=0.0005)
    assert Share(6, 812).upper == pytest.approx(0.0141, abs=0.0005)
    assert (Share(0, 0).rate, Share(0, 0).upper) == (0.0, 1.0)
