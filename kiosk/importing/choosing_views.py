"""What is shown while a list is chosen, and while something runs."""

from __future__ import annotations

from datetime import datetime, tzinfo

from kiosk.importing.choosing import offered
from kiosk.importing.flow import Chosen, Flow, Step
from kiosk.importing.meter import Phase, Went
from kiosk.importing.view import ROWS, ChooseView, FileView, ProgressView, ReadyView, StickView
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.stick_files import StickFile, StickItem, shown_name

MINUTES_FROM_S = 90.0


def choose_view(flow: Flow, zone: tzinfo) -> ChooseView:
    """The stick."""
    choosing, files = flow.choosing, offered(flow)
    place, listing = choosing.place, choosing.listing
    is_for_photos = flow.step is Step.PHOTOS
    words = table("importing.choosing")
    empty = choosing.why
    if not empty and listing is not None and not files:
        empty = words["no-photos" if is_for_photos else "no-list"]
    names = () if place is None else (place.stick.label, *place.folders)
    return ChooseView(
        looked=choosing.sticks is not None,
        sticks=tuple(
            StickView(shown_name(stick.label, 20), place is not None and place.stick.path == stick.path)
            for stick in choosing.sticks or ()
        ),
        place=" › ".join(shown_name(name, 20) for name in names),
        files=tuple(_file(file, zone) for file in files[choosing.first : choosing.first + ROWS]),
        first=choosing.first,
        total=len(files),
        empty=empty,
        left_out=words["left-out"].fill(count=listing.left_out)
        if listing is not None and listing.left_out
        else NO_WORDS,
        photos=is_for_photos,
        inside=place is not None and bool(place.folders),
    )


def ready_view(flow: Flow, zone: tzinfo) -> ReadyView | None:
    """The list that was chosen."""
    chosen = flow.file
    if chosen is None or chosen.file is None:
        return None
    facts = sentence(
        "importing.ready.facts",
        stick=shown_name(chosen.place.stick.label, 20),
        size=_size(chosen.file.size),
        when=_when(chosen.file, zone),
    )
    return ReadyView(chosen.shown, facts, _photos(flow.photos), flow.photos is not None)


def progress_view(flow: Flow, went: Went | None) -> ProgressView:
    """How far it is."""
    now = went or Went(Phase.READING)
    words, left = table("importing.progress"), NO_WORDS
    key = now.phase.value if now.done else f"{now.phase.value}-begins"
    per_s = now.per_s
    if now.total and now.left_s is not None:
        percent = int(100 * now.part)
        left = (
            sentence("importing.left.minutes", percent=percent, minutes=round(now.left_s / 60))
            if now.left_s >= MINUTES_FROM_S
            else sentence("importing.left.seconds", percent=percent, seconds=max(1, round(now.left_s)))
        )
    elif now.total:
        left = sentence("importing.left.percent", percent=int(100 * now.part))
    return ProgressView(
        what=words[key].fill(row=now.done),
        left=left,
        speed=NO_WORDS if per_s is None else _speed(now.phase, per_s),
        lead=table("importing.running")[flow.step.value],
        part=now.part,
        known=bool(now.total),
        stops=flow.step is not Step.SAVING,
    )


def _speed(phase: Phase, per_s: float) -> Text:
    if phase is Phase.SAVING:
        return NO_WORDS
    what = "photos" if phase is Phase.FACES else "rows"
    if per_s >= 1:
        return table("importing.speed")[f"{what}-second"].fill(rate=round(per_s))
    return table("importing.speed")[f"{what}-minute"].fill(rate=max(1, round(60 * per_s)))


def _photos(photos: Chosen | None) -> Text:
    if photos is None:
        return sentence("importing.ready.in-list")
    if photos.file is None:
        return sentence("importing.ready.folder", name=photos.shown)
    return sentence("importing.ready.archive", name=photos.shown)


def _file(file: StickFile, zone: tzinfo) -> FileView:
    is_folder = file.kind is StickItem.FOLDER
    return FileView(
        key=file.key,
        name=file.shown,
        kind=file.kind.value,
        size="" if is_folder else _size(file.size),
        when="" if is_folder else _when(file, zone),
    )


def _size(count: int) -> str:
    if count >= 1 << 20:
        return f"{count / (1 << 20):.1f} MB"
    return f"{max(1, round(count / 1024))} KB"


def _when(file: StickFile, zone: tzinfo) -> str:
    try:
        when = datetime.fromtimestamp(file.modified_ns / 1e9, zone)
    except (OverflowError, ValueError, OSError):  # a stick's clock may say anything
        return ""
    return f"{when:%Y-%m-%d %H:%M}"
