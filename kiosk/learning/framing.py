"""Guesses where frames begin and end in what was heard. The technician confirms one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from devices.lines.profile import Frame

LINE_ENDS = (b"\r\n", b"\n", b"\r", b"\x03")
LONGEST = 128
MANY = 8
"""Of more lines than this the first may go."""
_PRINTABLE = frozenset(range(0x20, 0x7F)) | frozenset(b"\r\n\t\x02\x03")


@dataclass(frozen=True, slots=True, repr=False)
class Guess:
    """One way to cut what was heard.

    Attributes:
        frames: What it makes, oldest first; of lines without their end.
        share: How much of what was heard it explains, 0 to 1.
    """

    frame: Frame
    frames: tuple[bytes, ...]
    share: float

    @property
    def distinct(self) -> int:
        """How many of its frames differ."""
        return len(set(self.frames))


def printable(data: bytes) -> float:
    """The share of bytes that are letters, digits, signs and line ends."""
    return sum(byte in _PRINTABLE for byte in data) / len(data) if data else 0.0


def guesses(bursts: Sequence[bytes]) -> tuple[Guess, ...]:
    """The likeliest first; empty when nothing was heard."""
    data = b"".join(bursts)
    if not data:
        return ()
    found = [*_lines(data)] if printable(data) > 0.9 else []
    if not found:
        found = [guess for start in _starts(bursts, data) for guess in (*_fixed(data, start), *_counted(data, start))]
        found.sort(key=_likelihood, reverse=True)
    if not found and len(data) > 2:
        found = [_single(bursts)]
    return tuple(_unlike(found))[:4]


def _likelihood(guess: Guess) -> tuple[float, int, int]:
    varied = len({len(frame) for frame in guess.frames}) > 1
    simple = guess.frame.way == "fixed"
    return round(guess.share, 2), int(varied or simple), len(guess.frame.start)


def _unlike(found: list[Guess]) -> Iterator[Guess]:
    seen: set[tuple[str, tuple[bytes, ...]]] = set()
    for guess in found:
        key = (guess.frame.way, guess.frames)
        if key not in seen:
            seen.add(key)
            yield guess


def _lines(data: bytes) -> Iterator[Guess]:
    for end in LINE_ENDS:
        if end not in data:
            continue
        *lines, _ = data.split(end)
        frames = tuple(line for line in lines if line)
        if len(frames) > 1:  # what was heard may begin in the middle of one
            frames = frames[_torn(frames) :]
        start = "02" if frames and all(frame[0] == 2 for frame in frames) else ""
        if frames:
            yield Guess(Frame(way="lines", start=start, end=end.hex().upper()), frames, 1.0)
            return


def _torn(frames: tuple[bytes, ...]) -> int:
    """1 when the beginning of the first line may not have been heard: it is the shortest, or there are many."""
    shorter = all(len(frames[0]) < len(other) for other in frames[1:])
    return int(shorter or len(frames) > MANY)


def _starts(bursts: Sequence[bytes], data: bytes) -> list[bytes]:
    """What frames may begin with: what bursts begin with, and pairs of bytes that come again and again."""
    begins = [burst[:2] for burst in bursts if len(burst) > 2]
    found = [start for start, count in Counter(begins).most_common(3) if count > 1]
    pairs = Counter(data[i : i + 2] for i in range(len(data) - 1))
    found += [pair for pair, count in pairs.most_common(6) if count > 1 and pair != b"\x00\x00"]
    singles = Counter(burst[:1] for burst in bursts if burst)
    found += [start for start, count in singles.most_common(1) if count > 1 and start != b"\x00"]
    return list(dict.fromkeys(found))


def _places(data: bytes, start: bytes) -> list[int]:
    places, at = [], data.find(start)
    while at >= 0:
        places.append(at)
        at = data.find(start, at + 1)
    return places


def _fixed(data: bytes, start: bytes) -> Iterator[Guess]:
    places = _places(data, start)
    steps = Counter(later - earlier for earlier, later in pairwise(places))
    for length, count in steps.most_common(2):
        if count < 1 or not len(start) < length <= LONGEST:
            continue
        frames, at = [], places[0]
        while 0 <= at <= len(data) - length:
            if data[at + length : at + length + len(start)] in (start, b""):
                frames.append(data[at : at + length])
                at += length
            else:
                at = data.find(start, at + 1)
        if len(frames) > 1:
            frame = Frame(way="fixed", start=_hex(start), length=length)
            yield Guess(frame, tuple(frames), len(frames) * length / len(data))


def _counted(data: bytes, start: bytes) -> Iterator[Guess]:
    for at in range(len(start), len(start) + 3):
        for plus in range(8):
            frames = tuple(_chain(data, start, at, plus))
            if len(frames) > 1 and len(set(frames)) > 1:
                share = sum(map(len, frames)) / len(data)
                frame = Frame(way="counted", start=_hex(start), count_at=at, count_plus=plus)
                if share > 0.6:
                    yield Guess(frame, frames, share)


def _chain(data: bytes, start: bytes, at: int, plus: int) -> Iterator[bytes]:
    place = data.find(start)
    while place >= 0 and place + at < len(data):
        length = data[place + at] + plus
        follows = data[place + length : place + length + len(start)]
        if at + 1 < length <= LONGEST and place + length <= len(data) and follows in (start, b""):
            yield data[place : place + length]
            place += length
        else:
            place = data.find(start, place + 1)


def _single(bursts: Sequence[bytes]) -> Guess:
    """One message was heard, or none like another: the last one is a frame until more come."""
    longest = next(burst for burst in reversed(bursts) if burst)[:LONGEST]
    frame = Frame(way="fixed", start=_hex(longest[: min(2, len(longest) - 1) or 1]), length=len(longest))
    return Guess(frame, (longest,), 0.0)


def _hex(data: bytes) -> str:
    return data.hex(" ").upper()
