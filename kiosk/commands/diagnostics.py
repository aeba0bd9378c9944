"""`kiosk diagnostics --out FILE`: versions, findings, settings, calibrations and the log as one file."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.sentences import sentence, table

if TYPE_CHECKING:
    from kiosk.calibration.keeping import Due

DEVICE_S = 6.0
"""How long each device may take to answer while no terminal runs."""


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("diagnostics", help=sentence("help.summaries.diagnostics"))
    parser.add_argument("--out", type=a_path, required=True, metavar="FILE", help=sentence("help.diagnostics.out"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Write the bundle. What only the running terminal knows is not in it, which is said."""
    from kiosk.commands.output import write_new_bytes
    from kiosk.commands.started import start_of
    from kiosk.diagnostics.bundle import packed
    from kiosk.diagnostics.gathering import Source, files
    from kiosk.doctor.checks import examine
    from kiosk.doctor.run_lock import is_running, read_status

    start = start_of(context)
    settings, folder = context.settings, context.data_dir
    source = Source(
        settings,
        folder,
        context.clock,
        examine=lambda: examine(settings, folder, context.clock, start=start, device_wait_s=DEVICE_S),
        states=lambda: (read_status(folder) or {}).get("devices") if is_running(folder) else None,
        due=lambda: _due(context),
    )
    found = files(source)
    write_new_bytes(args.out, packed(found, context.clock.now().utc, source.zone))
    if context.json:
        print(json.dumps({"file": str(args.out), "inside": sorted(found)}, ensure_ascii=False))
        return 0
    print(sentence("diagnostics.command.done", path=args.out))
    said = table("diagnostics.readme")
    print(said["no-wires"])
    for name, words in (("devices.json", said["no-states"]), ("calibrations.json", said["no-calibrations"])):
        if name not in found:
            print(words)
    return 0


def _due(context: Context) -> tuple[Due, ...] | None:
    from kiosk.commands.calibrate_listing import pairs
    from kiosk.commands.storing import reading_store

    try:
        with reading_store(context) as store:
            return store.calibrations.calendar(pairs(context.settings), context.clock.now())
    except Refused:
        return None
