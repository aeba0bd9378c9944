"""A device is added to the configuration file: its lines at the end, the whole checked before it is saved."""

from __future__ import annotations

from kiosk.configuring.changing import Trail
from kiosk.configuring.file import ConfigFile


def append(file: ConfigFile, lines: str, trail: Trail | None, actor: str) -> None:
    """Put the lines of a table or an entry of `[[devices]]` behind everything else, and note it.

    Raises:
        Refusal: the file cannot be read or written, or was changed meanwhile.
        kiosk.settings.SettingsError: with the lines the file would be wrong; nothing was saved.
    """
    snapshot = file.read()
    before = snapshot.text.rstrip("\n")
    text = f"{before}\n\n{lines}" if before else lines
    file.check(text)
    file.save(snapshot, text)
    if trail is not None:
        trail.note(actor, "settings.changed", None, keys=["devices"])
