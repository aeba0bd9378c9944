"""From the preview to the disk: the papers, the photos, a second signature, all or nothing."""

from __future__ import annotations

from kiosk.importing.effects import AskSecond, Commit, LookAtPhotos
from kiosk.importing.events import FacesMade, GoneOn, Late, PapersConfirmed, PhotosSkipped, Saved, Signed, WentWrong
from kiosk.importing.flow import ALONE, Flow, Step, totals_of
from kiosk.importing.lines import Sight
from kiosk.importing.turn import Turn
from kiosk.photo_faces.maker import FaceOutcome
from kiosk.sentences import NO_WORDS, Text, sentence

_BEFORE_IT = (Step.CONSENT, Step.CONFIRM)


def missing_of(flow: Flow) -> Text:
    """What keeps it from being imported; empty when nothing does."""
    if flow.step is Step.PREVIEW and flow.overtaken:
        return sentence("importing.missing.again")
    if not flow.totals.people and not flow.totals.photos:
        return sentence("importing.missing.nothing")
    if flow.step is Step.CONSENT and flow.totals.papers and not flow.papers_lie_here:
        return sentence("importing.missing.papers")
    return NO_WORDS


def gone_on(turn: Turn, event: GoneOn) -> None:
    """下一步, to the very last one."""
    flow = turn.flow
    if flow.step not in (Step.PREVIEW, *_BEFORE_IT):
        return
    missing = missing_of(flow)
    if missing:
        turn.say(missing)
    elif flow.step is Step.PREVIEW:
        turn.go(Step.CONSENT)
    elif flow.step is Step.CONSENT and flow.totals.photos and flow.faces is None:
        _look_at_photos(turn)
    elif flow.step is Step.CONSENT and flow.faces is not None:
        turn.go(Step.CONFIRM)
    else:
        _import(turn)


def papers_confirmed(turn: Turn, event: PapersConfirmed) -> None:
    """The clerk's word; it goes into the trail with what is written."""
    if turn.flow.step is Step.CONSENT:
        turn.set(papers_lie_here=event.lie_here)


def faces_made(turn: Turn, event: FacesMade) -> None:
    """What was wrong with a photo stands on its line."""
    if turn.is_answer(event.ticket, Step.FACES):
        _have_faces(turn, event.outcome)


def photos_skipped(turn: Turn, event: PhotosSkipped) -> None:
    """Everybody is listed without a face; they can be enrolled at the terminal."""
    if turn.flow.step is Step.CONSENT and turn.flow.totals.photos and not missing_of(turn.flow):
        _have_faces(turn, FaceOutcome())


def signed(turn: Turn, event: Signed) -> None:
    """Two agree."""
    if turn.flow.step in _BEFORE_IT and not missing_of(turn.flow):
        _commit(turn, event.login)


def saved(turn: Turn, event: Saved) -> None:
    """It is on the disk. What is left is what somebody has to look at."""
    if turn.is_answer(event.ticket, Step.SAVING):
        sight = Sight.LOOK if turn.flow.lines.of(Sight.LOOK) else Sight.ALL
        turn.go(Step.DONE, imported=event.imported, sight=sight, note=NO_WORDS)


def late(turn: Turn, event: Late) -> None:
    """Writing cannot be given up: nobody knows yet whether it is done."""
    if turn.is_answer(event.ticket, Step.SAVING):
        turn.say(sentence("importing.note.still-saving"))


def not_saved(turn: Turn, event: WentWrong) -> None:
    """Nothing was written; the preview lies there as before."""
    why = sentence("importing.note.overtaken") if event.overtaken else event.why
    turn.go(Step.PREVIEW, note=why, overtaken=event.overtaken)


def no_faces(turn: Turn, event: WentWrong) -> None:
    """The photos could not be looked at."""
    turn.go(Step.CONSENT, note=event.why)


def _have_faces(turn: Turn, outcome: FaceOutcome) -> None:
    comparison = turn.flow.comparison
    assert comparison is not None
    totals = totals_of(comparison, outcome, takes_faces=turn.flow.takes_faces)
    turn.go(Step.CONFIRM, faces=outcome, totals=totals, lines=turn.flow.lines.with_faces(outcome.refused))


def _look_at_photos(turn: Turn) -> None:
    comparison = turn.flow.comparison
    assert comparison is not None
    ticket = turn.next_ticket()
    turn.go(Step.FACES)
    turn.do(LookAtPhotos(ticket, tuple(row for row in comparison.rows if row.wants_face)))


def _import(turn: Turn) -> None:
    people = turn.flow.totals.people
    if not people:
        turn.say(sentence("importing.missing.nothing"))
    elif people > ALONE:
        turn.do(AskSecond(people))
    else:
        _commit(turn, None)


def _commit(turn: Turn, second: str | None) -> None:
    ticket, plan, papers = turn.next_ticket(), turn.flow.plan, turn.flow.totals.papers
    turn.go(Step.SAVING)
    turn.do(Commit(ticket, plan, papers, second))
