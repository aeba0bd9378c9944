"""Devices, camera and code service: each is really opened, or, while the terminal runs, asked of the terminal."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from devices import catalogue
from devices.clock import Clock
from devices.errors import DeviceNotAvailable
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged
from kiosk.doctor.findings import Finding, Verdict
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.instruments.routing import remark_on
from kiosk.sentences import Text, fault_sentences, sentence, table
from kiosk.settings import DeviceEntry, Settings

CAMERA_S = 12.0


def examine(settings: Settings, data_dir: Path, clock: Clock, *, wait_s: float) -> list[Finding]:
    """One finding a configured device."""
    if not settings.devices:
        return [
            Finding(
                "devices",
                sentence("doctor.part.devices"),
                Verdict.WARNING,
                sentence("doctor.device.none"),
                sentence("doctor.device.none-advice"),
            )
        ]
    status = read_status(data_dir) if is_running(data_dir) else None
    if status is not None:
        return [_from_terminal(entry, status) for entry in settings.devices]
    zone = ZoneInfo(settings.hall.time_zone)
    return [_opened(entry, clock, zone, wait_s) for entry in settings.devices]


def _part(entry: DeviceEntry) -> str:
    return sentence("doctor.part.device", name=entry.name, model=entry.model)


def _from_terminal(entry: DeviceEntry, status: dict[str, Any]) -> Finding:
    said = (status.get("devices") or {}).get(entry.name)
    key = f"device.{entry.name}"
    if said is None:
        return Finding(
            key,
            _part(entry),
            Verdict.WARNING,
            sentence("doctor.device.unknown"),
            sentence("doctor.device.unknown-advice"),
        )
    if said.get("state") == DeviceState.READY.value and said.get("remark"):
        return Finding(key, _part(entry), Verdict.WARNING, sentence("doctor.device.in-use"), _remark(**said["remark"]))
    if said.get("state") == DeviceState.READY.value:
        return Finding(key, _part(entry), Verdict.OK, sentence("doctor.in-use"))
    return _broken(entry, str(said.get("fault") or "device"))


def _remark(code: str, names: Sequence[str]) -> Text:
    words = table("doctor.remark")
    return words[code].fill(names=words["between-names"].join(names))


def _broken(entry: DeviceEntry, code: str) -> Finding:
    sentences = fault_sentences(code)
    return Finding(
        f"device.{entry.name}",
        _part(entry),
        Verdict.BROKEN,
        sentence("doctor.fault", said=sentences.staff, code=code),
        sentences.technician,
    )


def _opened(entry: DeviceEntry, clock: Clock, zone: ZoneInfo, wait_s: float) -> Finding:
    try:
        device = catalogue.create(entry.model, entry.name, dict(entry.options), clock, zone)
    except DeviceNotAvailable as error:
        return Finding(
            f"device.{entry.name}", _part(entry), Verdict.BROKEN, sentence("doctor.device.no-driver"), str(error)
        )
    settled = threading.Event()
    last: list[DeviceStateChanged] = []

    def sink(event: DeviceEvent) -> None:
        if isinstance(event, DeviceStateChanged) and event.state in (DeviceState.READY, DeviceState.FAULT):
            last.append(event)
            settled.set()

    device.start(sink)
    clock.wait(settled, wait_s)
    device.stop()
    if not last:
        return _at_another_speed(entry, clock) or _broken(entry, "device-timeout")
    remark = device.remark or remark_on(device.kind)
    if last[0].state is DeviceState.READY and remark:
        advice = _remark(remark.code, remark.names)
        return Finding(f"device.{entry.name}", _part(entry), Verdict.WARNING, sentence("doctor.device.answers"), advice)
    if last[0].state is DeviceState.READY:
        return Finding(f"device.{entry.name}", _part(entry), Verdict.OK, sentence("doctor.device.answers"))
    fault = last[0].fault or "device"
    other = _at_another_speed(entry, clock) if fault in ("device-timeout", "protocol") else None
    return other or _broken(entry, fault)


def _at_another_speed(entry: DeviceEntry, clock: Clock) -> Finding | None:
    """That a SAM answers at a speed which is not the configured one; None for other devices, or when it is silent."""
    if entry.model != "sam-serial":
        return None
    from devices.cards.sam_probe import baudrate_that_answers

    configured = int(entry.options.get("baudrate", 115200))
    rate = baudrate_that_answers(str(entry.options["url"]), configured, clock)
    if rate is None or rate == configured:
        return None
    found = sentence("doctor.device.other-speed", configured=configured, rate=rate)
    advice = sentence("doctor.device.other-speed-advice", rate=rate, configured=configured)
    return Finding(f"device.{entry.name}", _part(entry), Verdict.BROKEN, found, advice)


def camera(settings: Settings, data_dir: Path) -> Finding:
    """The camera, opened for a moment in a process of its own; asked of the terminal while that runs."""
    if not settings.camera.source:
        return Finding("camera", sentence("doctor.part.camera"), Verdict.OK, sentence("doctor.camera.none"))
    if is_running(data_dir):
        status = read_status(data_dir) or {}
        if (status.get("camera") or {}).get("works"):
            return Finding("camera", sentence("doctor.part.camera"), Verdict.OK, sentence("doctor.in-use"))
        return _no_camera()
    wanted = settings.camera
    look = [sys.executable, "-m", "kiosk.doctor.look", wanted.source, str(wanted.rotate)]
    try:
        seen = subprocess.run(
            look, capture_output=True, encoding="utf-8", errors="replace", timeout=CAMERA_S, check=False
        )
    except subprocess.TimeoutExpired:
        return _no_camera()
    if seen.returncode != 0:
        return _no_camera()
    size, _, turn = seen.stdout.strip().partition(" ")
    if turn and int(turn) != wanted.rotate:
        advice = sentence("doctor.camera.rotate", turn=turn)
        return Finding(
            "camera",
            sentence("doctor.part.camera"),
            Verdict.WARNING,
            sentence("doctor.camera.not-upright", size=size),
            advice,
        )
    seen_so = sentence("doctor.camera.upright" if turn else "doctor.camera.picture", size=size)
    return Finding("camera", sentence("doctor.part.camera"), Verdict.OK, seen_so)


def _no_camera() -> Finding:
    sentences = fault_sentences("camera-gone")
    return Finding("camera", sentence("doctor.part.camera"), Verdict.BROKEN, sentences.staff, sentences.technician)
