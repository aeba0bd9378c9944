"""What may be shown of a value that may hold a key or a password: where it leads to, and nothing else."""

from __future__ import annotations

import re

HIDDEN = "••••"
_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<user>[^/?#]*@)?(?P<host>[^/?#@]*)(?P<rest>.*)", re.DOTALL
)
_PLACE = re.compile(r"[0-9]{1,3}|/dev/[\w./-]*")


def masked(value: str) -> str:
    """An address without its user, path and query; a number or a device's path as it is; of anything else nothing."""
    if not value or _PLACE.fullmatch(value):
        return value
    address = _ADDRESS.fullmatch(value)
    if address is None:
        return HIDDEN
    if not address["user"] and address["rest"] in ("", "/"):
        return value
    return f"{address['scheme']}://{address['host']}/{HIDDEN}"
