"""Somebody is planted wherever a visit leaves them, and every key where it lies; none of it is in either."""

from __future__ import annotations

import base64
import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.cards.sam_tap import SamTap
from devices.wire_log import MeasuringTap
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.diagnostics.gathering import Source, bundle
from kiosk.diagnostics.states import states_of
from kiosk.doctor.checks import examine
from kiosk.doctor.own_settings import Start
from kiosk.doctor.run_lock import RunLock, write_status
from kiosk.own_log.log import OwnLog
from kiosk.people.zone import SHANGHAI
from kiosk.settings import Calls, Camera, DeviceEntry, Settings, Webhook
from kiosk.store.keys import KEY_FILE_NAME
from tests.conftest import AnnouncedLog
from tests.devices.cards import worked_frames as worked
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.device_bench.hall import Hall
from tests.kiosk.store.test_secrecy import PLANTED, _everything
from tests.support.accounts import PIN, SECRET, hire
from tests.support.clock import ManualClock

__all__ = ["folder", "store"]

STAFF = "李秀华"
ROBOT, CAMERA, WIRE = "693axxx6b2c", "Kamera7Geheim", "Leitung8Geheim"
TEMPLATE = b"\x01\x02\x03\x04" * 8
CUFF = bytes.fromhex("0231333820383620373103")
PEOPLE = (*PLANTED, STAFF, SECRET)
PASSWORDS = (ROBOT, CAMERA, WIRE)
SETTINGS = Settings(
    devices=(
        DeviceEntry(name="cuff", model="hbp-9030", options={"url": f"socket://li:{WIRE}@10.0.0.7:4001?key={WIRE}"}),
        DeviceEntry(name="id-reader", model="sam-serial", options={"url": "/dev/ttyUSB1"}),
    ),
    camera=Camera(source=f"rtsp://li:{CAMERA}@10.0.0.8/live?token={CAMERA}"),
    calls=Calls(webhook=Webhook(url=f"https://oapi.dingtalk.com/robot/send?access_token={ROBOT}")),
)


def forms(word: str | bytes) -> Iterator[bytes]:
    """How something may stand in a file: in each encoding, as hex and as base64."""
    raws = [word] if isinstance(word, bytes) else [word.encode(e) for e in ("utf-8", "utf-16-le", "gb18030")]
    for raw in raws:
        yield raw
        for text in (raw.hex(), raw.hex(" ").upper(), raw.hex().upper(), base64.b64encode(raw).decode()):
            yield text.encode()
        yield repr(raw)[2:-1].encode()


def fails(words: str) -> None:
    raise ValueError(words)


def planted_in_the_log(words: tuple[str, ...], secrets: tuple[bytes, ...]) -> None:
    """As a line that somebody writes without thinking would hold it."""
    log = logging.getLogger("kiosk.visits")
    for word in words:
        log.warning("greets %s, wrote %r", word, [word])
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            log.warning("sent %r %s %s", word.encode(encoding), word.encode(encoding).hex(" "), word.encode().hex())
        try:
            fails(word)
        except ValueError:
            log.exception("not greeted")
    for secret in secrets:
        log.warning("%r %s %s %s", secret, secret.hex(), base64.b64encode(secret).decode(), list(secret))
    url = SETTINGS.devices[0].options["url"]
    log.error("asks %s, %s then %r", SETTINGS.camera.source, SETTINGS.calls.webhook.url, {"url": url})


@pytest.fixture
def data(folder: Path, store: Archive) -> Iterator[Path]:
    lock = RunLock(folder)
    lock.take()
    write_status(folder, {"devices": {}, "camera": {"works": True}})
    yield folder
    lock.release()


def test_neither_bundle_nor_log_holds_anybody_or_any_key(
    store: Archive, data: Path, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("")
    _everything(store, clock)
    hire(store, "li", Role.TECHNICIAN, STAFF)
    key = (data / KEY_FILE_NAME).read_bytes()
    log = OwnLog(data, clock, SHANGHAI)
    log.attach("1.2")
    planted_in_the_log(PEOPLE, (key, TEMPLATE))
    hall = Hall(clock)
    hall.ready()
    watched = hall.watch.look(lambda: None)  # cards are read while a technician looks on, too
    SamTap(hall.devices["id-reader"].wire_log).received(worked.READ_FRAME)
    watched()
    SamTap(hall.devices["id-reader"].wire_log).received(worked.READ_FRAME + worked.ADDRESS_FRAME)
    MeasuringTap(hall.devices["cuff"].wire_log).received(CUFF)
    source = Source(
        SETTINGS,
        data,
        clock,
        lambda: examine(SETTINGS, data, clock, start=Start(True), device_wait_s=0),
        lambda: states_of(hall.parts),
        lambda: store.calibrations.calendar((("cuff", "sys"),), clock.now()),
        hall.devices,
    )
    archive = zipfile.ZipFile(io.BytesIO(bundle(source)))
    log.detach()
    contents = {name: archive.read(name) for name in archive.namelist()}
    contents |= {path.name: path.read_bytes() for path in data.glob("terminal.log*")}
    assert b"greets" in contents["terminal.log"]
    assert b"AA AA AA 96 69 05 08" in contents["wires/03-id-reader.txt"]
    wanted: tuple[str | bytes, ...] = (
        *PEOPLE,
        *PASSWORDS,
        PIN,
        key,
        TEMPLATE,
        CUFF,
        worked.TEXT[:30],
        worked.PHOTO[:64],
    )
    found = [(what, name) for what in wanted for name, held in contents.items() if any(f in held for f in forms(what))]
    assert found == []
