"""What an evaluation called for, kept small in the data folder. The technician's camera page sets it beside
what is in force. Nobody's name, no picture and no path is in it.
"""

from __future__ import annotations

from datetime import datetime
from math import floor
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from kiosk.evaluation.figures import Attack, Evaluation, Identification, Rate, answers_by
from kiosk.evaluation.verdict import MOST_BPCER
from kiosk.store.durable import write_whole
from resources.learnt import learn

FILE = "face-evaluation.json"
MOST_BYTES = 10_000

Word = Annotated[str, Meta(max_length=64)]
Part = Annotated[float, Meta(ge=0, le=1)] | None


class EvaluationUnreadable(Exception):
    """There is a file, and it cannot be read."""


class KeptEvaluation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One evaluation. Rates are fractions 0..1; None: it was not measured.

    Attributes:
        made: UTC.
        second_opinion, liveness: Name and version of the models, such as "minifasnet v2+v1se/1".
        pictures: Enrolled and searched with.
        gallery: People in the largest gallery that was searched; `variant` the way of scoring that answered there.
        fpir_wanted: What `threshold` was set for; `fpir` and `fnir` were seen at it.
        resolved: False when too few strangers searched for `threshold` to hang on more than one or two pictures.
        live_from: The highest limit that refuses at most `MOST_BPCER` of the living, two digits, rounded down.
        apcer, bpcer: There, of the worst species of attack.
    """

    made: datetime
    engine: Word
    engine_version: Word
    second_opinion: Word | None
    liveness: Word | None
    people: Annotated[int, Meta(ge=0)]
    pictures: Annotated[int, Meta(ge=0)]
    gallery: Annotated[int, Meta(ge=0)]
    variant: Word
    fpir_wanted: Part
    threshold: float | None
    fpir: Part
    fnir: Part
    resolved: bool
    live_from: Part
    apcer: Part
    bpcer: Part


learn(KeptEvaluation)


def kept_of(
    result: Evaluation, made: datetime, fpir: float, *, second_opinion: str | None = None, liveness: str | None = None
) -> KeptEvaluation:
    """The summary of a result.

    Args:
        fpir: The rate the product's policy is made for; the nearest one measured is kept.
        second_opinion, liveness: See `KeptEvaluation`.
    """
    row, worst = _search(result, fpir), _attack(result)
    once = result.probes.pictures + (0 if result.one_pool else result.enrolment.pictures)
    return KeptEvaluation(
        made=made,
        engine=result.engine,
        engine_version=result.engine_version,
        second_opinion=second_opinion,
        liveness=None if worst is None else liveness,
        people=result.people,
        pictures=once,
        gallery=0 if row is None else row.gallery,
        variant="" if row is None else row.variant,
        fpir_wanted=None if row is None else row.fpir,
        threshold=None if row is None else _finite(row.threshold),
        fpir=None if row is None else row.observed_fpir,
        fnir=None if row is None else row.fnir,
        resolved=row is not None and row.resolved,
        live_from=None if worst is None else _down(worst.threshold),
        apcer=None if worst is None else worst.apcer,
        bpcer=None if worst is None else worst.bpcer,
    )


def keep(kept: KeptEvaluation, data_dir: Path) -> None:
    """Put it in place of the one before. Raises OSError."""
    write_whole(data_dir / FILE, msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n")


def last_kept(data_dir: Path) -> KeptEvaluation | None:
    """The one that was kept last; None when none was. Raises EvaluationUnreadable."""
    try:
        with (data_dir / FILE).open("rb") as file:
            content = file.read(MOST_BYTES)
        return msgspec.json.decode(content, type=KeptEvaluation)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise EvaluationUnreadable(type(error).__name__) from error


def _search(result: Evaluation, fpir: float) -> Identification | None:
    """Of the largest gallery, with the most pictures a member, as the product would answer."""
    rows = [
        row
        for row in result.fnir_at_fpir
        if row.variant == answers_by(result, row.gallery, row.enrol_images) and row.threshold is not None
    ]
    return max(rows, key=lambda row: (row.gallery, row.enrol_images or 0, -abs(row.fpir - fpir)), default=None)


def _attack(result: Evaluation) -> Attack | None:
    return next((row for row in result.attacks if row.species == "worst" and row.bpcer_target == MOST_BPCER), None)


def _finite(threshold: Rate) -> float | None:
    return None if threshold is None or abs(threshold) > 1e300 else round(threshold, 4)


def _down(threshold: float) -> float:
    """Rounded up it would refuse a living face that it was set for. The sum keeps 0.29 from becoming 0.28."""
    return floor(threshold * 100 + 1e-9) / 100
