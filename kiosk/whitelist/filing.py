"""From how many stored faces on an operator must tell the authority.

人脸识别技术应用安全管理办法 (2025), article 15: an operator who stores the faces of 100,000 people files with the
cyberspace authority of the province within 30 working days. Suspended people count: what is stored counts.
"""

from __future__ import annotations

from enum import StrEnum

WARN_FROM_FACES = 90_000
FILE_FROM_FACES = 100_000


class Filing(StrEnum):
    """What the number of stored faces asks for."""

    NOTHING = "nothing"
    PREPARE = "prepare"
    FILE = "file"


def filing(faces: int) -> Filing:
    """What so many different people's stored faces ask for. It counts what is stored, so deleting helps."""
    if faces >= FILE_FROM_FACES:
        return Filing.FILE
    return Filing.PREPARE if faces >= WARN_FROM_FACES else Filing.NOTHING
