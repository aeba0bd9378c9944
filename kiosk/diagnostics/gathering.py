"""What goes into a bundle, each file by a function of its own. None reads a resident, a visit or a value of one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from devices.clock import Clock
from devices.device import Device
from kiosk.calibration.keeping import Due
from kiosk.configuring.keys import all_keys
from kiosk.configuring.masking import masked
from kiosk.device_bench.wire_rows import wire_text
from kiosk.diagnostics.bundle import newest, packed
from kiosk.diagnostics.versions import versions
from kiosk.doctor.findings import Finding
from kiosk.own_log.log import kept_text
from kiosk.own_log.masking import without_secrets
from kiosk.sentences import sentence
from kiosk.settings import DeviceEntry, Settings

LOG_BYTES = 1_600_000
WIRE_BYTES = 128 * 1024
WIRES_BYTES = 4 * 1024 * 1024
"""Of all wires together: where there are more devices, each has less."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a bundle comes from.

    Attributes:
        states: How each device is, by name; None where no terminal runs that could say.
        devices: Those of this process, whose wires are known here; None where they are another process's.
        due: Every device and metric with its calibration in force; None where the records cannot be read.
        examine: What the doctor finds.
    """

    settings: Settings
    data_dir: Path
    clock: Clock
    examine: Callable[[], list[Finding]]
    states: Callable[[], Mapping[str, Any] | None]
    due: Callable[[], tuple[Due, ...] | None]
    devices: Mapping[str, Device] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The hall's."""
        return ZoneInfo(self.settings.hall.time_zone)


def bundle(source: Source) -> bytes:
    """The whole zip."""
    return packed(files(source), source.clock.now().utc, source.zone)


def file_name(source: Source) -> str:
    """diagnostics-20261122-092000.zip."""
    return f"diagnostics-{source.clock.now().utc.astimezone(source.zone):%Y%m%d-%H%M%S}.zip"


def files(source: Source) -> dict[str, bytes]:
    """Every file by its name in the bundle. What is not known here has no file, and README.txt says so."""
    found = {
        "versions.json": _json(versions(source.settings)),
        "doctor.json": _json([plain(finding) for finding in source.examine()]),
        "settings.json": _json(settings_shown(source.settings)),
        "terminal.log": kept_text(source.data_dir, LOG_BYTES).encode(),
    }
    states, due = source.states(), source.due()
    if states is not None:
        found["devices.json"] = _json(states)
    if due is not None:
        found["calibrations.json"] = _json([_calibration(row) for row in due])
    if source.devices is not None:
        found |= _wires(source, source.devices)
    found["README.txt"] = _readme(states is None, due is None, source.devices is None).encode()
    return found


def plain(finding: Finding) -> dict[str, str]:
    """A finding without what may be a secret: it may quote an address or the words of a library."""
    return {key: without_secrets(value) for key, value in finding.as_dict().items()}


def settings_shown(settings: Settings) -> dict[str, Any]:
    """Every key as it is shown, and the devices without what their options may hide."""
    tables = msgspec.to_builtins(settings)
    keys = {key.name: without_secrets(key.shown(key.value_in(tables))) for key in all_keys()}
    return {"keys": keys, "devices": [_device(entry) for entry in settings.devices]}


def _device(entry: DeviceEntry) -> dict[str, Any]:
    options = {
        name: value if isinstance(value, bool | int | float) else masked(str(value))
        for name, value in entry.options.items()
    }
    return {"name": entry.name, "model": entry.model, "options": options}


def _calibration(row: Due) -> dict[str, Any]:
    of = row.in_force
    return {
        "device": row.device,
        "metric": row.metric,
        "standing": of.standing.value,
        "number": of.number,
        "method": of.method,
        "slope": of.a,
        "offset": of.b,
        "expanded_u": of.expanded_u,
        "due": None if of.due is None else of.due.isoformat(),
        "done": None if row.record is None else row.record.done.isoformat(),
    }


def _wires(source: Source, devices: Mapping[str, Device]) -> dict[str, bytes]:
    most = min(WIRE_BYTES, WIRES_BYTES // max(1, len(devices)))
    head = (f"{source.zone.key}", "> sent, < received; [N]: N bytes left out")
    found = {}
    for number, (name, device) in enumerate(devices.items(), 1):
        text = wire_text(device.wire_log.entries(), source.zone, (name, *head)).encode()
        found[f"wires/{number:02}-{re.sub(r'[^A-Za-z0-9_-]', '_', name)[:60]}.txt"] = newest(text, most)
    return found


def _readme(no_states: bool, no_due: bool, no_wires: bool) -> str:
    lines = [
        sentence("diagnostics.readme.inside"),
        sentence("diagnostics.readme.outside"),
        sentence("diagnostics.readme.wires"),
    ]
    lines += [sentence("diagnostics.readme.no-states")] if no_states else []
    lines += [sentence("diagnostics.readme.no-calibrations")] if no_due else []
    lines += [sentence("diagnostics.readme.no-wires")] if no_wires else []
    return "".join(f"{line}\n" for line in lines)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
