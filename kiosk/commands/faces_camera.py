"""`kiosk faces camera`: what the camera sends in figures, beside the limits. Nobody is recognised, nothing is kept."""

from __future__ import annotations

import argparse
import json
import queue
from typing import TYPE_CHECKING

from kiosk.commands.arguments import seconds
from kiosk.commands.context import Context, Refused
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from kiosk.faces.client.lease import LeaseEvent
    from kiosk.faces.protocol.messages import CameraFigures

SECONDS = 5.0
SILENT_S = 5.0


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = verbs.add_parser("camera", help=sentence("help.faces.camera"))
    parser.add_argument(
        "--seconds", type=seconds, default=SECONDS, metavar="N", help=sentence("help.faces.camera-seconds")
    )


def run(args: argparse.Namespace, context: Context) -> int:
    """Print figures for some seconds: with --json every report on a line, else the last one beside its limits; 1 when
    something is beyond its limit.
    """
    import msgspec

    from kiosk.commands.at_camera import watched_camera
    from kiosk.faces.client.lease import Owner
    from kiosk.faces.protocol.messages import CameraInspected

    said: queue.SimpleQueue[LeaseEvent] = queue.SimpleQueue()
    last: CameraFigures | None = None
    with watched_camera(context) as client, client.lease(Owner.TECHNICIAN, said.put) as lease:
        lease.inspect(1)
        until_s = context.clock.now().monotonic_s + args.seconds
        while last is None or context.clock.now().monotonic_s < until_s:
            try:
                event = said.get(timeout=SILENT_S)
            except queue.Empty:
                raise Refused(sentence("camera-bench.command.silent")) from None
            if not isinstance(event, CameraInspected):
                raise Refused(sentence("camera-bench.command.silent"))
            last = event.figures
            if context.json:
                print(json.dumps(msgspec.to_builtins(last), ensure_ascii=False), flush=True)
    return _shown(last, context)


def _shown(figures: CameraFigures, context: Context) -> int:
    from kiosk.camera_bench.figures import figures_view

    rows = figures_view(figures, context.settings.camera)
    if not context.json:
        for row in rows:
            print(f"{row.label}  {row.value}  {row.limit}".rstrip())
        if figures.face is None:
            print(sentence("camera-bench.command.no-face"))
    return 1 if any(row.state == "look" for row in rows) else 0
