"""The file of a profile."""

from __future__ import annotations

from pathlib import Path

import msgspec

from devices.lines.checks import problems
from devices.lines.profile import LARGEST_FILE, Profile, ProfileNotUsable, parsed


def load(path: Path, kind: str) -> Profile:
    """The profile of a file, for devices of a kind. Raises ProfileNotUsable."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise ProfileNotUsable("the file is too large")
        profile = msgspec.convert(parsed(raw.decode("utf-8")), Profile)
    except OSError as error:
        raise ProfileNotUsable(f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ProfileNotUsable("is no text") from None
    except msgspec.ValidationError as error:
        raise ProfileNotUsable(str(error)) from None
    if found := problems(profile):
        raise ProfileNotUsable(", ".join(f"{problem.key}: {problem.code}" for problem in found))
    if profile.kind != kind:
        raise ProfileNotUsable(f"is for a {profile.kind}, not for a {kind}")
    return profile
