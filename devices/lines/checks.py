"""What contradicts itself in a profile whose every value is sound by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from devices.lines.checksums import span, width
from devices.lines.metrics import KINDS, units_of
from devices.lines.profile import Field, Profile, octets
from devices.metrics import conversion, known


@dataclass(frozen=True, slots=True)
class Problem:
    """One contradiction.

    Attributes:
        code: What is wrong, a key of `learning.wrong` in the catalogue of sentences.
        key: Where, as a person writes it: "frame.length", "field[2].metric".
        names: What the sentence is about, such as what could be written instead.
    """

    code: str
    key: str
    names: tuple[str, ...] = ()


def problems(profile: Profile) -> tuple[Problem, ...]:
    """Everything that keeps a profile from being used; empty when it can be."""
    return (*_frame(profile), *_checksum(profile), *_metrics(profile), *_fields(profile), *_talk(profile))


def _frame(profile: Profile) -> Iterator[Problem]:
    frame = profile.frame
    if frame.way == "lines":
        if not frame.end:
            yield Problem("no-end", "frame.end")
        return
    if not frame.start:
        yield Problem("no-start", "frame.start")
    start = len(octets(frame.start))
    if frame.way == "fixed" and frame.length <= start:
        yield Problem("too-short", "frame.length", (str(start + 1),))
    if frame.way == "counted" and frame.count_at < start:
        yield Problem("count-in-start", "frame.count_at", (str(start),))


def _checksum(profile: Profile) -> Iterator[Problem]:
    check, frame = profile.checksum, profile.frame
    if check.kind == "none" or frame.way != "fixed":
        return
    if span(frame.length, check.kind, first=check.first, gap=check.gap, tail=check.tail, text=check.text) is None:
        yield Problem("no-room", "checksum.kind", (str(width(check.kind, text=check.text)),))


def _metrics(profile: Profile) -> Iterator[Problem]:
    needed, may = KINDS[profile.kind]
    for metric, count in Counter(field.metric for field in profile.field).items():
        if count > 1:
            yield Problem("metric-twice", "field", (metric,))
    for index, field in enumerate(profile.field, 1):
        if field.metric not in may:
            yield Problem("metric-of-other-kind", f"field[{index}].metric", (field.metric, ", ".join(sorted(may))))
        elif conversion(field.unit, field.metric) is None:
            names = (field.unit, field.metric, ", ".join(units_of(field.metric)))
            yield Problem("unit", f"field[{index}].unit", names)
    missing = [metric for metric in needed if metric not in {field.metric for field in profile.field}]
    if missing:
        yield Problem("metric-missing", "field", (", ".join(missing),))


def _fields(profile: Profile) -> Iterator[Problem]:
    frame = profile.frame
    for index, field in enumerate(profile.field, 1):
        key = f"field[{index}]"
        if field.way in ("column", "characters") and frame.way != "lines":
            yield Problem("text-in-bytes", f"{key}.way")
        yield from _place(field, profile, key)
        if field.scale == 0:
            yield Problem("scale-zero", f"{key}.scale")
        if field.metric in known() and not _room(field):
            low, high = known()[field.metric].hard
            yield Problem("limits", f"{key}.least", (f"{low:g}", f"{high:g}"))


def _place(field: Field, profile: Profile, key: str) -> Iterator[Problem]:
    frame = profile.frame
    if field.way == "column":
        return
    if not field.length:
        yield Problem("no-length", f"{key}.length")
    elif field.way == "bytes" and field.number in ("unsigned", "signed") and field.length > 4:
        yield Problem("number-too-long", f"{key}.length")
    elif frame.way == "fixed" and field.at + field.length > frame.length:
        yield Problem("outside-frame", f"{key}.at", (str(frame.length),))


def _room(field: Field) -> bool:
    low, high = known()[field.metric].hard
    return max(low, field.least) < min(high, field.most)


def _talk(profile: Profile) -> Iterator[Problem]:
    if profile.answer.to and not profile.answer.send:
        yield Problem("answer-empty", "answer.send")
    if profile.kind == "thermometer" and profile.steady.frames > 1:
        yield Problem("thermometer-steady", "steady.frames")
