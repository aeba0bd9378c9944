"""A record with its particulars as one piece of JSON, to the last digit: what a certificate is recomputed from."""

from __future__ import annotations

import msgspec

from kiosk.calibration.records import CalibrationRecord
from kiosk.certificates.particulars import Particulars
from resources.learnt import learn


class Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a certificate is made of."""

    record: CalibrationRecord
    particulars: Particulars


learn(Stored)


def encode(stored: Stored) -> bytes:
    """The same for the same record, byte by byte, also where a whole number stands for a float in it."""
    return msgspec.json.encode(decode(msgspec.json.encode(stored)))


def decode(content: bytes) -> Stored:
    """Raises ValueError for what is no such JSON."""
    try:
        return msgspec.json.decode(content, type=Stored)
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
        raise ValueError("no stored certificate") from error
