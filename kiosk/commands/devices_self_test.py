"""`kiosk devices self-test`: what can be tried of every device without a person, and what is left for one."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any

from devices import catalogue
from devices.events import DeviceState
from kiosk.certificates.figures import number, with_unit
from kiosk.commands.context import Context
from kiosk.commands.devices_standing import Standings, standings
from kiosk.device_bench.self_test import Kind, by_hand
from kiosk.device_bench.standing import CAMERA, CHIME
from kiosk.device_bench.unattended import Tried, try_all
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.measurements.catalogue import metrics
from kiosk.sentences import Text, fault_sentences, sentence, table
from kiosk.settings import DeviceEntry, Settings

UNKNOWN = "unknown"
"""The terminal that has the device did not say how it is."""


def run(args: argparse.Namespace, context: Context) -> int:
    """Try all; 0 where nothing is wrong."""
    entries, held = context.settings.devices, is_running(context.data_dir)
    came = _told(context) if held else try_all(entries, context.clock, context.zone, args.seconds)
    stand = standings(context)
    failed = [entry.name for entry in entries if came[entry.name].fault or stand.fault(entry.name)]
    hands = _hands(context.settings, came)
    if context.json:
        rows = [_row(entry, came[entry.name], stand) for entry in entries]
        said = {"passed": not failed, "held": held, "devices": rows, "by_hand": hands}
        print(json.dumps(said, ensure_ascii=False, indent=2))
        return 1 if failed else 0
    if held:
        print(sentence("commands.devices-test.held"))
    for entry in entries:
        print(_line(entry, came[entry.name], stand.fault(entry.name), held=held))
        for line in stand.lines(entry.name):
            print(line)
    if entries and stand.why_not:
        print(sentence("commands.devices-standing.not-known", why=stand.why_not))
    print(sentence("commands.devices-test.by-hand"))
    for one in hands:
        print(table("commands.devices-hand")[one["how"]].fill(name=one["part"]))
    print(
        sentence("commands.devices-test.end-failed", count=len(entries), failed=len(failed))
        if failed
        else sentence("commands.devices-test.end-passed", count=len(entries))
    )
    return 1 if failed else 0


def _row(entry: DeviceEntry, tried: Tried, stand: Standings) -> dict[str, Any]:
    fault = tried.fault or stand.fault(entry.name)
    return {
        "name": entry.name,
        "model": entry.model,
        "passed": not fault,
        "fault": fault or None,
        "advice": _why(fault) if fault else None,
        "opened": tried.opened,
        "heard": tried.heard,
        "serial": tried.serial or None,
        "reading": dict(tried.reading),
        "calibrations": stand.rows(entry.name),
    }


def _line(entry: DeviceEntry, tried: Tried, unfit: str, *, held: bool) -> Text:
    if tried.fault:
        said = sentence("commands.devices-test.failed", name=entry.name, model=entry.model, why=_why(tried.fault))
        return Text(said + _more(tried, held=True))
    more = _more(tried, held=held)
    if unfit:
        return sentence("commands.devices-test.unfit", name=entry.name, model=entry.model, more=more)
    return sentence("commands.devices-test.passed", name=entry.name, model=entry.model, more=more)


def _more(tried: Tried, *, held: bool) -> str:
    more = ""
    if tried.serial:
        more += sentence("commands.devices-test.serial", serial=tried.serial)
    if tried.reading:
        shown = "  ".join(_figure(metric, value) for metric, value in tried.reading.items())
        more += sentence("commands.devices-test.reading", reading=shown)
    if not held and not tried.heard and not tried.serial:
        more += sentence("commands.devices-test.not-heard")
    return more


def _figure(metric: str, value: float) -> str:
    known = metrics().get(metric)
    return f"{value:g}" if known is None else with_unit(number(value, known.decimals), known.unit)


def _why(fault: str) -> Text:
    return sentence("commands.devices-test.unknown") if fault == UNKNOWN else fault_sentences(fault).technician


def _hands(settings: Settings, came: Mapping[str, Tried]) -> list[dict[str, str]]:
    """What nobody can try but a person: the part, and how."""
    found = [{"part": kind.value, "how": kind.value} for kind in (Kind.SCREEN, Kind.TOUCH)]
    for entry in settings.devices:
        model = catalogue.MODELS.get(entry.model)
        how = by_hand(model.kind.value) if model is not None else None
        if how is not None and not came[entry.name].reading:
            found.append({"part": entry.name, "how": how.value})
    if settings.camera.source:
        found.append({"part": CAMERA, "how": CAMERA})
    if settings.calls.chime:
        found.append({"part": CHIME, "how": Kind.SOUND.value})
    return found


def _told(context: Context) -> dict[str, Tried]:
    """What the running terminal says: its devices are its own."""
    said: dict[str, Any] = (read_status(context.data_dir) or {}).get("devices") or {}
    found = {}
    for entry in context.settings.devices:
        how = said.get(entry.name) or {}
        ready = how.get("state") == DeviceState.READY.value
        fault = str(how.get("fault") or ("" if ready else "device" if how.get("state") else UNKNOWN))
        found[entry.name] = Tried(fault, opened=ready)
    return found
