"""Does what the table of an import wants done, beside the desk's thread, and tells what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from devices.device import where_it_broke
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.desk.page import Context
from kiosk.desk.view import QuestionView
from kiosk.importing import effects as x
from kiosk.importing import events as e
from kiosk.importing.flow import Chosen
from kiosk.importing.lines import lines_of
from kiosk.importing.meter import Meter, Phase, Stopped, Went
from kiosk.importing.parts import ImportParts
from kiosk.imports.reading import Cancelled
from kiosk.imports.rows import Checked
from kiosk.sentences import NO_WORDS, Refusal, Text, fault_sentences, sentence, table
from kiosk.stick_files import listed, still_the_same
from kiosk.sticks import Stick, the_stick, write
from kiosk.store.errors import StoreError
from kiosk.whitelist.admission import WhitelistRefused

log = logging.getLogger("kiosk.importing")


class Performer:
    """On the desk's thread; what is slow is done beside it.

    Args:
        happens: Is told what came of an effect.
    """

    def __init__(self, context: Context, parts: ImportParts, happens: Callable[[e.Event], None]) -> None:
        self._context, self._parts, self._happens = context, parts, happens
        self._meter: Meter | None = None
        self._end_faces: Callable[[], None] | None = None

    def went(self) -> Went | None:
        """How far is what runs; None when nothing does."""
        return None if self._meter is None else self._meter.went()

    def stop(self) -> None:
        """End what runs; nothing of it stays."""
        if self._meter is not None:
            self._meter.stop()
            self._meter = None
        end, self._end_faces = self._end_faces, None
        if end is not None:  # it waits until nothing of it is left
            self._context.work(end, lambda _: None, lambda _: None)

    def perform(self, effect: x.Effect) -> None:
        """Do one effect."""
        match effect:
            case x.Look():
                self._look(effect)
            case x.ReadList():
                meter = self._begin(Phase.READING)
                self._work(effect.ticket, partial(self._read, effect, meter))
            case x.CheckRows():
                meter = self._begin(Phase.CHECKING)
                self._work(effect.ticket, partial(self._checked, effect, meter))
            case x.CompareAgain():
                meter = self._begin(Phase.COMPARING)
                self._work(effect.ticket, partial(self._compared, effect.ticket, effect.checked, meter))
            case x.LookAtPhotos():
                self._look_at_photos(effect)
            case x.StopWork():
                self.stop()
            case x.AskSecond():
                self._ask_second(effect.people)
            case x.Commit():
                self._begin(Phase.SAVING)
                self._work(effect.ticket, partial(self._committed, effect, self._actor), e.Late(effect.ticket))
            case x.WriteErrors():
                still = sentence("importing.note.still-writing")
                self._beside(partial(self._errors_written, effect, self._actor), still)
            case x.ListRecent():
                imports, names = self._parts.imports, self._parts.names
                self._work(effect.ticket, lambda: e.RecentKnown(effect.ticket, imports.recent(), names()))
            case x.AskUndo():
                self._ask_undo(effect)
            case x.AskUndoSecond():
                self._ask_undo_second(effect)
            case x.UndoImport():
                still = sentence("importing.note.still-undoing")
                self._beside(partial(self._undone, effect, self._actor), still)

    # --- on the desk's thread -------------------------------------------------------------------------------------
    @property
    def _actor(self) -> str:
        return self._context.session.login

    def _begin(self, phase: Phase) -> Meter:
        self.stop()
        self._meter = Meter(phase, lambda: self._context.clock.now().monotonic_s)
        return self._meter

    def _look(self, effect: x.Look) -> None:
        def failed(error: Exception) -> None:
            self._happens(e.Looked((), effect.place, None, why_not(error)))

        self._context.work(partial(self._looked, effect), self._happens, failed)

    def _look_at_photos(self, effect: x.LookAtPhotos) -> None:
        later, happens, ticket = self._context.later, self._happens, effect.ticket
        meter = self._begin(Phase.FACES)
        meter.told(0, len(effect.rows))
        if self._parts.faces is None:
            happens(e.WentWrong(ticket, sentence("importing.failed.no-faces")))
            return

        def told(done: int, total: int) -> None:
            if self._meter is meter:
                meter.told(done, total)

        self._end_faces = self._parts.faces.start(
            effect.rows,
            lambda done, total: later(lambda: told(done, total)),
            lambda outcome: later(lambda: happens(e.FacesMade(ticket, outcome))),
            lambda why: later(lambda: happens(e.WentWrong(ticket, why))),
        )

    def _ask_second(self, people: int) -> None:
        def signed(second: Session) -> None:
            self._happens(e.Signed(second.login))

        what = sentence("importing.sign", people=people)
        self._context.second_signature(Permission.WHITELIST_IMPORT, what, signed)

    def _ask_undo(self, effect: x.AskUndo) -> None:
        words = table("importing.undo-question")
        body = words["body"].fill(added=effect.added, changed=effect.changed)
        question = QuestionView(words["headline"], body, words["confirm"], words["cancel"], grave=True)
        self._context.ask(question, lambda: self._happens(e.UndoConfirmed(effect.import_id)))

    def _ask_undo_second(self, effect: x.AskUndoSecond) -> None:
        def signed(second: Session) -> None:
            self._happens(e.UndoSigned(effect.import_id, second.login))

        what = sentence("importing.sign-undo", people=effect.people)
        self._context.second_signature(Permission.WHITELIST_IMPORT, what, signed)

    # --- beside it ------------------------------------------------------------------------------------------------
    def _looked(self, effect: x.Look) -> e.Event:
        found = self._parts.sticks()
        place = effect.place
        if place is None or not any(_is_same(stick, place.stick) for stick in found):
            return e.Looked(found, place, None, NO_WORDS)
        try:
            return e.Looked(found, place, listed(place), NO_WORDS)
        except Refusal as refusal:
            return e.Looked(found, place, None, refusal.sentence)

    def _read(self, effect: x.ReadList, meter: Meter) -> e.Event:
        place, file = effect.file.place, effect.file.file
        assert file is not None
        path = still_the_same(place, file)
        return e.Read(effect.ticket, self._parts.reader.read(path, meter))

    def _checked(self, effect: x.CheckRows, meter: Meter) -> e.Event:
        photos = None if effect.photos is None else _photos(effect.photos)
        checked = self._parts.reader.check(effect.sheet, effect.mapping, photos, meter)
        meter.turn(Phase.COMPARING)
        return self._compared(effect.ticket, checked, meter)

    def _compared(self, ticket: int, checked: Checked, meter: Meter) -> e.Event:
        comparison = self._parts.imports.compare(checked.candidates, meter.told)
        return e.Compared(ticket, checked, comparison, lines_of(checked, comparison))

    def _committed(self, effect: x.Commit, actor: str) -> e.Event:
        if effect.papers:
            self._parts.trail.note(
                actor, "whitelist.import-papers-confirmed", None, people=effect.papers, sha256=effect.plan.sha256
            )
        return e.Saved(effect.ticket, self._parts.imports.commit(effect.plan, actor, effect.signed_by))

    def _errors_written(self, effect: x.WriteErrors, actor: str) -> e.Event:
        found = self._parts.sticks()
        own = [stick for stick in found if effect.stick is not None and _is_same(stick, effect.stick)]
        stick = own[0] if own else the_stick(found)
        content = self._parts.reader.error_sheet(effect.rows)
        when = self._context.clock.now().utc.astimezone(self._parts.zone).strftime("%Y%m%d-%H%M")
        name = sentence("importing.errors.file", when=when)
        self._parts.trail.note(actor, "whitelist.import-errors-exported", None, rows=len(effect.rows), masked=True)
        path = write(stick, name, content)
        return e.SideDone(sentence("importing.errors.written", file=path.name))

    def _undone(self, effect: x.UndoImport, actor: str) -> e.Event:
        imports = self._parts.imports
        undone = imports.undo(effect.import_id, actor, signed_by=effect.signed_by)
        said = sentence("importing.undone.all", removed=undone.removed, restored=undone.restored)
        if undone.left:
            said = sentence(
                "importing.undone.some", removed=undone.removed, restored=undone.restored, left=len(undone.left)
            )
        return e.UndoDone(effect.import_id, said, imports.recent())

    # --- how ------------------------------------------------------------------------------------------------------
    def _work(self, ticket: int, job: Callable[[], e.Event], late: e.Event | None = None) -> None:
        """Do it on a worker. One that is late is given up, but for `late`: what is said of one that must end."""

        def failed(error: Exception) -> None:
            if isinstance(error, TimeoutError) and late is not None:
                self._happens(late)
            elif not isinstance(error, Stopped | Cancelled):
                self.stop()
                overtaken = isinstance(error, WhitelistRefused) and error.code == "whitelist-changed"
                self._happens(e.WentWrong(ticket, why_not(error), overtaken))

        self._context.work(job, self._happens, failed)

    def _beside(self, job: Callable[[], e.Event], still: Text) -> None:
        """Do it while what is shown stays; what went wrong is said there, and `still` when it takes long."""

        def failed(error: Exception) -> None:
            is_late = isinstance(error, TimeoutError)
            self._happens(e.StillRuns(still) if is_late else e.SideDone(why_not(error)))

        self._context.work(job, self._happens, failed)


def why_not(error: Exception) -> Text:
    """What went wrong, for staff."""
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, StoreError):
        return fault_sentences(error.code).staff
    if isinstance(error, TimeoutError):
        return sentence("importing.failed.slow")
    log.error("an import was not brought on: %s", where_it_broke(error))
    return sentence("importing.failed.other")


def _photos(chosen: Chosen) -> Path:
    """Where they lie. Raises Refusal for an archive that is another one now."""
    return chosen.path if chosen.file is None else still_the_same(chosen.place, chosen.file)


def _is_same(one: Stick, other: Stick) -> bool:
    return (one.path, one.number) == (other.path, other.number)
