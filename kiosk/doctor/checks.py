"""The whole examination, part by part."""

from __future__ import annotations

from pathlib import Path

from devices.clock import Clock
from kiosk.doctor import calls, clerk_page, code_service, faces, machine, models, own_settings, records, voice, wires
from kiosk.doctor.findings import Finding
from kiosk.settings import Settings


def examine(
    settings: Settings, data_dir: Path, clock: Clock, *, start: own_settings.Start, device_wait_s: float
) -> list[Finding]:
    """One finding a part. Works while the terminal runs as well: it is asked then, not disturbed."""
    with_faces = settings.faces.enabled and bool(settings.camera.source)
    return [
        own_settings.examine(start),
        *machine.examine(data_dir, clock),
        *(models.examine(settings.faces) if with_faces else []),
        *records.examine(data_dir, clock),
        *wires.examine(settings, data_dir, clock, wait_s=device_wait_s),
        wires.camera(settings, data_dir),
        *faces.examine(settings, data_dir, clock),
        code_service.examine(settings, clock),
        *calls.examine(settings, data_dir),
        voice.examine(settings, data_dir),
        *clerk_page.examine(settings, data_dir, clock),
    ]
