"""What is shown of the columns and of the rows."""

from __future__ import annotations

from kiosk.importing import checking, saving
from kiosk.importing.flow import Flow, Step
from kiosk.importing.lines import Line, Sight
from kiosk.importing.masking import masked_cell
from kiosk.importing.previewing import sheet_rows
from kiosk.importing.view import (
    ROWS,
    ChangeView,
    ChoiceView,
    ColumnsView,
    ColumnView,
    CounterView,
    FactView,
    LineView,
    MeaningView,
    PreviewView,
    RowView,
)
from kiosk.imports.rows import Column, Sheet
from kiosk.sentences import NO_WORDS, Text, listed, sentence, table
from kiosk.stick_files import shown_name

SAMPLES = 3
_LONGEST_HEADER = 24
_LONGEST_SAMPLES = 24
_LONGEST_NOTICE = 80
_MOST_NOTICES = 4
_MOST_PHOTOS = 3
_LONGEST_VALUE = 17
_MOST_FIELDS = 3
_ICONS = {
    Sight.ALL: ("list", "ink"), Sight.NEW: ("plus", "done"), Sight.CHANGED: ("edit", "act"),
    Sight.SAME: ("minus", "soft"), Sight.LOOK: ("tri", "care"),
}  # fmt: skip


# --- columns ------------------------------------------------------------------------------------------------------
def columns_view(flow: Flow) -> ColumnsView | None:
    """What each column means; those nobody knows first."""
    sheet = flow.sheet
    if sheet is None:
        return None
    others = tuple(index for index in sheet.mapping if index not in sheet.unclear)
    order = (*sheet.unclear, *others)
    return ColumnsView(
        columns=tuple(_column(flow, sheet, index) for index in order[flow.first : flow.first + ROWS]),
        first=flow.first,
        total=len(order),
        dropped=_dropped(sheet),
        missing=checking.missing_of(flow),
    )


def meaning_view(flow: Flow) -> MeaningView | None:
    """What one may mean."""
    sheet, asked = flow.sheet, flow.asked
    if sheet is None or asked is None:
        return None
    words, now = table("importing.meanings"), flow.meanings.get(asked)
    taken = checking.taken(flow)
    choices = [ChoiceView(one.value, words[one.value], one is now) for one in Column if one not in taken]
    out = ChoiceView("", words["out"], asked in flow.meanings and now is None)
    return MeaningView(
        title=sentence("importing.columns.what", header=_header(sheet, asked)),
        samples=_samples(sheet, asked),
        choices=(*choices, out),
    )


def how_read(flow: Flow) -> tuple[FactView, ...]:
    """Which sheet, which columns, and what was not read."""
    sheet, words = flow.sheet, table("importing.how-read")
    if sheet is None:
        return ()
    meanings = table("importing.meanings")
    columns = listed(f"{_header(sheet, index)}→{meanings[column.value]}" for index, column in flow.mapping.items())
    left_out = [_header(sheet, index) for index, column in flow.meanings.items() if column is None]
    about = sentence("importing.about", file="" if flow.file is None else flow.file.shown, rows=len(sheet.rows))
    read = words["sheet" if sheet.name else "text"]
    facts = [
        FactView(words["list"], read.fill(about=about, name=shown_name(sheet.name, 20), row=sheet.header_row), "ok"),
        FactView(words["columns"], columns, "ok"),
    ]
    if sheet.dropped or left_out:
        facts.append(FactView(words["dropped"], listed((*map(_short, sheet.dropped), *left_out)), "minus"))
    unmatched = () if flow.checked is None else flow.checked.unmatched
    if unmatched:
        named = listed(unmatched[:_MOST_PHOTOS])
        key = "photos-some" if len(unmatched) > _MOST_PHOTOS else "photos-all"
        facts.append(FactView(words["photos"], words[key].fill(count=len(unmatched), files=named), "tri"))
    notices = [shown_name(notice, _LONGEST_NOTICE) for notice in sheet.notices]
    if len(notices) > _MOST_NOTICES:
        notices[_MOST_NOTICES - 1 :] = [words["more"].fill(count=len(notices) - _MOST_NOTICES + 1)]
    return (*facts, *(FactView(words["notice"], notice, "info") for notice in notices))


def _column(flow: Flow, sheet: Sheet, index: int) -> ColumnView:
    words = table("importing.meanings")
    said = index in flow.meanings
    meaning = flow.meanings.get(index)
    key = "open" if not said else "out" if meaning is None else meaning.value
    return ColumnView(
        index=index,
        header=_header(sheet, index),
        meaning=words[key],
        state="open" if not said else "out" if meaning is None else "said",
        samples=_in_one(_samples(sheet, index)),
    )


def _samples(sheet: Sheet, index: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in sheet.rows:
        text = masked_cell(row.cells[index].text) if index < len(row.cells) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return tuple(found)


def _in_one(samples: tuple[str, ...]) -> str:
    """As many of them as one line holds."""
    shown = samples[:1]
    for sample in samples[1:]:
        if len(listed((*shown, sample))) <= _LONGEST_SAMPLES:
            shown = (*shown, sample)
    return listed(shown)


def _header(sheet: Sheet, index: int) -> str:
    said = sheet.headers[index] if index < len(sheet.headers) else ""
    return shown_name(said, _LONGEST_HEADER) if said.strip() else sentence("importing.columns.nameless", at=index + 1)


def _short(name: str) -> str:
    return shown_name(name, 16)


def _dropped(sheet: Sheet) -> Text:
    if not sheet.dropped:
        return NO_WORDS
    return sentence("importing.left-out.columns", columns=listed(map(_short, sheet.dropped)))


# --- rows ---------------------------------------------------------------------------------------------------------
def preview_view(flow: Flow) -> PreviewView:
    """Every row, by five counters."""
    lines = flow.lines.of(flow.sight)
    labels = table("importing.counters-done" if flow.step is Step.DONE else "importing.counters")
    errors = len(sheet_rows(flow))
    return PreviewView(
        counters=tuple(
            CounterView(
                sight.value, labels[sight.value], *_ICONS[sight], len(flow.lines.of(sight)), sight is flow.sight
            )
            for sight in Sight
        ),
        lines=tuple(_line(line) for line in lines[flow.first : flow.first + ROWS]),
        first=flow.first,
        total=len(lines),
        looks=flow.sight is Sight.LOOK,
        empty=NO_WORDS if lines else table("importing.empty")[flow.sight.value],
        left_out=_left_out(flow),
        missing=NO_WORDS if flow.step is Step.DONE else saving.missing_of(flow),
        again=flow.overtaken,
        errors=errors,
        errors_label=sentence("importing.errors.save", count=errors),
        busy=flow.busy,
    )


def row_view(flow: Flow) -> RowView | None:
    """One of them."""
    line = None if flow.row is None else flow.lines.line(flow.row)
    if line is None:
        return None
    icon, tone = _ICONS[line.sight]
    nobody = sentence("importing.nameless")
    return RowView(
        title=sentence("importing.row.title", row=line.row, name=line.name or nobody),
        number=line.number,
        word=_word(line),
        icon=icon,
        tone=tone,
        problem=line.problem,
        detail=line.detail,
        remedy=line.remedy,
        changes=tuple(ChangeView(_label(one.field), _value(one.before), _value(one.after)) for one in line.changes),
        hints=_hints(line),
    )


def _line(line: Line) -> LineView:
    icon, tone = _ICONS[line.sight]
    if line.sight is Sight.LOOK:
        word, more = line.problem, str(line.remedy)
    else:
        word = _word(line)
        known = table("importing.row")
        more = _changed(line) if line.changes else ""
        more = known["bad-photo"] if line.face else more or (known["hint"] if line.hints else "")
    return LineView(line.row, line.name or "—", line.number or "—", word, more, "tri" if line.face else icon, tone)


def _changed(line: Line) -> str:
    """Which fields, as many as a row holds."""
    labels = [_label(one.field) for one in line.changes]
    if len(labels) <= _MOST_FIELDS:
        return listed(labels)
    return sentence("importing.row.fields", some=listed(labels[: _MOST_FIELDS - 1]), count=len(labels))


def _word(line: Line) -> Text:
    return table("importing.words-of-rows")["waits" if line.waits else line.sight.value]


def _hints(line: Line) -> tuple[Text, ...]:
    waits = (sentence("importing.row.waits"),) if line.waits else ()
    return (*((line.face,) if line.face else ()), *waits, *line.hints)


def _value(shown: str) -> str:
    """A masked value; an address is as the list wrote it."""
    return shown_name(shown, _LONGEST_VALUE) if shown else table("importing.row")["nothing"]


def _label(field: str) -> Text:
    known = table("people.fields") | table("importing.fields")
    return known.get(field, known["other"])


def _left_out(flow: Flow) -> str:
    """What is not imported, in one line."""
    sheet = flow.sheet
    if sheet is None:
        return NO_WORDS
    columns = [*map(_short, sheet.dropped), *(_header(sheet, i) for i, one in flow.meanings.items() if one is None)]
    hidden = [*map(_short, sheet.hidden_sheets)]
    unmatched = 0 if flow.checked is None else len(flow.checked.unmatched)
    parts = []
    if columns:
        parts.append(sentence("importing.left-out.columns", columns=listed(columns)))
    if hidden:
        parts.append(sentence("importing.left-out.sheets", sheets=listed(hidden)))
    if unmatched:  # first: the others are as the list is, this is to be mended
        parts.insert(0, sentence("importing.left-out.photos", count=unmatched))
    return sentence("words.semicolon").join(parts)
