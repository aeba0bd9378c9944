"""Looking on at the devices of a running terminal."""

from __future__ import annotations

import json
import socket
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from devices.events import CardLeft, CardToken, DeviceState, DeviceStateChanged, IdentityRead
from devices.identity import DocumentType, IdentityDocument
from devices.wire_log import WireLog
from kiosk.cli import main
from kiosk.device_feed import GROWS_S, SOCKET, WIRE, DeviceFeed, look_on
from kiosk.doctor.run_lock import RunLock
from tests.support.clock import ManualClock

DOCUMENT = IdentityDocument(DocumentType.RESIDENT, "310100190001010015", "测试甲", birth=date(1900, 1, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    return deep


@pytest.fixture
def feed(folder: Path, clock: ManualClock) -> Iterator[DeviceFeed]:
    ready = DeviceStateChanged("id-reader", DeviceState.READY, None, clock.now())
    made = DeviceFeed(folder, lambda: {"id-reader": ready})
    made.start()
    yield made
    made.stop()
    assert not (folder / SOCKET).exists()


def lines(heard: socket.socket, count: int) -> list[dict[str, object]]:
    raw = b""
    while raw.count(b"\n") < count:
        raw += heard.recv(4096)
    return [json.loads(line) for line in raw.splitlines()[:count]]


def test_an_onlooker_hears_its_device_masked_and_no_other(feed: DeviceFeed, folder: Path, clock: ManualClock) -> None:
    with look_on(folder, "id-reader") as heard:
        (state,) = lines(heard, 1)
        assert (state["event"], state["state"]) == ("state", "ready")
        feed.tell(CardLeft(CardToken("another", 7), clock.now()))
        feed.tell(IdentityRead(CardToken("id-reader", 1), DOCUMENT, clock.now()))
        (row,) = lines(heard, 1)
    assert (row["event"], row["token"], row["name"]) == ("identity", 1, "测*甲")
    assert "310100190001010015" not in json.dumps(row)
    assert stat.S_IMODE((folder / SOCKET).stat().st_mode) == 0o600


def test_an_onlooker_that_does_not_listen_costs_the_device_nothing(
    feed: DeviceFeed, folder: Path, clock: ManualClock
) -> None:
    with look_on(folder, "id-reader") as heard:
        lines(heard, 1)
        for counter in range(20_000):
            feed.tell(CardLeft(CardToken("id-reader", counter), clock.now()))
        assert lines(heard, 1)[0]["token"] == 0


def test_the_wire_of_a_running_terminal_is_seen_without_what_a_visitor_reads(
    folder: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = WireLog(clock)
    log.sent(bytes.fromhex("FAC5BF"))
    log.measured(bytes.fromhex("FEAA2237"))
    clock.advance(GROWS_S)
    made = DeviceFeed(folder, dict, {"forehead": log}, clock)
    made.start()
    config = tmp_path / "kiosk.toml"
    config.write_text(
        '[[devices]]\nname = "forehead"\nmodel = "lu90614"\noptions = { url = "/dev/no-such-port" }\n', "utf-8"
    )
    lock = RunLock(folder)
    lock.take()
    try:
        line = ["--config", str(config), "--data", str(folder), "devices", "wire", "forehead", "--seconds", "0.5"]
        assert main(line) == 0
        with look_on(folder, WIRE + "forehead") as heard:
            assert [(row["direction"], row["hex"]) for row in lines(heard, 2)] == [
                ("sent", "FA C5 BF"),
                ("received", "[4]"),
            ]
            log.sent(b"\x01")
            clock.advance(GROWS_S)
            assert lines(heard, 1)[0]["hex"] == "01"
        with look_on(folder, WIRE + "another") as heard:
            assert heard.recv(64) == b""
    finally:
        lock.release()
        made.stop()
    assert capsys.readouterr().out == "2026-11-22 01:20:00.000 > FA C5 BF\n2026-11-22 01:20:00.000 < [4]\n"
    assert not log.watched


def test_watching_beside_a_terminal_opens_no_device(
    feed: DeviceFeed, folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        '[[devices]]\nname = "id-reader"\nmodel = "sam-serial"\noptions = { url = "/dev/no-such-port" }\n', "utf-8"
    )
    lock = RunLock(folder)
    lock.take()
    try:
        line = ["--config", str(config), "--data", str(folder), "devices", "watch", "id-reader", "--seconds", "0.5"]
        assert main(line) == 0
    finally:
        lock.release()
    assert [json.loads(line)["state"] for line in capsys.readouterr().out.splitlines()] == ["ready"]


def test_a_terminal_that_lets_nobody_look_on_keeps_its_device(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        '[[devices]]\nname = "id-reader"\nmodel = "sam-serial"\noptions = { url = "/dev/no-such-port" }\n', "utf-8"
    )
    lock = RunLock(folder)
    lock.take()
    try:
        assert main(["--config", str(config), "--data", str(folder), "devices", "watch", "id-reader"]) == 1
    finally:
        lock.release()
    assert "终端正在运行" in capsys.readouterr().err
