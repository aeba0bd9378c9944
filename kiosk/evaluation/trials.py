"""Who is enrolled, with which pictures, and who is searched: one random draw of an open-set trial. Pure.

A gallery of N takes people who can also be searched for first, and fills up with people who are only there to be
enrolled, with as many pictures as they have. Everybody with pictures to search with and no place in the gallery is a
stranger.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kiosk.evaluation.folders import Collection, FolderFault
from kiosk.sentences import sentence

Pictures = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """What is drawn.

    Attributes:
        gallery: People enrolled; None for the default (see `default_size`).
        enrol_images: Pictures fused into one member's row; None for all that a person has.
        probe_images: Pictures of one person and session fused into one search.
        pick: "first" enrols the first pictures by file name of the first session; "random" draws both.
    """

    gallery: int | None
    enrol_images: int | None
    probe_images: int = 1
    pick: str = "first"


@dataclass(frozen=True, slots=True)
class Trial:
    """One draw.

    Attributes:
        members: Persons enrolled, a row of the gallery each.
        enrolled: The pictures of each row.
        searchers: The person of each search.
        probes: The pictures of each search.
    """

    members: list[int]
    enrolled: list[Pictures]
    searchers: list[int]
    probes: list[Pictures]


def draw(people: Collection, design: Design, dice: np.random.Generator) -> Trial:
    """One trial.

    Raises:
        FolderFault: fewer people can be enrolled than the gallery wants.
    """
    chosen = [_enrolment(people, person, design, dice) for person in range(people.people)]
    left = [_searches(people, person, chosen[person], design) for person in range(people.people)]
    able = [person for person in range(people.people) if chosen[person]]
    mated = [person for person in able if left[person] and _is_full(chosen[person], design)]
    fillers = sorted(set(able) - set(mated))
    size = default_size(people, design) if design.gallery is None else design.gallery
    if size > len(able):
        raise FolderFault(sentence("evaluation.folder.too-few", people=size, able=len(able)))
    members = [int(p) for p in dice.permutation(mated)[:size]]
    members += [int(p) for p in dice.permutation(fillers)[: size - len(members)]]
    enrolled = set(members)
    searchers, probes = [], []
    for person in range(people.people):
        if person in enrolled and not _is_full(chosen[person], design):
            continue
        mine = left[person] if person in enrolled else _searches(people, person, (), design)
        searchers += [person] * len(mine)
        probes += mine
    return Trial(members, [chosen[person] for person in members], searchers, probes)


def default_size(people: Collection, design: Design) -> int:
    """Everybody who can be enrolled when there are strangers besides.

    Otherwise those who can be enrolled and searched for, but at most half of the people: the rest are the strangers.

    Raises:
        FolderFault: nobody can be enrolled.
    """
    first = [_enrolment(people, person, design, None) for person in range(people.people)]
    able = [person for person in range(people.people) if first[person]]
    full = [person for person in able if _is_full(first[person], design)]
    if not full:
        raise FolderFault(sentence("evaluation.folder.no-member", pictures=_count(design)))
    strangers = people.people - len(able)
    if not people.same and strangers:
        return len(able)
    mated = [person for person in full if _searches(people, person, first[person], design)]
    return max(1, min(len(mated) or len(full), people.people // 2))


def _is_full(enrolled: Pictures, design: Design) -> bool:
    """Whether so many pictures are enrolled as wanted: only such members are searched for."""
    return len(enrolled) >= (design.enrol_images or 1)


def _count(design: Design) -> str:
    return (
        sentence("evaluation.pictures.one")
        if design.enrol_images is None
        else sentence("evaluation.pictures.several", pictures=design.enrol_images)
    )


def _enrolment(people: Collection, person: int, design: Design, dice: np.random.Generator | None) -> Pictures:
    random = dice if design.pick == "random" else None
    mine = _session_of_enrolment(people, person, design.enrol_images or 1, random)
    if random is not None:
        mine = [int(p) for p in random.permutation(np.array(mine, np.int64))]
    return tuple(mine[: design.enrol_images])


def _session_of_enrolment(people: Collection, person: int, wanted: int, dice: np.random.Generator | None) -> list[int]:
    """Pictures of the first session (any, with `dice`) that has as many as wanted; of the fullest when none has."""
    sessions = by_session(people, people.enrol[person])
    fitting = [pictures for pictures in sessions if len(pictures) >= wanted]
    if not fitting:
        return max(sessions, key=len, default=[])
    return fitting[0 if dice is None else int(dice.integers(len(fitting)))]


def _searches(people: Collection, person: int, enrolled: Pictures, design: Design) -> list[Pictures]:
    """Probes of one person: groups of pictures of one session, none of them enrolled, in file name order.

    In one pool with sessions, the whole session of enrolment is left out: the same day would flatter.
    A last group with fewer pictures than wanted is left out.
    """
    usable = people.probe[person]
    if people.same and enrolled:
        day = people.session(enrolled[0])
        usable = [p for p in usable if p not in enrolled and (day == "" or people.session(p) != day)]
    groups = []
    for pictures in by_session(people, usable):
        size = design.probe_images
        groups += [tuple(pictures[i : i + size]) for i in range(0, len(pictures) - size + 1, size)]
    return groups


def by_session(people: Collection, pictures: list[int]) -> list[list[int]]:
    """The same pictures, those of one session together; sessions in the order of their names."""
    sessions: dict[str, list[int]] = {}
    for picture in pictures:
        sessions.setdefault(people.session(picture), []).append(picture)
    return [sessions[name] for name in sorted(sessions)]
