"""Devices, camera and code service: each is really opened, or, while the terminal runs, asked of the terminal."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from devices import catalogue
from devices.clock import Clock
from devices.errors import DeviceNotAvailable
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged
from kiosk.health_check.findings import Finding, Verdict
from kiosk.health_check.run_lock import is_running, read_status
from kiosk.sentences import fault_sentences
from kiosk.settings import DeviceEntry, Settings

CAMERA_S = 12.0


def examine(settings: Settings, data_dir: Path, clock: Clock, *, wait_s: float) -> list[Finding]:
    """One finding a configured device."""
    if not settings.devices:
        return [Finding("devices", "设备", Verdict.WARNING, "配置里一台设备也没有", "在配置文件里写上 [[devices]]")]
    status = read_status(data_dir) if is_running(data_dir) else None
    if status is not None:
        return [_from_terminal(entry, status) for entry in settings.devices]
    return [_opened(entry, clock, wait_s) for entry in settings.devices]


def _part(entry: DeviceEntry) -> str:
    return f"设备 {entry.name}（{entry.model}）"


def _from_terminal(entry: DeviceEntry, status: dict[str, Any]) -> Finding:
    said = (status.get("devices") or {}).get(entry.name)
    key = f"device.{entry.name}"
    if said is None:
        return Finding(key, _part(entry), Verdict.WARNING, "正在运行的终端不知道它", "配置改过？重新启动终端")
    if said.get("state") == DeviceState.READY.value and said.get("remark"):
        return Finding(key, _part(entry), Verdict.WARNING, "正在使用", str(said["remark"]))
    if said.get("state") == DeviceState.READY.value:
        return Finding(key, _part(entry), Verdict.OK, "正在使用，一切正常")
    return _broken(entry, str(said.get("fault") or "device"))


def _broken(entry: DeviceEntry, code: str) -> Finding:
    sentences = fault_sentences(code)
    return Finding(
        f"device.{entry.name}", _part(entry), Verdict.BROKEN, f"{sentences.staff}（{code}）", sentences.technician
    )


def _opened(entry: DeviceEntry, clock: Clock, wait_s: float) -> Finding:
    try:
        device = catalogue.create(entry.model, entry.name, dict(entry.options), clock)
    except DeviceNotAvailable as error:
        return Finding(f"device.{entry.name}", _part(entry), Verdict.BROKEN, "驱动不能用", str(error))
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
    if last[0].state is DeviceState.READY and device.remark:
        return Finding(f"device.{entry.name}", _part(entry), Verdict.WARNING, "有回应", device.remark)
    if last[0].state is DeviceState.READY:
        return Finding(f"device.{entry.name}", _part(entry), Verdict.OK, "有回应")
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
    return Finding(
        f"device.{entry.name}", _part(entry), Verdict.BROKEN, f"按 {configured} 波特没有回应，按 {rate} 有",
        f"在配置里给它写 baudrate = {rate}，或把读卡器改回 {configured}",
    )  # fmt: skip


def camera(settings: Settings, data_dir: Path) -> Finding:
    """The camera, opened for a moment in a process of its own; asked of the terminal while that runs."""
    if not settings.camera.source:
        return Finding("camera", "摄像头", Verdict.OK, "没有配置，只用卡")
    if is_running(data_dir):
        status = read_status(data_dir) or {}
        if (status.get("camera") or {}).get("works"):
            return Finding("camera", "摄像头", Verdict.OK, "正在使用，一切正常")
        return _no_camera()
    wanted = settings.camera
    look = [sys.executable, "-m", "kiosk.health_check.look", wanted.source, str(wanted.rotate)]
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
        advice = f"在配置的 [camera] 里写 rotate = {turn}，再检查一次"
        return Finding("camera", "摄像头", Verdict.WARNING, f"画面 {size}，人不是正的，认不出脸", advice)
    return Finding("camera", "摄像头", Verdict.OK, f"画面 {size}" + ("，人是正的" if turn else ""))


def _no_camera() -> Finding:
    sentences = fault_sentences("camera-gone")
    return Finding("camera", "摄像头", Verdict.BROKEN, sentences.staff, sentences.technician)
