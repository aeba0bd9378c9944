"""Who should be registered anew, and why. Only a hint: nobody is taken off for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np

from kiosk.archive.templates import Origin, Template
from kiosk.faces.engines.engine import FaceEngine
from kiosk.faces.enrolment.agreement import DOUBTFUL_BELOW, consistencies
from kiosk.faces.enrolment.enrol import WANTED_PICTURES
from kiosk.gallery.stored import matrix_of, of_engine, weight_of
from kiosk.sentences import Text, table

LOW_QUALITY = 0.35
"""Mean quality of the enrolled parts below which better pictures are worth the trouble."""
YEAR = timedelta(days=365.25)


class Hint(StrEnum):
    """Why somebody should be registered anew, the most pressing first."""

    NONE_THERE = "none"
    OTHER_ENGINE = "other-engine"
    DISAGREE = "disagree"
    OLD = "old"
    FEW = "few"
    LOW_QUALITY = "low-quality"


def hint_in_words(hint: Hint) -> Text:
    """What staff read of it."""
    return table("whitelist.hints")[hint.value].fill(wanted=WANTED_PICTURES)


@dataclass(frozen=True, slots=True)
class Rules:
    """When a template is too old.

    Attributes:
        renew_years: After so many years a face has changed enough to be taken anew.
    """

    renew_years: int = 3


def hints_for(parts: Sequence[Template], engines: Sequence[FaceEngine], now: datetime, rules: Rules) -> list[Hint]:
    """What is wrong with one person's templates; empty when nothing is.

    Args:
        parts: All of the person, of every engine.
        engines: Those in use, the main one first; they need not be loaded.
    """
    if not parts:
        return [Hint.NONE_THERE]
    if any(not of_engine(parts, engine) for engine in engines):
        return [Hint.OTHER_ENGINE]
    enrolled = [part for part in of_engine(parts, engines[0]) if part.origin is Origin.ENROLLED]
    found = []
    if enrolled and _disagree(enrolled, engines[0]):
        found.append(Hint.DISAGREE)
    if enrolled and now - max(part.taken for part in enrolled) >= rules.renew_years * YEAR:
        found.append(Hint.OLD)
    if len(enrolled) < WANTED_PICTURES:
        found.append(Hint.FEW)
    judged = [part.quality for part in enrolled if part.quality is not None]
    if judged and sum(judged) / len(judged) < LOW_QUALITY:
        found.append(Hint.LOW_QUALITY)
    return found


def _disagree(parts: Sequence[Template], engine: FaceEngine) -> bool:
    weights = np.array([weight_of(part) for part in parts], np.float32)
    alike = consistencies(matrix_of(parts), weights, engine)
    return bool(alike) and min(alike) < DOUBTFUL_BELOW[engine.name]
