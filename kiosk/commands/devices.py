"""`kiosk devices models`: what is supported. `kiosk devices watch NAME`: the events of one device, a JSON line each."""

from __future__ import annotations

import argparse
import json
import queue
from typing import Any, get_type_hints

import msgspec

from devices import catalogue
from devices.cards.document import IdentityDocument
from devices.errors import DeviceNotAvailable
from devices.events import (
    CardArrived,
    CardLeft,
    DeviceEvent,
    DeviceStateChanged,
    IdentityRead,
    ReadFailed,
    ReadingTaken,
)
from kiosk.commands.arguments import seconds
from kiosk.commands.context import Context, Refused
from kiosk.sentences import fault_sentences
from kiosk.settings.allowed import allowed, description
from kiosk.settings.mistakes import shown


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("devices", help="what is supported; the events of one configured device")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("models", help="every supported model, with its wire and its options")
    watch = verbs.add_parser("watch", help="the events of one device, until interrupted")
    watch.add_argument("name", metavar="NAME", help="the device's name in the configuration")
    watch.add_argument("--seconds", type=seconds, metavar="N", help="stop after so many seconds")
    watch.add_argument("--unmasked", action="store_true", help="show names and numbers in full, for a test card")


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    return _models(context) if args.verb == "models" else _watch(args, context)


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
            default = "必填" if option["required"] else f"默认 {shown(option['default'])}"
            print(f"  {name}：{option['allowed']}；{default}\n      {option['meaning']}")
    return 0


def _options(model: catalogue.Model) -> dict[str, dict[str, Any]]:
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
        known = "、".join(entries) or "一台也没有"
        raise Refused(f"配置里没有叫 {args.name} 的设备；有：{known}")
    entry = entries[args.name]
    try:
        device = catalogue.create(entry.model, entry.name, dict(entry.options), context.clock)
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


def describe(event: DeviceEvent, *, unmasked: bool = False) -> dict[str, Any]:
    """An event as plain data. Names and numbers are masked unless a technician asked to see a test card in full."""
    match event:
        case DeviceStateChanged():
            row: dict[str, Any] = {"event": "state", "device": event.device, "state": event.state.value}
            if event.fault:
                row |= {"fault": event.fault, "advice": fault_sentences(event.fault).technician}
        case CardArrived():
            row = {"event": "card-arrived", "token": event.token.counter, "card": event.kind.value}
        case CardLeft():
            row = {"event": "card-left", "token": event.token.counter}
        case IdentityRead():
            row = {"event": "identity", "token": event.token.counter} | _document(event.document, unmasked)
        case ReadFailed():
            row = {"event": "read-failed", "token": event.token.counter, "reason": event.reason.value,
                   "retryable": event.retryable}  # fmt: skip
        case ReadingTaken():
            reading = event.reading
            values = [{"metric": q.metric, "value": q.value, "unit": q.unit} for q in reading.quantities]
            row = {"event": "reading", "device": reading.device, "values": values, "quality": reading.quality.value,
                   "flags": list(reading.flags), "raw_frame": reading.raw_frame.hex()}  # fmt: skip
            return row | {"at": reading.at.utc.isoformat(timespec="milliseconds")}
    return row | {"at": event.at.utc.isoformat(timespec="milliseconds")}


def _document(document: IdentityDocument, unmasked: bool) -> dict[str, Any]:
    from kiosk.people.names import mask_id_number, mask_name

    name, number = document.name, document.number
    row: dict[str, Any] = {
        "type": document.type.value,
        "name": name if unmasked or name is None else mask_name(name),
        "number": number if unmasked or number is None else mask_id_number(number),
        "number_ok": document.number_ok,
        "sex": document.sex,
        "birth": document.birth.isoformat() if document.birth and unmasked else None,
        "valid_to": "long-term" if document.long_term else str(document.valid_to or ""),
    }
    if document.card:
        row["card_version"] = document.card.version
        code = document.card.identification_code
        row["card_city"] = code[:6] if code else None
    return row
