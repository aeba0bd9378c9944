"""The devices at a glance: what is configured, in words a clerk knows, and whether it works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from devices import catalogue
from devices.events import DeviceState, DeviceStateChanged
from kiosk.attention.view import DeviceRow
from kiosk.sentences import Text, table
from kiosk.settings import Settings

CAMERA = "camera"
CHIME, WEBHOOK = "chime", "webhook"
"""Ways out of the terminal that are no devices of the catalogue; a lamp is one."""


def rows(
    settings: Settings,
    states: Mapping[str, DeviceStateChanged],
    *,
    camera_works: bool,
    channel_faults: Mapping[str, str | None],
) -> tuple[DeviceRow, ...]:
    """One row a device, in the order of the configuration; then the camera and the other ways out, where there are."""
    words = table("attention.devices")
    kinds = {d.name: catalogue.MODELS[d.model].kind.value for d in settings.devices if d.model in catalogue.MODELS}
    several = {kind for kind, number in Counter(kinds.values()).items() if number > 1}
    found = []
    for name, kind in kinds.items():
        title = words["named"].fill(title=words[kind], name=name) if kind in several else words[kind]
        state = states.get(name)
        opening = state is not None and state.state is DeviceState.OPENING
        fault = "" if state is not None and state.state is DeviceState.READY else (state and state.fault) or "device"
        found.append(_row(name, title, fault, opening=opening))
    if settings.camera.source:
        found.append(_row(CAMERA, words[CAMERA], "" if camera_works else "camera-gone"))
    ways = (name for name in (CHIME, WEBHOOK) if name in channel_faults)
    found += [_row(name, words[name], channel_faults[name] or "") for name in ways]
    return tuple(found)


def _row(name: str, title: Text, fault: str, *, opening: bool = False) -> DeviceRow:
    words = table("attention.device-words")
    if opening:
        return DeviceRow(name, title, False, words["opening"])
    return DeviceRow(name, title, not fault, words.get(fault, words["broken"]) if fault else words["works"], fault)
