"""The page of an import at every step, with its hard variants, from `import.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.archive.import_plan import Compared, Comparison, FieldChange, Imported, ImportSummary, Kind
from kiosk.archive.templates import NewTemplate
from kiosk.importing.flow import Choosing, Chosen, Flow, Step, Totals, totals_of
from kiosk.importing.lines import Line, Lines, Sight
from kiosk.importing.meter import Phase, Went
from kiosk.importing.view import ImportView
from kiosk.importing.view_builder import import_view
from kiosk.imports.rows import Candidate, Cell, CellKind, Checked, Column, Sheet, SheetRow
from kiosk.people.resident import Resident
from kiosk.people.zone import SHANGHAI
from kiosk.photo_faces.maker import FaceOutcome
from kiosk.sentences import Text, fault_sentences, sentence
from kiosk.stick_files import Listing, StickFile, StickItem, StickPlace
from kiosk.sticks import Stick
from kiosk.whitelist.consent import Consent, ConsentHow, ConsentKind, consent_in_words_of

TOLD = tomllib.loads(Path(__file__).with_name("import.toml").read_text("utf-8"))
NOW = datetime(2026, 11, 29, 2, 10, tzinfo=UTC)
STICK = Stick(Path("/media") / TOLD["stick"], TOLD["stick"], 1 << 33, 1)
SECOND = Stick(Path("/media") / TOLD["second-stick"], TOLD["second-stick"], 1 << 32, 2)
PLACE = StickPlace(STICK)
ROWS = 400
TEMPLATES = (NewTemplate("sface", "1", b"", 0.9),)
MEANINGS: dict[int, Column | None] = {
    1: Column.NAME, 2: Column.NUMBER, 3: Column.BIRTH, 4: Column.PHONE, 5: Column.ADDRESS,
}  # fmt: skip


def import_views() -> Iterator[tuple[str, ImportView]]:
    """Name and view of each picture."""
    yield from _choosing()
    yield from _reading()
    yield from _previewing()
    yield from _writing()


def _choosing() -> Iterator[tuple[str, ImportView]]:
    yield "no-stick", _view(Flow(choosing=Choosing(sticks=())))
    chosen = Choosing(sticks=(STICK,), place=PLACE, listing=_listing(PLACE))
    yield "choose", _view(Flow(choosing=chosen))
    several = replace(chosen, sticks=(STICK, SECOND))
    yield "two-sticks", _view(Flow(choosing=replace(several, place=None, listing=None)))
    inside = PLACE.below(TOLD["folder"])
    crowded = replace(several, place=inside, listing=replace(_listing(inside), left_out=31))
    yield "choose-crowded", _view(Flow(choosing=crowded))
    empty = Choosing(sticks=(STICK,), place=inside, listing=Listing(inside, ()))
    yield "choose-empty", _view(Flow(choosing=empty, note=sentence("importing.note.pulled")))
    yield "photos", _view(Flow(step=Step.PHOTOS, choosing=replace(chosen, place=inside, listing=_listing(inside))))
    ready = Flow(step=Step.READY, choosing=chosen, file=_file(2))
    yield "ready", _view(ready)
    folder = Chosen(PLACE.below(TOLD["files"][0]["name"]))
    yield "ready-photos", _view(replace(ready, file=_file(3), photos=folder))


def _reading() -> Iterator[tuple[str, ImportView]]:
    read = Flow(step=Step.READING, file=_file(2))
    yield "reading", _view(read, Went(Phase.READING, 120, 0, 240.0))
    checking = replace(read, step=Step.CHECKING, sheet=_sheet())
    yield "usual", _view(checking, Went(Phase.CHECKING, 312, 400, 4.4, 20.0))
    yield "faces", _view(replace(checking, step=Step.FACES), Went(Phase.FACES, 1204, 6700, 9.8, 561.0))
    yield "saving", _view(replace(checking, step=Step.SAVING), Went(Phase.SAVING))
    yield "unread", _view(replace(read, step=Step.UNREAD, ending=sentence("sticks.refused.changed")))
    columns = Flow(step=Step.COLUMNS, file=_file(2), sheet=_sheet(), meanings=MEANINGS)
    yield "columns", _view(columns)
    said = replace(columns, meanings={**MEANINGS, 6: None, 7: Column.FACE_CONSENT})
    yield "columns-said", _view(said)
    yield "meaning", _view(replace(columns, step=Step.MEANING, asked=7))


def _previewing() -> Iterator[tuple[str, ImportView]]:
    flow = preview()
    yield "preview", _view(flow)
    yield "preview-new", _view(replace(flow, sight=Sight.NEW))
    yield "preview-changed", _view(replace(flow, sight=Sight.CHANGED, first=7))
    nothing = replace(
        flow, lines=Lines(dict.fromkeys(Sight, ())), sight=Sight.NEW, comparison=Comparison(()), totals=Totals()
    )
    yield "preview-nothing", _view(nothing)
    yield "overtaken", _view(replace(flow, overtaken=True, note=sentence("importing.note.overtaken")))
    yield "not-saved", _view(replace(flow, note=fault_sentences("store-full").staff))
    yield "row-look", _view(replace(flow, step=Step.ROW, row=57))
    yield "row-changed", _view(replace(flow, step=Step.ROW, row=flow.lines.of(Sight.CHANGED)[0].row))
    yield "row-crowded", _view(replace(flow, step=Step.ROW, row=9))
    yield "row-new", _view(replace(flow, step=Step.ROW, row=flow.lines.of(Sight.NEW)[1].row))
    yield "how-read", _view(replace(flow, step=Step.HOW_READ))


def _writing() -> Iterator[tuple[str, ImportView]]:
    flow = preview()
    yield "consent", _view(replace(flow, step=Step.CONSENT))
    yield "consent-given", _view(replace(flow, step=Step.CONSENT, papers_lie_here=True))
    faces = FaceOutcome(dict.fromkeys((2, 4, 6, 7, 8), TEMPLATES), {12: Text(TOLD["bad-photo"])})
    assert flow.comparison is not None
    totals = totals_of(flow.comparison, faces, takes_faces=True)
    yield "confirm", _view(replace(flow, step=Step.CONFIRM, papers_lie_here=True, faces=faces, totals=totals))
    counts = {sight: len(flow.lines.of(sight)) for sight in Sight}
    imported = Imported("i", counts[Sight.NEW], counts[Sight.CHANGED], counts[Sight.SAME], refused=5, faces=201)
    done = replace(flow, step=Step.DONE, imported=imported)
    yield "done", _view(done)
    written = sentence("importing.errors.written", file=sentence("importing.errors.file", when="20261129-1010"))
    yield "done-written", _view(replace(done, note=written, sight=Sight.CHANGED))
    yield "undone", _view(replace(done, undone=True))
    recent = tuple(_summary(at, one) for at, one in enumerate(TOLD["imports"]))
    yield "recent", _view(Flow(step=Step.RECENT, recent=recent))
    yield "recent-none", _view(Flow(step=Step.RECENT, recent=()))


def _view(flow: Flow, went: Went | None = None) -> ImportView:
    return import_view(replace(flow, names=TOLD["accounts"]), went, SHANGHAI, TOLD["who"])


def preview() -> Flow:
    """Four hundred rows, five of which cannot be right."""
    lines = _lines()
    by: Mapping[Sight, tuple[Line, ...]] = {
        sight: tuple(line for line in lines if sight in (Sight.ALL, line.sight)) for sight in Sight
    }
    kinds = {Sight.NEW: Kind.NEW, Sight.CHANGED: Kind.CHANGED, Sight.SAME: Kind.SAME}
    rows = tuple(_compared(line, kinds[line.sight]) for line in lines if line.sight in kinds)
    return Flow(
        step=Step.PREVIEW,
        file=_file(2),
        sheet=_sheet(),
        meanings={**MEANINGS, 6: None, 7: Column.FACE_CONSENT},
        checked=Checked(unmatched=tuple(TOLD["photos-of-nobody"])),
        comparison=Comparison(rows),
        totals=totals_of(Comparison(rows), None, takes_faces=True),
        lines=Lines(by),
        sight=Sight.LOOK,
    )


def _lines() -> tuple[Line, ...]:
    looks = {
        one["row"]: Line(one["row"], Sight.LOOK, one["name"], one["number"], Text(one["problem"]), Text(one["remedy"]))
        for one in TOLD["looks"]
    }
    many = tuple(FieldChange(one["field"], one["before"], one["after"]) for one in TOLD["many-changes"])
    looks[57] = replace(looks[57], detail=Text(TOLD["detail"]))
    changes = tuple(FieldChange(one["field"], one["before"], one["after"]) for one in TOLD["changes"])
    found = []
    for row in range(2, ROWS + 2):
        if row in looks:
            found.append(looks[row])
            continue
        sight = Sight.CHANGED if row % 4 == 1 else Sight.SAME if row % 29 == 0 else Sight.NEW
        name, number = TOLD["names"][row % len(TOLD["names"])], f"310***********{1000 + row * 7 % 9000}"
        hints = (Text(TOLD["hint"]),) if row in (3, 9) else ()
        some = many if row == 9 else changes[: 1 + row // 4 % 4] if sight is Sight.CHANGED else ()
        found.append(
            Line(row, sight, name, number, changes=some, hints=hints, waits=sight is Sight.NEW and row % 3 == 0)
        )
    return tuple(found)


def _compared(line: Line, kind: Kind) -> Compared:
    resident = Resident(id=f"r{line.row}", name=None, number=None)
    consents: tuple[Consent, ...] = ()
    if kind is Kind.NEW and not line.waits:
        consents = (consent_in_words_of("2026-11-28", ConsentKind.FACE, line.name, ConsentHow.SIGNATURE),)
    return Compared(line.row, Candidate(line.row, resident), kind, resident, changes=line.changes, consents=consents)


def _sheet() -> Sheet:
    headers = tuple(TOLD["headers"])
    rows = []
    for at in range(ROWS):
        cells = [Cell()] * len(headers)
        for index, texts in TOLD["samples"].items():
            cells[int(index)] = Cell(CellKind.TEXT, texts[at % 3])
        rows.append(SheetRow(at + 2, tuple(cells)))
    mapping = {index: column for index, column in MEANINGS.items() if column is not None}
    return Sheet(
        TOLD["sheet"], 1, headers, mapping, (6, 7), tuple(TOLD["dropped"]), tuple(TOLD["hidden"]), tuple(rows),
        "0" * 64, tuple(map(Text, TOLD["notices"])),
    )  # fmt: skip


def _listing(place: StickPlace) -> Listing:
    return Listing(place, tuple(_stick_file(at) for at in range(len(TOLD["files"]))))


def _stick_file(at: int) -> StickFile:
    told = TOLD["files"][at]
    when = NOW - timedelta(days=9 * at, minutes=7 * at)
    return StickFile(told["name"], StickItem(told["kind"]), told.get("size", 0), int(when.timestamp() * 1e9))


def _file(at: int) -> Chosen:
    return Chosen(PLACE, _stick_file(at))


def _summary(at: int, told: dict[str, object]) -> ImportSummary:
    when = NOW.replace(day=int(str(told["day"])))
    counts = {name: int(str(told[name])) for name in ("added", "changed", "faces")}
    undone = when + timedelta(hours=1) if told.get("undone") else None
    return ImportSummary(
        id=f"i{at}", at=when, by=str(told["by"]), file_name=str(told["file"]), rows_read=400, same=12, refused=5,
        undo_until=when + timedelta(days=1) if told.get("undo") else None, undone=undone,
        undone_by="gu" if undone else None, **counts,
    )  # fmt: skip
