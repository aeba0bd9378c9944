"""Attacks on the way in: guessing across restarts and set clocks, replayed codes, two hands at once, a pulled plug."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from devices.clock import Clock
from kiosk.accounts.authenticator import Authenticator
from kiosk.accounts.hashing import PinHasher
from kiosk.accounts.outcomes import Reason, Refused
from kiosk.accounts.permissions import Role
from kiosk.accounts.ports import NewAccount, NewAuthenticator
from kiosk.accounts.session import Session
from kiosk.accounts.throttle import Moment, Throttle
from kiosk.archive.archive import Archive
from kiosk.store.errors import StoreError
from tests.conftest import AnnouncedLog
from tests.support.accounts import BOOT, NEXT_BOOT, PIN, SECRET, cheap_hasher, code_at, door, hire
from tests.support.clock import START, ManualClock
from tests.support.store_folder import flip

WRONG = "735190"
LOCKED_S = 900.0


def lock(way_in: Authenticator, clock: ManualClock, login: str = "li") -> None:
    """Five wrong PINs, each as soon as it may be."""
    for pause_s in (0, 1, 2, 4, 8):
        clock.advance(pause_s)
        assert isinstance(way_in.verify(login, WRONG), Refused)


def test_D1_pauses_double_and_the_fifth_failure_locks_for_a_quarter_of_an_hour(
    store: Archive, clock: ManualClock
) -> None:
    hire(store, "li", Role.STAFF)
    way_in, answers = door(store, clock), []
    for pause_s in (0, 1, 2, 4, 8):
        clock.advance(pause_s)
        answers.append(way_in.verify("li", WRONG))
    assert answers == [
        Refused(Reason.WRONG, 1.0, 4), Refused(Reason.WRONG, 2.0, 3), Refused(Reason.WRONG, 4.0, 2),
        Refused(Reason.WRONG, 8.0, 1), Refused(Reason.WRONG, 900.0, 0),
    ]  # fmt: skip
    assert way_in.verify("li", PIN) == Refused(Reason.LOCKED, LOCKED_S)
    clock.advance(899)
    assert way_in.verify("li", PIN) == Refused(Reason.LOCKED, 1.0)
    clock.advance(1)
    assert isinstance(way_in.verify("li", PIN), Session)


def test_a_right_pin_within_a_pause_is_not_looked_at_and_not_counted(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    way_in = door(store, clock)
    way_in.verify("li", WRONG)
    clock.advance(0.75)
    assert way_in.verify("li", PIN) == Refused(Reason.WAIT, 0.25)
    clock.advance(0.25)
    assert isinstance(way_in.verify("li", PIN), Session)
    assert way_in.verify("li", WRONG) == Refused(Reason.WRONG, 1.0, 4)  # who was let in begins anew


def test_every_failure_after_a_lock_doubles_it_up_to_four_hours(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    way_in = door(store, clock)
    lock(way_in, clock)
    waits = []
    for _ in range(6):
        clock.advance(4 * 3600)
        outcome = way_in.verify("li", WRONG)
        assert isinstance(outcome, Refused)
        waits.append(outcome.wait_s)
    assert waits == [1800.0, 3600.0, 7200.0, 14400.0, 14400.0, 14400.0]


def test_D1_a_lock_survives_the_restart_of_the_terminal(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock) as store:
        hire(store, "li", Role.STAFF)
        lock(door(store, clock), clock)
    with Archive.open(folder, clock) as store:
        assert door(store, clock).verify("li", PIN) == Refused(Reason.LOCKED, LOCKED_S)
        clock.advance(LOCKED_S)
        assert isinstance(door(store, clock).verify("li", PIN), Session)


def test_D1_restarting_between_guesses_gains_none(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock) as store:
        hire(store, "li", Role.STAFF)
    left = []
    for _ in range(6):
        with Archive.open(folder, clock) as store:
            outcome = door(store, clock).verify("li", WRONG)
            assert isinstance(outcome, Refused)
            left.append(outcome.attempts_left)
        clock.advance(outcome.wait_s if outcome.attempts_left else 0)
    assert left == [4, 3, 2, 1, 0, None]


@pytest.mark.parametrize("moved", [timedelta(minutes=16), timedelta(days=3650), timedelta(days=-3650)])
def test_D1_setting_the_wall_clock_neither_unlocks_nor_locks_for_ever(
    store: Archive, clock: ManualClock, moved: timedelta
) -> None:
    hire(store, "li", Role.STAFF)
    way_in = door(store, clock)
    lock(way_in, clock)
    clock.set_wall(clock.now().utc + moved)
    assert way_in.verify("li", PIN) == Refused(Reason.LOCKED, LOCKED_S)
    clock.advance(LOCKED_S)
    assert isinstance(way_in.verify("li", PIN), Session)


@pytest.mark.parametrize("moved", [timedelta(), timedelta(days=3650), timedelta(days=-3650)])
def test_D1_starting_the_machine_anew_with_another_time_does_not_unlock(
    folder: Path, clock: ManualClock, moved: timedelta
) -> None:
    with Archive.open(folder, clock) as store:
        hire(store, "li", Role.STAFF)
        lock(door(store, clock), clock)
    after = ManualClock(START + moved, monotonic_s=30.0)
    with Archive.open(folder, after) as store:
        way_in = door(store, after, NEXT_BOOT)
        assert way_in.verify("li", PIN) == Refused(Reason.LOCKED, 870.0)
        after.advance(870)
        assert isinstance(way_in.verify("li", PIN), Session)


def test_D1_hurting_the_file_neither_unlocks_an_account_nor_makes_a_used_code_good_again(
    folder: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the database was damaged")
    code = code_at(clock.now().utc)
    with Archive.open(folder, clock) as store:
        hire(store, "li", Role.STAFF)
        hire(store, "zhao", Role.TECHNICIAN, "赵建平")
        store.accounts.link_card("li", "310101195603120020", "tester")
        assert isinstance(door(store, clock).verify("zhao", PIN, code), Session)
        lock(door(store, clock), clock)
    flip(folder / "kiosk.db", 3)
    with Archive.open(folder, clock) as store:
        assert [notice.code for notice in store.health().notices] == ["store-damaged"]
        way_in = door(store, clock)
        assert [account.name for account in way_in.accounts()] == ["李秀华", "赵建平"]
        assert way_in.account_of_card("310101195603120020") == "li"
        assert way_in.verify("li", PIN) == Refused(Reason.LOCKED, LOCKED_S)
        assert way_in.verify("zhao", PIN, code) == Refused(Reason.WRONG, 1.0, 4)


class Unplugged(BaseException):
    """The power goes."""


class PowerCut(PinHasher):
    """The power goes while a PIN is being compared."""

    def matches(self, pin: str, kept: str) -> bool:
        raise Unplugged


def test_D1_pulling_the_plug_while_a_pin_is_compared_gives_no_free_guess(folder: Path, clock: ManualClock) -> None:
    for opened in range(5):
        with Archive.open(folder, clock) as store:
            if opened == 0:
                hire(store, "li", Role.STAFF)
            with pytest.raises(Unplugged):
                door(store, clock, hasher=PowerCut()).verify("li", WRONG)
        clock.advance(2.0**opened if opened < 4 else 0)
    with Archive.open(folder, clock) as store:
        assert door(store, clock).verify("li", PIN) == Refused(Reason.LOCKED, LOCKED_S)


class Held(PinHasher):
    """Counts how often a PIN is really compared, and lets none be answered before it is let go."""

    def __init__(self) -> None:
        self.compared = threading.Semaphore(0)
        self.times = 0
        self.let_go = threading.Event()
        self._cheap = cheap_hasher()

    def matches(self, pin: str, kept: str) -> bool:
        self.times += 1
        self.compared.release()
        assert self.let_go.wait(10)
        return self._cheap.matches(pin, kept)


def failures(store: Archive, clock: Clock) -> int:
    (account,) = store.accounts.states(Throttle(), Moment(BOOT, clock.now().monotonic_s))
    return account.failures


def test_D1_of_many_hands_at_once_one_is_looked_at(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    hasher = Held()
    ways_in = [door(store, clock, hasher=hasher) for _ in range(2)]  # the screen, and a command beside it
    with ThreadPoolExecutor(8) as hands:
        guesses = [hands.submit(ways_in[n % 2].verify, "li", f"73519{n}") for n in range(8)]
        done = as_completed(guesses, timeout=10)
        early = [next(done).result() for _ in range(7)]
        assert failures(store, clock) == 1
        hasher.let_go.set()
        last = next(done).result()
    assert early == [Refused(Reason.WAIT, 1.0)] * 7
    assert last == Refused(Reason.WRONG, 1.0, 4)
    assert hasher.times == 1


def test_D1_two_guesses_that_are_compared_at_once_count_two(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    hasher = Held()
    way_in = door(store, clock, hasher=hasher)
    with ThreadPoolExecutor(2) as hands:
        guesses = []
        for number in range(2):
            guesses.append(hands.submit(way_in.verify, "li", f"73519{number}"))
            assert hasher.compared.acquire(timeout=10)
            clock.advance(1)
        assert failures(store, clock) == 2
        hasher.let_go.set()
        assert [guess.result(10) for guess in guesses] == [Refused(Reason.WRONG, 1.0, 4), Refused(Reason.WRONG, 2.0, 3)]


@pytest.mark.parametrize("change", ["pin", "disabled"])
def test_an_old_pin_lets_nobody_in_who_was_still_being_looked_at(
    store: Archive, clock: ManualClock, change: str
) -> None:
    hire(store, "li", Role.STAFF)
    hasher = Held()
    with ThreadPoolExecutor(1) as hand:
        guess = hand.submit(door(store, clock, hasher=hasher).verify, "li", PIN)
        assert hasher.compared.acquire(timeout=10)
        if change == "pin":
            store.accounts.change_pin("li", cheap_hasher().hash("947205", Role.STAFF), "sun")
        else:
            store.accounts.disable("li", "sun")
        hasher.let_go.set()
        assert guess.result(10) == Refused(Reason.WRONG, 1.0, 4)


def test_D1_a_code_opens_once(store: Archive, clock: ManualClock) -> None:
    hire(store, "zhao", Role.TECHNICIAN)
    way_in, code = door(store, clock), code_at(clock.now().utc)
    assert isinstance(way_in.verify("zhao", PIN, code), Session)
    assert way_in.verify("zhao", PIN, code) == Refused(Reason.WRONG, 1.0, 4)


def test_D1_a_code_opens_once_for_two_hands_at_once(store: Archive, clock: ManualClock) -> None:
    hire(store, "zhao", Role.TECHNICIAN)
    hasher, code = Held(), code_at(clock.now().utc)
    way_in = door(store, clock, hasher=hasher)
    with ThreadPoolExecutor(2) as hands:
        tries = []
        for _ in range(2):
            tries.append(hands.submit(way_in.verify, "zhao", PIN, code))
            assert hasher.compared.acquire(timeout=10)
            clock.advance(1)
        hasher.let_go.set()
        outcomes = [one.result(10) for one in tries]
    assert sum(isinstance(outcome, Session) for outcome in outcomes) == 1


def test_D1_an_older_code_opens_nothing_after_a_newer_one(store: Archive, clock: ManualClock) -> None:
    hire(store, "zhao", Role.TECHNICIAN)
    way_in, now = door(store, clock), clock.now().utc
    assert isinstance(way_in.verify("zhao", PIN, code_at(now, 1)), Session)  # their clock is half a minute ahead
    for steps, pause_s in ((0, 1.0), (-1, 2.0)):
        assert isinstance(way_in.verify("zhao", PIN, code_at(now, steps)), Refused)
        clock.advance(pause_s)


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_may_be_one_step_off(store: Archive, clock: ManualClock, steps: int, good: bool) -> None:
    hire(store, "zhao", Role.TECHNICIAN)
    outcome = door(store, clock).verify("zhao", PIN, code_at(clock.now().utc, steps))
    assert isinstance(outcome, Session) is good


@pytest.mark.parametrize("back", [timedelta(), timedelta(hours=1)])
def test_D1_a_used_code_opens_nothing_after_a_restart_whatever_the_clock_says(
    folder: Path, clock: ManualClock, back: timedelta
) -> None:
    used_at = clock.now().utc
    with Archive.open(folder, clock) as store:
        hire(store, "zhao", Role.TECHNICIAN)
        assert isinstance(door(store, clock).verify("zhao", PIN, code_at(used_at)), Session)
    after = ManualClock(used_at - back, monotonic_s=30.0)
    with Archive.open(folder, after) as store:
        way_in = door(store, after, NEXT_BOOT)
        assert isinstance(way_in.verify("zhao", PIN, code_at(used_at)), Refused)
        after.set_wall(used_at + timedelta(seconds=30))
        after.advance(1)
        assert isinstance(way_in.verify("zhao", PIN, code_at(after.now().utc)), Session)


def test_D1_turning_the_wall_clock_back_makes_no_code_that_was_seen_good_again(
    store: Archive, clock: ManualClock
) -> None:
    hire(store, "zhao", Role.TECHNICIAN)
    way_in, seen_at = door(store, clock), clock.now().utc
    seen = code_at(seen_at)  # typed beside a wrong PIN, so it was not used
    assert isinstance(way_in.verify("zhao", WRONG, seen), Refused)
    clock.advance(3600)
    clock.set_wall(seen_at)
    assert isinstance(way_in.verify("zhao", PIN, seen), Refused)
    clock.advance(2)
    assert isinstance(way_in.verify("zhao", PIN, code_at(seen_at + timedelta(seconds=3602))), Session)


def test_a_clock_the_kernel_vouches_for_is_believed_when_it_goes_back(store: Archive, clock: ManualClock) -> None:
    hire(store, "zhao", Role.TECHNICIAN)
    way_in = door(store, clock)
    clock.set_wall(START - timedelta(hours=1))
    clock.proved = True
    assert isinstance(way_in.verify("zhao", PIN, code_at(START - timedelta(hours=1))), Session)
    clock.proved = False
    assert isinstance(way_in.verify("zhao", PIN, code_at(START - timedelta(hours=1), 1)), Session)


class Timed(PinHasher):
    """Which hashes were computed: those of staff, or the dear ones."""

    def __init__(self) -> None:
        super().__init__(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
                         PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))  # fmt: skip
        self.costs: list[str] = []

    def matches(self, pin: str, kept: str) -> bool:
        self.costs.append(kept.split("$")[3].split(",")[0])
        return super().matches(pin, kept)


@pytest.mark.parametrize(("code", "costs"), [(None, "m=8"), ("123456", "m=16")])
def test_how_long_an_answer_takes_tells_neither_whether_there_is_an_account_nor_its_role(
    store: Archive, clock: ManualClock, code: str | None, costs: str
) -> None:
    hasher = Timed()
    for login, role in (("li", Role.STAFF), ("zhao", Role.TECHNICIAN), ("gone", Role.STAFF)):
        proved = NewAuthenticator(SECRET, 0) if role.wants_code else None
        store.accounts.add(NewAccount(login, "李秀华", role, hasher.hash(PIN, role), proved), "tester")
    store.accounts.disable("gone", "tester")
    for login in ("li", "zhao", "gone", "nobody"):
        assert isinstance(door(store, clock, hasher=hasher).verify(login, WRONG, code), Refused)
    assert hasher.costs == [costs] * 4


def test_a_login_with_markup_or_sql_in_it_is_just_not_known(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    way_in = door(store, clock)
    for login in ("li'--", "' OR 1=1 --", "li\0", "<b>li</b>", "l" * 100_000, "\u202eil", "%s%n{0}"):
        assert way_in.verify(login, PIN) == Refused(Reason.WRONG, 1.0, 4)


def test_a_store_that_cannot_count_lets_nobody_in(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock) as store:
        hire(store, "li", Role.STAFF)
        way_in = door(store, clock)
    with pytest.raises(StoreError):
        way_in.verify("li", PIN)


def test_a_real_hash_is_argon2id_with_the_costs_that_were_chosen_and_unlocks_within_a_second() -> None:
    hasher = PinHasher()
    kept = {role: hasher.hash(PIN, role) for role in (Role.STAFF, Role.AUDITOR)}
    assert kept[Role.STAFF].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept[Role.AUDITOR].startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    began = time.process_time()
    assert hasher.matches(PIN, kept[Role.AUDITOR])
    assert not hasher.matches(WRONG, kept[Role.STAFF])
    hasher.spend(WRONG, with_code=True)
    assert time.process_time() - began < 3
