"""What the operating system refuses, in words."""

from __future__ import annotations

import errno

from kiosk.sentences import table


def system_words(error: OSError) -> str:
    """Why something was not done to a file; without the file's name."""
    return (
        table("commands.errno").get(errno.errorcode.get(error.errno or 0, "")) or error.strerror or type(error).__name__
    )
