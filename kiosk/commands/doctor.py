"""`kiosk doctor`: every device, the store, key, disk, clock, models: state, and what to do."""

from __future__ import annotations

import argparse
import json

from kiosk.commands.arguments import seconds
from kiosk.commands.context import Context
from kiosk.doctor.findings import Finding, Verdict
from kiosk.sentences import sentence, table


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("doctor", help=sentence("help.summaries.doctor"))
    parser.add_argument("--seconds", type=seconds, default=6.0, metavar="N", help=sentence("help.doctor.wait"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Examine everything; 1 when something is broken."""
    from kiosk.commands.started import start_of
    from kiosk.doctor.checks import examine

    start = start_of(context)
    findings = examine(context.settings, context.data_dir, context.clock, start=start, device_wait_s=args.seconds)
    if context.json:
        print(json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=2))
    else:
        _print(findings)
    return 1 if any(finding.verdict is Verdict.BROKEN for finding in findings) else 0


def _print(findings: list[Finding]) -> None:
    marks = table("doctor.marks")
    for finding in findings:
        print(sentence("doctor.finding", mark=marks[finding.verdict], part=finding.part, found=finding.found))
        if finding.advice:
            print(f"      → {finding.advice}")
