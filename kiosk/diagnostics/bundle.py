"""Files into one zip: the same files give the same bytes, and a MANIFEST says the SHA-256 of each."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import datetime, tzinfo

MANIFEST = "MANIFEST"
LARGEST = 8 * 1024 * 1024
"""Bytes of all files together, before they are compressed."""


def packed(files: Mapping[str, bytes], made: datetime, zone: tzinfo) -> bytes:
    """The zip. `made` stands beside every file; its year is 1980 at least, as the format asks.

    Raises:
        ValueError: more than `LARGEST`.
    """
    if sum(map(len, files.values())) > LARGEST:
        raise ValueError("more than a bundle holds")
    whole = {name: files[name] for name in sorted(files)}
    whole[MANIFEST] = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in whole.items()).encode()
    moment = made.astimezone(zone)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in whole.items():
            info = zipfile.ZipInfo(name, (max(1980, moment.year), *moment.timetuple()[1:6]))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def newest(data: bytes, most: int) -> bytes:
    """The last lines of a text, at most so many bytes of it."""
    return data if len(data) <= most else data[-most:].partition(b"\n")[2]
