"""Plain verdicts against what a site is accepted by. A figure passes by its interval, not by luck."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.evaluation.figures import Evaluation, answers_by
from kiosk.evaluation.in_words import images, percent, variant
from kiosk.sentences import sentence

MOST_FPIR = 0.001
MOST_POLICY_FPIR = 0.002
MOST_FNIR = 0.02
MOST_FTA = 0.01
MOST_APCER = 0.01
MOST_BPCER = 0.02


class Verdict(Enum):
    """Passed: the whole interval is within the aim. Open: the figure is, but its interval reaches beyond."""

    PASSED = "passed"
    OPEN = "open"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One aim and what was seen."""

    aim: str
    seen: str
    verdict: Verdict


def judgements(result: Evaluation) -> list[Judgement]:
    """Every aim, at every size measured."""
    found = [_acquisition(result)]
    for row in result.policy:
        if row.variant != answers_by(result, row.gallery, row.enrol_images):
            continue
        where = sentence(
            "evaluation.list", people=row.gallery, pictures=images(row.enrol_images), way=variant(row.variant)
        )
        found.append(
            _judge(
                sentence("evaluation.aims.policy", where=where, rate=percent(MOST_POLICY_FPIR)),
                row.fpir,
                row.fpir_high,
                MOST_POLICY_FPIR,
            )
        )
    for line in result.fnir_at_fpir:
        used = answers_by(result, line.gallery, line.enrol_images)
        if abs(line.fpir - MOST_FPIR) > 1e-12 or line.variant != used:
            continue
        where = sentence(
            "evaluation.list", people=line.gallery, pictures=images(line.enrol_images), way=variant(line.variant)
        )
        aim = sentence("evaluation.aims.search", where=where, fpir=percent(MOST_FPIR), fnir=percent(MOST_FNIR))
        judged = _judge(aim, line.fnir, line.fnir_high, MOST_FNIR)
        if judged.verdict is Verdict.PASSED and not line.resolved:
            judged = Judgement(judged.aim, judged.seen, Verdict.OPEN)
        found.append(judged)
    worst = [a for a in result.attacks if a.species == "worst" and a.bpcer_target == MOST_BPCER]
    aim = sentence("evaluation.aims.attack", bpcer=percent(MOST_BPCER), apcer=percent(MOST_APCER))
    high = worst[0].apcer_high if worst else None
    return [*found, _judge(aim, worst[0].apcer if worst else None, high, MOST_APCER)]


def _acquisition(result: Evaluation) -> Judgement:
    return _judge(
        sentence("evaluation.aims.acquisition", rate=percent(MOST_FTA)), result.probes.fta, result.probes.fta, MOST_FTA
    )


def _judge(aim: str, rate: float | None, high: float | None, most: float) -> Judgement:
    if rate is None:
        return Judgement(aim, "—", Verdict.UNKNOWN)
    if rate > most:
        return Judgement(aim, percent(rate), Verdict.FAILED)
    sure = high is not None and high <= most
    return Judgement(aim, percent(rate), Verdict.PASSED if sure else Verdict.OPEN)
