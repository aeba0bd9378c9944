"""Groups of people, from a file: figures of one group beside everybody's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from kiosk.evaluation.bootstrap import People, mean_interval
from kiosk.evaluation.figures import GroupIdentification, Identification
from kiosk.evaluation.folders import Collection, FolderFault
from kiosk.evaluation.identification import Draws, fnir, rightful
from kiosk.evaluation.rates import accepted_rate, threshold_for
from kiosk.evaluation.searching import Outcome, pooled
from kiosk.sentences import sentence

MOST_BYTES = 5_000_000
LISTED = "listed"
"""What a file of mere names calls the people on it."""
MOST_GROUPS = 20

Inside = npt.NDArray[np.bool_]


def groups_of(path: Path, people: Collection) -> tuple[dict[str, Inside], int]:
    """Who is in which group, and how many lines name nobody of these folders.

    Lines are `name<TAB or comma>group`, or a name alone for one group against everybody else; empty lines and lines
    that begin with # are passed over.

    Raises:
        FolderFault: the file cannot be read, names nobody of these people, or more than 20 groups.
    """
    numbers = {name: person for person, name in enumerate(people.names)}
    groups: dict[str, Inside] = {}
    unknown = 0
    for line in _lines(path):
        name, _, group = (part.strip() for part in line.replace("\t", ",", 1).partition(","))
        if name not in numbers:
            unknown += 1
            continue
        members = groups.setdefault(group or LISTED, np.zeros(people.people, np.bool_))
        members[numbers[name]] = True
        if len(groups) > MOST_GROUPS:
            raise FolderFault(sentence("evaluation.groups.too-many", most=MOST_GROUPS))
    if not groups:
        raise FolderFault(sentence("evaluation.groups.nobody"))
    return groups, unknown


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FolderFault(sentence("evaluation.groups.too-large", megabytes=MOST_BYTES // 1_000_000))
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise FolderFault(sentence("evaluation.groups.unreadable", why=type(error).__name__)) from None
    except UnicodeDecodeError:
        raise FolderFault(sentence("evaluation.groups.not-text")) from None
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def group_identification(
    draws: Draws, row: Identification, name: str, inside: Inside, people: People
) -> GroupIdentification:
    """One group's searches in the mixed galleries, at the threshold of `row` and at the group's own."""
    every = pooled(draws.searches)
    searches = every.only(inside[every.person])
    strangers, mated = searches.only(~searches.mated), searches.only(searches.mated)
    own = threshold_for(strangers.top, row.fpir) if len(strangers.top) else None
    missed = (rightful(mated) < row.threshold).astype(np.float64) if row.threshold is not None else np.empty(0)
    low, high = mean_interval(people, missed, mated.person) or (None, None)
    recognised = mated.right & np.isin(mated.outcome, (Outcome.SURE, Outcome.CONFIRM))
    judged = bool(draws.policies)
    return GroupIdentification(
        group=name,
        people=int(inside.sum()),
        variant=row.variant,
        gallery=row.gallery,
        enrol_images=row.enrol_images,
        probe_images=row.probe_images,
        fpir=row.fpir,
        threshold=row.threshold,
        fnir=None if row.threshold is None else fnir(mated, row.threshold),
        fnir_low=low,
        fnir_high=high,
        observed_fpir=None
        if row.threshold is None or not len(strangers.top)
        else accepted_rate(strangers.top, row.threshold),
        own_threshold=own,
        own_threshold_fnir=None if own is None else fnir(mated, own),
        policy_fpir=float(np.mean(strangers.outcome == Outcome.SURE)) if judged and len(strangers.top) else None,
        policy_fnir=float(np.mean(~recognised)) if judged and len(mated.top) else None,
        mated_searches=len(mated.top),
        stranger_searches=len(strangers.top),
    )
