"""`kiosk devices learn PORT`: what an unknown device sends. `kiosk devices profile check FILE`: what is wrong there."""

from __future__ import annotations

import argparse
import json
import os
import threading
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from devices.lines.metrics import KINDS
from devices.metrics import conversion, known
from kiosk.commands.arguments import a_path, seconds
from kiosk.commands.context import Context, Refused
from kiosk.learning.checking import check, said
from kiosk.learning.draft import Draft
from kiosk.learning.finding import typed
from kiosk.learning.listening import Listening
from kiosk.learning.saving import FOLDER, NotSaved, config_lines, save, text_of
from kiosk.learning.speeds import RATES
from kiosk.sentences import fault_sentences, sentence, table

LISTEN_S = 10.0
SHOWN_FRAMES = 6


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`learn` and `profile` beside the other verbs of `kiosk devices`."""
    learn = verbs.add_parser("learn", help=sentence("help.devices.learn"))
    learn.add_argument("port", metavar="PORT", help=sentence("help.devices.learn-port"))
    learn.add_argument(
        "--seconds", type=seconds, default=LISTEN_S, metavar="N", help=sentence("help.devices.learn-seconds")
    )
    learn.add_argument("--baud", type=int, choices=sorted(RATES), help=sentence("help.devices.learn-baud"))
    learn.add_argument("--kind", choices=sorted(KINDS), help=sentence("help.devices.learn-kind"))
    learn.add_argument(
        "--shown", type=_shown, action="append", default=[], metavar="METRIC=VALUE",
        help=sentence("help.devices.learn-shown"),
    )  # fmt: skip
    learn.add_argument(
        "--unit", type=_unit, action="append", default=[], metavar="METRIC=UNIT",
        help=sentence("help.devices.learn-unit"),
    )  # fmt: skip
    learn.add_argument("--name", metavar="NAME", help=sentence("help.devices.learn-name"))
    learn.add_argument("--replace", action="store_true", help=sentence("help.devices.learn-replace"))
    profile = verbs.add_parser("profile", help=sentence("help.devices.profile"))
    profiles = profile.add_subparsers(dest="profile_verb", required=True, metavar="VERB")
    checked = profiles.add_parser("check", help=sentence("help.devices.profile-check"))
    checked.add_argument("file", type=a_path, metavar="FILE", help=sentence("help.devices.profile-file"))


def run_check(args: argparse.Namespace, context: Context) -> int:
    """Every mistake of a profile, or that there is none."""
    profile, mistakes = check(args.file)
    if profile is None:
        lines = "".join(f"\n  {mistake}" for mistake in mistakes)
        raise Refused(sentence("learning.command.wrong", file=args.file, lines=lines), mistakes=list(mistakes))
    if context.json:
        print(json.dumps({"kind": profile.kind, "profile": msgspec.to_builtins(profile)}, ensure_ascii=False, indent=2))
    else:
        metrics = "、".join(field.metric for field in profile.field)
        print(sentence("learning.command.sound", title=profile.title, model=f"line-{profile.kind}", metrics=metrics))
        if profile.checksum.kind == "none" and profile.steady.frames < 2:
            print(sentence("learning.no-proof"))
    return 0


def run_learn(args: argparse.Namespace, context: Context) -> int:
    """Listen, say what was understood, and save it when it is a whole profile."""
    _not_in_use(args.port, context)
    kind = args.kind or _kind_of([metric for metric, _ in args.shown])
    listening = Listening(args.port, context.clock, rate=args.baud)
    listening.start()
    try:
        context.clock.wait(threading.Event(), args.seconds)
    finally:
        listening.stop()
    if listening.fault is not None:
        raise Refused(fault_sentences(listening.fault).technician)
    draft = Draft(kind)
    draft.line = listening.line
    draft.heard(listening.bursts)
    if draft.guess is None:
        raise Refused(sentence("learning.command.silent", seconds=f"{args.seconds:g}"))
    _find(draft, args.shown, dict(args.unit))
    settled, sure = listening.settled
    found = _found(draft, (settled and sure) or args.baud is not None)
    file = _saved(draft, args, context) if args.name else None
    if context.json:
        print(json.dumps(found | {"file": None if file is None else str(file)}, ensure_ascii=False, indent=2))
    else:
        _print(draft, found, file, args)
    return 0


def _not_in_use(port: str, context: Context) -> None:
    place = os.path.realpath(port)
    for device in context.settings.devices:
        if os.path.realpath(str(device.options.get("url", ""))) == place:
            raise Refused(sentence("learning.command.in-use", name=device.name))


def _kind_of(metrics: Sequence[str]) -> Any:
    return next((kind for kind, (_, may) in KINDS.items() if metrics and set(metrics) <= may), "blood-pressure")


def _find(draft: Draft, shown: Sequence[tuple[str, Decimal]], units: dict[str, str]) -> None:
    """Of every metric that was named, the likeliest place in the newest frame."""
    newest = draft.frames(1)[0]
    for metric, value in shown:
        if metric not in draft.may:
            raise Refused(sentence("learning.wrong.metric-of-other-kind", n1=metric, n2="、".join(draft.may)))
        unit = units.get(metric, known()[metric].unit)
        if conversion(unit, metric) is None:
            raise Refused(sentence("learning.wrong.unit", n1=unit, n2=metric, n3="、".join(draft.units(metric))))
        evidence = [(frame, value) for frame in draft.frames(SHOWN_FRAMES) if frame == newest]
        candidates = draft.candidates(metric, unit, evidence[-1:])
        taken = {(field.way, field.at, field.column, field.separator) for field in draft.fields.values()}
        free = [c for c in candidates if (c.way, c.at, c.column, c.separator) not in taken]
        if not free:
            raise Refused(sentence("learning.command.not-there", metric=metric, value=value))
        draft.put(free[0])


def _found(draft: Draft, sure: bool) -> dict[str, Any]:
    guess = draft.guess
    assert guess is not None
    return {
        "line": msgspec.to_builtins(draft.line),
        "sure": sure,
        "frame": msgspec.to_builtins(draft.frame),
        "frames": len(guess.frames),
        "checksum": msgspec.to_builtins(draft.checksum),
        "checksums": len(draft.checks),
        "problems": [said(problem) for problem in draft.problems()] if draft.fields else [],
        "values": [dict(each.values) for each in draft.decoded(SHOWN_FRAMES)] if draft.fields else [],
    }


def _saved(draft: Draft, args: argparse.Namespace, context: Context) -> Path:
    if problems := draft.problems():
        raise Refused("\n".join(said(problem) for problem in problems))
    try:
        return save(context.data_dir / FOLDER, args.name, draft.profile(args.name), over=args.replace)
    except NotSaved as error:
        raise Refused(table("learning.not-saved")[error.code].fill(name=args.name)) from None


def _print(draft: Draft, found: dict[str, Any], file: Path | None, args: argparse.Namespace) -> None:
    line, words = draft.line, table("learning.ways")
    print(sentence("learning.command.line", baud=line.baudrate, bits=f"{line.bytesize}{line.parity}{line.stopbits}"))
    if not found["sure"]:
        print(sentence("learning.not-sure"))
    print(
        sentence(
            "learning.command.frames",
            way=words[draft.frame.way].fill(start=draft.frame.start, length=draft.frame.length),
            count=found["frames"],
        )
    )
    print(
        sentence("learning.command.checksum", kind=draft.checksum.kind)
        if draft.checks
        else sentence("learning.command.no-checksum")
    )
    for each in draft.decoded(SHOWN_FRAMES):
        values = "  ".join(f"{metric}={value:g}" for metric, value in each.values)
        shown = each.frame.decode("ascii", "replace") if draft.frame.way == "lines" else each.frame.hex(" ").upper()
        print(f"  {shown}    {values or each.refused}".rstrip())
    if not draft.fields:
        print(sentence("learning.command.next"))
    elif file is None:
        print("\n" + text_of(draft.profile(args.kind or draft.kind)) if not draft.problems() else "")
    else:
        print(sentence("learning.command.saved", file=file))
        print("\n" + config_lines(draft.kind, args.name, args.port, file))


def _shown(text: str) -> tuple[str, Decimal]:
    metric, _, value = text.partition("=")
    number = typed(value)
    if metric not in known() or number is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no METRIC=VALUE, such as sys=128")
    return metric, number


def _unit(text: str) -> tuple[str, str]:
    metric, _, unit = text.partition("=")
    if metric not in known() or not unit:
        raise argparse.ArgumentTypeError(f"{text!r} is no METRIC=UNIT, such as sys=kPa")
    return metric, unit
