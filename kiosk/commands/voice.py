"""`kiosk voice check`: whether every sentence that is read aloud has its clip, and whether this machine can play one.
`kiosk voice sentences`: the sentences with how they are said.
"""

from __future__ import annotations

import argparse
import json
import threading
from typing import TYPE_CHECKING

from kiosk.commands.context import Context, Refused
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from devices.sound.stream import Stream
    from kiosk.voice.clips import Clips

HEARD_WITHIN_S = 10.0
"""A device that has not taken one short clip by then takes none."""


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("voice", help=sentence("help.summaries.voice"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    check = verbs.add_parser("check", help=sentence("help.voice.check"))
    check.add_argument("--loud", action="store_true", help=sentence("help.voice.loud"))
    verbs.add_parser("sentences", help=sentence("help.voice.sentences"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    return _sentences(context) if args.verb == "sentences" else _check(args.loud, context)


def _sentences(context: Context) -> int:
    from kiosk.voice.spoken import fingerprint
    from kiosk.voice.wanted import wanted

    said = {row.text_sha: row.pinyin for row in _clips().rows}
    rows = [(text, fingerprint(text), said.get(fingerprint(text), "")) for text in wanted()]
    if context.json:
        found = [{"key": text.key, "text": text, "text_sha": sha, "pinyin": pinyin} for text, sha, pinyin in rows]
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for text, _, pinyin in rows:
        print(f"{text}\n    {pinyin or sentence('voice.command.no-clip')}")
    return 0


def _check(loud: bool, context: Context) -> int:
    from devices.errors import DeviceError, DeviceNotAvailable
    from devices.sound.stream import decoded, open_card, open_nowhere
    from kiosk.voice.wanted import faults

    clips = _clips()
    lacking, broken = faults(clips)
    played = ""
    if clips.rows:
        try:
            samples = decoded(clips.path(clips.rows[0]).read_bytes())
            stream = open_card() if loud else open_nowhere()
            try:
                stream.play(samples, context.settings.voice.volume)
                played = "" if _is_taken(stream, context) else sentence("voice.command.stuck")
            finally:
                stream.close()
        except DeviceNotAvailable:
            played = sentence("voice.command.no-card")
        except (DeviceError, OSError):
            played = sentence("voice.command.not-played")
    seconds = sum(row.ms for row in clips.rows) / 1000
    if context.json:
        found = {"clips": len(clips.rows), "seconds": round(seconds, 1), "lacking": [text.key for text in lacking]}
        print(json.dumps(found | {"broken": broken, "plays": not played, "loud": loud}, ensure_ascii=False))
        return int(bool(lacking or broken or played))
    if lacking or broken:
        for text in lacking:
            print(sentence("voice.command.lacks", key=text.key, text=text))
        for file in broken:
            print(sentence("voice.command.broken", file=file))
    if played:
        raise Refused(played)
    if lacking or broken:
        raise Refused(sentence("voice.command.faults", lacking=len(lacking), broken=len(broken)))
    print(sentence("voice.command.whole", clips=len(clips.rows), minutes=seconds / 60))
    print(sentence("voice.command.heard") if loud else sentence("voice.command.silent"))
    return 0


def _clips() -> Clips:
    import msgspec

    from kiosk.voice.clips import Clips

    try:
        return Clips()
    except (msgspec.MsgspecError, OSError) as error:
        raise Refused(sentence("voice.command.damaged", why=type(error).__name__)) from None


def _is_taken(stream: Stream, context: Context) -> bool:
    """Whether the device takes all of it in time."""
    never, until_s = threading.Event(), context.clock.now().monotonic_s + HEARD_WITHIN_S
    while stream.left_s() > 0:
        if context.clock.now().monotonic_s > until_s:
            return False
        context.clock.wait(never, 0.05)
    context.clock.wait(never, 0.3)  # what the device still has is heard
    return True
