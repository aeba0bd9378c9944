"""`kiosk devices list`: what is configured and how it is. `kiosk devices wire NAME`: the bytes of one wire, masked."""

from __future__ import annotations

import argparse
import json
import threading
from datetime import UTC

from devices import catalogue
from devices.errors import DeviceNotAvailable
from kiosk.commands.context import Context, Refused
from kiosk.device_bench.wire_rows import wire_line
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.sentences import listed, sentence

_SLICE_S = 0.2


def run_list(args: argparse.Namespace, context: Context) -> int:
    """Configured devices; how each is, where the terminal runs and says so."""
    status = read_status(context.data_dir) if is_running(context.data_dir) else None
    told = (status or {}).get("devices", {})
    rows = []
    for entry in context.settings.devices:
        model, how = catalogue.MODELS.get(entry.model), told.get(entry.name, {})
        place = str(entry.options.get(model.place, "")) if model is not None else ""
        rows.append(
            {"name": entry.name, "model": entry.model, "kind": model.kind.value if model else None, "place": place,
             "state": how.get("state"), "fault": how.get("fault"), "since": how.get("since")}
        )  # fmt: skip
    if context.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        state = row["fault"] or row["state"] or sentence("commands.devices.not-running")
        print(f"{row['name']}  {row['model']}  {row['place']}  {state}")
    if not rows:
        print(sentence("commands.devices.none"))
    return 0


def run_wire(args: argparse.Namespace, context: Context) -> int:
    """Open one device and print what goes over its wire. A running terminal has its devices to itself."""
    entries = {entry.name: entry for entry in context.settings.devices}
    if args.name not in entries:
        known = listed(entries) or sentence("commands.devices.none")
        raise Refused(sentence("commands.devices.unknown", name=args.name, known=known))
    if is_running(context.data_dir):
        raise Refused(sentence("commands.devices.wire-held"))
    entry = entries[args.name]
    try:
        device = catalogue.create(entry.model, entry.name, dict(entry.options), context.clock)
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
