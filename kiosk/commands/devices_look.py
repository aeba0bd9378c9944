"""`kiosk devices list`: what is configured, how it is, how its calibrations stand. `wire`: the bytes of one wire."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from datetime import UTC, datetime

from devices import catalogue
from devices.errors import DeviceNotAvailable
from devices.wire_log import Direction
from kiosk.commands.context import Context, Refused
from kiosk.commands.devices_beside import lines_from
from kiosk.commands.devices_standing import standings
from kiosk.device_bench.wire_rows import wire_line, wire_words
from kiosk.device_feed import WIRE, look_on
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.sentences import listed, sentence

_SLICE_S = 0.2


def run_list(args: argparse.Namespace, context: Context) -> int:
    """Configured devices; how each is, where the terminal runs and says so; how its calibrations stand."""
    status = read_status(context.data_dir) if is_running(context.data_dir) else None
    told = (status or {}).get("devices", {})
    stand, rows = standings(context), []
    for entry in context.settings.devices:
        model, how = catalogue.MODELS.get(entry.model), told.get(entry.name, {})
        place = str(entry.options.get(model.place, "")) if model is not None else ""
        rows.append(
            {"name": entry.name, "model": entry.model, "kind": model.kind.value if model else None, "place": place,
             "state": how.get("state"), "fault": how.get("fault"), "since": how.get("since"),
             "calibrations": stand.rows(entry.name)}
        )  # fmt: skip
    if context.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        state = row["fault"] or row["state"] or sentence("commands.devices.not-running")
        print(f"{row['name']}  {row['model']}  {row['place']}  {state}")
        for line in stand.lines(str(row["name"])):
            print(line)
    if rows and stand.why_not:
        print(sentence("commands.devices-standing.not-known", why=stand.why_not))
    if not rows:
        print(sentence("commands.devices.none"))
    return 0


def run_wire(args: argparse.Namespace, context: Context) -> int:
    """Print what goes over the wire of one device: opened here, or as the running terminal that has it lets see it."""
    entries = {entry.name: entry for entry in context.settings.devices}
    if args.name not in entries:
        known = listed(entries) or sentence("commands.devices.none")
        raise Refused(sentence("commands.devices.unknown", name=args.name, known=known))
    if is_running(context.data_dir):
        return _beside(args, context)
    entry = entries[args.name]
    try:
        device = catalogue.create(entry.model, entry.name, dict(entry.options), context.clock, context.zone)
    except DeviceNotAvailable as error:
        raise Refused(str(error)) from error
    device.wire_log.watched = True  # no terminal runs: nobody is served
    until_s = None if args.seconds is None else context.clock.now().monotonic_s + args.seconds
    shown = 0
    never = threading.Event()
    device.start(lambda _: None)
    try:
        while until_s is None or context.clock.now().monotonic_s < until_s:
            context.clock.wait(never, _SLICE_S)
            entries_now = device.wire_log.entries(shown)
            for one in entries_now[:-1]:  # the newest may still grow
                print(wire_line(one, UTC), flush=True)
                shown = one.number
    finally:
        device.stop()
        for one in device.wire_log.entries(shown):
            print(wire_line(one, UTC), flush=True)
    return 0


def _beside(args: argparse.Namespace, context: Context) -> int:
    """What the running terminal keeps of the wire: values of visitors are lengths there. Nothing reaches the device."""
    try:
        heard = look_on(context.data_dir, WIRE + args.name)
    except OSError as error:
        raise Refused(sentence("commands.devices.wire-held")) from error
    print(sentence("commands.devices.wire-beside"), file=sys.stderr)
    for line in lines_from(heard, context, args.seconds):
        row = json.loads(line)
        print(wire_words(datetime.fromisoformat(row["at"]), Direction(row["direction"]), row["hex"], UTC), flush=True)
    return 0
