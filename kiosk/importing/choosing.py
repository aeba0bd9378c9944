"""The list and its photos are chosen on a stick that may come and go while they are."""

from __future__ import annotations

from dataclasses import replace

from kiosk.importing.effects import ReadList
from kiosk.importing.events import FileChosen, FolderTaken, Looked, PhotosWanted, ReadWanted, StickChosen
from kiosk.importing.flow import OF_STICKS, Chosen, Flow, Step
from kiosk.importing.turn import Turn
from kiosk.sentences import NO_WORDS, sentence
from kiosk.stick_files import StickFile, StickItem, StickPlace
from kiosk.sticks import Stick

LOOK_EVERY_S = 1.0

_CHOOSING = (Step.CHOOSE, Step.PHOTOS)


def offered(flow: Flow) -> tuple[StickFile, ...]:
    """What can be touched of the folder that is shown."""
    listing = flow.choosing.listing
    other = StickItem.TABLE if flow.step is Step.PHOTOS else StickItem.ARCHIVE
    return () if listing is None else tuple(file for file in listing.files if file.kind is not other)


def looked(turn: Turn, event: Looked) -> None:
    """Sticks came, went, or have other files than before."""
    before = turn.flow.choosing
    turn.choose(looking=False, sticks=event.sticks)
    if turn.flow.step not in OF_STICKS:
        return
    if before.place is not None and not any(_is_same(stick, before.place.stick) for stick in event.sticks):
        _pulled(turn)
    elif event.place == before.place:
        turn.choose(listing=event.listing, why=event.why)
    else:
        turn.look()  # another folder was opened while somebody looked into this one
    if turn.flow.choosing.place is None and len(event.sticks) == 1:
        _enter(turn, StickPlace(event.sticks[0]))


def stick_chosen(turn: Turn, event: StickChosen) -> None:
    """One of several."""
    sticks = turn.flow.choosing.sticks or ()
    if turn.flow.step in _CHOOSING and 0 <= event.at < len(sticks):
        _enter(turn, StickPlace(sticks[event.at]))


def file_chosen(turn: Turn, event: FileChosen) -> None:
    """A folder is opened, a list or an archive taken."""
    place = turn.flow.choosing.place
    file = next((file for file in offered(turn.flow) if file.key == event.key), None)
    if place is None or file is None or turn.flow.step not in _CHOOSING:
        return
    if file.kind is StickItem.FOLDER:
        _enter(turn, place.below(file.name))
    elif turn.flow.step is Step.PHOTOS:
        turn.go(Step.READY, photos=Chosen(place, file))
    else:
        turn.go(Step.READY, file=Chosen(place, file), photos=None)


def went_up(turn: Turn) -> None:
    """The folder above."""
    place = turn.flow.choosing.place
    if turn.flow.step in _CHOOSING and place is not None and place.folders:
        _enter(turn, place.above)


def photos_wanted(turn: Turn, event: PhotosWanted) -> None:
    """Photos of their own, or none."""
    if turn.flow.step is not Step.READY:
        return
    if event.wanted:
        turn.go(Step.PHOTOS)
        turn.choose(first=0)
    else:
        turn.set(photos=None)


def folder_taken(turn: Turn, event: FolderTaken) -> None:
    """The photos lie in the folder that is shown."""
    place = turn.flow.choosing.place
    if turn.flow.step is Step.PHOTOS and place is not None:
        turn.go(Step.READY, photos=Chosen(place))


def read_wanted(turn: Turn, event: ReadWanted) -> None:
    """The list is read, from the beginning."""
    file = turn.flow.file
    if turn.flow.step in (Step.READY, Step.UNREAD) and file is not None:
        ticket = turn.next_ticket()
        turn.go(Step.READING, sheet=None, meanings={}, checked=None, comparison=None, faces=None)
        turn.do(ReadList(ticket, file))


def ticked(turn: Turn) -> None:
    """Once a second."""
    choosing = turn.flow.choosing
    if turn.flow.step in OF_STICKS and turn.at.now_s - choosing.looked_s >= LOOK_EVERY_S:
        turn.look()


def _enter(turn: Turn, place: StickPlace) -> None:
    turn.choose(place=place, listing=None, why=NO_WORDS, first=0)
    turn.look()


def _pulled(turn: Turn) -> None:
    """What was chosen there is gone with it."""
    turn.choose(place=None, listing=None, why=NO_WORDS, first=0)
    if turn.flow.step is not Step.CHOOSE:
        turn.go(Step.CHOOSE, file=None, photos=None)
    turn.say(sentence("importing.note.pulled"))


def _is_same(one: Stick, other: Stick) -> bool:
    """Free space moves; where it is mounted and what is mounted there does not."""
    return replace(one, free=0) == replace(other, free=0)
