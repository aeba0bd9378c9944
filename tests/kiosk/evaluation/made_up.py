"""People made of numbers: collections without files, and vectors whose likeness is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kiosk.evaluation.folders import Collection, Picture
from kiosk.evaluation.searching import Vectors
from kiosk.faces.engines.sface_engine import SFaceEngine


def one_pool(counts: list[int], sessions: list[list[str]] | None = None) -> Collection:
    """People with so many pictures each, to be enrolled and searched from the same folder."""
    people = Collection(same=True)
    for person, count in enumerate(counts):
        days = sessions[person] if sessions else [""] * count
        add(people, person, days, enrol=True, probe=True)
    return people


def two_folders(enrol: list[int], probe: list[int]) -> Collection:
    """People with so many pictures in either folder."""
    people = Collection()
    for person, (first, second) in enumerate(zip(enrol, probe, strict=True)):
        add(people, person, [""] * first, enrol=True, probe=False)
        add(people, person, [""] * second, enrol=False, probe=True)
    return people


def add(people: Collection, person: int, days: list[str], *, enrol: bool, probe: bool) -> None:
    """More pictures of one person, a new one or the last."""
    if person == people.people:
        people.names.append(f"person-{person}")
        people.enrol.append([])
        people.probe.append([])
    first = len(people.pictures)
    people.pictures += [Picture(Path(f"{person}-{at}.jpg"), day) for at, day in enumerate(days)]
    people.owners += [person] * len(days)
    numbers = list(range(first, first + len(days)))
    if enrol:
        people.enrol[person] += numbers
    if probe:
        people.probe[person] += numbers


def likenesses(people: Collection, seed: int, noise: float = 0.5) -> Vectors:
    """Unit vectors round one direction a person; more noise, more mistakes."""
    dice = np.random.default_rng(seed)
    own = dice.normal(size=(people.people, 128))
    rows = own[people.owners] + noise * dice.normal(size=(len(people.pictures), 128))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return Vectors(SFaceEngine(), rows.astype(np.float32), np.ones(len(rows), np.float32))
