"""`kiosk config …`: the configuration file, key by key. Values that may hold a key or a password are never printed.

What this adds to an editor is the check, the way back, and an entry in the audit trail where there is one. No PIN is
asked for but where two sign what decides about safety: then two technicians sign here as they would on the page.
"""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from kiosk.commands.arguments import a_path
from kiosk.commands.config_signing import two_signatures
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import write_new
from kiosk.commands.storing import opened_store, operator
from kiosk.commands.whitelist_who import say
from kiosk.sentences import Refusal, Text, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kiosk.configuring.changing import Plan, Trail
    from kiosk.configuring.differences import Difference
    from kiosk.configuring.file import ConfigFile
    from kiosk.configuring.keys import Key

LONGEST = 4096


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("config", help=sentence("help.summaries.config"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("show", help=sentence("help.config.show"))
    get = verbs.add_parser("get", help=sentence("help.config.get"))
    get.add_argument("key", metavar="KEY", help=sentence("help.config.key"))
    change = verbs.add_parser("set", help=sentence("help.config.set"))
    change.add_argument("pairs", nargs="*", metavar="KEY VALUE", help=sentence("help.config.pairs"))
    change.add_argument("--default", action="append", default=[], metavar="KEY", help=sentence("help.config.default"))
    change.add_argument("--dry-run", action="store_true", help=sentence("help.config.dry-run"))
    diff = verbs.add_parser("diff", help=sentence("help.config.diff"))
    diff.add_argument("file", type=a_path, nargs="?", metavar="FILE", help=sentence("help.config.file"))
    undo = verbs.add_parser("undo", help=sentence("help.config.undo"))
    undo.add_argument("--dry-run", action="store_true", help=sentence("help.config.dry-run"))
    made = verbs.add_parser("assessment", help=sentence("help.config.assessment"))
    made.add_argument("--out", type=a_path, metavar="FILE", help=sentence("help.config.out"))
    check = verbs.add_parser("check", help=sentence("help.config.check"))
    check.add_argument("file", type=a_path, nargs="?", metavar="FILE", help=sentence("help.config.file"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.settings import SettingsError

    try:
        verbs = {"show": _show, "get": _get, "set": _set, "diff": _diff, "undo": _undo, "check": _check}
        return (verbs | {"assessment": _assessment})[args.verb](args, context)
    except Refusal as refusal:
        raise Refused(refusal.sentence, code=refusal.code) from refusal
    except SettingsError as error:
        mistakes = [{"line": m.line, "key": m.dotted, "said": m.said} for m in error.mistakes]
        changes = args.verb in ("set", "undo")
        said = sentence("config.refused.whole", why=error) if changes else sentence("settings.unusable", why=error)
        raise Refused(said, file=str(error.path), mistakes=mistakes) from error


def _assessment(args: argparse.Namespace, context: Context) -> int:
    from zoneinfo import ZoneInfo

    from kiosk.configuring.assessment import assessment

    zone = ZoneInfo(context.settings.hall.time_zone)
    lines = list(assessment(context.settings, context.clock.now().utc.astimezone(zone).strftime("%Y-%m-%d")))
    if args.out is not None:
        write_new(args.out, (line + "\n" for line in lines))
        say(context, {"file": str(args.out)}, sentence("config.command.assessed", file=args.out))
    else:
        say(context, {"lines": lines}, *lines)
    return 0


def _show(args: argparse.Namespace, context: Context) -> int:
    from kiosk.configuring.keys import all_keys, sections

    tables = _tables(context)
    if context.json:
        print(json.dumps({key.name: _as_dict(key, tables) for key in all_keys()}, ensure_ascii=False, indent=2))
        return 0
    for section in sections():
        print(sentence("config.command.section", section=section) if section else sentence("config.command.top"))
        for key in all_keys():
            if key.section == section:
                print(_line(key, tables))
    return 0


def _line(key: Key, tables: dict[str, object]) -> str:
    value = key.value_in(tables)
    note = (
        sentence("config.command.default")
        if value == key.default
        else sentence("config.command.set", default=key.shown(key.default))
    )
    return sentence("config.command.line", key=key.name, value=key.shown(value), meaning=key.meaning, note=note)


def _as_dict(key: Key, tables: dict[str, object]) -> dict[str, object]:
    value = key.value_in(tables)
    return {
        "value": key.shown(value).strip('"') if key.secret else value,
        "default": key.default,
        "is_default": value == key.default,
        "allowed": key.allowed,
        "meaning": key.meaning,
    }


def _get(args: argparse.Namespace, context: Context) -> int:
    from kiosk.configuring.keys import key_of

    key = key_of(args.key)
    tables = _tables(context)
    say(context, {"key": key.name, **_as_dict(key, tables)}, key.shown(key.value_in(tables)))
    return 0


def _set(args: argparse.Namespace, context: Context) -> int:
    from kiosk.configuring.changing import planned, save

    typed = _typed(args.pairs) | dict.fromkeys(args.default)
    if len(args.pairs) % 2 or not typed:
        raise Refused(sentence("config.refused.pairs"))
    file = _file(context)
    plan = planned(file, typed)
    return _do(context, file, plan, args.dry_run, save, sentence("config.command.saved", file=file.path))


def _undo(args: argparse.Namespace, context: Context) -> int:
    from kiosk.configuring.changing import planned_undo, undo

    file = _file(context)
    plan = planned_undo(file)
    said = sentence("config.command.undone", file=file.path, name=file.path.name)
    return _do(context, file, plan, args.dry_run, undo, said)


def _do(
    context: Context,
    file: ConfigFile,
    plan: Plan,
    dry: bool,
    act: Callable[[ConfigFile, Plan, Trail | None, str, str], None],
    said: Text,
) -> int:
    """Save a plan and note it; a store that cannot be opened does not keep a file from being mended."""
    changed = [{"key": one.key, "before": one.before, "after": one.after} for one in plan.differences]
    lines, two = _lines(plan.differences), plan.wants_two()
    if dry:
        signed = [sentence("config.command.two-sign")] if two else []
        say(context, {"changed": changed, "saved": False}, *lines, sentence("config.command.planned"), *signed)
        return 0
    with ExitStack() as opened:
        trail: Trail | None = None
        unnoted = ""
        by, second = operator(), ""
        try:  # the rules of the whitelist, which are settings too, do not matter for a note
            store = opened.enter_context(opened_store(Context(None, context.data_dir, clock=context.clock)))
            trail = store.audit
        except Refused as refused:
            if two:
                raise Refused(sentence("config.refused.nobody-to-sign", why=refused), code="nobody-to-sign") from None
            unnoted = sentence("config.command.not-noted", why=refused)
        else:
            if two:
                by, second = two_signatures(store, context.clock, len(plan.keys))
        act(file, plan, trail, by, second)
    say(
        context,
        {"changed": changed, "saved": True, "noted": trail is not None},
        *lines,
        said,
        *([unnoted] if unnoted else []),
    )
    return 0


def _diff(args: argparse.Namespace, context: Context) -> int:
    from kiosk.configuring.differences import differences
    from kiosk.configuring.file import ConfigFile

    file = _file(context)
    now = file.read()
    if args.file is not None:
        found = differences(now.tables, ConfigFile(args.file).read().tables)
    else:
        before = file.before()
        if before is None:
            raise Refused(sentence("config.refused.nothing-to-undo"))
        found = differences(before.tables, now.tables)
    changed = [{"key": one.key, "before": one.before, "after": one.after} for one in found]
    say(context, {"changed": changed}, *(_lines(found) or [sentence("config.command.no-difference")]))
    return 0


def _check(args: argparse.Namespace, context: Context) -> int:
    from kiosk.settings import load

    path = args.file or context.config
    if path is None:
        raise Refused(sentence("config.refused.no-file"))
    load(path)
    say(context, {"file": str(path), "sound": True}, sentence("config.command.sound", file=path))
    return 0


def _lines(found: Iterable[Difference]) -> list[Text]:
    return [sentence("config.command.change", key=one.key, before=one.before, after=one.after) for one in found]


def _typed(pairs: list[str]) -> dict[str, str | None]:
    """Keys with their values. A value that may be a secret comes from standard input only."""
    from kiosk.configuring.keys import key_of

    typed: dict[str, str | None] = {}
    for name, value in zip(pairs[::2], pairs[1::2], strict=False):
        if value == "-":
            typed[name] = sys.stdin.readline(LONGEST).rstrip("\r\n")
        elif key_of(name).secret and value:
            raise Refused(sentence("config.refused.secret-on-line", key=name))
        else:
            typed[name] = value
    return typed


def _file(context: Context) -> ConfigFile:
    from kiosk.configuring.file import ConfigFile

    if context.config is None:
        raise Refused(sentence("config.refused.no-file"))
    return ConfigFile(context.config)


def _tables(context: Context) -> dict[str, object]:
    """What the file says, or nothing but defaults. Read as it is: a file with a mistake is to be looked at as well."""
    return {} if context.config is None else _file(context).read().tables
