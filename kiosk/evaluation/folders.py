"""Folders of people as they lie on a technician's disk: `NAME/*.jpg`. Names stay here: nothing else ever sees them.

Only looks at names of files; no picture is opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.sentences import sentence

SUFFIXES = (".jpg", ".jpeg", ".png")


class FolderFault(Exception):
    """The folders cannot be evaluated; the message is a sentence for the technician, without anybody's name."""


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """One picture file of one person. `session` is what the file name says of the day it was taken, "" if nothing."""

    path: Path
    session: str = ""


@dataclass(slots=True, repr=False)
class Collection:
    """All people of an evaluation, by number.

    Attributes:
        names: Of each person: name of the folder. For looking up groups, and never to be written anywhere.
        pictures: Every file once.
        owners: The person each picture shows.
        enrol, probe: Which pictures of each person may be enrolled and which may be searched with, in file name order.
        same: Enrolment and probes come from one pool, so that an enrolled picture must be left out of the probes.
    """

    names: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    enrol: list[list[int]] = field(default_factory=list)
    probe: list[list[int]] = field(default_factory=list)
    same: bool = False

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.names)

    def session(self, picture: int) -> str:
        """The session a picture belongs to."""
        return self.pictures[picture].session


def collect(enrol: Path, probe: Path, sessions: str | None = None) -> Collection:
    """The people of both folders; one folder given twice is one pool.

    Args:
        sessions: Regular expression searched for in each file name; its first group, or all it matches, names the
            session. None: all pictures of a person are of one session.

    Raises:
        FolderFault: a folder is missing, unreadable or has no pictures in folders of people; a bad expression.
    """
    pattern = compiled(sessions)
    same = enrol.resolve() == probe.resolve()
    found = Collection(same=same)
    numbers: dict[str, int] = {}
    for folder, is_probe in ((enrol, False), (probe, True)):
        if is_probe and same:
            found.probe = [list(pictures) for pictures in found.enrol]
            break
        for name, files in people_of(folder).items():
            person = numbers.setdefault(name, len(numbers))
            if person == found.people:
                found.names.append(name)
                found.enrol.append([])
                found.probe.append([])
            place = found.probe if is_probe else found.enrol
            place[person] = _take(found, person, files, pattern)
    return found


def people_of(folder: Path) -> dict[str, list[Path]]:
    """Picture files of every sub-folder that has any, both in the order of their names. Hidden ones are passed over.

    Raises:
        FolderFault: missing, unreadable, or nobody in it.
    """
    try:
        if not folder.is_dir():
            raise FolderFault(sentence("evaluation.folder.none", folder=folder))
        inside = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
        people = {entry.name: pictures_in(entry) for entry in inside if entry.is_dir()}
    except OSError as error:
        raise FolderFault(sentence("evaluation.folder.unreadable", folder=folder, why=type(error).__name__)) from None
    people = {name: files for name, files in people.items() if files}
    if not people:
        raise FolderFault(sentence("evaluation.folder.empty", folder=folder))
    return people


def pictures_in(folder: Path) -> list[Path]:
    """JPEG and PNG files of one folder by name, in the order of their names. Raises OSError."""
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))


def compiled(sessions: str | None) -> re.Pattern[str] | None:
    """The expression that finds a session in a file name. Raises FolderFault when it is not one."""
    if sessions is None:
        return None
    try:
        return re.compile(sessions)
    except re.error as error:
        raise FolderFault(sentence("evaluation.folder.sessions", why=error)) from None


def _take(found: Collection, person: int, files: list[Path], pattern: re.Pattern[str] | None) -> list[int]:
    first = len(found.pictures)
    found.pictures += [Picture(path, session_of(path.name, pattern)) for path in files]
    found.owners += [person] * len(files)
    return list(range(first, len(found.pictures)))


def session_of(name: str, pattern: re.Pattern[str] | None) -> str:
    """What a file name says of its session; "" when it says nothing."""
    match = pattern.search(name) if pattern else None
    if match is None:
        return ""
    return (match.group(1) or "") if match.re.groups else match.group(0)
