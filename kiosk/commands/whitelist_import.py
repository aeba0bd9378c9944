"""`kiosk whitelist import`, `imports`, `undo-import`: an office's list without a screen. Nothing is written before it
was shown and agreed to; `--dry-run` ends there.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import write_new_bytes
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.commands.whitelist_import_shown import (
    Reading,
    Refusals,
    as_data,
    listed_imports,
    preview,
    progress_line,
    refusals_of,
)
from kiosk.commands.whitelist_who import say
from kiosk.sentences import sentence, table

if TYPE_CHECKING:
    from kiosk.archive.import_plan import Comparison, ImportPlan
    from kiosk.imports.checking import ImportRules
    from kiosk.imports.rows import Checked, Column, Sheet
    from kiosk.photo_faces.maker import FaceOutcome


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs and their options."""
    taking = verbs.add_parser("import", help=sentence("help.whitelist.import"))
    taking.add_argument("file", type=a_path, metavar="FILE", help=sentence("help.whitelist.import-file"))
    taking.add_argument("--photos", type=a_path, metavar="PATH", help=sentence("help.whitelist.import-photos"))
    taking.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", help=sentence("help.whitelist.import-map")
    )
    taking.add_argument("--errors", type=a_path, metavar="OUT.xlsx", help=sentence("help.whitelist.import-errors"))
    taking.add_argument("--dry-run", action="store_true", help=sentence("help.whitelist.import-dry-run"))
    taking.add_argument("--yes", action="store_true", help=sentence("help.whitelist.import-yes"))
    verbs.add_parser("imports", help=sentence("help.whitelist.imports"))
    undo = verbs.add_parser("undo-import", help=sentence("help.whitelist.undo-import"))
    undo.add_argument("import_id", metavar="ID", help=sentence("help.whitelist.import-id"))


def take_over(args: argparse.Namespace, context: Context) -> int:
    """Read, check, compare, show; then, if it is agreed to, look at the photos and write."""
    from kiosk.archive.import_plan import ImportPlan

    if args.errors is not None and os.path.lexists(args.errors):
        raise Refused(sentence("commands.file.taken", path=args.errors))
    reading = _read(args, context)
    with reading_store(context) as store:
        comparison = store.imports.compare(reading.checked.candidates)
    refusals = refusals_of(reading, comparison, {})
    if not context.json:
        print("\n".join(preview(reading, comparison, refusals)), flush=True)
    if args.dry_run:
        _write_errors(args.errors, refusals)
        if context.json:
            print(json.dumps(as_data(reading, comparison, refusals), ensure_ascii=False, indent=2))
        return 0
    faces = _agreed(args, context, comparison, reading)
    refusals = refusals_of(reading, comparison, faces.refused)
    plan = ImportPlan(
        rows=comparison.rows, file_name=args.file.name, sha256=reading.sheet.sha256, rows_read=reading.rows,
        refused=len(reading.checked.refused), faces=faces.templates,
    )  # fmt: skip
    _write_errors(args.errors, refusals)  # before the list: a stick that is gone by now leaves nothing written
    _commit(plan, reading, comparison, refusals, context)
    return 0


def imports(args: argparse.Namespace, context: Context) -> int:
    """The newest imports."""
    with reading_store(context) as store:
        rows = store.imports.recent()
    if context.json:
        print(json.dumps([_summary(one) for one in rows], ensure_ascii=False, indent=2))
        return 0
    print("\n".join(listed_imports(rows, context.zone)))
    return 0


def undo(args: argparse.Namespace, context: Context) -> int:
    """Take one back."""
    with opened_store(context) as store:
        undone = store.imports.undo(args.import_id, operator())
    left = [{"row": one.row, "resident": one.resident_id, "name": one.masked_name} for one in undone.left]
    result = {"import": args.import_id, "removed": undone.removed, "restored": undone.restored, "left": left,
              "erased": undone.traceless}  # fmt: skip
    lines = [sentence("imported.command.undone", removed=undone.removed, restored=undone.restored)]
    lines += [sentence("imported.command.left", row=one.row, name=one.masked_name, resident=one.resident_id)
              for one in undone.left]  # fmt: skip
    say(context, result, *lines)
    return 0


def _read(args: argparse.Namespace, context: Context) -> Reading:
    from kiosk.imports.checking import check_rows
    from kiosk.imports.photos import find_photos
    from kiosk.imports.reading import read_sheet
    from kiosk.imports.rows import ImportRefused

    try:
        sheet = read_sheet(args.file, _told(context, "reading"))
        photos = None if args.photos is None else find_photos(args.photos)
    except ImportRefused as refusal:
        raise Refused(sentence("words.stop", said=refusal.sentence)) from refusal
    mapping = _mapped(sheet, args.map)
    checked: Checked = check_rows(
        sheet, mapping, context.today(), _rules(context), photos, _told(context, "checking")
    )  # fmt: skip
    return Reading(sheet, mapping, checked)


def _rules(context: Context) -> ImportRules:
    from kiosk.imports.checking import ImportRules
    from kiosk.whitelist.admission import AdmissionRules

    settings = context.settings.whitelist
    return ImportRules(AdmissionRules(min_age=settings.min_age), settings.consent_years)


def _mapped(sheet: Sheet, pairs: Sequence[str]) -> Mapping[int, Column]:
    """The sheet's own mapping with what was typed. Raises Refused."""
    from kiosk.imports.rows import Column
    from kiosk.imports.words import folded

    words = {str(word): Column(name) for name, word in table("imports.columns").items()}
    columns = {**words, **{column.value: column for column in Column}}
    mapping = dict(sheet.mapping)
    for pair in pairs:
        header, _, field = pair.partition("=")
        found = [at for at, name in enumerate(sheet.headers) if name and folded(name) == folded(header)]
        if len(found) != 1:
            raise Refused(sentence("imported.command.no-column", column=header.strip()))
        if field.strip() not in columns:
            known = sentence("words.comma").join(words)
            raise Refused(sentence("imported.command.no-field", field=field.strip(), known=known))
        wanted = columns[field.strip()]
        mapping = {at: column for at, column in mapping.items() if column is not wanted}
        mapping[found[0]] = wanted
    return mapping


def _agreed(args: argparse.Namespace, context: Context, comparison: Comparison, reading: Reading) -> FaceOutcome:
    """The faces, once it is agreed that the list is to be written. Raises Refused."""
    from kiosk.archive.import_plan import Kind
    from kiosk.photo_faces.maker import FaceOutcome

    photos = sum(row.wants_face for row in comparison.rows)
    counts = comparison.counts
    if not (counts[Kind.NEW] or counts[Kind.CHANGED] or photos):
        return FaceOutcome()
    if not args.yes:
        _ask(context)
    if not photos:
        return FaceOutcome()
    if not context.settings.faces.enabled:
        raise Refused(sentence("imported.command.faces-off"))
    return _faces(context, comparison)


def _ask(context: Context) -> None:
    if context.json or not sys.stdin.isatty():
        raise Refused(sentence("imported.command.say-yes"))
    print(sentence("imported.command.ask"), end="", file=sys.stderr, flush=True)
    if sys.stdin.readline(16).strip() not in (sentence("whitelist.entered.yes"), "yes"):
        raise Refused(sentence("imported.command.not-wanted"))


def _faces(context: Context, comparison: Comparison) -> FaceOutcome:
    from kiosk.imports.photos import photo_bytes
    from kiosk.photo_faces.maker import FaceMaker, FacesFailed

    with reading_store(context) as store:
        maker = FaceMaker(store, context.settings.faces, context.clock, photo_bytes)
        try:
            return maker.make(comparison.rows, _told(context, "photos"))
        except FacesFailed as failed:
            raise Refused(failed.sentence) from failed


def _commit(plan: ImportPlan, reading: Reading, comparison: Comparison, refusals: Refusals, context: Context) -> None:
    with opened_store(context) as store:
        done = store.imports.commit(plan, operator())
    if context.json:
        result = as_data(reading, comparison, refusals)
        written = {"import": done.import_id or None, "added": done.added, "changed": done.changed, "faces": done.faces}
        print(json.dumps({**result, **written, "dry_run": False}, ensure_ascii=False, indent=2))
        return
    if not done.import_id:
        print(sentence("imported.command.nothing"))
        return
    for row, problem in refusals.faces:
        print(sentence("imported.command.problem", row=row, problem=problem))
    print(sentence("imported.command.done", added=done.added, changed=done.changed, faces=done.faces))
    print(sentence("imported.command.how-to-undo", id=done.import_id))


def _write_errors(path: Path | None, refusals: Refusals) -> None:
    from kiosk.imports.error_sheet import error_sheet, rows_of_photos

    rows = (*refusals.rows, *rows_of_photos(refusals.unmatched))
    if path is not None and rows:
        write_new_bytes(path, error_sheet(rows))
        print(sentence("imported.command.errors", path=path, rows=len(rows)), file=sys.stderr)


def _told(context: Context, what: str) -> Any:
    """Tells somebody who sits there how far it is; nobody else."""
    if context.json or not sys.stderr.isatty():
        return lambda done, total: None
    return progress_line(table("imported.progress")[what], context.clock)


def _summary(one: Any) -> dict[str, Any]:
    def at(when: Any) -> str | None:
        return None if when is None else when.isoformat(timespec="seconds")

    return {
        "id": one.id, "at": at(one.at), "by": one.by, "file": one.file_name, "rows": one.rows_read,
        "added": one.added, "changed": one.changed, "same": one.same, "refused": one.refused, "faces": one.faces,
        "undo_until": at(one.undo_until), "undone": at(one.undone), "undone_by": one.undone_by,
    }  # fmt: skip
