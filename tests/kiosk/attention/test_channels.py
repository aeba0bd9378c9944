"""Each way out with its real far end: a sound program, a relay board on its wire, and a robot's server."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from devices.backoff import Backoff
from devices.events import DeviceState
from devices.signals.lcus import LcusRelay
from devices.simulators.relay import RelaySimulator
from devices.sound.player import SoundPlayer
from kiosk.archive.archive import Archive
from kiosk.attention.channels.chime import Chime
from kiosk.attention.channels.lamp import Lamp
from kiosk.attention.channels.webhook import TOPIC, WebhookChannel
from kiosk.attention.making import channels_of, outboxes_of
from kiosk.attention.message import Message
from kiosk.settings import Calls, Settings, Webhook
from tests.conftest import AnnouncedLog
from tests.kiosk.attention.conftest import called, save
from tests.kiosk.health_code.hostile_server import Script, answer, serving
from tests.support.clock import ManualClock
from tests.support.events import EventLog

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Told:
    """What a channel said of a call."""

    def __init__(self) -> None:
        self.answers: list[bool] = []
        self._new = threading.Condition()

    def __call__(self, ok: bool) -> None:
        with self._new:
            self.answers.append(ok)
            self._new.notify_all()

    def until(self, expected: list[bool]) -> None:
        with self._new:
            assert self._new.wait_for(lambda: self.answers == expected, 5), self.answers


def message(kind: str = "help", queue: str = "", name: str = "a") -> Message:
    return Message(name, kind, queue, datetime(2026, 11, 22, 1, 20, tzinfo=UTC))


# --- the chime --------------------------------------------------------------------------------------------------
@pytest.fixture
def sounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound program that notes each stroke by its length."""
    program = tmp_path / "bin" / "aplay"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nwc -c >> {tmp_path}/strokes\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return tmp_path / "strokes"


def test_chime_rings_for_a_call_and_not_ten_times_for_ten_presses(sounds: Path, clock: ManualClock) -> None:
    chime, told = Chime(SoundPlayer(), clock), Told()
    chime.start()
    for _ in range(10):
        chime.carry(message(), told)
    told.until([True])
    clock.advance(2)
    chime.carry(message(), told)
    told.until([True, True])
    chime.stop()
    strokes = [int(line) for line in sounds.read_text().splitlines()]
    assert len(strokes) == 2
    assert min(strokes) > 10_000
    assert (chime.fault, chime.tells) == (None, False)


@pytest.mark.parametrize("kind", ["temperature", "device", "face"])
def test_chime_keeps_silent_of_what_no_visitor_was_told(sounds: Path, clock: ManualClock, kind: str) -> None:
    chime, told, silent = Chime(SoundPlayer(), clock), Told(), Told()
    chime.start()
    chime.carry(message(kind, name="silent"), silent)
    clock.advance(2)
    chime.carry(message("code", "梧桐 7"), told)
    told.until([True])
    chime.stop()
    assert (len(sounds.read_text().splitlines()), silent.answers) == (1, [])


def test_chime_that_cannot_ring_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("chime: call a not delivered")
    monkeypatch.setenv("PATH", str(tmp_path))
    chime, told = Chime(SoundPlayer(), clock), Told()
    chime.start()
    chime.carry(message(), told)
    told.until([False])
    chime.stop()
    assert chime.fault == "device-not-available"


# --- the lamp ---------------------------------------------------------------------------------------------------
@pytest.fixture
def board(tmp_path: Path) -> Iterator[RelaySimulator]:
    made = RelaySimulator(tmp_path / "relay")
    made.plug()
    yield made
    made.close()


@pytest.fixture
def relay(tmp_path: Path, board: RelaySimulator, events: EventLog, clock: ManualClock) -> Iterator[LcusRelay]:
    made = LcusRelay("lamp", url=str(tmp_path / "relay"), clock=clock, backoff=Backoff(first_s=0.05, cap_s=0.1))
    made.start(events)
    events.wait_state(DeviceState.READY)
    yield made
    made.stop()


def test_lamp_is_lit_until_somebody_goes_to_everybody_who_waits(relay: LcusRelay, board: RelaySimulator) -> None:
    lamp, told = Lamp([relay], 60), Told()
    lamp.carry(message("help", name="a"), told)
    lamp.carry(message("code", "梧桐 7", name="b"), told)
    assert board.wait_until(True)
    told.until([True, True])
    lamp.take_back(["a"])
    lamp.take_back(["nobody's"])
    assert not board.wait_until(False, timeout_s=0.2)
    lamp.take_back(["b"])
    assert board.wait_until(False)


def test_lamp_goes_out_by_itself(relay: LcusRelay, board: RelaySimulator, clock: ManualClock) -> None:
    Lamp([relay], 30).carry(message(), Told())
    assert board.wait_until(True)
    clock.until_waited_on()
    clock.advance(30)
    assert board.wait_until(False)


def test_lamp_is_not_lit_for_a_device(relay: LcusRelay, board: RelaySimulator) -> None:
    lamp, of_device, of_person = Lamp([relay], 60), Told(), Told()
    lamp.carry(message("device"), of_device)
    lamp.carry(message("temperature"), of_person)
    of_person.until([True])
    assert board.wait_until(True)
    assert of_device.answers == []


def test_lamp_whose_cable_was_pulled_tells_that_nobody_was_told(
    relay: LcusRelay, board: RelaySimulator, events: EventLog, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("WireLost")
    board.unplug()
    clock.advance(5)
    events.wait_state(DeviceState.FAULT)
    lamp, told = Lamp([relay], 60), Told()
    lamp.carry(message(), told)
    told.until([False])
    assert lamp.fault == "wire-lost"


# --- the robot --------------------------------------------------------------------------------------------------
class Robot:
    """A group robot's server that takes calls when it is told to."""

    def __init__(self) -> None:
        self.answer = answer(b'{"errcode": 0, "errmsg": "ok"}')

    def __call__(self, connection: object, _: threading.Event) -> None:
        connection.sendall(self.answer)  # type: ignore[attr-defined]


def heard(requests: list[bytes]) -> list[str]:
    return [json.loads(request.partition(b"\r\n\r\n")[2])["text"]["content"] for request in requests]


@pytest.fixture
def robot() -> Robot:
    return Robot()


@pytest.fixture
def served(robot: Script) -> Iterator[tuple[str, list[bytes]]]:
    with serving(robot) as (url, requests):
        yield url, requests


Opener = Callable[[], WebhookChannel]


@pytest.fixture
def opened(served: tuple[str, list[bytes]], store: Archive, clock: ManualClock) -> Iterator[Opener]:
    made: list[WebhookChannel] = []

    def open_channel() -> WebhookChannel:
        settings = Webhook(url=served[0] + "/send?key=secret", allow_plain_http=True, timeout_s=2.0)
        backoff = Backoff(first_s=2.0, cap_s=60.0)
        made.append(WebhookChannel(settings, "梧桐里", SHANGHAI, clock, store.call_outbox, backoff=backoff))
        made[-1].start()
        return made[-1]

    yield open_channel
    for channel in made:
        channel.stop()


def kept(store: Archive, clock: ManualClock, kind: str = "help") -> Message:
    """An alert that stands in the store with its outbox row, as a message."""
    alert = replace(called(clock, kind), outboxes=(TOPIC,))
    save(store, alert)
    return Message(alert.alert_id, kind, "", clock.now().utc)


def fault_of(channel: WebhookChannel) -> str | None:
    return channel.fault


def actions(store: Archive) -> list[str]:
    store.settle()
    with store._core.readers.db() as db:
        rows = db.execute("SELECT action FROM audit WHERE action LIKE 'call.%' ORDER BY seq").fetchall()
    return [row[0] for row in rows]


def test_robot_has_the_call_and_the_outbox_is_empty(
    opened: Opener, served: tuple[str, list[bytes]], store: Archive, clock: ManualClock
) -> None:
    told = Told()
    opened().carry(kept(store, clock), told)
    told.until([True])
    assert heard(served[1]) == ["【梧桐里】请人帮忙，请到自助机旁边（9:20）"]
    assert actions(store) == ["call.sent"]
    assert store.call_outbox.unsent(TOPIC) == []


@pytest.mark.parametrize(
    ("refused", "fault"),
    [
        (answer(b"{}", b"500 Oops"), "call-unreachable"),
        (answer(b'{"errcode": 93000, "errmsg": "invalid webhook url"}'), "call-refused"),
        (b"", "call-unreachable"),
    ],
)
def test_robot_that_does_not_take_it_is_asked_again(
    opened: Opener,
    robot: Robot,
    served: tuple[str, list[bytes]],
    store: Archive,
    clock: ManualClock,
    announced: AnnouncedLog,
    refused: bytes,
    fault: str,
) -> None:
    announced.expect("webhook: call")
    works, robot.answer = robot.answer, refused
    channel, told = opened(), Told()
    channel.carry(kept(store, clock), told)
    told.until([False])
    assert fault_of(channel) == fault
    assert len(store.call_outbox.unsent(TOPIC)) == 1
    robot.answer = works
    clock.advance(2)
    told.until([False, True])
    store.settle()
    assert [fault_of(channel), store.call_outbox.unsent(TOPIC)] == [None, []]
    assert len(served[1]) == 2


def test_call_that_had_not_left_leaves_after_the_next_start(
    opened: Opener, robot: Robot, served: tuple[str, list[bytes]], store: Archive, clock: ManualClock,
    announced: AnnouncedLog,
) -> None:  # fmt: skip
    announced.expect("webhook: call")
    works, robot.answer = robot.answer, answer(b"{}", b"502 Gone")
    first, told = opened(), Told()
    first.carry(kept(store, clock), told)
    told.until([False])
    first.stop()
    robot.answer = works
    clock.advance(600)
    second = opened()
    for _ in range(500):
        if second.courier.waiting() == 0:
            break
        threading.Event().wait(0.01)
    store.settle()
    assert heard(served[1])[1:] == ["【梧桐里】请人帮忙，请到自助机旁边（9:20）"]
    assert store.call_outbox.unsent(TOPIC) == []


def test_call_of_an_hour_ago_or_one_somebody_has_taken_does_not_leave_after_a_start(
    opened: Opener, served: tuple[str, list[bytes]], store: Archive, clock: ManualClock
) -> None:
    kept(store, clock)
    clock.advance(3600)
    taken = kept(store, clock)
    store.alerts.take(taken.id, "li")
    channel = opened()
    assert channel.courier.waiting() == 0
    assert actions(store) == ["call.given-up"]
    assert served[1] == []


def test_taken_call_is_not_sent_any_more(
    opened: Opener, robot: Robot, served: tuple[str, list[bytes]], store: Archive, clock: ManualClock,
    announced: AnnouncedLog,
) -> None:  # fmt: skip
    announced.expect("webhook: call")
    robot.answer = answer(b"{}", b"500 Oops")
    channel, told, call = opened(), Told(), kept(store, clock)
    channel.carry(call, told)
    told.until([False])
    channel.take_back([call.id])
    clock.advance(60)
    assert (channel.courier.waiting(), len(served[1]), actions(store)) == (0, 1, ["call.given-up"])


def test_group_is_not_told_of_what_needs_nobody(opened: Opener, served: tuple[str, list[bytes]]) -> None:
    channel, told = opened(), Told()
    for kind in ("card", "records", "faces"):
        channel.carry(message(kind), told)
    channel.carry(message("device"), told)
    told.until([True])
    assert len(served[1]) == 1


# --- what a hall configured ---------------------------------------------------------------------------------------
def test_hall_that_configured_nothing_has_no_way_out(store: Archive, clock: ManualClock) -> None:
    assert channels_of(Settings(), [], store.call_outbox, clock) == ()
    assert outboxes_of(Settings(), "help") == ()


def test_every_way_a_hall_configured_is_there(store: Archive, clock: ManualClock) -> None:
    settings = Settings(calls=Calls(chime=True, webhook=Webhook(url="https://robot.example.invalid/send")))
    lamp = LcusRelay("lamp", url="/dev/ttyUSB9", clock=clock)
    channels = channels_of(settings, [lamp], store.call_outbox, clock)
    assert [(channel.name, channel.tells) for channel in channels] == [
        ("chime", False),
        ("lamp", True),
        ("webhook", True),
    ]
    assert (outboxes_of(settings, "help"), outboxes_of(settings, "card")) == ((TOPIC,), ())
