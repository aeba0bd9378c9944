"""A profile as a file: written whole or not at all, and never over another one without being told to."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from devices.lines.profile import Profile

FOLDER = "profiles"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}", re.ASCII)


class NotSaved(Exception):
    """Nothing was written. `code` is a key of `learning.not-saved` in the catalogue of sentences."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text_of(profile: Profile) -> str:
    """The profile as TOML, with what differs from the defaults."""
    tables: dict[str, Any] = msgspec.to_builtins(profile)
    plain = msgspec.to_builtins(Profile(title="x", kind="scale", frame=profile.frame, field=()))
    lines = [f"title = {_value(profile.title)}", f"kind = {_value(profile.kind)}"]
    for name in ("line", "frame", "checksum", "steady", "poll", "answer"):
        default = {} if name == "frame" else plain[name]
        found = {key: value for key, value in tables[name].items() if name == "line" or value != default.get(key)}
        if name == "frame":
            found = _frame(tables[name])
        if found:
            lines += ["", f"[{name}]", *(f"{key} = {_value(value)}" for key, value in found.items())]
    for field in profile.field:
        lines += ["", "[[field]]", *(f"{key} = {_value(value)}" for key, value in _field(field).items())]
    text = "\n".join(lines) + "\n"
    if msgspec.convert(tomllib.loads(text), Profile) != profile:
        raise AssertionError("a profile is not read as it was written")
    return text


def _frame(table: dict[str, Any]) -> dict[str, Any]:
    from devices.lines.profile import Frame

    default = msgspec.to_builtins(Frame())
    return {key: value for key, value in table.items() if key == "way" or value != default[key]}


def _field(field: Any) -> dict[str, Any]:
    from devices.lines.profile import Field

    default = msgspec.to_builtins(Field(metric="", way=field.way, unit=""))
    own = msgspec.to_builtins(field)
    return {key: value for key, value in own.items() if key in ("metric", "way", "unit") or value != default[key]}


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
    return repr(value)


def save(folder: Path, name: str, profile: Profile, *, over: bool = False) -> Path:
    """Write `folder/NAME.toml`. Raises NotSaved: "name", "exists" or "disk"."""
    if NAME.fullmatch(name) is None:
        raise NotSaved("name")
    file = folder / f"{name}.toml"
    draft = folder / f".{name}.toml.draft"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise NotSaved("disk") from None
    try:
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as out:
            out.write(text_of(profile))
            out.flush()
            os.fsync(out.fileno())
        try:
            if over:
                draft.replace(file)
            else:
                os.link(draft, file)
        finally:
            draft.unlink(missing_ok=True)
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(at)
        finally:
            os.close(at)
    except FileExistsError:
        raise NotSaved("exists") from None
    except OSError:
        raise NotSaved("disk") from None
    return file


def config_lines(kind: str, name: str, url: str, file: Path) -> str:
    """What the configuration file needs for a device with this profile."""
    return (
        f"[[devices]]\nname = {_value(name)}\nmodel = {_value('line-' + kind)}\n"
        f"options = {{ url = {_value(url)}, profile = {_value(str(file))} }}\n"
    )
