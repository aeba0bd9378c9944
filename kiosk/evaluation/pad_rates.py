"""Presentation attacks by the names of ISO/IEC 30107-3: APCER for each species and the worst, BPCER of living faces.

A presentation is some frames of one person and session, fused as the product fuses them; larger is more alive, and at
least the threshold is taken for living. One without a face in any frame gives no response: it is
counted apart, neither as accepted nor as an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kiosk.evaluation.bootstrap import Interval, People, mean_interval
from kiosk.evaluation.figures import Attack
from kiosk.evaluation.folders import FolderFault, people_of, pictures_in
from kiosk.evaluation.rates import SLACK, Scores, accepted_rate, refused_rate
from kiosk.faces.liveness.fusion import fuse
from kiosk.sentences import sentence

BPCERS = (0.01, 0.02, 0.05)
WORST = "worst"


@dataclass(frozen=True, slots=True, repr=False)
class Presentations:
    """Scores of one species (or of living faces): NaN without a response; `owner`: the folder each came from."""

    scores: Scores
    owner: npt.NDArray[np.int64]

    @property
    def answered(self) -> Scores:
        """Those with a response."""
        return self.scores[np.isfinite(self.scores)]

    @property
    def silent(self) -> int:
        """How many gave no response."""
        return int(np.isnan(self.scores).sum())


def species_of(folder: Path) -> dict[str, list[list[Path]]]:
    """Pictures of attacks: species → folders of pictures.

    `DIR/SPECIES/PERSON/*.jpg` is one species a folder. `DIR/PERSON/*.jpg` is one species called as DIR is, and each
    folder in it (a person, or a species after all) once more by its number: its name may be somebody's.

    Raises:
        FolderFault: there are no pictures.
    """
    try:
        deep = {
            entry.name: [files for part in sorted(entry.iterdir()) if part.is_dir() and (files := pictures_in(part))]
            for entry in sorted(folder.iterdir() if folder.is_dir() else ())
            if entry.is_dir() and not entry.name.startswith(".")
        }
    except OSError as error:
        raise FolderFault(sentence("evaluation.folder.unreadable", folder=folder, why=type(error).__name__)) from None
    if any(deep.values()):
        return {name: parts for name, parts in deep.items() if parts}
    flat = list(people_of(folder).values())
    name = folder.resolve().name or "attack"
    parts = {f"{name}/{at}": [files] for at, files in enumerate(flat, 1)} if len(flat) > 1 else {}
    return {name: flat, **parts}


def fused_scores(scores: list[float | None], sessions: list[str], frames: int) -> Scores:
    """Scores of groups of frames of one session, in order; a last group may have fewer. NaN: none had a score."""
    fused = []
    for session in sorted(set(sessions)):
        mine = [score for score, of in zip(scores, sessions, strict=True) if of == session]
        for start in range(0, len(mine), frames):
            score = fuse(mine[start : start + frames])
            fused.append(np.nan if score is None else score)
    return np.array(fused, np.float64)


def threshold_at_bpcer(live: Scores, bpcer: float) -> float:
    """The highest threshold that refuses at most `bpcer` of the living. Raises ValueError without any."""
    if not len(live):
        raise ValueError("no living faces to set a threshold by")
    allowed = min(int(np.floor(bpcer * len(live) + SLACK)), len(live) - 1)
    return float(np.partition(live, allowed)[allowed])


def attacks(
    live: Presentations,
    species: dict[str, Presentations],
    frames: int,
    own_threshold: float,
    replicates: tuple[int, int],
    bpcers: tuple[float, ...] = BPCERS,
) -> list[Attack]:
    """A row for each species at each threshold, and the worst species of each; empty without living faces or attacks.

    Args:
        own_threshold: The product's, measured like the others.
        replicates: How many, and the seed.
    """
    if not len(live.answered) or not any(len(kind.answered) for kind in species.values()):
        return []
    thresholds = [(None, own_threshold), *((b, threshold_at_bpcer(live.answered, b)) for b in bpcers)]
    rows = []
    for target, threshold in thresholds:
        each = [
            _row(name, kind, live, frames, (target, threshold), replicates)
            for name, kind in species.items()
            if len(kind.answered)
        ]
        worst = max(each, key=lambda row: row.apcer or 0.0)
        rows += [*each, _renamed(worst)]
    return rows


def _row(
    name: str,
    kind: Presentations,
    live: Presentations,
    frames: int,
    at: tuple[float | None, float],
    replicates: tuple[int, int],
) -> Attack:
    target, threshold = at
    low, high = _interval(kind, threshold, replicates) or (None, None)
    return Attack(
        species=name,
        frames=frames,
        bpcer_target=target,
        threshold=threshold,
        apcer=accepted_rate(kind.answered, threshold),
        apcer_low=low,
        apcer_high=high,
        bpcer=refused_rate(live.answered, threshold),
        presentations=len(kind.scores),
        no_response=kind.silent,
        live_presentations=len(live.scores),
        live_no_response=live.silent,
    )


def _interval(kind: Presentations, threshold: float, replicates: tuple[int, int]) -> Interval:
    known = np.isfinite(kind.scores)
    owners = kind.owner[known]
    if len(np.unique(owners)) < 2:
        return None
    people = People(int(np.max(owners)) + 1, *replicates)
    return mean_interval(people, (kind.scores[known] >= threshold).astype(np.float64), owners)


def _renamed(row: Attack) -> Attack:
    import msgspec

    return msgspec.structs.replace(row, species=WORST)
