"""Record Access Control Point (0x2A52): how a glucose meter is asked for its records, and when it has told them all.

    request    op, operator, [filter type, operand]
    answers    06 00 op code; 05 00 count 2

A kiosk wants one record, the newest. Meters differ in which questions they know: the last one, all, all from a number
on. They are asked in that order until one is understood. What else a meter tells on the way belongs to earlier people
and is dropped here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from devices.decoding import RefusalCode, Refused
from devices.evidence import Evidence, Fact
from devices.gatt.glucose import Context, Record, context, glucose, joined

RESTS_ON = (
    Fact("operations, operators and answers of 0x2A52", Evidence.STANDARD, "Glucose Service 1.0.1"),
    Fact("Yuwell: last, else all, else from a number on", Evidence.ONE, "a published driver for its meter"),
)


class Op(IntEnum):
    """First byte of a request or an answer."""

    REPORT = 1
    DELETE = 2
    ABORT = 3
    COUNT = 4
    COUNT_ANSWER = 5
    ANSWER = 6


class Said(IntEnum):
    """Last byte of an answer."""

    OK = 1
    OP_NOT_SUPPORTED = 2
    OPERATOR_NOT_SUPPORTED = 4
    NONE_FOUND = 6
    NOT_COMPLETED = 8


REPORT_LAST = bytes((Op.REPORT, 6))
REPORT_ALL = bytes((Op.REPORT, 1))
COUNT_ALL = bytes((Op.COUNT, 1))
ABORT = bytes((Op.ABORT, 0))


def report_from(sequence: int) -> bytes:
    """All records with this number or a higher one."""
    return bytes((Op.REPORT, 3, 1)) + sequence.to_bytes(2, "little")


@dataclass(frozen=True, slots=True)
class Ask:
    """To be written to the control point; its answer comes within the time the caller allows."""

    request: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """The meter has told what it was asked for.

    Attributes:
        newest: None when the meter holds nothing.
        dropped: Records of earlier people that came with it.
        raw: The newest's own bytes.
    """

    newest: Record | None
    dropped: int
    raw: bytes = b""


class NewestRecord:
    """One conversation with a meter, from `begin` to Done or Refused. No transport, no clock of its own.

    Args:
        from_sequence: From which number on to ask where neither "last" nor "all" is known; 0 is everything.
    """

    def __init__(self, from_sequence: int = 0) -> None:
        self._questions = [REPORT_LAST, REPORT_ALL, report_from(from_sequence)]
        self._asked: bytes = b""
        self._records: dict[int, tuple[Record, bytes]] = {}
        self._contexts: dict[int, Context] = {}
        self._broken = 0

    def begin(self) -> Ask:
        """The first question. Both characteristics are subscribed to before it is written."""
        self._asked = self._questions.pop(0)
        return Ask(self._asked)

    def measurement(self, data: bytes) -> None:
        """A value of 0x2A18 came. The same record again counts once."""
        found = glucose(data)
        if isinstance(found, Record):
            self._records[found.sequence] = found, data
        else:
            self._broken += 1

    def context(self, data: bytes) -> None:
        """A value of 0x2A34 came."""
        found = context(data)
        if isinstance(found, Context):
            self._contexts[found.sequence] = found

    def answer(self, data: bytes) -> Ask | Done | Refused | None:
        """An indication of the control point; None for one that answers nothing that was asked."""
        if len(data) != 4 or data[:2] != bytes((Op.ANSWER, 0)) or data[2] != Op.REPORT:
            return None
        match data[3]:
            case Said.OK:
                return self._done()
            case Said.NONE_FOUND:
                return Done(None, 0)
            case Said.NOT_COMPLETED:
                return Refused(RefusalCode.DEVICE_ERROR, "not-completed")
            case _:
                return self._next(Refused(RefusalCode.DEVICE_ERROR, f"racp-{data[3]}"))

    def silent(self) -> Ask | Done | Refused:
        """No answer in time: what came so far counts; when nothing did, the next question is tried."""
        if self._records:
            return self._done()
        return self._next(Refused(RefusalCode.DEVICE_ERROR, "silent"))

    def lost(self) -> Done | Refused:
        """The connection ended before the answer. The last record is whole when it is here; of many the newest may be
        among those that are missing.
        """
        if self._records and self._asked == REPORT_LAST:
            return self._done()
        return Refused(RefusalCode.NOTHING_SENT)

    def _next(self, otherwise: Refused) -> Ask | Refused:
        return self.begin() if self._questions else otherwise

    def _done(self) -> Done | Refused:
        if not self._records:
            return Refused(RefusalCode.UNREADABLE) if self._broken else Done(None, 0)
        newest = max(self._records)
        record, raw = self._records[newest]
        return Done(joined(record, self._contexts.get(newest)), len(self._records) - 1, raw)
