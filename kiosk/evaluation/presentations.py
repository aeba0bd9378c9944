"""Folders of living faces and of attacks → figures of presentation attack detection."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from kiosk.evaluation.extraction import Progress, extract
from kiosk.evaluation.figures import Attack
from kiosk.evaluation.finding import Finding, Plan
from kiosk.evaluation.folders import Collection, FolderFault, compiled, people_of, session_of
from kiosk.evaluation.pad_rates import Presentations, attacks, fused_scores, species_of
from kiosk.evaluation.wanted import Wanted
from kiosk.sentences import sentence


def measure_attacks(
    people: Collection, findings: list[Finding], wanted: Wanted, progress: Progress
) -> tuple[list[Attack], list[str]]:
    """APCER and BPCER, and sentences about what could not be measured.

    Args:
        findings: Of the pictures of `people`: the probes are the living faces unless a folder of such is given.

    Raises:
        FolderFault: a folder has no pictures.
    """
    assert wanted.attacks is not None
    plan = replace(wanted.plan, liveness=True, vectors=False, second=None, gate=False)
    if wanted.live is not None:
        live = _presentations(list(people_of(wanted.live).values()), plan, wanted, progress)
    else:
        live = _of_probes(people, findings, wanted.probe_images)
    species = species_of(wanted.attacks)
    paths = sorted({path for folders in species.values() for files in folders for path in files})
    found = dict(zip(paths, extract(paths, plan, wanted.workers, progress), strict=True))
    kinds = {name: _grouped(folders, found, wanted) for name, folders in species.items()}
    rows = attacks(live, kinds, wanted.probe_images, wanted.live_from, (wanted.replicates, wanted.seed))
    notes: list[str] = [] if rows else [sentence("evaluation.notes.no-liveness")]
    if rows and len(np.unique(live.owner)) < 20:
        notes.append(sentence("evaluation.notes.few-living", people=len(np.unique(live.owner))))
    return rows, notes


def _presentations(folders: list[list[Path]], plan: Plan, wanted: Wanted, progress: Progress) -> Presentations:
    paths = [path for files in folders for path in files]
    return _grouped(folders, dict(zip(paths, extract(paths, plan, wanted.workers, progress), strict=True)), wanted)


def _grouped(folders: list[list[Path]], found: dict[Path, Finding], wanted: Wanted) -> Presentations:
    pattern = compiled(wanted.sessions)
    scores, owners = [], []
    for owner, files in enumerate(folders):
        sessions = [session_of(path.name, pattern) for path in files]
        fused = fused_scores([found[path].liveness for path in files], sessions, wanted.probe_images)
        scores.append(fused)
        owners.append(np.full(len(fused), owner, np.int64))
    if not scores:
        raise FolderFault(sentence("evaluation.folder.no-pictures"))
    return Presentations(np.concatenate(scores), np.concatenate(owners))


def _of_probes(people: Collection, findings: list[Finding], frames: int) -> Presentations:
    scores, owners = [np.empty(0)], [np.empty(0, np.int64)]
    for person, pictures in enumerate(people.probe):
        sessions = [people.session(picture) for picture in pictures]
        fused = fused_scores([findings[picture].liveness for picture in pictures], sessions, frames)
        scores.append(fused)
        owners.append(np.full(len(fused), person, np.int64))
    return Presentations(np.concatenate(scores), np.concatenate(owners))
