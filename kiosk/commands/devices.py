"""`kiosk devices models`: what is supported. `kiosk devices watch NAME`: the events of one device, a JSON line each."""

from __future__ import annotations

import argparse
import json
import queue
import sys
from typing import Any, get_type_hints

import msgspec

from devices import catalogue
from devices.errors import DeviceNotAvailable
from devices.events import DeviceEvent
from devices.model import Model
from kiosk.commands import devices_learn, devices_look, devices_self_test
from kiosk.commands.arguments import seconds
from kiosk.commands.context import Context, Refused
from kiosk.commands.devices_beside import lines_from
from kiosk.device_feed import describe, look_on
from kiosk.doctor.run_lock import is_running
from kiosk.sentences import listed, sentence
from kiosk.settings.allowed import allowed, description
from kiosk.settings.mistakes import shown


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("devices", help=sentence("help.summaries.devices"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("models", help=sentence("help.devices.models"))
    watch = verbs.add_parser("watch", help=sentence("help.devices.watch"))
    watch.add_argument("name", metavar="NAME", help=sentence("help.devices.name"))
    watch.add_argument("--seconds", type=seconds, metavar="N", help=sentence("help.devices.seconds"))
    watch.add_argument("--unmasked", action="store_true", help=sentence("help.devices.full"))
    verbs.add_parser("list", help=sentence("help.devices.list"))
    wire = verbs.add_parser("wire", help=sentence("help.devices.wire"))
    wire.add_argument("name", metavar="NAME", help=sentence("help.devices.name"))
    wire.add_argument("--seconds", type=seconds, metavar="N", help=sentence("help.devices.seconds"))
    test = verbs.add_parser("self-test", help=sentence("help.devices.self-test"))
    test.add_argument(
        "--seconds", type=seconds, default=6.0, metavar="N", help=sentence("help.devices.self-test-seconds")
    )
    devices_learn.add_verbs(verbs)


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    verbs = {"models": lambda: _models(context), "watch": lambda: _watch(args, context)}
    verbs["list"] = lambda: devices_look.run_list(args, context)
    verbs["wire"] = lambda: devices_look.run_wire(args, context)
    verbs["self-test"] = lambda: devices_self_test.run(args, context)
    verbs["learn"] = lambda: devices_learn.run_learn(args, context)
    verbs["profile"] = lambda: devices_learn.run_check(args, context)
    return verbs[args.verb]()


def _models(context: Context) -> int:
    if context.json:
        rows = [
            {"model": m.name, "kind": m.kind.value, "title": m.title, "wire": m.wire, "options": _options(m),
             "tested_on": m.tested_on}
            for m in catalogue.MODELS.values()
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for model in catalogue.MODELS.values():
        print(f"{model.name}\n  {model.title}\n  {model.wire}; tested on: {model.tested_on}")
        for name, option in _options(model).items():
            default = (
                sentence("commands.devices.required")
                if option["required"]
                else sentence("commands.devices.default", value=shown(option["default"]))
            )
            print(
                sentence(
                    "commands.devices.option",
                    name=name,
                    allowed=option["allowed"],
                    default=default,
                    meaning=option["meaning"],
                )
            )
    return 0


def _options(model: Model) -> dict[str, dict[str, Any]]:
    """Each option of a model: what it means, what may be written, and its default."""
    hints = get_type_hints(model.options, include_extras=True)
    rows: dict[str, dict[str, Any]] = {}
    for field in msgspec.structs.fields(model.options):
        row = {"meaning": description(hints[field.name]), "allowed": allowed(hints[field.name])}
        rows[field.name] = row | {"required": field.required}
        if not field.required:
            rows[field.name]["default"] = field.default
    return rows


def _watch(args: argparse.Namespace, context: Context) -> int:
    entries = {entry.name: entry for entry in context.settings.devices}
    if args.name not in entries:
        known = listed(entries) or sentence("commands.devices.none")
        raise Refused(sentence("commands.devices.unknown", name=args.name, known=known))
    if is_running(context.data_dir):
        return _look_on(args, context)
    entry = entries[args.name]
    try:
        device = catalogue.create(entry.model, entry.name, dict(entry.options), context.clock, context.zone)
    except DeviceNotAvailable as error:
        raise Refused(str(error)) from error
    came: queue.Queue[DeviceEvent] = queue.Queue()
    started = context.clock.now().monotonic_s
    device.start(came.put)
    try:
        while True:
            left = None if args.seconds is None else args.seconds - (context.clock.now().monotonic_s - started)
            if left is not None and left <= 0:
                return 0
            try:
                event = came.get(timeout=0.5 if left is None else min(left, 0.5))
            except queue.Empty:
                continue
            print(json.dumps(describe(event, unmasked=args.unmasked), ensure_ascii=False), flush=True)
    finally:
        device.stop()


def _look_on(args: argparse.Namespace, context: Context) -> int:
    """The events the running terminal has from its device. The device is the terminal's and is not touched."""
    try:
        heard = look_on(context.data_dir, args.name)
    except OSError as error:
        raise Refused(sentence("commands.devices.not-heard")) from error
    if args.unmasked:
        print(sentence("commands.devices.masked"), file=sys.stderr)
    for line in lines_from(heard, context, args.seconds):
        print(line, flush=True)
    return 0
