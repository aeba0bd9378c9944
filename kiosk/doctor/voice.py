"""What is read aloud: are its clips whole, and is there anything to play them on?"""

from __future__ import annotations

from pathlib import Path

import msgspec

from devices.sound import stream
from kiosk.doctor.findings import Finding, Verdict
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.sentences import sentence
from kiosk.settings import Settings
from kiosk.voice.clips import Clips
from kiosk.voice.wanted import faults


def examine(settings: Settings, data_dir: Path) -> Finding:
    """One finding. Nothing is played: a running terminal is asked, otherwise a device is looked for."""
    part = sentence("doctor.part.voice")
    if not settings.voice.enabled:
        return Finding("voice", part, Verdict.OK, sentence("doctor.voice.off"))
    try:
        lacking, broken = faults(Clips())
    except (msgspec.MsgspecError, OSError):
        return Finding("voice", part, Verdict.BROKEN, sentence("doctor.voice.damaged"), sentence("doctor.voice.check"))
    if lacking or broken:
        found = sentence("doctor.voice.faults", lacking=len(lacking), broken=len(broken))
        return Finding("voice", part, Verdict.BROKEN, found, sentence("doctor.voice.check"))
    if is_running(data_dir):
        there = bool(((read_status(data_dir) or {}).get("voice") or {}).get("works"))
    else:
        there = stream.has_card()
    if not there:
        return Finding("voice", part, Verdict.OK, sentence("doctor.voice.no-card"), sentence("doctor.voice.plug-in"))
    return Finding("voice", part, Verdict.OK, sentence("doctor.voice.there"), sentence("doctor.voice.listen"))
