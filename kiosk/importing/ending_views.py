"""What is shown before and after it is written: the papers, the last look, what came of it, the imports of late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from kiosk.archive.import_plan import ImportSummary
from kiosk.importing import saving
from kiosk.importing.flow import ALONE, Flow
from kiosk.importing.previewing import sheet_rows, to_look_at
from kiosk.importing.view import ROWS, ConfirmView, ConsentView, DoneView, FactView, ImportedView, RecentView
from kiosk.people.names import mask_name
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.stick_files import shown_name


def consent_view(flow: Flow, who: str) -> ConsentView:
    """The papers, and whose row has none."""
    words, papers, waiting = table("importing.consent"), flow.totals.papers, flow.totals.waiting
    people, photos = flow.totals.people, flow.totals.photos
    looks = bool(photos) and flow.faces is None
    facts = [FactView(words["papers"], words["papers-value"].fill(count=papers), "ok" if papers else "minus")]
    if waiting:
        facts.append(FactView(words["waiting"], words["waiting-value"].fill(count=waiting), "info"))
    if photos:
        facts.append(FactView(words["photos"], words["photos-value"].fill(count=photos), "info"))
    if people > ALONE:
        facts.append(FactView(words["two"], words["two-value"].fill(least=ALONE), "info"))
    return ConsentView(
        facts=tuple(facts),
        promise=words["promise"].fill(count=papers) if papers else NO_WORDS,
        given=flow.papers_lie_here,
        who=words["who"].fill(who=who) if papers else NO_WORDS,
        missing=saving.missing_of(flow),
        label=words["look"] if looks else words["on"] if flow.faces is not None else _import(people),
        may_skip=looks,
    )


def confirm_view(flow: Flow) -> ConfirmView:
    """What the photos gave, and what is about to be written."""
    words, totals = table("importing.confirm"), flow.totals
    facts = [
        FactView(words["new"], words["people"].fill(count=totals.new), "ok"),
        FactView(words["changed"], words["people"].fill(count=totals.changed), "ok"),
        FactView(words["faces"], words["people"].fill(count=totals.faces), "ok"),
    ]
    bad = 0 if flow.faces is None else len(flow.faces.refused)
    if bad:
        facts.append(FactView(words["bad"], words["bad-value"].fill(count=bad), "tri"))
    left = len([line for line in to_look_at(flow) if line.problem])
    if left:
        facts.append(FactView(words["left"], words["left-value"].fill(count=left), "tri"))
    errors = len(sheet_rows(flow))
    return ConfirmView(
        facts=tuple(facts),
        missing=NO_WORDS if totals.people else sentence("importing.missing.nothing"),
        label=_import(totals.people),
        errors=errors,
        errors_label=sentence("importing.errors.save", count=errors),
        busy=flow.busy,
    )


def done_view(flow: Flow) -> DoneView | None:
    """What was written."""
    imported, words = flow.imported, table("importing.done")
    if imported is None:
        return None
    if flow.undone:
        return DoneView(words["undone"], words["undone-lead"], undone=True, may_undo=False)
    if not imported.import_id:
        return DoneView(words["nothing"], words["nothing-lead"], undone=False, may_undo=False)
    key = "headline-faces" if imported.faces else "headline"
    headline = words[key].fill(added=imported.added, changed=imported.changed, faces=imported.faces)
    return DoneView(headline, words["lead"], undone=False, may_undo=True)


def recent_view(flow: Flow, zone: tzinfo) -> RecentView:
    """The imports of late."""
    imports = flow.recent or ()
    shown = imports[flow.first : flow.first + ROWS]
    return RecentView(
        imports=tuple(_imported(one, zone, flow.names) for one in shown),
        first=flow.first,
        total=len(imports),
        looked=flow.recent is not None,
        busy=flow.busy,
    )


def _imported(one: ImportSummary, zone: tzinfo, names: Mapping[str, str]) -> ImportedView:
    words = table("importing.recent")
    state = words["too-late"]
    if one.undone is not None:
        state = words["undone"].fill(when=_when(one.undone, zone), who=_who(one.undone_by or "", names))
    elif one.undo_until is not None:
        state = words["until"].fill(when=_when(one.undo_until, zone))
    what = words["what-faces" if one.faces else "what"].fill(added=one.added, changed=one.changed, faces=one.faces)
    return ImportedView(
        key=one.id,
        when=_when(one.at, zone),
        who=_who(one.by, names),
        file=shown_name(one.file_name, 24),
        what=what,
        state=state,
        may_undo=one.undone is None and one.undo_until is not None,
    )


def _who(login: str, names: Mapping[str, str]) -> str:
    return mask_name(names[login]) if login in names else login


def _when(moment: datetime, zone: tzinfo) -> Text:
    local = moment.astimezone(zone)
    return sentence("importing.moment", month=local.month, day=local.day, time=f"{local:%H:%M}")


def _import(people: int) -> Text:
    return sentence("importing.import", count=people)
