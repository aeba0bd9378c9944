"""What the page of an unknown device shows at each of its steps, from what it has learnt so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from devices.lines.decoder import Outcome
from devices.lines.profile import Field, Frame
from kiosk.desk.steps import ChoiceView, StageView
from kiosk.learning.cells import cells, place_of
from kiosk.learning.checking import said
from kiosk.learning.draft import Draft
from kiosk.learning.heard import Burst
from kiosk.learning.ports import Port
from kiosk.learning.proving import SURE_DISTINCT
from kiosk.learning.view import ActView, CellView, FactView, LearnView, MetricView, RowView
from kiosk.measurements.catalogue import metric
from kiosk.sentences import NO_WORDS, Text, fault_sentences, listed, sentence, table

STEPS = ("port", "hear", "fields", "try", "done")
ROWS = 7
SHOWN_BYTES = 10
"""In one line of a row: as many as fit beside the values in the larger text."""
_ICONS = {"blood-pressure": "heart", "scale": "scale", "thermometer": "thermo"}


class Learnt(Protocol):
    """What the page holds: see `kiosk.learning.learning.Learning`."""

    step: str
    ports: tuple[Port, ...]
    port: str
    draft: Draft
    asked: str
    candidates: tuple[Field, ...]
    candidate: int
    problem: Text
    bursts: tuple[Burst, ...]
    settled: bool
    sure: bool
    profile_name: str
    added: bool
    busy: bool

    @property
    def told(self) -> tuple[Outcome, ...]: ...

    @property
    def shown_frame(self) -> bytes: ...

    @property
    def may_add(self) -> bool: ...

    @property
    def fault(self) -> str: ...

    def unit_of(self, metric: str) -> str: ...

    def exists(self, name: str) -> bool: ...

    def lines(self) -> str: ...


def learn_view(page: Learnt) -> LearnView:
    """The whole page."""
    words = table("learning.steps")
    fault = fault_sentences(page.fault).technician if page.fault else NO_WORDS
    return LearnView(
        step=page.step,
        title=sentence("learning.title"),
        note=Text(page.port) if page.port else sentence("learning.note"),
        stages=tuple(_stage(page, step, words[step]) for step in STEPS),
        headline=_headline(page),
        lead=_lead(page),
        problem=fault or page.problem,
        kinds=_kinds(page) if page.step == "port" else (),
        choices=tuple(_choices(page)),
        rows=tuple(_rows(page)),
        facts=tuple(_facts(page)),
        cells=tuple(_cells(page)) if page.step == "fields" else (),
        metrics=tuple(_metrics(page)) if page.step in ("fields", "try") else (),
        typing=shown_unit(page.unit_of(page.asked), page.asked) if page.step == "fields" else "",
        lines=tuple(page.lines().splitlines()) if page.step in ("try", "done") else (),
        acts=tuple(_acts(page)),
    )


def shown_unit(unit: str, name: str) -> str:
    """A unit as it is shown: the metric's own in Chinese, others by their common sign."""
    return metric(name).unit_shown if unit == metric(name).unit else table("learning.units").get(unit, Text(unit))


def printed(data: bytes) -> str:
    """The letters in bytes; a dot for what is none."""
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else "\u00b7" for byte in data)


def _stage(page: Learnt, step: str, label: Text) -> StageView:
    now, at = STEPS.index(page.step), STEPS.index(step)
    state = "now" if at == now else "done" if at < now else "next"
    result = ""
    if at < now:
        kinds, line = table("learning.kinds"), page.draft.line
        results = {
            "port": f"{kinds[page.draft.kind]} · {page.port.rpartition('/')[2]}",
            "hear": f"{line.baudrate} {line.bytesize}{line.parity}{line.stopbits}",
            "fields": sentence("learning.facts.numbers", count=len(page.draft.fields)),
            "try": page.profile_name,
        }
        result = results[step]
    return StageView(label, state, result)


def _headline(page: Learnt) -> Text:
    words = table("learning.headlines")
    if page.fault:
        return words["lost"]
    if page.step == "hear" and not page.bursts:
        return words["hear-silent"]
    if page.step == "fields":
        missing = any(name not in page.draft.fields for name in page.draft.may)
        return words["fields"].fill(what=metric(page.asked).name) if missing or page.candidates else words["found"]
    if page.step == "try":
        return words["try-none"] if not page.told else words["try"]
    return words["added"] if page.step == "done" and page.added else words[page.step]


def _lead(page: Learnt) -> Text:
    words = table("learning.leads")
    if page.step == "hear":
        if not page.bursts:
            return words["hear-silent"]
        if not (page.settled and page.sure):
            return words["hear-unsure"]
        known = page.draft.checks and page.draft.distinct >= SURE_DISTINCT
        return words["hear-known" if known else "hear-sure"]
    if page.step == "fields" and len(page.candidates) > 1:
        return words["several"].fill(
            what=metric(page.candidates[0].metric).name, count=len(page.candidates), at=page.candidate + 1
        )
    if page.step == "port" and not page.ports:
        return words["no-port"]
    if page.step == "done":
        return words["restart" if page.added else "add" if page.may_add else "by-hand"]
    if page.step == "try" and page.draft.checksum.kind == "none" and page.draft.steady.frames < 2:
        return sentence("learning.no-proof")
    return words.get(page.step, NO_WORDS)


def _kinds(page: Learnt) -> tuple[ChoiceView, ...]:
    return tuple(
        ChoiceView(key, title, sign=_ICONS[key], chosen=key == page.draft.kind)
        for key, title in table("learning.kinds").items()
    )


def _choices(page: Learnt) -> Iterator[ChoiceView]:
    if page.step == "port":
        for port in page.ports:
            yield ChoiceView(port.path, port.path, port.title, sign="next")


def _rows(page: Learnt) -> Iterator[RowView]:
    if page.step == "hear":
        frames = page.draft.frames(ROWS) or tuple(burst.data for burst in page.bursts[-ROWS:])
        for data in reversed(frames):
            yield _row(page, data)
    elif page.step == "try":
        for each in reversed(page.draft.decoded(ROWS)):
            values = "  ".join(metric(name).shown(value) for name, value in each.values)
            words = table("learning.refused")
            tone = "ink" if each.values else "care" if each.refused else "soft"
            yield _row(page, each.frame, values or words[each.refused or "none"], tone)


def _row(page: Learnt, data: bytes, values: str = "", tone: str = "ink") -> RowView:
    """Text with its bytes below it; bytes that are no text in two lines."""
    if page.draft.frame.way == "lines" and page.draft.guess is not None:
        return RowView(_cut(printed(data[: 3 * SHOWN_BYTES]), data, 3), _hex(data, 0), values, tone)
    return RowView(_hex(data, 0) if len(data) <= SHOWN_BYTES else _bare(data, 0), _hex(data, 1), values, tone)


def _bare(data: bytes, line: int) -> str:
    return data[line * SHOWN_BYTES : (line + 1) * SHOWN_BYTES].hex(" ").upper()


def _hex(data: bytes, line: int) -> str:
    return _cut(_bare(data, line), data, line + 1)


def _cut(shown: str, data: bytes, lines: int) -> str:
    """Marked where more follows than so many lines hold."""
    return f"{shown} \u2026" if len(data) > lines * SHOWN_BYTES else shown


def _facts(page: Learnt) -> Iterator[FactView]:
    words, draft = table("learning.facts"), page.draft
    if page.step == "hear":
        line, sure = draft.line, page.settled and page.sure
        sign, tone, sub = ("ok", "done", "") if sure else ("tri", "care", words["speed-unsure"])
        shown = f"{line.baudrate} {line.bytesize}{line.parity}{line.stopbits}" if page.bursts else "\u2014"
        yield FactView(words["speed"], shown, sign if page.bursts else "clock", tone if page.bursts else "soft", sub)
        guess = draft.guess
        if guess is not None:
            several = len(guess.frames) > 1
            sub = words["frames-count"].fill(count=len(guess.frames)) if several else words["measure-again"]
            sign, tone = ("ok", "done") if several and sure else ("tri", "care")
            yield FactView(words["frames"], _way(guess.frame), sign, tone, sub)
            known = bool(draft.checks) and draft.distinct >= SURE_DISTINCT
            sub = "" if known else words["let-change"]
            value = draft.checksum.kind if draft.checks else words["no-sum"]
            yield FactView(words["sum"], value, "ok" if known else "tri", "done" if known else "care", sub)
    elif page.step == "try":
        told = page.told
        sign, tone = ("ok", "done") if told else ("clock", "soft")
        yield FactView(words["readings"], str(len(told)), sign, tone)
        yield FactView(words["sum"], draft.checksum.kind if draft.checks else words["no-sum"])
        steady = draft.steady.frames
        yield FactView(words["steady"], words["steady-of"].fill(count=steady) if steady > 1 else words["steady-one"])
        exists = page.exists(page.profile_name)
        name = words["name-taken"] if exists else words["name-free"]
        yield FactView(words["name"], page.profile_name, "tri" if exists else "", "care" if exists else "ink", name)


def _way(frame: Frame) -> str:
    ways = table("learning.ways")
    if frame.way == "lines":
        return ways["lines"]
    return ways[frame.way].fill(start=frame.start, length=frame.length)


def _cells(page: Learnt) -> Iterator[CellView]:
    data, draft = page.shown_frame, page.draft
    text = draft.frame.way == "lines"
    places = {name: place_of(field, draft.frame, draft.checksum, data) for name, field in draft.fields.items()}
    for cell in cells(draft.frame, draft.checksum, data):
        here = (n for n, place in places.items() if place and place[0] < cell.end and cell.begin < place[1])
        name = next(here, "")
        raw = data[cell.begin : cell.end]
        top, bottom = (printed(raw).strip() or "\u00b7", "") if text else (raw.hex().upper(), str(raw[0]))
        yield CellView(top, metric(name).plain if name else bottom, cell.part, name, name == page.asked)


def _metrics(page: Learnt) -> Iterator[MetricView]:
    draft = page.draft
    frame = page.shown_frame
    if page.step == "try":
        told = page.told
        last = {q.metric: q.value for q in told[-1].quantities} if told else {}
    for name in draft.may:
        if page.step == "try" and name not in draft.fields:
            continue
        field = draft.fields.get(name)
        value = (
            last.get(name)
            if page.step == "try"
            else draft.value_at(field, frame)
            if field is not None and frame
            else None
        )
        entry = metric(name)
        needed = name in draft.needed
        shown = "" if value is None else entry.shown(value)
        yield MetricView(
            name, entry.name, shown, entry.unit_shown, needed, page.step == "fields" and name == page.asked
        )


def _acts(page: Learnt) -> Iterator[ActView]:
    words, draft = table("learning.acts"), page.draft
    match page.step:
        case "port":
            yield ActView("rescan", words["rescan"], "secondary", "replay")
        case "hear":
            yield ActView("back", words["back"], icon="back")
            yield ActView("speed", words["speed"])
            yield ActView("again", words["again"])
            if len(draft.guesses) > 1:
                yield ActView("cut", words["cut"])
            missing = "" if draft.guess is not None else words["nothing-yet"]
            yield ActView("framed", words["framed"], "primary", "next", missing)
        case "fields":
            yield ActView("back", words["back"], icon="back")
            if len(draft.units(page.asked)) > 1:
                yield ActView("unit", words["unit"])
            if len(page.candidates) > 1:
                yield ActView("other", words["other"], icon="replay")
            yield ActView("proceed", words["proceed"], "primary", "next", _missing(draft))
        case "try":
            yield ActView("back", words["back"], icon="back")
            yield ActView("store", words["store"], "primary", "check", busy=page.busy)
        case "done":
            yield ActView("another", words["another"], "secondary", "replay")
            if page.may_add and not page.added:
                yield ActView("add", words["add"], "primary", "check", busy=page.busy)


def _missing(draft: Draft) -> str:
    """What is still to be found, in words."""
    left = [metric(name).name for name in draft.needed if name not in draft.fields]
    if left:
        return sentence("learning.wrong.metric-missing", n1=listed(left))
    problems = draft.problems()
    return said(problems[0]) if problems else ""
