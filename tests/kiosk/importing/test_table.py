"""Whatever is touched in whatever order, nothing is written that was not seen, promised and signed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kiosk.archive.import_plan import Compared, Comparison, Imported, Kind
from kiosk.importing import effects as x
from kiosk.importing import events as e
from kiosk.importing.flow import At, Choosing, Flow, Step
from kiosk.importing.lines import Lines, Sight, lines_of
from kiosk.importing.masking import masked_cell
from kiosk.importing.meter import Meter, Phase, Stopped
from kiosk.importing.table import advanced
from kiosk.imports.rows import Checked, Column
from kiosk.photo_faces.maker import FaceOutcome
from kiosk.sentences import NO_WORDS, Text
from kiosk.stick_files import Listing, StickFile, StickItem, StickPlace
from kiosk.sticks import Stick
from tests.kiosk.importing.hall import REFUSED, sheet
from tests.support.clock import ManualClock
from tests.support.office_list import FACE, candidate

STICK = Stick(Path("/media/KINGSTON"), "KINGSTON", 1, 7)
PLACE = StickPlace(STICK)
FILES = (
    StickFile("folder", StickItem.FOLDER, 0, 0),
    StickFile("list.xlsx", StickItem.TABLE, 3, 1),
    StickFile("photos.zip", StickItem.ARCHIVE, 3, 1),
)


@cache
def comparison(people: int, *, photo: bool) -> Comparison:
    """New people, each with a paper."""
    rows = (candidate(at, photo=photo) for at in range(people))
    return Comparison(
        tuple(Compared(one.row, one, Kind.NEW, one.resident, consents=one.consents, may_have_face=True) for one in rows)
    )


CHECKED = Checked((), (REFUSED,))


@cache
def lines(people: int, *, photo: bool) -> Lines:
    return lines_of(CHECKED, comparison(people, photo=photo))


class Hand:
    """Touches at random, and answers what is asked of others now, later, twice or not at all."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.people, self.photo = self.pick.choice((1, 50, 51)), self.pick.random() < 0.5
        self.flow = Flow()
        self.asked: list[x.Effect] = []
        self.now_s = 0.0

    def step(self) -> tuple[Flow, e.Event, tuple[x.Effect, ...]]:
        before, event = self.flow, self._event()
        self.now_s += self.pick.choice((0.0, 0.3, 1.5))
        self.flow, effects = advanced(before, event, At(self.now_s))
        self.asked += effects
        return before, event, effects

    def _event(self) -> e.Event:
        if self.asked and self.pick.random() < 0.5:
            answer = self._answer(self.asked[-1] if self.pick.random() < 0.8 else self.pick.choice(self.asked))
            if answer is not None:
                return answer
        if self.pick.random() < 0.6:
            files = [FILES[1].key] * 2
            forth: tuple[e.Event, ...] = (
                *map(e.FileChosen, files), e.ReadWanted(), e.ColumnAsked(2), e.Meant(Column.ADDRESS), e.ColumnsSaid(),
                e.GoneOn(), e.GoneOn(), e.PapersConfirmed(True),
            )  # fmt: skip
            return self.pick.choice(forth)
        row = self.pick.choice((2, 3, 9, 77))
        files = [file.key for file in FILES]
        other: tuple[e.Event, ...] = (
            e.StickChosen(0), *map(e.FileChosen, files), e.WentUp(), e.Paged(7), e.Paged(-7), e.PhotosWanted(True),
            e.PhotosWanted(False), e.FolderTaken(), e.ReadWanted(), e.ColumnsWanted(), e.ColumnAsked(2),
            e.Meant(None), e.Meant(Column.ADDRESS), e.Meant(Column.NAME), e.ColumnsSaid(), e.Sighted(Sight.NEW),
            e.RowOpened(row), e.HowReadWanted(), e.WentBack(), e.ComparedAgain(), e.GoneOn(), e.GoneOn(), e.GoneOn(),
            e.PapersConfirmed(True), e.PapersConfirmed(False), e.PhotosSkipped(), e.ErrorsWanted(), e.RecentWanted(),
            e.UndoWanted("i"), e.UndoConfirmed("i"), e.UndoSigned("i", "second"), e.GivenUp(), e.Ticked(),
        )  # fmt: skip
        return self.pick.choice(other)

    def _answer(self, effect: x.Effect) -> e.Event | None:
        wrong = self.pick.random() < 0.15
        match effect:
            case x.Look():
                place = effect.place
                listing = None if place is None else Listing(place, FILES)
                return e.Looked(() if wrong else (STICK,), place, listing, NO_WORDS)
            case x.ReadList():
                read = sheet(unclear=(2,) if self.pick.random() < 0.5 else ())
                return e.WentWrong(effect.ticket, Text("no")) if wrong else e.Read(effect.ticket, read)
            case x.CheckRows() | x.CompareAgain():
                compared = comparison(self.people, photo=self.photo)
                return e.Compared(effect.ticket, CHECKED, compared, lines(self.people, photo=self.photo))
            case x.LookAtPhotos():
                return (
                    e.WentWrong(effect.ticket, Text("no"))
                    if wrong
                    else e.FacesMade(effect.ticket, FaceOutcome({2: FACE}, {3: Text("no face")}))
                )
            case x.AskSecond():
                return e.Signed("gu")
            case x.Commit():
                if wrong:
                    return e.WentWrong(effect.ticket, Text("no"), overtaken=self.pick.random() < 0.5)
                return e.Saved(effect.ticket, Imported("i", self.people, 0, 0, 1, 1))
            case x.WriteErrors():
                return e.SideDone(Text("written"))
            case x.ListRecent():
                return e.RecentKnown(effect.ticket, (), {})
            case x.AskUndo():
                return e.UndoConfirmed(effect.import_id)
            case x.AskUndoSecond():
                return e.UndoSigned(effect.import_id, "second")
            case x.UndoImport():
                return e.UndoDone(effect.import_id, Text("undone"), ())
        return None


def walked(seed: int, steps: int = 250) -> Iterator[tuple[Hand, Flow, e.Event, tuple[x.Effect, ...]]]:
    hand = Hand(seed)
    for _ in range(steps):
        before, event, effects = hand.step()
        yield hand, before, event, effects


def test_nothing_is_written_but_what_was_promised_and_signed() -> None:
    seen: set[Step] = set()
    commits = signed = undone = 0
    for seed in range(30):
        for hand, before, event, effects in walked(seed):
            seen.add(hand.flow.step)
            undone += hand.flow.undone
            for effect in effects:
                if isinstance(effect, x.Commit):
                    commits += 1
                    signed += effect.signed_by == "gu"
                    assert before.papers_lie_here
                    assert not before.overtaken
                    assert before.step in (Step.CONSENT, Step.CONFIRM)
                    assert len(effect.plan.written) <= 50 or isinstance(event, e.Signed)
    assert seen == set(Step)
    assert min(commits, signed, undone) > 0


def test_answer_that_comes_after_it_was_stopped_changes_nothing() -> None:
    flow = Flow(step=Step.READING, ticket=4)
    stopped, effects = advanced(flow, e.WentBack(), At(0))
    assert (stopped.step, effects) == (Step.READY, (x.StopWork(),))
    late, _ = advanced(stopped, e.Read(4, sheet()), At(1))
    assert late.sheet is None
    assert late.step is Step.READY


def test_saving_that_takes_long_is_waited_for() -> None:
    flow = Flow(step=Step.SAVING, ticket=4)
    late, _ = advanced(flow, e.Late(4), At(0))
    assert (late.step, late.note) == (Step.SAVING, "比平常久，还在存；请等一等，不用再点")
    given_up, effects = advanced(late, e.GivenUp(), At(0))
    assert (given_up.step, effects) == (Step.SAVING, ())
    saved, _ = advanced(given_up, e.Saved(4, Imported("i", 1, 0, 0, 0, 0)), At(0))
    assert saved.step is Step.DONE


def test_taking_back_more_than_fifty_people_wants_a_second_clerk() -> None:
    many = Flow(step=Step.DONE, imported=Imported("i", 40, 11, 0, 0, 0))
    asked, effects = advanced(many, e.UndoConfirmed("i"), At(0))
    assert effects == (x.AskUndoSecond("i", 51),)
    _, effects = advanced(asked, e.UndoSigned("i", "second"), At(0))
    assert effects == (x.UndoImport("i", "second"),)
    few = replace(many, imported=Imported("i", 40, 10, 0, 0, 0))
    assert advanced(few, e.UndoConfirmed("i"), At(0))[1] == (x.UndoImport("i"),)


def test_sticks_are_looked_at_once_a_second_and_by_one_alone() -> None:
    flow, effects = advanced(Flow(), e.Ticked(), At(10.0))
    assert effects == (x.Look(None),)
    assert advanced(flow, e.Ticked(), At(12.0))[1] == ()
    flow, _ = advanced(flow, e.Looked((), None, None, NO_WORDS), At(12.0))
    assert advanced(flow, e.Ticked(), At(10.9))[1] == ()
    assert advanced(flow, e.Ticked(), At(11.0))[1] == (x.Look(None),)


def test_another_folder_opened_while_somebody_looks_is_looked_into_next() -> None:
    inside = PLACE.below("folder")
    flow = Flow(choosing=Choosing(sticks=(STICK,), place=inside, looking=True))
    flow, effects = advanced(flow, e.Looked((STICK,), PLACE, Listing(PLACE, FILES), NO_WORDS), At(0))
    assert flow.choosing.listing is None
    assert effects == (x.Look(inside),)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("310107194503150248", "310***********0248"),
        ("王秀英", "王*英"),
        ("13800138000", "1380******"),
        ("1945-03-15", "1945******"),
        ("是", "是"),
        ("", ""),
        ("虚构区梧桐街道3号楼402", "虚构区梧******"),
        ("\u202e王\x00秀英", "王*英"),
    ],
)
def test_cell_of_an_unknown_column_shows_what_it_is_and_not_whose(cell: str, shown: str) -> None:
    assert masked_cell(cell) == shown


def test_time_left_is_told_once_it_can_be_known(clock: ManualClock) -> None:
    meter = Meter(Phase.CHECKING, lambda: clock.now().monotonic_s)
    meter.told(50, 200)
    assert meter.went().left_s is None
    clock.advance(5)
    assert (meter.went().per_s, meter.went().left_s, meter.went().part) == (10.0, 15.0, 0.25)
    meter.stop()
    with pytest.raises(Stopped):
        meter.told(51, 200)
